"""Running lines: what comes back at the edges of pages and is no part of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stories.pdf.furniture.page_numbers import (
    Place,
    is_lone_number,
    is_small_below,
    page_numbers,
)
from stories.pdf.furniture.told import Told
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line
from stories.pdf.layout.plain import plain

_EDGE_SHARE = 0.16  # of the page's height, at its top and foot: running lines stand there
_EDGE_LINES = 3  # at each edge; text that comes back further in is a refrain, not a header
_SAME_HEIGHT_POINTS = 6.0  # left and right pages may set their running lines a little apart
_RUNNING_SHARE = 0.25  # of the pages: chapters may each have a header of their own
_PLACE_SHARE = 0.4  # of the pages: where so many have a line that comes back, others there run too
_FLOATING_SHARE = 0.6  # of the pages that have a foot alike at any height
_FEW_AT_PLACE = 2  # pages, of a line that is smaller than the text too
_FEWEST_AT_PLACE = 4  # pages; fewer say nothing of a place
_APART_EM = 1.8  # more than a paragraph's gap
_TEXT_SIZE = 0.9  # of the text's size; smaller type is no refrain
_REFRAIN_WORDS = 3
_CALLS = ("!", "?", "؟", "!”", "!»", "?”", "!'", '!"', '?"')
_TITLE_WORDS = 8
_TITLE_SIZE = 1.15  # of the text's
_HEADING_SIZE = 1.25  # of the text's: a line so large that differs from page to page heads it
_COPIES = 2  # pages of a document that is one sheet twice
_SAME_SHARE = 0.6  # of its lines
_DATE = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?:[ ,]+\d{1,2}:\d{2}(?::\d{2})?)?")
_COUNTED = re.compile(
    r"(?:chapter|day|week|month|year|lesson|unit|part|act|scene|step|verse|song|story|letter|question|task|exercise"
    r"|chapitre|jour|semaine|leçon|partie|acte|scène|étape|capítulo|día|semana|lección|unidad|parte|acto|escena"
    r"|الفصل|اليوم|الأسبوع|الدرس|الوحدة|الجزء|المشهد|السؤال) \d{1,3}[.:]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[^\W\d][^\d]{0,40}\d{1,3}[^\d]{0,8}[^\W\d][^\d]{0,80}")
_IN_BRACKETS = re.compile(r"[\[(][^\d\[\]()]+[\])]")
_MOST_FIGURES = 6  # a date, a volume and a page; more are a row of totals
_DIGITS = re.compile(r"\d+")
_LEGAL = re.compile(
    r"copyright|©|all rights|tous droits|derechos|حقوق|https?:|www\.", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Key:
    """What running lines of different pages have in common: their words without figures, and their height."""

    words: str
    height: int


def take_running(told: Told, heights: Sequence[float], body_em: float) -> set[str]:
    """Take running lines and page numbers off the pages; return the running lines' plain texts.

    `heights` are the pages', `body_em` the usual type size, in points.
    """
    edges = [
        place
        for number in range(len(told.pages))
        for place in _edges(told, number, heights, body_em)
    ]
    running = [] if _are_copies(told) else _running(told, edges, body_em)
    texts = {plain(line.text) for _, line in running}
    for number, line in running:
        where = "footer" if line.baseline < heights[number] / 2 else "header"
        told.take(number, [line], where)
    rest = [(number, line) for number, line in edges if (number, line) not in _Places(running)]
    for number, line, sure in page_numbers(rest, body_em):
        page = told.pages[number]
        if _is_apart(line, page, body_em) or is_small_below(line, page, body_em):
            told.take(number, [line], "page number", sure)
    for number, height in enumerate(heights):
        lines = told.pages[number]
        for line in [line for line in lines if is_lone_number(line, lines, height, body_em)]:
            told.take(number, [line], "page number", 0.7)
    return texts


def _are_copies(told: Told) -> bool:
    """Return whether two pages are nearly the same, as two copies of a form: then all lines come back."""
    pages = [page for page in told.pages if page]
    if len(pages) != _COPIES:
        return False
    one, other = ({plain(line.text) for line in page} for page in pages)
    return len(one & other) > _SAME_SHARE * min(len(one), len(other)) and len(one) > _EDGE_LINES


class _Places:
    """Which lines are among these, by identity: two pages' lines may be equal."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._known = {(number, id(line)) for number, line in places}

    def __contains__(self, place: Place) -> bool:
        return (place[0], id(place[1])) in self._known


def _edges(told: Told, number: int, heights: Sequence[float], body_em: float) -> Iterator[Place]:
    """Yield the outermost lines of a page that stand near its edges, and a small figure below all."""
    ordered = sorted(told.pages[number], key=lambda line: line.baseline)
    outer = {id(line): line for line in ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]}
    height = heights[number]
    for line in outer.values():
        if _is_row(line, told.pages[number]):
            continue
        inner = _EDGE_SHARE * height < line.baseline < (1 - _EDGE_SHARE) * height
        # Where a page is not filled, its number may stand right below the text.
        if not inner or (line.text.isdecimal() and is_small_below(line, ordered, body_em)):
            yield number, line


def _is_row(line: Line, page: Sequence[Line]) -> bool:
    """Return whether the line is the first row of a table, which may be told again on each page."""
    if not line.apart:
        return False
    at = next(number for number, other in enumerate(page) if other is line)
    after = page[at + 1] if at + 1 < len(page) else None
    below = after is not None and line.baseline - after.baseline > line.em / 2
    return below and after is not None and after.apart and after.column == line.column


def _running(told: Told, edges: Sequence[Place], body_em: float) -> list[Place]:
    pages: dict[_Key, set[int]] = defaultdict(set)
    for number, line in edges:
        if _DATE.fullmatch(line.text) or any(character.isalpha() for character in line.text):
            pages[_key(line)].add(number)
    titles = {
        plain(line.text) for page in told.pages for line in page if line.em > _TITLE_SIZE * body_em
    }
    alike = Counter(line.text.casefold() for _, line in edges)
    count = sum(map(bool, told.pages))
    # Two pages may share a line by chance where there are many.
    needed = max(2, _RUNNING_SHARE * len(told.pages), 3 if len(told.pages) >= 6 else 0)
    sizes: dict[int, Counter[float]] = defaultdict(Counter)
    for _, line in edges:
        if len(pages[key := _key(line)]) > 1:
            sizes[key.height][round(line.em, 1)] += 1
    floating = _floating(edges, body_em, max(2, _FLOATING_SHARE * count))
    places = Counter(height for height, numbers in _by_height(pages).items() for _ in numbers)
    return [
        (number, line)
        for number, line in edges
        if len(pages[key := _key(line)]) >= needed
        or id(line) in floating
        or (
            len(pages[key]) > 1
            and places[key.height] >= max(_FEWEST_AT_PLACE, _PLACE_SHARE * count)
            and _is_apart(line, told.pages[number], body_em)
        )
        or (
            _is_in_place(line, key, sizes, count, body_em)
            and _is_apart(line, told.pages[number], body_em)
        )
        if not _is_refrain(line, told.pages[number], body_em, titles)
        # “Day 1” and “Sheet 2: Goats” begin what is told of these days; “Day 1” on each page does not.
        and not (
            alike[line.text.casefold()] == 1
            and (_COUNTED.fullmatch(line.text) or _is_numbered_heading(line, body_em))
        )
    ]


def _floating(edges: Sequence[Place], body_em: float, needed: float) -> set[int]:
    """Return the small lines, by id, that are the same at the edges of most pages, at whatever height.

    Where a page is not filled its foot may stand higher.
    """
    found: dict[str, dict[int, Line]] = defaultdict(dict)
    for number, line in edges:
        words = _key(line).words
        if line.em < _TEXT_SIZE * body_em and len(words.split()) >= _REFRAIN_WORDS:
            found[words][number] = line
    return {id(it) for lines in found.values() if len(lines) >= needed for it in lines.values()}


def _is_numbered_heading(line: Line, body_em: float) -> bool:
    """Return whether a large line has its number within; a page's own stands at one end of it."""
    return line.em >= _HEADING_SIZE * body_em and _NUMBERED.fullmatch(line.text) is not None


def _is_in_place(
    line: Line, key: _Key, sizes: Mapping[int, Counter[float]], count: int, body_em: float
) -> bool:
    """Return whether the line is set smaller than the text, as and where running lines of many pages are.

    A chapter of one or two pages has a running title too.
    """
    alike = sizes[key.height][round(line.em, 1)]
    enough = alike >= max(_FEW_AT_PLACE, _PLACE_SHARE * count)
    few_words = len(line.text.split()) <= _TITLE_WORDS
    return enough and few_words and line.em < _TEXT_SIZE * body_em and key.words != ""


def _by_height(pages: dict[_Key, set[int]]) -> dict[int, set[int]]:
    """Return the pages that have a line at each height that comes back."""
    found: dict[int, set[int]] = defaultdict(set)
    for key, numbers in pages.items():
        if len(numbers) > 1:
            found[key.height] |= numbers
    return found


def _key(line: Line) -> _Key:
    text = line.text.casefold()
    # Page numbers in running lines differ from page to page; the figures of a table say something.
    if len(_DIGITS.findall(_DATE.sub("", text))) <= _MOST_FIGURES and not _DATE.fullmatch(text):
        text = _DIGITS.sub("", text)
    words = " ".join(text.split())
    return _Key(words, round(line.baseline / _SAME_HEIGHT_POINTS))


def _is_refrain(line: Line, page: Sequence[Line], body_em: float, titles: Collection[str]) -> bool:
    """Return whether a line that comes back is text: as large as it, and a sentence's end or close to it.

    A title that runs through its document may be a sentence too.
    """
    # The unit of a table's figures, as “[in thousands]”.
    if _IN_BRACKETS.fullmatch(line.text):
        return True
    if line.em < _TEXT_SIZE * body_em or _LEGAL.search(line.text) or plain(line.text) in titles:
        return False
    if len(line.text.split()) < _REFRAIN_WORDS:
        return line.text.endswith(_CALLS)
    said = line.text.endswith((*SENTENCE_END, ",")) or line.text[:1].islower()
    return said or not _is_apart(line, page, body_em)


def _is_apart(line: Line, page: Sequence[Line], body_em: float) -> bool:
    """Return whether the line stands further from the text than a line of it would."""
    distances = [
        abs(other.baseline - line.baseline)
        for other in page
        if other is not line
        and other.em >= _TEXT_SIZE * body_em
        and len(other.text) > 1
        # The number of the other page of a spread.
        and not (other.baseline == line.baseline and other.text.isdecimal())
    ]
    return min(distances, default=_APART_EM * body_em * 2) > _APART_EM * min(line.em, body_em)
