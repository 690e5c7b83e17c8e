"""A plain text: paragraphs between blank lines, its lines joined where they were wrapped."""

from __future__ import annotations

import re
from pathlib import Path

from stories.documents.formats.draft import Draft
from stories.documents.formats.letters import decoded
from stories.pdf.layout.list_marks import is_item
from stories.reading.records import ReadingLimits

_WRAPPED_AT = 45  # characters; shorter lines are meant to end there, as in a poem
_FILLED = 0.6  # of the longest line: what ends sooner was not wrapped
_HEADING_WORDS = 8
_HEADING_SHARE = 0.34  # of the blocks; where more look like headings, none is one
_ENDS = re.compile(r"[.,;:!?؟،؛…\"'”’»)\-–—]$")
_RULE = re.compile(r"[\s*_=~#\-–—.•]+")


def read(path: Path, limits: ReadingLimits) -> Draft:
    """Return what the text file says. Raises UnreadableDocument."""
    draft = Draft(limits)
    for sheet in decoded(path).replace("\r\n", "\n").replace("\r", "\n").split("\f"):
        draft.break_()
        _tell(draft, sheet)
    return draft


def _tell(draft: Draft, sheet: str) -> None:
    blocks = [block for block in _blocks(sheet) if not _RULE.fullmatch("".join(block))]
    headings = {number for number, block in enumerate(blocks[:-1]) if _is_heading(block)}
    # Where most lines stand alone and are short, none of them heads the others: it is a poem or a list.
    if len(headings - {0}) > max(1, _HEADING_SHARE * len(blocks)):
        headings &= {0}
    begins = not any(part.pieces for part in draft.parts)
    for number, block in enumerate(blocks):
        level = (1 if begins and not number else 2) if number in headings else 0
        for paragraph in _paragraphs(block):
            draft.tell(paragraph, level)


def _blocks(sheet: str) -> list[list[str]]:
    """Return the lines between blank lines."""
    blocks: list[list[str]] = [[]]
    for line in sheet.split("\n"):
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_heading(block: list[str]) -> bool:
    line = block[0]
    short = len(block) == 1 and len(line.split()) <= _HEADING_WORDS
    if not short or _ENDS.search(line) or is_item(line):
        return False
    first = next((letter for letter in line if letter.isalpha()), "")
    return bool(first) and not first.islower()


def _paragraphs(lines: list[str]) -> list[str]:
    """Return the block's lines, joined where they were wrapped to a width."""
    longest = max(map(len, lines))
    wrapped = longest >= _WRAPPED_AT and all(len(line) >= _FILLED * longest for line in lines[:-1])
    if not wrapped:
        return lines
    # Lines that each end a sentence are paragraphs, as programs write them that wrap only on the screen.
    if (
        len(lines) > 1
        and all(_ENDS.search(line) for line in lines[:-1])
        and longest > 2 * _WRAPPED_AT
    ):
        return lines
    found: list[str] = []
    for line in lines:
        if found and not is_item(line):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found
