"""A character and its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class Glyph:
    """One character and its box in points, origin at the lower left of the upright page.

    `index` is its place in PDFium's own order, `origin` and `baseline` are the pen's place for it,
    `em` is the type size in points. `hidden` letters are in the file but cannot be seen: too small, in
    the colour of what they stand on, or `undrawn`, as those of an OCR layer are. A `script` was raised, 1,
    or lowered, -1, from the line it is put on. A `turn` of 1 or -1 says that it is no character but a
    whole line that is written upwards or downwards, with all of its words.
    """

    index: int
    text: str
    left: float
    right: float
    origin: float
    baseline: float
    em: float
    after_space: bool
    bold: bool
    hidden: bool = False
    undrawn: bool = False
    script: int = 0
    turn: int = 0


class Space(NamedTuple):
    """Where the file puts a space, in points."""

    origin: float
    baseline: float
