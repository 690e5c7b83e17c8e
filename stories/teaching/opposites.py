"""Words of which only one can be true at a time, read from the list beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from stories.teaching.story_text import plain

_LIST = Path(__file__).with_name("opposites.txt")
_FIGURES = (2, 3, 5)  # added to a figure, so that no two of the answers are the same
_LONGEST_FIGURE = 4  # digits; longer ones are addresses and dates


def others(word: str, language: str) -> tuple[str, ...]:
    """Return the words that cannot be true where this one is, spelled as in the list; empty for most."""
    if word.isascii() and word.isdigit():
        return _other_figures(word)
    return _others(language).get(plain(word), ())


def sort_of(word: str, language: str) -> str:
    """Return what the word is: colour, number, time or person; "" for all others."""
    if word.isascii() and word.isdigit():
        return "number"
    return _sorts(language).get(plain(word), "")


def _other_figures(word: str) -> tuple[str, ...]:
    if len(word) > _LONGEST_FIGURE or word.startswith("0"):
        return ()
    return tuple(str(int(word) + more) for more in _FIGURES)


@cache
def _others(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for _, targets, known in _lines(language):
        for target in targets:
            rest = tuple(word for word in known if word != target)
            key = plain(target)
            # A form of two lines, such as "azul", takes only what agrees with it in both.
            found[key] = tuple(w for w in found[key] if w in rest) if key in found else rest
    return found


@cache
def _sorts(language: str) -> dict[str, str]:
    return {plain(word): sort for sort, targets, _ in _lines(language) if sort for word in targets}


def _lines(language: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield what the words of each line are, the words, and those that may stand in their places."""
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        code, _, words = line.partition("|")
        if code != language:
            continue
        sort, is_sorted, rest = words.partition(": ")
        targets, is_one_way, instead = (rest if is_sorted else words).partition(" > ")
        yield (
            sort if is_sorted else "",
            [word.strip() for word in targets.split(",")],
            [word.strip() for word in (instead if is_one_way else targets).split(",")],
        )
