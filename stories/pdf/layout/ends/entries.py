"""Entries of a dictionary: each begins with its word in bold type and goes on plain."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line

_FEWEST = 2
_SURE = 3  # entries: fewer may be words stressed in running text, at beginnings of lines by chance
_SHORT = 0.9  # of the widest line


def entry_lines(lines: Sequence[Line]) -> Collection[int]:
    """Return which lines of a page, by number, begin an entry; none where other words are bold too."""
    heads = [number for number, line in enumerate(lines) if line.leads]
    if len(heads) < _FEWEST or any(line.leads is False for line in lines):
        return ()
    widest = max(line.right - line.left for line in lines)
    sure = len(heads) >= _SURE
    # Before the first line of a page nothing has to end.
    return {it for it in heads if it and (sure or _may_begin(lines, it, widest))}


def _may_begin(lines: Sequence[Line], number: int, widest: float) -> bool:
    before, line = lines[number - 1], lines[number]
    return (
        before.column != line.column
        or before.text.endswith(SENTENCE_END)
        or before.right - before.left < _SHORT * widest
    )
