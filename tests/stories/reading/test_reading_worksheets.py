"""Worksheets, single sheets, small numbers below the text, Arabic lines that begin with a figure."""

import time
from pathlib import Path

import pytest

from stories.documents.summary import told_text
from stories.pdf.layout.ends.typesetting import typesetting
from stories.pdf.layout.line import Line
from stories.pdf.layout.paragraphs import paragraphs
from stories.pdf.page.latin_runs import turned_back
from stories.pdf.parser import parse
from stories.reading.blanks import asks_who, with_pauses
from stories.reading.records import Document, ReadingLimits
from tests import pdfs
from tests.pdfs import At

FROG = (
    "A frog begins its life in the water of a pond as a small egg",
    "in jelly, and what comes out of it has a tail and no legs yet.",
)


def read(tmp_path: Path, *pages: list[str | At]) -> Document:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(pdfs.text_pdf(pages))
    return parse(path, ReadingLimits())


def left_out(document: Document) -> list[tuple[str, str]]:
    return [(item.why, item.text) for item in document.left_out]


def arabic(*texts: str) -> list[str]:
    """The paragraphs of lines that people broke by hand, each as wide as its letters."""
    lines = [
        Line(text, 350 - 6 * len(text), 350, 500 - 20 * at, 14, bold=False, rtl=True, column=0)
        for at, text in enumerate(texts)
    ]
    return [it.text for it in paragraphs(lines, 1, typesetting([lines]))]


def test_a_worksheet_is_told_without_the_lines_that_ask_who_writes_and_who_may_copy_it(
    tmp_path: Path,
) -> None:
    document = read(tmp_path, [
        "Name: ______________ Date: __________", *FROG, At("1. A frog begins its life as ______.", y=440),
        At("________________________", y=420), At("Score: ___ / 10", y=400),
        At("© 2026 Bright Pages. For classroom use only.", y=30, size=8),
    ])  # fmt: skip
    assert list(told_text(document)) == [" ".join(FROG), "1. A frog begins its life as …."]
    assert left_out(document) == [
        ("prompt", "Name: ______________ Date: __________ Score: ___ / 10"),
        ("credits", "© 2026 Bright Pages. For classroom use only."),
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Name ____________", True), ("Name: Date: Class:", True), ("الاسم: ........ الصف: ........", True),
        ("Nom : ______ Prénom : ______", True), ("Name:", False), ("Name: Lena", False),
        ("The name: ____", False), ("Total ....... 5", False), ("Date", False),
    ],
)  # fmt: skip
def test_only_a_line_of_labels_with_nothing_behind_them_asks_who_writes(
    text: str, *, asks: bool
) -> None:
    assert asks_who(text) is asks


def test_what_a_browser_prints_around_a_single_page_is_left_out(tmp_path: Path) -> None:
    document = read(tmp_path, [
        At("12/1/26, 9:14 AM", 30, 575, 8), At("The Frog - StoryCorner", 200, 575, 8), *FROG,
        At("https://storycorner.example/frog", 30, 15, 8), At("1/1", 380, 15, 8),
    ])  # fmt: skip
    assert list(told_text(document)) == [" ".join(FROG)]
    assert [why for why, _ in left_out(document)] == ["header", "footer"]


def test_small_numbers_right_below_the_text_count_the_pages_and_are_not_told(
    tmp_path: Path,
) -> None:
    pages: list[list[str | At]] = [[*FROG, At(str(number), 200, 486, 7)] for number in (12, 13, 14)]
    document = read(tmp_path, *pages)
    assert list(told_text(document)) == [" ".join(FROG)] * 3
    # Figures as large as the text are the text's, as in a counting book.
    pages = [[At(str(number), y=300), At("ducks sit on a wall", y=320)] for number in (2, 3, 4)]
    assert left_out(read(tmp_path, *pages)) == []


def test_where_each_line_is_a_paragraph_the_next_sentence_is_another(tmp_path: Path) -> None:
    asked = "The mouse asked the goat: may I ride on your back?"
    page: list[str | At] = [asked, At("But the goat only chewed.", y=488)]
    assert (
        list(told_text(read(tmp_path, page, page, page)))
        == [asked, "But the goat only chewed."] * 3
    )


def test_a_stanza_of_two_lines_below_a_poem_keeps_its_lines(tmp_path: Path) -> None:
    poem = ["The lamp on the hill is a yellow eye,", "it watches the boats and it watches the sky,",
            "and when it is tired it closes its lid", "and nobody knows what the fishermen did."]  # fmt: skip
    end = [
        "The lamp on the hill has a daughter of tin,",
        "she stands in the window and lets the moon in.",
    ]
    page = [At(text, y=520 - 17 * at - 8 * (at > 3)) for at, text in enumerate([*poem, *end])]
    assert list(told_text(read(tmp_path, [*page]))) == [*poem, *end]


def test_a_heading_behind_sentences_names_a_box_and_not_the_document(tmp_path: Path) -> None:
    page: list[str | At] = [
        *FROG,
        At("Did you know?", y=440, bold=True),
        At("Frogs drink with their skin.", y=424),
    ]
    assert read(tmp_path, page).title.startswith("A frog begins")


def test_a_figure_at_the_beginning_of_an_arabic_line_goes_on_with_its_sentence() -> None:
    text = ("سافر عمي إلى المدينة الكبيرة ومعه", "3 حقائب مليئة بالهدايا والكتب والألعاب",
            "وقال إنه رأى في السوق", "٢٥ قطة بيضاء تنام تحت شجرة واحدة.")  # fmt: skip
    assert arabic(*text) == [" ".join(text)]
    counted = ("٢ بيضة", "3 أكواب حليب", "١ ملعقة سكر", "4 حبات تمر")
    assert arabic(*counted) == list(counted)


def test_a_figure_stands_behind_what_it_counts_in_an_arabic_line() -> None:
    assert turned_back([["اللعبة"], ["(", "1.2"], ["version", ")"]]) == "اللعبة (version 1.2)"
    assert turned_back([["سرعته"], ["3.5"], ["kHz"]]) == "سرعته 3.5 kHz"


@pytest.mark.parametrize("text", ["_", "_ ", ". ", "…_", "Name: ", " .", "Name: _ "])
def test_lines_to_write_on_made_to_take_long_are_looked_at_in_time_that_grows_with_them(
    text: str,
) -> None:
    begun = time.process_time()
    with_pauses(text * 100_000)
    asks_who(text * 100_000)
    assert time.process_time() - begun < 2
