"""Pages made up, whose true order is known: columns, boxes, lists, furniture, refrains."""

import random
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reading import in_order, words_of
from stories.pdf.parser import parse
from stories.reading.records import ReadingLimits
from tests import pdfs
from tests.growth import grows_evenly
from tests.pdfs import PAGE_HEIGHT, PAGE_WIDTH, At

WORDS: list[str] = []
for line in (
    "the a little river fox ran over and under old bridge while it was raining on roof then",
    "nobody came but she waited until evening because moon light had been bright in their",
    "garden where birds sang of far summer some people said that they could hear every leaf",
    "fall down into water",
):
    WORDS += line.split()
# Widths of Helvetica's letters, in thousandths of the type size; others are taken as wide as most.
WIDTHS = dict(
    zip(
        "ijlf trcksvxyzmw.",
        (222, 222, 222, 278, 278, 278, 333, *(500,) * 7, 833, 722, 278),
        strict=True,
    )
)
SIZE = 11.0
LEADING = 1.35 * SIZE
TOP, FOOT, MARGIN = PAGE_HEIGHT - 90.0, 100.0, 45.0
REFRAIN = "but nobody ever came to see them."


def width_of(text: str) -> float:
    """Points that a line takes, a little more than less."""
    return sum(WIDTHS.get(letter, 560) for letter in text) * SIZE / 1000


class Sheet:
    """A page being made: its lines, and what must be told of them in order."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lines: list[At] = []
        self.true: list[str] = []
        self.y = TOP

    def sentence(self) -> str:
        count = self.chance.randint(6, 16)
        words = [self.chance.choice(WORDS) for _ in range(count)]
        return " ".join(words).capitalize() + "."

    def prose(self, left: float, width: float, sentences: int) -> None:
        """Sentences, broken where the width ends, from where the page has come to."""
        text = " ".join(self.sentence() for _ in range(sentences))
        self.true.append(text)
        line = ""
        for word in text.split():
            if width_of(f"{line} {word}".strip()) > width:
                self._put(line, left)
                line = word
            else:
                line = f"{line} {word}".strip()
        self._put(line, left)
        self.y -= 0.6 * LEADING

    def _put(self, text: str, left: float) -> None:
        self.lines.append(At(text, left, round(self.y, 1), SIZE))
        self.y -= LEADING

    def columns(self, count: int, gap: float) -> None:
        width = (PAGE_WIDTH - 2 * MARGIN - (count - 1) * gap) / count
        start, lowest = self.y, self.y
        for column in range(count):
            self.y = start - self.chance.choice([0.0, 0.0, 4.0])
            self.prose(MARGIN + column * (width + gap), width, self.chance.randint(2, 3))
            lowest = min(lowest, self.y)
        self.y = lowest - LEADING

    def items(self) -> None:
        mark = self.chance.choice(["-", "*", "1.", "a)"])
        for _ in range(self.chance.randint(3, 5)):
            words = [self.chance.choice(WORDS) for _ in range(self.chance.randint(2, 5))]
            self.true.append(f"{mark} {' '.join(words)}")
            self._put(self.true[-1], MARGIN + 12)
        self.y -= LEADING

    def has_room(self, lines: int) -> bool:
        return self.y - lines * LEADING > FOOT


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[list[str | At]], str]:
    """Pages and their true text."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    kinds = draw(st.lists(st.sampled_from(["prose", "two", "three", "items", "box"]), min_size=3))
    refrain, header, numbers = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    pages: list[list[str | At]] = []
    true: list[str] = []
    for number in range(draw(st.integers(3, 6))):
        sheet = Sheet(chance)
        chance.shuffle(kinds)
        for kind in kinds:
            if kind == "prose" and sheet.has_room(9):
                sheet.prose(MARGIN, PAGE_WIDTH - 2 * MARGIN, chance.randint(2, 4))
            elif kind == "two" and sheet.has_room(11):
                sheet.columns(2, chance.uniform(14, 30))
            elif kind == "three" and sheet.has_room(16):
                sheet.columns(3, chance.uniform(14, 22))
            elif kind == "items" and sheet.has_room(7):
                sheet.items()
        if refrain:
            sheet.true.append(REFRAIN)
            sheet.lines.append(At(REFRAIN, MARGIN, FOOT - 1.5 * LEADING, SIZE))
        furniture = [At("The River Book", 170, PAGE_HEIGHT - 30, 8)] if header else []
        furniture += [At(str(number + 7), 205, 24, 8)] if numbers else []
        pages.append([*furniture, *sheet.lines])
        true += sheet.true
    return pages, " ".join(true)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(documents())
def test_made_up_pages_are_told_in_their_order_and_nothing_is_dropped(
    made: tuple[list[list[str | At]], str],
) -> None:
    pages, true = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(pdfs.text_pdf(pages))
        document = parse(path, ReadingLimits())
    told = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert in_order(true, told) >= 0.98, (true, told)
    assert sorted(words_of(true)) == sorted(words_of(told))


NUMBERS = ("one", "two", "three", "four", "five", "six")
COVER: list[str | At] = [At("The River Book", 60, 400, 26), At("by Ann Berg", 60, 360, 12)]
CONTENTS: list[str | At] = [
    At("Contents", 50, 500, 16),
    At("Under the bridge .......... 3", 50, 480),
    At("The moon .......... 4", 50, 462),
    At("Leaves in water .......... 5", 50, 444),
]
CREDITS: list[str | At] = ["Text: Ann Berg", "Pictures: Tom Reed", "License: CC BY 4.0"]


def around(page: list[str | At], number: int) -> dict[str, list[str | At]]:
    """What may stand around the text of a page."""
    heights = {line.y for line in page if isinstance(line, At) and line.size == SIZE}
    return {
        "head": [At("Chapter 1", 300, PAGE_HEIGHT - 18, 7)],
        "note": [At("*", 150, TOP + 22), At(f"* A note of page {number}.", MARGIN, 40, 7)],
        "number": [At(f"Page {NUMBERS[number]}", 190, 12, 7)],
        "numbers": [At(str(at), 20, y, 7) for at, y in enumerate(sorted(heights, reverse=True), 1)],
        "stamp": [At("DRAFT", 90, 260, 90)],
    }


@st.composite
def furnished(draw: st.DrawFn) -> list[list[str | At]]:
    """Pages of such documents with much around them that is not told."""
    texts, _ = draw(documents())
    chosen = draw(st.sets(st.sampled_from(["head", "note", "number", "numbers", "stamp"])))
    pages = [
        [*page, *(line for kind in sorted(chosen) for line in around(page, number)[kind])]
        for number, page in enumerate(texts)
    ]
    before = draw(st.sampled_from([[], [COVER], [COVER, CONTENTS]]))
    return [*before, *pages, *draw(st.sampled_from([[], [CREDITS]]))]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(furnished())
def test_no_word_of_a_page_is_lost_every_one_is_told_or_named_as_left_out(
    pages: list[list[str | At]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.pdf"
        path.write_bytes(pdfs.text_pdf(pages))
        document = parse(path, ReadingLimits())
    told = [paragraph.text for paragraph in document.paragraphs]
    left_out = [item.text for item in document.left_out]
    written = [line.text if isinstance(line, At) else line for page in pages for line in page]
    lost = letters_of(written) - letters_of([*told, *left_out])
    assert not lost


def letters_of(texts: Iterable[str]) -> Counter[str]:
    """The letters and figures: words may be joined or parted, dots be told as a pause."""
    return Counter(filter(str.isalnum, unicodedata.normalize("NFKC", "".join(texts))))


def test_what_a_book_costs_grows_with_its_pages(tmp_path: Path) -> None:
    def book(count: int) -> Path:
        pages: list[list[str | At]] = []
        for number in range(count):
            sheet = Sheet(random.Random(number))
            sheet.prose(MARGIN, PAGE_WIDTH - 2 * MARGIN, 4)
            pages.append([*sheet.lines, At(str(number + 1), 205, 24, 8)])
        path = tmp_path / f"{count}.pdf"
        path.write_bytes(pdfs.text_pdf(pages))
        return path

    assert len(parse(book(30), ReadingLimits()).pages) == 30
    assert grows_evenly(lambda path: parse(path, ReadingLimits()), book, 12)
