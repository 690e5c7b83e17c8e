"""Lists of contents: headings and the pages they are on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from stories.pdf.furniture.told import Told
from stories.pdf.layout.line import Line
from stories.pdf.layout.plain import plain
from stories.reading.records import Bookmark

_CONTENTS_PAGES = 8  # from the front; later lists of numbers are exercises or tables
_FEWEST_ENTRIES = 4  # fewer numbered lines may be a poem or a recipe
_ENTRIES_SHARE = 0.75
_CONTENTS = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|índice|contenido|المحتويات|الفهرس|فهرس",
    re.IGNORECASE,
)
_LED_BY = " .…·"
_MOST_DIGITS = 4
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"(?:[.…·] ?){3,}")


def take_contents(told: Told, bookmarks: Sequence[Bookmark]) -> None:
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
        if end > start + 1 and _is_about_pages(page[start:end], marked):
            told.take(number, page[start:end], "contents", 0.9)


def _is_contents_heading(line: Line) -> bool:
    return _CONTENTS.fullmatch(line.text.strip(" :")) is not None


def _end_of_entries(page: list[Line], start: int, marked: set[str]) -> int:
    """Return where the list of contents that begins at `start` ends; an entry may take two lines."""
    end = start
    for number in range(start, len(page)):
        line = page[number]
        if not (_number_at_end(line.text) or plain(line.text) in marked):
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


def _is_about_pages(entries: Sequence[Line], marked: set[str]) -> bool:
    """Return whether the numbers can be those of pages, which rise; amounts in a recipe do not."""
    if any(plain(line.text) in marked for line in entries):
        return True
    numbers = [int(number) for line in entries if (number := _number_at_end(line.text))]
    return all(before <= after for before, after in itertools.pairwise(numbers))


def _number_at_end(text: str) -> str:
    """Return the figures that the line ends with after white or dots, "" for none."""
    before = text.rstrip("0123456789")
    number, entry = text[len(before) :], before.rstrip(_LED_BY)
    return number if len(number) <= _MOST_DIGITS and entry and len(entry) < len(before) else ""
