"""Neighbours of the layouts that people bring: the same kinds with other words, marks and numbers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.furniture.everything import without_furniture
from stories.pdf.furniture.titles import take_title
from stories.pdf.layout.line import Line
from stories.pdf.parser import parse
from stories.reading.records import Document, ReadingLimits
from tests import pdfs
from tests.growth import grows_evenly
from tests.pdfs import At

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"
LAMP = (
    "The old lamp stood in the corner of the attic, and nobody had lit it for a hundred years. When Mia "
    "wiped the dust away, she saw that someone had scratched a word into the brass, so small that she had "
    "to fetch her glasses to read it."
)
VOICE = (
    "But in the night, when the wind went round the house, both of them heard it at once: a thin voice "
    "that counted slowly from one to ten and then began again."
)
CAP = (
    "Her brother did not believe a word of it. He sat on the stairs with his cap over his eyes and said that "
    "lamps do not talk, that dust is only dust, and that supper would be ready soon."
)
SWALLOWS = (
    "Swallows come back in April. They build their nests under the roof of the station, and nobody is "
    "allowed to take them away."
)
MASTER = (
    "The station master counts them every year and writes the number in a small green book that he keeps in "
    "his coat."
)
WIRES = (
    "In autumn they sit on the wires in long rows, and one morning they are gone and the wires are empty "
    "again."
)
COLUMNS = (CAP, VOICE, LAMP, CAP)
PROSE = (
    "The keeper woke before the sun and climbed up to the lamp,",
    "where she looked at the sea. Far away a small red boat was",
    "turning round and round, as if it had lost its way home.",
)


def read(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "page.pdf"
    path.write_bytes(content)
    return parse(path, ReadingLimits())


def told(tmp_path: Path, *pages: Sequence[str | At]) -> list[str]:
    return list(told_text(read(tmp_path, pdfs.text_pdf(pages))))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        (
            "n_verses-ar",
            (
                "قِفا نبكِ من ذكرى حبيبٍ ومنزلِ بسقط اللوى بين الدخول فحوملِ",
                "فتوضح فالمقراة لم يعفُ رسمها لما نسجتها من جنوبٍ وشمألِ",
                "ترى بعر الآرام في عرصاتها وقيعانها كأنه حب فلفلِ",
                "كأني غداة البين يوم تحملوا لدى سمرات الحي ناقف حنظلِ",
            ),
        ),
        (
            "n_columns-short-ar",
            (
                "الخفاش", "يصطاد الخفاش في الليل ويعرف طريقه بالصوت.",
                "البومة", "ترى البومة في الظلام وتطير من غير أن يسمعها أحد.",
            ),
        ),
        (
            "n_steps",
            (
                "1. Cut the paper along the line.", "2. Fold it twice in the middle.",
                "3. Glue the two ends together.", "4. Let it dry for one hour.",
            ),
        ),
        (
            "n_recipe-ar",
            (
                "المقادير", "كوب دقيق", "بيضتان", "كوب حليب", "ملح", "الطريقة",
                "١. اخلط الدقيق مع الحليب والبيض حتى لا تبقى فيه كتل صغيرة.", "٢. اتركه نصف ساعة.",
                "٣. اخبزه في مقلاة ساخنة.",
            ),
        ),
        ("n_sections", ("Bats", *COLUMNS[:2], "Owls", *COLUMNS[2:])),
        (
            "n_letters-beside",
            ("Dear Ann,", MASTER, "Yours, Tom", "Dear Tom,", WIRES, "Yours, Ann"),
        ),
        (
            "n_sidebar-boxed",
            (SWALLOWS, MASTER, "Did you know?", "Swallows sleep while they fly.", WIRES),
        ),
        (
            "n_items-columns",
            ("You need:", "• flour", "• sugar", "• butter", "• milk", "• eggs", "• salt", SWALLOWS),
        ),
        (
            "n_comic-coloured",
            ("“Where is my hat?” asks Tom.", "“On your head!” says Ann.", "Tom laughs very loudly.",
             "Then they go out."),
        ),
        (
            "n_brackets-ar",
            ("قالت: «إلى أين تذهبين؟» فأجابت القطة (بصوت خافت): «إلى البيت [القديم]».",),
        ),
        (
            "n_sidebar-short",
            (LAMP, VOICE, "Lamps", "The first ones burned oil.", "Later ones burned gas."),
        ),
    ],
)  # fmt: skip
def test_a_page_is_read_as_a_reader_does(name: str, lines: tuple[str, ...]) -> None:
    assert tuple(told_text(parse(CASES / f"{name}.pdf", ReadingLimits()))) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ("an old silent pond", "a frog jumps into the pond", "splash and silence again"),
        ("ANNA: Did you hear?", "BEN: Hear what?", "ANNA: A voice.", "(They sit down and wait.)"),
        ("owl", "crow", "wren", "kestrel"),
        ("- Who is there?", "- I am the lamp.", "- A lamp?"),
        ("a- the apple", "b- the pear", "c- the lemon"),
        (
            "The night was long, the lamp was low, and all the way",
            "      the wind went by", "And nobody was there to see how every leaf came",
            "      against the sky", "Until the spring",
        ),
    ],
    ids=["a haiku", "a play", "single words", "a talk", "letters with a dash", "long verses"],
)  # fmt: skip
def test_lines_that_end_on_purpose_stay_apart(tmp_path: Path, lines: tuple[str, ...]) -> None:
    placed = [
        At(line.strip(), 50 + 3 * (len(line) - len(line.lstrip())), 540 - 16 * number)
        for number, line in enumerate(lines)
    ]
    expected: list[str] = []
    for line in lines:
        if line.startswith(" "):
            expected[-1] += f" {line.strip()}"
        else:
            expected.append(line)
    assert told(tmp_path, placed) == expected


def test_a_list_of_amounts_in_two_columns_ends_where_the_text_begins(tmp_path: Path) -> None:
    left = ("200 g flour", "2 eggs", "1 cup of milk", "1 pinch of salt")
    right = ("100 g sugar", "1 lemon", "a little butter", "some jam")
    lines: list[str | At] = [At(item, 50, 540 - 16 * n) for n, item in enumerate(left)]
    lines += [At(item, 230, 540 - 16 * n) for n, item in enumerate(right)]
    text = (
        "Mix the flour with the milk and the eggs, and let all of it",
        "stand for half an hour.",
    )
    lines += [At(line, 50, 476 - 16 * n) for n, line in enumerate(text)]
    assert told(tmp_path, lines) == [*left, *right, " ".join(text)]


def test_captions_in_a_row_are_told_one_by_one(tmp_path: Path) -> None:
    rows = [("The egg lies in the nest.", "The chick opens its beak."),
            ("It learns to fly in June.", "In autumn it leaves us.")]  # fmt: skip
    lines: list[str | At] = [
        At(text, x, 500 - 120 * number, 10)
        for number, row in enumerate(rows)
        for x, text in zip((50, 230), row, strict=True)
    ]
    assert told(tmp_path, lines) == [text for row in rows for text in row]


def test_who_speaks_goes_on_in_small_letters(tmp_path: Path) -> None:
    lines = ["ANNA: Who is there?", "TOM: It is only me.",
             "ANNA: Come in, then, and shut the door behind you", "because it is cold."]  # fmt: skip
    assert told(tmp_path, lines) == [*lines[:2], " ".join(lines[2:])]


def test_a_place_and_a_date_of_one_length_stand_above_a_letter(tmp_path: Path) -> None:
    lines = [At("Skerry Rock", 300, 540), At("2 December", 301, 524), At("Dear Tom,", 50, 500),
             *(At(line, 50, 480 - 16 * n) for n, line in enumerate(PROSE))]  # fmt: skip
    assert told(tmp_path, lines)[:3] == ["Skerry Rock", "2 December", "Dear Tom,"]


def test_sentences_that_each_begin_with_their_year_are_told_one_by_one(tmp_path: Path) -> None:
    years = ["1914 The war began.", "1918 The war ended.", "1939 It began again."]
    assert told(tmp_path, years) == years


def test_a_sheet_of_sums_is_no_picture(tmp_path: Path) -> None:
    sums = [
        At("3 + 4 =", 50, 500),
        At("5 + 2 =", 250, 500),
        At("6 - 1 =", 50, 470),
        At("8 - 3 =", 250, 470),
    ]
    assert " ".join(told(tmp_path, sums)) == "3 + 4 = 5 + 2 = 6 - 1 = 8 - 3 ="


def test_lists_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    birds, fish = ("owl", "crow", "wren"), ("carp", "pike", "eel")
    lines: list[str | At] = [At("Birds", 50, 540, bold=True), At("Fish", 200, 540, bold=True)]
    for number, pair in enumerate(zip(birds, fish, strict=True)):
        lines += [At(word, x, 510 - 17 * number) for x, word in zip((80, 230), pair, strict=True)]
    assert told(tmp_path, lines) == ["Birds", *birds, "Fish", *fish]


def test_a_call_at_the_foot_of_each_page_is_told_and_a_title_that_calls_is_not(
    tmp_path: Path,
) -> None:
    days = ("The fox ran.", "The owl flew.", "The cat hid.", "The sun rose.")
    calls = [[At(day, size=16), At("Splash!", y=40, size=16)] for day in days]
    assert told(tmp_path, *calls) == [line for day in days for line in (day, "Splash!")]
    titled: list[list[str | At]] = [[At("Splash!", size=26), days[0]]]
    titled += [[At("Splash!", y=570), At(day, y=400)] for day in days]
    assert told(tmp_path, *titled) == [days[0], *days]


def sentence(*parts: str, y: float = 500) -> bytes:
    """A line of which every second part is small and raised."""
    shown = "".join(
        f"/F1 {7 if number % 2 else 12} Tf {5 if number % 2 else 0} Ts ({part}) Tj "
        for number, part in enumerate(parts)
    )
    return f"BT 50 {y} Td {shown}0 Ts ET\n".encode("latin-1")


@pytest.mark.parametrize(
    ("mark", "note"), [("a", "a One who looks after a lamp."), ("b", "b) One with a lamp.")]
)
def test_a_note_marked_by_a_letter_is_left_out_with_its_mark(
    tmp_path: Path, mark: str, note: str
) -> None:
    content = sentence("The keeper", mark, " woke before the sun") + pdfs.content(
        [At("and climbed up to the lamp.", y=484), At(note, y=60, size=8)]
    )
    document = read(tmp_path, pdfs.assembled([content]))
    assert list(told_text(document)) == [
        "The keeper woke before the sun and climbed up to the lamp."
    ]
    assert [(item.why, item.text) for item in document.left_out] == [("footnote", note)]


def test_the_raised_mark_of_a_note_belongs_to_its_line(tmp_path: Path) -> None:
    text = sentence("The keeper", "1", " woke before the sun and climbed up.")
    note = b"BT 50 60 Td /F1 6 Tf 4 Ts (1) Tj 0 Ts /F1 8 Tf 2 0 Td ( One who looks after it.) Tj ET"
    document = read(tmp_path, pdfs.assembled([text + note]))
    assert list(told_text(document)) == ["The keeper woke before the sun and climbed up."]


def test_a_raised_letter_that_no_note_explains_is_read_in_its_word(tmp_path: Path) -> None:
    content = sentence("On the XIX", "e", " day of the year it rained.")
    said = told_text(read(tmp_path, pdfs.assembled([content])))
    assert list(said) == ["On the XIXe day of the year it rained."]


def test_powers_stay_and_marks_of_notes_go(tmp_path: Path) -> None:
    content = sentence("A field has 25 m", "2", " of light", "2", ", as was said", "1", " before.")
    content += pdfs.content([At("1 Long ago.", y=60, size=8), At("2 Of the lamp.", y=48, size=8)])
    said = told_text(read(tmp_path, pdfs.assembled([content])))
    assert list(said) == ["A field has 25 m² of light, as was said before."]


def test_a_watermark_that_few_letters_cross_is_left_out_on_every_page(tmp_path: Path) -> None:
    mark = At("VOID", 170, 300, 100)
    few = [
        At("The keeper woke", y=330),
        At("before the sun and climbed up", y=314),
        At("to the lamp.", y=298),
    ]
    document = read(tmp_path, pdfs.text_pdf([[mark, *few], [mark, *PROSE]]))
    assert "VOID" not in " ".join(told_text(document))
    assert [item.why for item in document.left_out] == ["watermark", "watermark"]


@pytest.mark.parametrize("framed", [True, False])
def test_a_first_row_on_a_colour_of_its_own_names_the_columns(tmp_path: Path, framed: bool) -> None:
    rows = [
        ("Name", "City", "Animal"),
        ("Ada", "Rome", "cat"),
        ("Ben", "Oslo", "dog"),
        ("Cleo", "Cairo", "emu"),
    ]
    lines = [
        At(cell, x, 500 - 20 * number)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 160, 260), row, strict=True)
    ]
    shade = b"0.8 0.9 1 rg 50 494 300 20 re f 0 g "
    frame = b"".join(b"%d 414 m %d 514 l S " % (x, x) for x in (50, 150, 250, 350))
    frame += b"".join(b"50 %d m 350 %d l S " % (y, y) for y in range(434, 515, 20))
    content = shade + frame * framed + pdfs.content(lines)
    assert list(told_text(read(tmp_path, pdfs.assembled([content])))) == [
        "Name City Animal", "Ada — City: Rome; Animal: cat", "Ben — City: Oslo; Animal: dog",
        "Cleo — City: Cairo; Animal: emu",
    ]  # fmt: skip


def test_stripes_name_no_columns(tmp_path: Path) -> None:
    rows = [
        ("Ada", "Rome", "cat"),
        ("Ben", "Oslo", "dog"),
        ("Cleo", "Cairo", "emu"),
        ("Dan", "Lima", "ape"),
    ]
    lines = [
        At(cell, x, 500 - 20 * number)
        for number, row in enumerate(rows)
        for x, cell in zip((60, 160, 260), row, strict=True)
    ]
    stripes = b"0.9 g 50 494 300 20 re f 50 454 300 20 re f 0 g "
    said = told_text(read(tmp_path, pdfs.assembled([stripes + pdfs.content(lines)])))
    assert list(said) == [" ".join(row) for row in rows]


@pytest.mark.parametrize(
    "named",
    [
        "Presentazione standard di PowerPoint", "New Microsoft Word Document", "Google Docs", "template",
        "Documento sin t\xedtulo", "Document sans titre", "Diapositiva 1", "Scanned from a copier",
        "Adobe Photoshop PDF", "Capture d'\xe9cran 2024", "Screenshot 2024-01-01", "(anonymous)",
    ],
)  # fmt: skip
def test_a_name_that_a_program_gave_is_no_title(tmp_path: Path, named: str) -> None:
    document = read(tmp_path, pdfs.text_pdf([PROSE], title=named))
    assert document.title == "The keeper woke before the sun and climbed"


@pytest.mark.parametrize("line", [".", "a", "1 ", ". "])
def test_a_line_made_to_take_long_is_looked_at_in_time_that_grows_with_it(line: str) -> None:
    def lines(length: int) -> list[Line]:
        return [Line(line * length, 50, 400, 800, 10, bold=False, rtl=False, column=0)]

    def look(page: list[Line]) -> None:
        told, running = without_furniture([page, page], [842.0, 842.0], 10.0)
        take_title(told, running, "", 10.0)

    assert grows_evenly(look, lines, 5_000)
