"""All furniture but the title, in the order in which it is safe to take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stories.pdf.furniture.chords import take_chords
from stories.pdf.furniture.contents import take_contents
from stories.pdf.furniture.credits import take_credits
from stories.pdf.furniture.notes import plain_letters, take_marks, take_notes
from stories.pdf.furniture.running import take_running
from stories.pdf.furniture.sheets import (
    take_counted,
    take_numbered_edges,
    take_printed,
    take_prompts,
    take_rights,
)
from stories.pdf.furniture.table_heads import take_repeated_heads
from stories.pdf.furniture.told import Told
from stories.pdf.layout.line import Line
from stories.reading.records import Bookmark

_STAMP_SIZE = 1.8  # times the text's size
_STAMP_SHARE = 0.5  # of the pages
_STAMP_WORD = (
    "draft|sample|preview|proof|copy|confidential|specimen|demo|void|do not copy|not for (?:re)?sale"
    "|مسودة|نسخة|عينة|سري|للعرض|borrador|muestra|copia|confidencial|brouillon|spécimen|copie|épreuve|confidentiel"
)
_STAMP = re.compile(rf"(?:{_STAMP_WORD})(?:[ -](?:{_STAMP_WORD}|only)){{0,3}}", re.IGNORECASE)


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
    told = Told(pages=[list(page) for page in pages])
    _mark_again(told)
    _mark_stamps(told, body_em)
    for number, page in enumerate(pages):
        for why in sorted({line.why for line in page} - {""}):
            told.take(number, [line for line in page if line.why == why], why, 0.9)
    running = take_running(told, heights, body_em)
    take_printed(told, heights)
    take_counted(told, heights, body_em)
    take_numbered_edges(told, heights, body_em)
    take_prompts(told)
    take_rights(told, heights, body_em)
    take_repeated_heads(told)
    for number in range(len(pages)):
        take_notes(told, number, body_em)
    take_marks(told)
    plain_letters(told)
    take_chords(told)
    take_credits(told)
    take_contents(told, bookmarks)
    return told, running


def _mark_again(told: Told) -> None:
    """Mark a watermark also on pages where no text is printed over it."""
    marks = {_look(line) for page in told.pages for line in page if line.why == "watermark"}
    for line in (line for page in told.pages for line in page) if marks else ():
        if not line.why and _look(line) in marks:
            line.why = "watermark"


def _mark_stamps(told: Told, body_em: float) -> None:
    """Mark large words that only stamps say, at one place of most pages, with no text printed over them."""
    filled = sum(map(bool, told.pages))
    stamps = [
        line
        for page in told.pages
        for line in page
        if line.em >= _STAMP_SIZE * body_em and _STAMP.fullmatch(line.text)
    ]
    places = Counter(map(_look, stamps))
    for line in stamps:
        if places[_look(line)] >= max(_STAMP_SHARE * filled, 2):
            line.why = "watermark"


def _look(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.em), round(line.left)
