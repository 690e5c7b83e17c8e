"""Letters for words that a file has and does not draw itself: every viewer draws them in their place."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stories.pdf.page.characters import kind_of
from stories.pdf.page.glyph import Glyph, Space

_WIDTH_EM = 0.5  # of a letter, as wide as they are in the mean
_LEADING = 1.25  # times the type's size
_LOW_EM = 0.22  # below a line's letters
_INDEX_STEP = 10  # so that none is a neighbour in PDFium's order

Upright = Callable[[float, float], tuple[float, float]]


class Typed(NamedTuple):
    """Words in their box on the page's own coordinates, and their size, in points."""

    text: str
    left: float
    low: float
    right: float
    top: float
    em: float


def with_typed(
    typed: Sequence[Typed], glyphs: Sequence[Glyph], spaces: list[Space], upright: Upright
) -> list[Glyph]:
    """Return the page's glyphs and those of the words; spaces between them are added to `spaces`."""
    found = list(glyphs)
    for words in typed:
        index = (found[-1].index if found else 0) + _INDEX_STEP
        (x, y), (other_x, other_y) = upright(words.left, words.low), upright(words.right, words.top)
        box = words._replace(
            left=min(x, other_x), right=max(x, other_x), low=min(y, other_y), top=max(y, other_y)
        )
        found += _letters(box, index, spaces)
    return found


def _letters(words: Typed, index: int, spaces: list[Space]) -> Iterator[Glyph]:
    lines = list(_wrapped(words))
    if len(lines) == 1:
        baseline = words.low + (words.top - words.low - words.em) / 2 + _LOW_EM * words.em
    else:
        baseline = words.top - words.em
    for line in lines:
        for glyph in _line(line, words, (baseline, index), spaces):
            index = max(index, glyph.index)
            yield glyph
        index += _INDEX_STEP
        baseline -= _LEADING * words.em


def _wrapped(words: Typed) -> Iterator[str]:
    room = max(int((words.right - words.left) / (_WIDTH_EM * words.em)), 1)
    for line in words.text.split("\n"):
        text = ""
        for word in line.split():
            if text and len(text) + 1 + len(word) > room:
                yield text
                text = ""
            text = f"{text} {word}".strip()
        if text:
            yield text


def _line(text: str, words: Typed, at: tuple[float, int], spaces: list[Space]) -> Iterator[Glyph]:
    """Yield the line's letters in the order they are read, each where a viewer would draw it."""
    (baseline, index), step = at, _WIDTH_EM * words.em
    rtl = sum(kind_of(letter) == "R" for letter in text) * 2 > sum(map(str.isalpha, text))
    places: list[int] = []
    # Words of the other direction run their own way among themselves.
    for turned, run in itertools.groupby(
        text.split(" "), key=lambda word: rtl is not _is_arabic(word)
    ):
        said = " ".join(run)
        begun = len(places) + (1 if places else 0)
        if places:
            places.append(len(places))
        places += (
            range(begun + len(said) - 1, begun - 1, -1)
            if turned
            else range(begun, begun + len(said))
        )
    spaced = False
    for number, letter in enumerate(text):
        left = words.left + step * places[number]
        if rtl:
            left = words.right - step * (places[number] + 1)
        if letter == " ":
            spaced = True
            spaces.append(Space(left, baseline))
            continue
        yield Glyph(
            index=index + number, text=letter, left=left, right=left + step, origin=left,
            baseline=baseline, em=words.em, after_space=spaced, bold=False,
        )  # fmt: skip
        spaced = False


def _is_arabic(word: str) -> bool:
    return any(kind_of(letter) == "R" for letter in word)
