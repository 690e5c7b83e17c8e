"""What stands around the text of a single sheet, where no other page says that it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stories.pdf.furniture.told import Told
from stories.pdf.layout.line import Line
from stories.reading.blanks import asks_who, is_space_to_answer

_EDGE_SHARE = 0.12  # of the page's height
_LABELS = 2
_FEW_LINES = 2
_RIGHTS = re.compile(
    r"©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}|by)|all rights reserved|tous droits réservés"
    r"|(?:todos los )?derechos reservados|(?:جميع )?حقوق (?:النشر|الطبع)",
    re.IGNORECASE,
)
_RIGHTS_WORDS = 40
# What a browser writes around a page that it prints: the day and the page's name, its address and the count.
_DAY = r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?"
_ADDRESS = r"(?:https?://|file:///|about:)\S{1,400}"
_PRINTED = re.compile(
    rf"{_DAY}(?: .{{1,200}})?|.{{1,200}} {_DAY}|{_ADDRESS}(?: \d{{1,3}}/\d{{1,3}})?"
)
_COUNTED = re.compile(
    r".{1,120}?\b(?:page|p\.|página|pág\.|seite|sheet|صفحة) ?\d{1,3} ?(?:/|of|de|sur|von|من) ?\d{1,3}",
    re.IGNORECASE,
)
_COUNT_SIZE = 0.9  # of the text's
_NUMBER_FIGURES, _HEAD_WORDS, _HEAD_GAP_EM = 4, 9, 4.0
_NUMBERED_END = re.compile(r"\d{1,4} \D{3,80}|\D{3,60}(?:\d{1,2}\D{0,30})? \d{1,4}")
_WIDE_LETTERS = 1.0  # of its type size, for each letter; half of it is usual
_DAY_ALONE = re.compile(_DAY)


def take_prompts(told: Told) -> None:
    """Take lines that ask who writes and when, or are to write on; of labels alone a page has several."""
    for number, page in enumerate(told.pages):
        bare = sum(asks_who(line.text, fewest=1) for line in page)
        fewest = 1 if bare >= _LABELS else _LABELS
        asking = [
            line
            for line in page
            if asks_who(line.text, fewest=fewest) or is_space_to_answer(line.text)
        ]
        if asking and len(asking) < len(page):
            told.take(number, asking, "prompt", 0.9)


def take_rights(told: Told, heights: Sequence[float], body_em: float) -> None:
    """Take the line at a page's edge that says who may copy it."""
    for number, page in enumerate(told.pages):
        lowest = sorted(page, key=lambda line: line.baseline)
        for line in [*lowest[:2], *lowest[-1:]] if len(page) > _FEW_LINES else ():
            words = len(line.text.split())
            small = line.em < body_em or line.baseline < _EDGE_SHARE * heights[number]
            if small and words <= _RIGHTS_WORDS and _RIGHTS.search(line.text):
                told.credits.append(line.text)
                told.take(number, [line], "credits", 0.9)


def take_counted(told: Told, heights: Sequence[float], body_em: float) -> None:
    """Take a small line at a page's edge that ends by saying which of all pages it is."""
    for number, page in enumerate(told.pages):
        for line in [it for it in page if it.em < _COUNT_SIZE * body_em]:
            share = line.baseline / heights[number]
            is_at_edge = not _EDGE_SHARE < share < 1 - _EDGE_SHARE
            if is_at_edge and _COUNTED.fullmatch(line.text) and len(page) > _FEW_LINES:
                told.take(number, [line], "footer" if share < 1 / 2 else "header", 0.9)


def take_numbered_edges(told: Told, heights: Sequence[float], body_em: float) -> None:
    """Take a small line at a page's edge that has the page's number at one end, far from its few words."""
    for number, page in enumerate(told.pages):
        for outermost in (max, min) if page else ():
            edge = outermost(page, key=lambda line: line.baseline)
            row = [it for it in page if abs(it.baseline - edge.baseline) < edge.em / 4]
            figures = [it for it in row if it.text.isdecimal() and len(it.text) <= _NUMBER_FIGURES]
            share = edge.baseline / heights[number]
            is_at_edge = not _EDGE_SHARE < share < 1 - _EDGE_SHARE
            small = all(it.em < _COUNT_SIZE * body_em for it in row)
            words = sum(len(it.text.split()) for it in row)
            if len(row) == len(page) or not (is_at_edge and small and words <= _HEAD_WORDS):
                continue
            if len(row) == 1 and _NUMBERED_END.fullmatch(edge.text) and _is_wide(edge):
                told.take(number, row, "footer" if share < 1 / 2 else "header", 0.8)
            elif len(figures) == 1 and _is_spread(row, figures[0]):
                where = "footer" if share < 1 / 2 else "header"
                told.take(number, [it for it in row if it is not figures[0]], where, 0.8)
                told.take(number, figures, "page number", 0.8)
            page = told.pages[number]


def _is_wide(line: Line) -> bool:
    """Return whether there is much white within the line."""
    return line.right - line.left > _WIDE_LETTERS * line.em * len(line.text)


def _is_spread(row: Sequence[Line], number: Line) -> bool:
    """Return whether the number is the row's first or last, well apart from its words."""
    others = [it for it in row if it is not number]
    gaps = [max(it.left - number.right, number.left - it.right) for it in others]
    ends = all(it.left > number.right for it in others) or all(
        it.right < number.left for it in others
    )
    return bool(others) and ends and min(gaps) > _HEAD_GAP_EM * number.em


def take_printed(told: Told, heights: Sequence[float]) -> None:
    """Take what a browser prints above and below a page: both, or nothing."""
    for number, page in enumerate(told.pages):
        found = list(_at_edges(page, heights[number]))
        above = [line for line in found if line.baseline > heights[number] / 2]
        below = [line for line in found if line not in above]
        if above and below and any(_DAY_ALONE.search(line.text) for line in found):
            told.take(number, above, "header")
            told.take(number, below, "footer")


def _at_edges(page: Sequence[Line], height: float) -> Iterator[Line]:
    for line in page:
        inner = _EDGE_SHARE * height < line.baseline < (1 - _EDGE_SHARE) * height
        if not inner and _PRINTED.fullmatch(line.text):
            yield line
