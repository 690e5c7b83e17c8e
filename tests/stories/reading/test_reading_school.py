"""What schools hand out: dictations, poems, lists of words, notices with a stamp, numbered slides."""

import math
from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.parser import parse
from stories.reading.blanks import asks_who
from stories.reading.records import ReadingLimits
from tests import pdfs
from tests.pdfs import At
from tests.stories.documents.test_format_details import lines
from tests.stories.documents.test_format_details import read as read_kind
from tests.stories.documents.test_format_margins import deck
from tests.stories.reading.typed_pages import read

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"


def test_spaces_for_name_and_day_in_a_row_part_no_columns(tmp_path: Path) -> None:
    asked = [At("Nombre: ................", 50, 560), At("Curso: ........", 270, 560)]
    sheet = [At("Dictado", 270, 530, 20), At("Escucha y escribe en tu cuaderno.", 50, 500)]
    text = [At("Salimos de casa muy temprano y el gato nos", 50, 470),
            At("miraba desde la ventana de la cocina.", 50, 454)]  # fmt: skip
    document = read(tmp_path, [*asked, *sheet, *text])
    assert document.title == "Dictado"
    assert list(told_text(document)) == [
        "Escucha y escribe en tu cuaderno.", f"{text[0].text} {text[1].text}",
    ]  # fmt: skip
    assert {it.why for it in document.left_out} == {"prompt", "title"}


@pytest.mark.parametrize(
    "text", ["التاريخ: ../../....", "Fecha: __/__/____", "Date: __/__/20__", "Score: ___/10"]
)
def test_a_day_to_write_in_asks_who_writes(text: str) -> None:
    assert asks_who(text)
    assert not asks_who(f"{text} snow")


def test_half_verses_above_their_poet_are_read_across_each_letter_once() -> None:
    document = parse(CASES / "n_half-verses-author-ar.pdf", ReadingLimits())
    assert list(told_text(document)) == [
        "قِطَّتِي صَغِيرَةٌ وَاسْمُهَا نَمِيرَةْ",
        "شَعْرُهَا جَمِيلُ ذَيْلُهَا طَوِيلُ",
        "لَعْبُهَا يُسَلِّي وَهِيَ لِي كَظِلِّي",
        "عِنْدَهَا المَهَارَةْ كَيْ تَصِيدَ فَارَةْ",
        "نشيد الأطفال",
    ]


def test_a_headline_in_the_middle_of_the_page_heads_both_lists() -> None:
    document = parse(CASES / "n_words-headline-ar.pdf", ReadingLimits())
    assert document.title == "كلمات جديدة"
    assert list(told_text(document)) == [
        "الغابة: مكان فيه أشجار كثيرة", "النهر: ماء يجري بين ضفتين", "الكوخ: بيت صغير من الخشب",
        "الحطاب: رجل يقطع الخشب", "الفأس: أداة نقطع بها الخشب", "الصدى: صوت يعود إلينا",
        "الجسر: طريق فوق النهر", "الضباب: غيم قريب من الأرض",
    ]  # fmt: skip


def test_a_stamp_between_the_lines_of_a_notice_is_named(tmp_path: Path) -> None:
    turn = math.radians(18)
    slope, rise = math.cos(turn), math.sin(turn)
    said = ["The school fair is on Friday in the yard.", "Please bring a cake."]
    page = pdfs.content([At(said[0], 50, 500), At(said[1], 50, 470), At("Mary Holt", 250, 400)])
    for number, text in enumerate(("SCHOOL OF", "THE HILL", "Dover")):
        x, y = 80 + 12 * number * rise, 420 - 12 * number * slope
        matrix = f"{slope:.3f} {rise:.3f} {-rise:.3f} {slope:.3f} {x} {y}"
        page += f"\nBT /F1 9 Tf {matrix} Tm ({text}) Tj ET".encode()
    path = tmp_path / "notice.pdf"
    path.write_bytes(pdfs.assembled([page]))
    document = parse(path, ReadingLimits())
    assert list(told_text(document)) == [*said, "Mary Holt"]
    assert [(it.why, it.text) for it in document.left_out] == [
        ("watermark", "SCHOOL OF THE HILL Dover")
    ]


def test_the_number_of_a_slide_that_somebody_typed_at_its_foot_is_left_out(tmp_path: Path) -> None:
    said = ("Where do bees live?", "They live in a hive.", "How many legs has a bee?")
    typed = ("", "2", "6")
    content = deck(*(
        [(0.5, 1, text), (9, 6.9, number)] for text, number in zip(said, typed, strict=True)
    ))  # fmt: skip
    document = read_kind(tmp_path, "pptx", content)
    assert lines(document) == [*said, "6"]
    assert [(it.page, it.why, it.text) for it in document.left_out] == [(2, "page number", "2")]


def test_footnotes_below_two_columns_are_named_column_by_column(tmp_path: Path) -> None:
    first = ("The heron stands in the reeds* for", "hours and waits until a small fish",
             "swims by. Then it strikes so fast", "that nobody sees its beak move at",
             "all in the cold brown water.")  # fmt: skip
    second = ("It builds its nest in tall trees§ and", "comes back to it year after year.",
              "The young ones climb about in the", "branches long before they can fly",
              "down to the lake by themselves.")  # fmt: skip
    notes = (
        ("* Tall grass that grows", "in shallow water."),
        ("§ Mostly old pines", "near a lake."),
    )
    page: list[str | At] = []
    for x, text, note in zip((30, 225), (first, second), notes, strict=True):
        page += [At(line, x, 500 - 15 * n, 10.5) for n, line in enumerate(text)]
        page += [At(line, x, 400 - 10 * n, 7.5) for n, line in enumerate(note)]
    document = read(tmp_path, page)
    assert [it.text for it in document.left_out if it.why == "footnote"] == [
        " ".join(line for note in notes for line in note)
    ]
    words = " ".join(told_text(document))
    assert words == " ".join([*first, *second]).replace("*", "").replace("§", "")


def test_a_last_item_at_no_others_height_belongs_to_its_list(tmp_path: Path) -> None:
    asked, below = "Match the animals with their homes.", "Which home is under the ground"
    animals, homes = (
        ("bee", "bird", "fox", "spider", "dog"),
        ("den", "hive", "web", "nest", "kennel"),
    )
    page: list[str | At] = [asked, *(At(it, 50, 470 - 24 * n) for n, it in enumerate(animals))]
    page += [At(it, 260, 470 - 24 * n) for n, it in enumerate(homes[:-1])]
    page += [At(homes[-1], 260, 470 - 24 * 4 - 12), At(below, 50, 310)]
    assert list(told_text(read(tmp_path, page))) == [asked, *animals, *homes, below]
