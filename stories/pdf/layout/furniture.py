"""Recognise what surrounds a text and is not told: running lines, credits, contents."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from stories.pdf.layout.reading_order import Line
from stories.pdf.page.direction import SUPERSCRIPT
from stories.pdf.records import Bookmark, LeftOut

_EDGE_SHARE = 0.16  # of the page's height, at its top and foot: running lines stand there
_EDGE_LINES = 3  # at each edge; text that comes back further in is a refrain, not a header
_SAME_HEIGHT_POINTS = 6.0  # left and right pages may set their running lines a little apart
_RUNNING_SHARE = 0.25  # of the pages: chapters may each have a header of their own
_APART_EM = 1.8  # more than a paragraph's gap
_LOW_SHARE = 0.25  # of the page's height
_CREDITS_WORDS = 250  # a longer page that names a publisher is a text about one
_CONTENTS_PAGES = 8  # from the front; later lists of numbers are exercises or tables
_FEWEST_ENTRIES = 4  # fewer numbered lines may be a poem or a recipe
_ENTRIES_SHARE = 0.75
_NOTED_CHARACTERS = 200  # of what is left out, enough to recognise it
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"[\s\-–—|·•\[(]*(?:page|p\.|página|pág\.|صفحة|ص)?\s*{_NUMBER}"
    rf"(?:\s*(?:/|of|de|sur|من)\s*\d{{1,4}})?[\s\-–—|·•\])]*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"licen[cs]e|licencia|copyright|©|\bcc[ -]by\b|creative commons|all rights reserved|isbn"
    r"|https?://|www\.|published by|publié par|publicado por|imprint|tous droits"
    r"|derechos reservados|حقوق|رخصة|ترخيص|الناشر"
    r"|^\W*(?:text|author|story|words|written|illustrat\w*|pictures?|drawings|translat\w*|language"
    r"|editor|design|fonts?|paper|print\w*"
    r"|texto|autora?|ilustra\w*|traducci[oó]n|traductora?|idioma"
    r"|texte|auteure?|traduction|traductrice|langue|mise en page"
    r"|النص|نص|تأليف|الكاتب\w*|كتابة|رسوم|رسم|الرسوم|ترجمة|الترجمة|اللغة|تصميم|طباعة|الخط)"
    r"\b[^.!?]{0,24}?(?::| by | par | por | de )",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|índice|contenido|المحتويات|الفهرس|فهرس",
    re.IGNORECASE,
)
_ENDS_WITH_NUMBER = re.compile(r".*\S[ .…·]+\d{1,4}")
_NOTE = re.compile(r"\W?(\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\W")
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}")
_NOTE_SIZE = 0.88  # of the text's type size
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"(?:[.…·] ?){3,}")


@dataclass(slots=True)
class Told:
    """The document without its furniture. `pages` keeps one list per PDF page."""

    pages: list[list[Line]]
    title: str = ""
    credits: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def take(self, number: int, lines: Collection[Line], why: str) -> None:
        """Take lines off the page at index `number` and note them as one."""
        taken = {id(line) for line in lines}
        text = " ".join(line.text for line in lines)
        self.pages[number] = [line for line in self.pages[number] if id(line) not in taken]
        self.left_out.append(LeftOut(number + 1, why, text[:_NOTED_CHARACTERS]))


def without_furniture(
    pages: Sequence[Sequence[Line]],
    heights: Sequence[float],
    body_em: float,
    bookmarks: Sequence[Bookmark] = (),
) -> tuple[Told, set[str]]:
    """Remove the furniture. Return what is left and the plain texts of the running lines.

    `heights` are page heights and `body_em` the usual type size, in points. The title is still in its
    place afterwards.
    """
    running = _running_lines(pages, heights)
    told = Told(pages=[list(page) for page in pages])
    for number, height in enumerate(heights):
        _take_edges(told, number, height, running)
        _take_notes(told, number, body_em)
    _take_credits(told)
    _take_contents(told, bookmarks)
    texts = {plain(line.text) for page in pages for line in page if _key(line) in running}
    return told, texts


def plain(text: str) -> str:
    """Return the words alone, in small letters: for comparing."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _key(line: Line) -> tuple[str, int]:
    # Page numbers in running lines differ from page to page.
    return _DIGITS.sub("#", line.text.casefold()), round(line.baseline / _SAME_HEIGHT_POINTS)


def _at_edge(line: Line, height: float) -> bool:
    return not _EDGE_SHARE * height < line.baseline < (1 - _EDGE_SHARE) * height


def _running_lines(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> set[tuple[str, int]]:
    """Return lines that come back at the same height near an edge of enough pages."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        ordered = sorted(page, key=lambda line: line.baseline)
        for line in {
            id(line): line for line in ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]
        }.values():
            if _at_edge(line, height):
                seen[_key(line)].add(number)
    # Two pages may share a line by chance where there are many.
    needed = max(2, _RUNNING_SHARE * len(pages), 3 if len(pages) >= 6 else 0)
    return {key for key, numbers in seen.items() if len(numbers) >= needed}


def _take_edges(told: Told, number: int, height: float, running: set[tuple[str, int]]) -> None:
    """Take running lines and page numbers at the page's edges."""
    for line in list(told.pages[number]):
        is_number = _PAGE_NUMBER.fullmatch(line.text) is not None
        if _at_edge(line, height) and (is_number or _key(line) in running):
            place = "footer" if line.baseline < height / 2 else "header"
            told.take(number, [line], "page number" if is_number else place)
    if apart := _apart_number(told.pages[number], height):
        told.take(number, [apart], "page number")


def _take_notes(told: Told, number: int, body_em: float) -> None:
    """Take numbered notes in small type under the text, and their numbers in it."""
    page = told.pages[number]
    lowest = sorted(page, key=lambda line: line.baseline)
    small = list(itertools.takewhile(lambda line: line.em < _NOTE_SIZE * body_em, lowest))[::-1]
    if not small or len(small) == len(page) or not (first := _NOTE.match(small[0].text)):
        return
    mark = first[1].translate(SUPERSCRIPT)
    # A note is one only if the text points at it.
    if not any(mark in line.text for line in page if line.em >= _NOTE_SIZE * body_em):
        return
    told.take(number, small, "footnote")
    marks = {found[1].translate(SUPERSCRIPT) for line in small if (found := _NOTE.match(line.text))}
    for line in told.pages[number]:
        line.text = _MARK.sub(lambda found: "" if found[0] in marks else found[0], line.text)


def _apart_number(page: list[Line], height: float) -> Line | None:
    """Return a page number set high above the edge, well apart from the text."""
    if len(page) < 2:
        return None
    last, above = sorted(page, key=lambda line: line.baseline)[:2]
    apart = above.baseline - last.baseline > _APART_EM * last.em
    low = last.baseline < _LOW_SHARE * height
    return last if apart and low and _PAGE_NUMBER.fullmatch(last.text) else None


def _take_credits(told: Told) -> None:
    filled = [number for number, page in enumerate(told.pages) if page]
    # A document of one page is its text, whatever it names.
    if len(filled) < 2:
        return
    # Credits stand behind the title page or at the end.
    for number in dict.fromkeys([*filled[1:2], *filled[-2:]]):
        page = told.pages[number]
        found = sum(_CREDIT.search(line.text) is not None for line in page)
        words = sum(len(line.text.split()) for line in page)
        if words <= _CREDITS_WORDS and (found >= 2 or len(page) == 1) and found >= 0.3 * len(page):
            told.credits.extend(line.text for line in page)
            told.take(number, page, "credits")


def _take_contents(told: Told, bookmarks: Sequence[Bookmark]) -> None:
    """Take contents pages, or a list of contents on a page with other text; also one that runs on."""
    marked = {plain(bookmark.title) for bookmark in bookmarks} - {""}
    runs_on = False
    for number, page in enumerate(told.pages[:_CONTENTS_PAGES]):
        # With a heading a list is sure; without one it has to be the whole page.
        start = next((n for n, line in enumerate(page) if _is_contents_heading(line)), None)
        if start is not None:
            end = _end_of_entries(page, start + 1, marked)
        else:
            start, end = 0, _end_of_entries(page, 0, marked)
            listed = end == len(page) and (runs_on or _is_list_of_pages(page))
            end = end if listed and len(page) >= _FEWEST_ENTRIES else 0
        runs_on = end > start + 1 and end == len(page)
        if end > start + 1:
            told.take(number, page[start:end], "contents")


def _is_contents_heading(line: Line) -> bool:
    return _CONTENTS.fullmatch(line.text.strip(" :")) is not None


def _end_of_entries(page: list[Line], start: int, marked: set[str]) -> int:
    """Return where the list of contents that begins at `start` ends; an entry may take two lines."""
    end = start
    for number in range(start, len(page)):
        line = page[number]
        if not (_ENDS_WITH_NUMBER.fullmatch(line.text) or plain(line.text) in marked):
            continue
        if number - end > 1:
            break
        end = number + 1
    return end


def _is_list_of_pages(page: list[Line]) -> bool:
    """Return whether nearly every line is led by dots to a number, and the numbers rise."""
    led = [line for line in page if _LEADERS.search(line.text)]
    numbers = [int(found[-1]) for line in led if (found := _DIGITS.findall(line.text))]
    rising = all(before <= after for before, after in itertools.pairwise(numbers))
    return len(led) >= max(_FEWEST_ENTRIES - 1, _ENTRIES_SHARE * len(page)) and rising
