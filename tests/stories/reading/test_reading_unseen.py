"""Kinds that were misread at first sight, in pages whose text was written down before."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from stories.documents.summary import told_text
from stories.pdf.layout.ends.line_ends import purposeful_ends
from stories.pdf.layout.ends.measures import measures
from stories.pdf.layout.ends.stanzas import verses_around
from stories.pdf.layout.ends.typesetting import typesetting
from stories.pdf.layout.ends.verses import are_verses
from stories.pdf.layout.line import Line
from stories.pdf.layout.paragraphs import paragraphs
from stories.pdf.ocr.hocr import Scan
from stories.pdf.ocr.missed_lines import missed_bands, with_missed
from stories.pdf.ocr.scan_detection import is_garbage
from stories.pdf.page.characters import mirrored
from stories.pdf.parser import parse
from stories.reading.records import ReadingLimits
from tests import pdfs
from tests.growth import grows_evenly
from tests.pdfs import At
from tests.stories.reading.typed_pages import read, told

CASES = Path(__file__).resolve().parents[2] / "pages" / "cases"
SPREAD = (
    "Old Marta kept goats on the hill behind the school. Every morning she counted them, and "
    "every morning there was one too many.",
    "The one too many was brown and had only one horn. It ate from her hand and nobody in the "
    "village knew whose goat it was.",
    "One day a boy came over the bridge and called a name. The brown goat lifted its head, and "
    "then it ran to him.",
    "Marta counted again, and this time the number was right. She found that she did not like it "
    "at all.",
)
GOATS = (
    "Old Marta kept goats on the hill behind the",
    "school. Every morning she counted them all,",
    "and every morning there was one too many.",
    "The one too many was brown and had only",
    "one horn. It ate from her hand and nobody",
    "in the village knew whose goat it was, and",
    "nobody asked, because it was a good goat",
    "that gave warm milk and kept the grass",
    "short. One day a boy came over the bridge",
    "and called a name, and the goat ran.",
)


def below(*texts: str, x: float = 50, y: float = 520) -> list[str | At]:
    return [At(text, x, y - 16 * number) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("n_address-within-ar", (
            "زوروا https://www.example.com/ar/page?id=5 لمعرفة المزيد.", "الموقع: http://school.edu/stories_2024/",
        )),
        ("n_brackets-within-ar", (
            "عددنا ٢٥ عنزة، ثم 3 خراف، ودفعنا 12.50$ و(15%) زيادة، في 2024-05-01.",
        )),
        ("n_names-figures-ar", (
            "اشترت سلمى هاتف iPhone 12 ثم فتحت تطبيق WhatsApp Web "
            "وكتبت إلى ali.hassan@mail.com في الساعة 8:30.",
        )),
        ("n_captions-rhyme", (
            "The kid is one day old and can already stand.",
            "After a week it jumps over stones and over its mother.", "In a year it has horns.",
        )),
        ("n_spread-numbers", SPREAD),
    ],
)  # fmt: skip
def test_a_printed_page_is_told_as_it_reads(name: str, lines: tuple[str, ...]) -> None:
    document = parse(CASES / f"{name}.pdf", ReadingLimits())
    assert list(told_text(document)) == list(lines)


def test_a_page_of_scores_whose_columns_have_letters_and_figures_needs_no_ocr() -> None:
    document = parse(CASES / "n_scores.pdf", ReadingLimits())
    assert document.quality.scanned == ()
    assert document.title == "Milk"
    assert "Goat 3 — W1: 24; W2: 27; W3: 30;" in "\n".join(told_text(document))


def test_words_with_their_articles_are_told_beside_their_meanings(tmp_path: Path) -> None:
    spanish = ("la cabra", "el puente", "la escuela", "el cuerno", "la colina")
    english = ("the goat", "the bridge", "the school", "the horn", "the hill")
    rows = [f"{one} {other}" for one, other in zip(spanish, english, strict=True)]
    assert told(tmp_path, below(*spanish) + below(*english, x=200)) == rows


def test_numbers_of_every_fifth_line_go_on_on_the_next_page(tmp_path: Path) -> None:
    pages = [
        below(*GOATS) + [At(str(10 * page + n), 30, 520 - 16 * (n - 1), 9) for n in (5, 10)]
        for page in range(2)
    ]
    assert told(tmp_path, *pages) == [" ".join(GOATS)] * 2


def test_the_running_title_of_a_chapter_of_one_page_is_left_out_where_others_run(
    tmp_path: Path,
) -> None:
    chapters = ("The Hill", "The Hill", "The Bridge", "The Bridge", "The Boy")
    pages: list[list[str | At]] = [
        [At(title, 320, 570, 9), *below(*GOATS[2 * number : 2 * number + 2])]
        for number, title in enumerate(chapters)
    ]
    document = read(tmp_path, *pages)
    assert "The Boy" not in " ".join(told_text(document))
    assert ("header", "The Boy") in [(item.why, item.text) for item in document.left_out]


def test_who_wrote_a_picture_book_is_left_out_on_the_page_where_it_begins(tmp_path: Path) -> None:
    first: list[str | At] = [At("The Brown Goat", 60, 500, 24), At("by Ann Berg", 60, 470, 14),
                             At("Once there was a goat with one horn.", 60, 300, 16)]  # fmt: skip
    document = read(tmp_path, first, [At("It ate everything.", 60, 300, 16)])
    assert list(told_text(document)) == [
        "Once there was a goat with one horn.",
        "It ate everything.",
    ]
    assert document.credits == ("by Ann Berg",)


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("children knew her beauti-", "ful brown goat which had", "beautiful"),
        ("school had seen many ani-", "mals come over the hill", "animals"),
        ("village knew the brown-", "eyed goat of the old hill", "brown-eyed"),
    ],
)  # fmt: skip
def test_the_only_broken_word_of_a_document_is_whole_where_its_end_is_no_word(
    tmp_path: Path, first: str, second: str, word: str
) -> None:
    lines = ("The old woman of the hill", "kept goats and all of the", first)
    said = told(tmp_path, below(*lines) + below(second, "only a single horn and liked", x=230))
    assert word in " ".join(said)


def test_a_haiku_keeps_its_lines(tmp_path: Path) -> None:
    haiku = ("an old silent pond", "a frog jumps into the pond", "splash! silence again")
    page = below(*GOATS[:3]) + below(*haiku, y=440) + below(*GOATS[3:6], y=360)
    assert told(tmp_path, page)[1:4] == list(haiku)


def test_the_last_two_verses_of_a_poem_are_verses_though_one_is_full(tmp_path: Path) -> None:
    poem = [
        "Slowly the snail comes over the wall,",
        "It is in no hurry at all, at all.",
        "It carries its house, it carries its bed,",
        "And two little eyes on top of its head.",
    ]
    end = ["Goodnight, little snail, goodnight, goodnight, my dear,",
           "You shine like silver in the light."]  # fmt: skip
    assert told(tmp_path, below(*poem) + below(*end, y=430)) == [*poem, *end]


def test_white_words_whose_letters_are_drawn_as_shapes_too_are_seen(tmp_path: Path) -> None:
    # A bar of a chart, the letter as white strokes on it, and then as white text.
    strokes = (
        b"0.3 0.6 0.3 rg 50 400 200 40 re f 1 g 100 410 3 9 re f 100 416 9 3 re f 100 410 9 2 re f "
    )
    hidden = b"1 g BT /F1 14 Tf 100 410 Td (E) Tj ET BT /F1 14 Tf 60 300 Td (secret) Tj ET 0 g "
    path = tmp_path / "chart.pdf"
    path.write_bytes(pdfs.assembled([strokes + hidden + pdfs.content(below(GOATS[0]))]))
    document = parse(path, ReadingLimits())
    assert "E" in list(told_text(document))
    assert [item.text for item in document.left_out] == ["secret"]


def read_line(text: str, baseline: float) -> Line:
    return Line(text, 60, 360, baseline, 20, bold=False, rtl=False, column=3, starts=True)


def test_a_line_that_ocr_passed_over_is_found_by_its_ink_and_told_in_its_place() -> None:
    page = Image.new("L", (840, 1200), 255)
    draw = ImageDraw.Draw(page)
    for top in (200, 270, 340):  # three lines of “letters”
        for left in range(120, 720, 24):
            draw.rectangle((left, top, left + 14, top + 30), fill=20)
    draw.rectangle((120, 600, 720, 1000), fill=60)  # a picture
    first, second = read_line("counted them all, and then", 447), read_line("she went home.", 412)
    scan = Scan([first, second], 600.0, 90.0)
    bands = missed_bands(page, scan)
    assert len(bands) == 1
    other = Scan([read_line("Old Marta", 482), read_line("of the picture", 200)], 600.0, 80.0)
    lines = with_missed(scan, other, bands).lines
    assert [line.text for line in lines] == ["Old Marta", first.text, second.text]
    assert [line.starts for line in lines] == [True, False, True]
    assert missed_bands(page, Scan(lines, 600.0, 90.0)) == []


@pytest.mark.parametrize("text", ["a", "www.", "Ab ", "(", ")(", "1 ", "on, ", "٤(", "W1: "])
def test_text_made_to_take_long_is_looked_at_in_time_that_grows_with_it(text: str) -> None:
    def look(long: str) -> None:
        mirrored(long)
        is_garbage(long)
        are_verses([long[: len(long) // 2], long, long], [True, True])

    assert grows_evenly(look, lambda length: text * length, 4_000)


@pytest.mark.parametrize("text", ["a", "www.", "Ab ", "(", ")(", "1 ", "on, ", "٤(", "W1: "])
def test_lines_made_to_take_long_are_looked_at_in_time_that_grows_with_them(text: str) -> None:
    def lines(count: int) -> list[Line]:
        return [
            Line(text * 40, 50, 400, 800 - 14 * at, 10, bold=False, rtl=False, column=at % 7)
            for at in range(count)
        ]

    def look(all_lines: list[Line]) -> None:
        measured = measures(all_lines)
        blocks = [all_lines[at : at + 4] for at in range(0, len(all_lines), 4)]
        verses_around(blocks, measured)
        purposeful_ends(all_lines, measured)
        list(paragraphs(all_lines, 1, typesetting([all_lines])))

    assert grows_evenly(look, lines, 200)
