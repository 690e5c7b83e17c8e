"""Letters with the marks that belong to them, by their places."""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from stories.pdf.page.characters import LIGATURES, SUPERSCRIPT, kind_of
from stories.pdf.page.glyph import Glyph

_SAME_PEN_POINTS = 0.05  # letters of one ligature glyph come with one origin
_THINNEST_POINTS = 0.05
_OFF_THE_LINE_EM = (
    0.06  # from the row's baseline: further off, in cascading scripts, gaps tell less
)
_LOST_EM = 1.0  # from its mark: the letter under that has no meaning in the file
_WIDTHS_EM = {"اأإآٱل": 0.24, "سشصضكطظحخجعغ": 0.55}
_OTHER_WIDTH_EM = 0.4


@dataclass(slots=True)
class Cluster:
    """A letter, or any other character, and its marks.

    `floats` tells that only the mark was drawn under the letter's name, off the line. The letter
    itself has no box, so it is taken to be about its mark and as wide as such letters usually are.
    """

    letter: Glyph
    marks: list[Glyph] = field(default_factory=list)
    floats: bool = False

    @property
    def text(self) -> str:
        """The letter, a raised figure as such, and after it its marks."""
        letter = self.letter.text
        if self.letter.script > 0:
            letter = letter.translate(SUPERSCRIPT)
        return letter + "".join(mark.text for mark in self.marks)

    @property
    def left(self) -> float:
        """Its left edge in points."""
        if self.floats:
            return self._middle - self._usual_width / 2
        return min(glyph.left for glyph in (self.letter, *self.marks))

    @property
    def right(self) -> float:
        """Its right edge in points."""
        if self.floats:
            return self._middle + self._usual_width / 2
        return max(glyph.right for glyph in (self.letter, *self.marks))

    @property
    def middle(self) -> float:
        """Half way between its edges, in points."""
        return (self.left + self.right) / 2

    @property
    def _middle(self) -> float:
        glyphs = (self.letter, *self.marks)
        return (min(g.left for g in glyphs) + max(g.right for g in glyphs)) / 2

    @property
    def _usual_width(self) -> float:
        for letters, width in _WIDTHS_EM.items():
            if self.letter.text in letters:
                return width * self.letter.em
        return _OTHER_WIDTH_EM * self.letter.em

    @property
    def first(self) -> int:
        """The lowest of its places in PDFium's order."""
        return min(glyph.index for glyph in (self.letter, *self.marks))

    @property
    def last(self) -> int:
        """The highest of its places in PDFium's order."""
        return max(glyph.index for glyph in (self.letter, *self.marks))

    @property
    def start(self) -> Glyph:
        """Its first character in PDFium's order."""
        return min((self.letter, *self.marks), key=lambda glyph: glyph.index)

    @property
    def origin(self) -> float:
        """The leftmost of its pens."""
        return min(glyph.origin for glyph in (self.letter, *self.marks))

    def overlap(self, other: Cluster) -> float:
        """Return the part of the narrower letter that lies within the other, 0 to 1."""
        mine, its = self.letter, other.letter
        shared = min(mine.right, its.right) - max(mine.left, its.left)
        narrower = min(mine.right - mine.left, its.right - its.left)
        return shared / max(narrower, _THINNEST_POINTS)


def clusters(row: Sequence[Glyph]) -> list[Cluster]:
    """Return the row's clusters, in no particular order; marks without any letter stand alone."""
    found = [Cluster(glyph) for glyph in row if kind_of(glyph.text) != "M"]
    marks = [glyph for glyph in row if kind_of(glyph.text) == "M"]
    if not found:
        return [Cluster(mark) for mark in marks]
    found.sort(key=lambda cluster: cluster.letter.index)
    places = [cluster.letter.index for cluster in found]
    alone: list[Cluster] = []
    for mark in marks:
        owner = _owner(mark, found, bisect.bisect(places, mark.index))
        if owner is None:
            alone.append(Cluster(mark))
        else:
            owner.marks.append(mark)
    # A baseline that is there, which a mean would not be.
    line = statistics.median_low([glyph.baseline for glyph in row])
    for cluster in found:
        letter = cluster.letter
        cluster.floats = abs(letter.baseline - line) > _OFF_THE_LINE_EM * letter.em
    return found + alone


def _owner(mark: Glyph, found: list[Cluster], at: int) -> Cluster | None:
    """Return the letter a mark belongs to; `found` is in PDFium's order and the mark stands before `at`.

    None where the file says nothing of the letter that is under it.

    A mark drawn as one glyph with its letter shares its pen. Any other follows its letter in the
    order of reading, which PDFium's order is or is not: the letters around it tell.
    """
    same_pen = [c for c in found if abs(c.letter.origin - mark.origin) < _SAME_PEN_POINTS]
    if same_pen:
        return min(same_pen, key=lambda cluster: _distance_before(cluster.letter, mark))
    owner = _beside(mark, found, at)
    if _is_over(owner.letter, mark):
        return owner
    # Some programs write a line's marks apart from its letters: what stands over one letter alone is its own.
    under = [cluster for cluster in found if _is_over(cluster.letter, mark)]
    # Of a ligature's letters, which have one box, the first in PDFium's order is its last.
    if under and len({(it.letter.left, it.letter.right) for it in under}) == 1:
        return under[0]
    letter = owner.letter
    away = max(letter.left - mark.right, mark.left - letter.right)
    return owner if under or away < _LOST_EM * letter.em else None


def _beside(mark: Glyph, found: list[Cluster], at: int) -> Cluster:
    """Return the letter that is next to the mark in PDFium's order, the one before or the one behind."""
    before, after = found[at - 1] if at else None, found[at] if at < len(found) else None
    if before is None or mark.after_space:
        return after or found[0]
    if after is None or after.letter.after_space:
        return before
    # Further right comes first in reading: then PDFium's order is that of reading.
    return before if before.letter.origin > after.letter.origin else after


def _is_over(letter: Glyph, mark: Glyph) -> bool:
    return letter.left <= (mark.left + mark.right) / 2 <= letter.right


def _distance_before(letter: Glyph, mark: Glyph) -> tuple[bool, float]:
    """Return a sort key: letters that begin to the right of the mark first, the nearest before the others."""
    return letter.right < mark.right - _SAME_PEN_POINTS, abs(letter.right - mark.right)


def ligatures_in_order(glyphs: Sequence[Glyph]) -> None:
    """Number the letters of each ligature glyph anew, so that PDFium's order has the last one first.

    So it has them where the file maps the glyph to its letters, and the other way round where it maps it to a
    ligature of Unicode. Of pairs such as مح and حم, which are both one, the page's others tell.
    """
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(glyphs)
        if other.index == one.index + 1 and is_one_glyph(one, other)
    ]
    logical = sum(is_pair(one, other) and not is_pair(other, one) for one, other in pairs)
    turned = sum(is_pair(other, one) and not is_pair(one, other) for one, other in pairs)
    for one, other in pairs if logical > turned else ():
        if is_pair(one, other) and is_pair(other, one):
            one.index, other.index = other.index, one.index


def without_strays(glyphs: Sequence[Glyph], is_stray: Callable[[str, str], bool]) -> list[Glyph]:
    """Return the glyphs without letters that the file says with a mark wherever that is drawn."""
    return [
        glyph
        for before, glyph in zip([None, *glyphs], glyphs, strict=False)
        if not before
        or kind_of(before.text) != "M"
        or not is_one_glyph(before, glyph)
        or not is_stray(glyph.text, before.text)
    ]


def is_one_glyph(one: Glyph, other: Glyph) -> bool:
    """Return whether two letters have one box, as those of a ligature do."""
    return (one.left, one.right, one.origin) == (other.left, other.right, other.origin)


def is_pair(one: Glyph, other: Glyph) -> bool:
    """Return whether the letters are a ligature of Unicode in this order."""
    return one.text + other.text in LIGATURES
