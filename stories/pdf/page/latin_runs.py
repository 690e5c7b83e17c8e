"""Latin words in a line of a right-to-left script, put in their own order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.pdf.page.characters import kind_of

# They stand behind their figure, and so before it from the right.
_UNITS = frozenset(
    {
        "GHz",
        "MHz",
        "Hz",
        "KB",
        "MB",
        "GB",
        "TB",
        "Mbps",
        "Gbps",
        "W",
        "V",
        "A",
        "AM",
        "PM",
        "C",
        "F",
    }
    | {"K", "N", "J", "Pa", "USD", "EUR", "SAR", "AED", "EGP"}
)
# A figure stands behind them, though they begin small.
_COUNTED = frozenset(
    {
        "version",
        "page",
        "chapter",
        "level",
        "lesson",
        "unit",
        "grade",
        "step",
        "part",
        "type",
        "class",
        "figure",
    }
    | {"table", "volume", "no", "number", "room", "season", "episode", "generation"}
)
_UNIT_LETTERS = 3
_STOPS_BEFORE = frozenset([".", "(.", ").", "[.", "]."])
_CUT_AFTER = frozenset("-_/?&=#%")
_ADDRESS = re.compile(r"https?://|www\.")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{0,5}|etc|vs")


def turned_back(words: Sequence[Sequence[str]]) -> str:
    """Return a right-to-left line, its runs of Latin words put in their own order.

    A prefix that is written together with a Latin word keeps its place before the whole run, as in «وGoogle
    Earth», whose last word stands beside it on the page.
    """
    parts: list[tuple[str, bool]] = []  # with whether a space stands before it
    for at, word in enumerate(words):
        segments = _with_stop(_with_cut(word) if at == len(words) - 1 else word)
        parts += [(segment, number == 0) for number, segment in enumerate(segments)]
    ordered: list[str] = []
    run: list[tuple[str, bool]] = []
    for number, part in enumerate(parts):
        following = parts[number + 1][0] if number + 1 < len(parts) else ""
        # A comma between two Latin words is theirs, one at their end is the line's.
        is_between = bool(run) and _kinds(part[0]) == {"N"} and _is_latin(following)
        if _is_latin(part[0]) or is_between or _is_number_of(part[0], following):
            run.append(part)
            continue
        ordered += _in_own_order(run)
        run = []
        ordered.append(" " * part[1] + part[0])
    return "".join([*ordered, *_in_own_order(run)]).strip()


def _with_cut(word: Sequence[str]) -> Sequence[str]:
    """Return the line's last word, the sign behind it where an address is cut after it by the line's end."""
    if len(word) > 1 and word[0] in _CUT_AFTER and _ADDRESS.match(word[1]):
        return [word[1] + word[0], *word[2:]]
    return word


def _with_stop(word: Sequence[str]) -> list[str]:
    """Return the word's segments, the stop of a Latin abbreviation behind it: “(Dr.” where a line ends.

    The stop of the line's own sentence stands behind the word before, or left of this one.
    """
    segments = list(word)
    for number, segment in enumerate(segments[:-1]):
        opens = segment in _STOPS_BEFORE and (number == 0 or segment != ".")
        is_last = len(segments) == 2 and segments[1].isdecimal()
        if opens and (is_last or _ABBREVIATED.fullmatch(segments[number + 1])):
            segments[number : number + 2] = [segment[:-1], segments[number + 1] + "."]
    return [segment for segment in segments if segment]


def _in_own_order(run: Sequence[tuple[str, bool]]) -> list[str]:
    """Return the run turned round; the spaces stay between the same words."""
    if not run:
        return []
    spaces = [run[0][1], *(spaced for _, spaced in reversed(run[1:]))]
    return [" " * spaced + text for (text, _), spaced in zip(reversed(run), spaces, strict=True)]


def _is_latin(text: str) -> bool:
    kinds = _kinds(text)
    return "L" in kinds and "R" not in kinds


def _is_number_of(text: str, following: str) -> bool:
    """Return whether a figure belongs behind the name that follows from the right, as in «HDMI 2.1»."""
    is_figure = _kinds(text) <= {"D", "N"} and "D" in _kinds(text)
    name = following.strip(".,،؛:)")
    if name in _COUNTED:
        return is_figure
    # “iPhone” and “iOS”, and no “kHz”.
    is_small = name[1:2].isupper() and (len(name) > _UNIT_LETTERS or name[0] in "ie")
    is_name = name[:1].isupper() or is_small
    return is_figure and is_name and name not in _UNITS


def _kinds(text: str) -> set[str]:
    return {kind_of(character) for character in text}
