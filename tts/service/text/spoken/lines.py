"""Pauses that a page shows without a comma or full stop: line ends, dashes, quotations."""

import re
from collections.abc import Iterator
from typing import Final

from tts.service.text.spans import Span
from tts.service.text.spoken.edits import Edit, rule

_FULL_LINE: Final = 40
"""Characters: a paragraph whose longest line is shorter was not wrapped, but written line by line."""

_LINE: Final = re.compile(r"[^\n]+")
_ITEM: Final = re.compile(r"[^\S\n]*(?:[*+•·▪‣→➢➤▶►●○■□☐☑✓✔★☆-]|\d{1,3}[.)])[^\S\n]")
_ENDED: Final = re.compile(r"[.!?…؟۔。！？।,;:،؛、，；：—–-][\"'”’»)\]]*$")


def line_ends(text: str) -> Iterator[Edit]:
    """Yield a full stop for each end of a line that is not wrapped, such as a heading's or a verse's.

    A line is wrapped when the next one goes on in lower case, or its first word had no room.
    """
    lines = list(_LINE.finditer(text))
    width = 0
    for index, line in enumerate(lines[:-1]):
        following = lines[index + 1]
        if index == 0 or lines[index - 1].end() + 1 != line.start():
            width = _width(lines, index)
        ended = _ENDED.search(line[0][-8:].rstrip())
        if (
            following.start() == line.end() + 1
            and not ended
            and _stops(line[0], following[0], width)
        ):
            yield Span(line.end(), line.end() + 1), ".\n"


def _width(lines: list["re.Match[str]"], index: int) -> int:
    """Return the longest line of the paragraph that begins at `index`."""
    width = len(lines[index][0])
    for before, line in zip(lines[index:], lines[index + 1 :], strict=False):
        if line.start() != before.end() + 1:
            break
        width = max(width, len(line[0]))
    return width


def _stops(line: str, following: str, width: int) -> bool:
    if not any(map(str.isalnum, line)):
        return False
    if _ITEM.match(following):
        return True
    following = following.lstrip(" \"'“«‘¿¡(")
    if following[:1].islower():
        return False
    first_word = len(following.split(" ", 1)[0])
    return width < _FULL_LINE or len(line.rstrip()) + 1 + first_word < width


STEPS: Final = (
    # The dash that opens or closes what a person says, in Spanish and French dialogues.
    rule(r"^[^\S\n]{0,20}(?P<said>(?:[—–―]|-(?!\d))[^\S\n]{0,3})(?=[\w¿¡«“\"…])", "", re.MULTILINE),
    rule(r"(?<=[\w»”\"])[^\S\n]{0,3}[—―](?=[.,;:!?…])", ""),
    rule(r"(?<=[.!?…])[^\S\n]{0,3}[—―][^\S\n]{0,3}", " "),
    rule(r"(?<=[,;:])[^\S\n]{0,3}[—―–][^\S\n]{0,3}", " "),
    rule(r"(?<=[\w»”\"])[^\S\n]{0,3}[—―][^\S\n]{0,3}(?=[\w«“\"¿¡])", ", "),
    rule(r"(?<=[\w»”\"]) [–-] (?=[^\W\d_]|[«“\"¿¡])", ", "),
    # “He said "come here" and left”: a reader stops for a moment before the first word.
    rule(r"(?<=[^\W\d_])(?P<said> )(?=[\"“«][^\S\n]?[^\W\d_]{1,20}[^\S\n][^»])", ", "),
    rule(r"(?<!\w)[«»](?!\w)|(?<=\w)[«»]|[«»](?=\w)", ""),
)

TIDY: Final = (
    rule(r"[^\S\n]{2,200}", " "),
    rule(r"[^\S\n](?=[,.](?!\w))", ""),
    rule(r",(?:[^\S\n]?,){1,20}", ","),
)
"""What is left over where something was not said."""
