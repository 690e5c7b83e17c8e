"""Kinds of Arabic pages, columns and furniture that a second set of unseen pages showed to be misread."""

import math
from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.layout.line import Line
from stories.pdf.ocr.credibility import in_own_language, is_doubtful, is_gibberish
from stories.pdf.ocr.hocr import Scan
from stories.pdf.ocr.scan_detection import is_garbage
from stories.pdf.parser import parse
from stories.reading.records import Document, ReadingLimits
from tests import pdfs
from tests.pdfs import At

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"
GOATS = (
    "Old Marta kept goats on the hill.",
    "Every morning she counted them twice.",
    "One day there was one too many.",
    "It had only one horn and was brown.",
)


def read(tmp_path: Path, *pages: list[str | At]) -> Document:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdfs.text_pdf(pages))
    return parse(path, ReadingLimits())


def told(document: Document) -> list[str]:
    return list(told_text(document))


def left_out(document: Document) -> list[tuple[str, str]]:
    return [(item.why, item.text) for item in document.left_out if item.why != "note mark"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("n_note-ar", ("سافر ابن بطوطة من طنجة وهو شاب، وزار مصر والهند والصين.",)),
        ("n_notes-in-brackets-ar", (
            "عاش الجاحظ في البصرة، وكتب كتاب الحيوان. وكان يحب الكتب حبا كبيرا.",
        )),
        ("n_abbreviation-ar", (
            "أصيب الطفل بالربو (Asthma) فذهب إلى الطبيب، واسمه د. حسن (Dr. Hassan Ali)، وأعطاه "
            "Ventolin 100 mcg مرتين يوميا.",
        )),
        ("n_more-latin-ar", (
            "اشتركت في Netflix وDisney+ ثم لعبت بالـPlayStation 5 ولـXbox Series X ألعاب أخرى.",
        )),
        ("n_address-cut-ar", (
            "يمكنكم قراءة القصة كاملة على الموقع الآتي https://www.stories.example.org/arabic/"
            "the-brown-goat?page=12 ثم إرسال رأيكم إلى المعلمة.",
        )),
        ("n_ligatures-both-ways-ar", ("محمد في نجاح كبير فرح به أهله ولم ينم أحد",)),
        ("n_letter-ar", (
            "مدرسة النور الابتدائية", "شارع الزيتون ١٤", "عمّان", "عزيزتي الجدة،",
            "وصلتنا رسالتك أمس وفرحنا بها كثيرا، وقرأها أبي لنا جميعا بعد العشاء.", "مع حبي،", "ليلى",
        )),
        ("n_entries", (
            "otter noun an animal with brown fur that lives near rivers and eats fish",
            "owl noun a bird with large eyes that hunts small animals at night",
        )),
    ],
)  # fmt: skip
def test_a_printed_page_is_told_as_it_reads(name: str, lines: tuple[str, ...]) -> None:
    assert told(parse(CASES / f"{name}.pdf", ReadingLimits())) == list(lines)


def test_a_part_below_columns_that_end_together_comes_after_both() -> None:
    document = parse(CASES / "n_part-below-columns-ar.pdf", ReadingLimits())
    assert told(document)[-2:] == ["أسئلة", "ماذا وجد سعيد في البئر؟"]


@pytest.mark.parametrize(
    "text",
    [
        "µº°¿ÄÉÎ¿Ó°¿ÄÎ¿ØÝ°âÝçì°ñÄö¡ ºö¿Ä¿°«Äº°ÉÉºÝ°ºÎÎºÝ°ØÓº",
        "ظة وؾمدي ومدتف خفؿط سصزق غق ورلؿكم جؽذدد عط ىنشف ججثجض تةشفغ " * 3,
    ],
)
def test_a_wrong_character_map_is_seen_in_signs_and_in_arabic_letters(text: str) -> None:
    assert is_garbage(text)
    assert not is_garbage(
        "في الصباح خرجت سلمى إلى الحديقة ومعها دلو صغير وبذور كثيرة من الخيار " * 3
    )
    assert not is_garbage("تفاحة خبز ماء حقيبة نافذة كتاب قلم باب شجرة بيت شمس قمر نجمة بحر " * 3)
    assert not is_garbage(
        "Người Việt nói tiếng Việt ở nước Việt Nam và họ rất thích kể chuyện cổ tích"
    )


def test_letters_that_share_a_glyph_are_both_told(tmp_path: Path) -> None:
    # The font maps one code to two letters, which PDFium gives one and the same place.
    pair = b"1 beginbfchar <5F> <00660066> endbfchar"
    text = pdfs.content(["The di_erence is an o_er of co_ee."])
    path = tmp_path / "pair.pdf"
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>"
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Resources<</Font<</F1 3 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        font,
        page + b"/Contents 5 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(text), text),
        b"<</Length %d>>stream\n%b\nendstream" % (len(pair), pair),
    ]
    path.write_bytes(pdfs.written(objects, b""))
    said = told(parse(path, ReadingLimits()))
    assert said == ["The difference is an offer of coffee."]


def test_what_is_written_across_or_on_its_side_is_named(tmp_path: Path) -> None:
    slope = math.sqrt(0.5)
    page = pdfs.content([At(text, 60, 480 - 16 * n) for n, text in enumerate(GOATS)])
    page += (
        f"\nBT /F2 70 Tf {slope:.3f} {slope:.3f} {-slope:.3f} {slope:.3f} 90 150 Tm (DRAFT) Tj ET"
        "\nBT /F1 9 Tf 0 1 -1 0 30 200 Tm (Number of goats) Tj ET"
    ).encode()
    path = tmp_path / "across.pdf"
    path.write_bytes(pdfs.assembled([page]))
    document = parse(path, ReadingLimits())
    assert sorted(left_out(document)) == [("turned", "Number of goats"), ("watermark", "DRAFT")]
    assert "DRAFT" not in " ".join(told(document))


def test_a_stamp_between_the_lines_of_each_page_is_left_out(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [At(GOATS[0], 60, 500), At("PREVIEW COPY", 60, 400, 40), At(text, 60, 300)]
        for text in GOATS[1:]
    ]
    document = read(tmp_path, *pages)
    assert left_out(document) == [("watermark", "PREVIEW COPY")] * 3
    once = read(tmp_path, [At("Sample", 60, 500, 30), At(GOATS[0], 60, 400)])
    assert once.title == "Sample"


@pytest.mark.parametrize("form", ["Page {}", "page {}", "- Page {} -"])
def test_numbers_of_pages_may_be_words(tmp_path: Path, form: str) -> None:
    numbers = [form.format(word) for word in ("one", "two", "twenty-one")]
    pages: list[list[str | At]] = [
        [At(text, 60, 480), At(number, 180, 40, 9)]
        for text, number in zip(GOATS, numbers, strict=False)
    ]
    document = read(tmp_path, *pages)
    assert told(document) == list(GOATS[:3])
    assert left_out(document) == [("page number", number) for number in numbers]


def test_both_numbers_of_a_single_spread_are_left_out(tmp_path: Path) -> None:
    pages = [
        At(text, x, 500 - 18 * n, 14)
        for x, lines in ((40, GOATS[:2]), (460, GOATS[2:]))
        for n, text in enumerate(lines)
    ]
    spread = pdfs.text_pdf([[*pages, At("4", 40, 40), At("5", 790, 40)]])
    path = tmp_path / "spread.pdf"
    path.write_bytes(spread.replace(b"[0 0 420 595]", b"[0 0 840 595]"))
    document = parse(path, ReadingLimits())
    assert told(document) == list(GOATS)
    assert [text for _, text in left_out(document)] == ["4", "5"]


def test_the_verses_of_a_refrain_stay_apart_where_it_comes_back(tmp_path: Path) -> None:
    refrain = ("Trip, trap, trip, trap,", "over the bridge we go!")
    pages: list[list[str | At]] = [
        [At(text, 60, 480), At(refrain[0], 60, 200), At(refrain[1], 60, 182)] for text in GOATS
    ]
    assert told(read(tmp_path, *pages)) == [line for text in GOATS for line in (text, *refrain)]


def test_numbered_headings_at_the_top_of_pages_are_told(tmp_path: Path) -> None:
    pages: list[list[str | At]] = [
        [At(f"Sheet {n}: Goats", 50, 550, 18), At(text, 50, 480), At("Hill School", 50, 30, 8)]
        for n, text in enumerate(GOATS, start=1)
    ]
    document = read(tmp_path, *pages)
    assert told(document) == [
        it for n, text in enumerate(GOATS, 1) for it in (f"Sheet {n}: Goats", text)
    ]
    assert left_out(document) == [("footer", "Hill School")] * 4


def test_long_notes_below_a_short_text_are_notes_and_the_text_is_no_title(tmp_path: Path) -> None:
    text = [At("The keeper woke early.", 50, 500), At("1", 174, 505, 7)]
    notes = (
        "1 Somebody who looks after a lighthouse and lives in it, often alone for many years,",
        "and far from every town, so that the children of the coast tell stories of it.",
    )
    small = [At(note, 50, 60 - 10 * n, 8) for n, note in enumerate(notes)]
    document = read(tmp_path, [*text, At("She looked at the sea.", 50, 484), *small])
    assert told(document) == ["The keeper woke early. She looked at the sea."]
    assert left_out(document) == [("footnote", " ".join(notes))]


def test_captions_side_by_side_need_no_stops(tmp_path: Path) -> None:
    row = [At("Nets that dry outside", 50, 300), At("A lamp on a boat", 240, 300)]
    said = told(read(tmp_path, [*(At(it, 50, 500 - 16 * n) for n, it in enumerate(GOATS)), *row]))
    assert said[-2:] == ["Nets that dry outside", "A lamp on a boat"]


def scan(text: str, confidence: float) -> Scan:
    line = Line(text, 60, 360, 400, 20, bold=False, rtl=text > "\u0600", column=0)
    return Scan([line], 600.0, confidence)


def test_a_short_scan_with_vowel_marks_is_text() -> None:
    vowelled = scan("ذَهَبَت نَخْلَهُ صَغِيرَةً إلى الحَدِيقَةٍ الكبيرة.", 45.0)
    assert not is_doubtful(vowelled)
    assert not is_gibberish(vowelled)


def test_what_was_read_in_its_own_language_keeps_its_accents() -> None:
    among_others = scan("Ou es-tu ? La forét était deja tres sombre.", 91.4)
    own = scan("Où es-tu ? La forêt était déjà très sombre.", 90.9)
    assert in_own_language(among_others, own) is own
    assert in_own_language(among_others, scan("0ù es-lu", 60.0)) is among_others
