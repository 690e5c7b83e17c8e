"""The letters of one line in logical order, whatever way its scripts run.

PDF files place glyphs; most say nothing about the order letters are read in, and PDFium guesses it
word by word. Here the order comes from the places alone: a right-to-left line is read from its right
edge, the left-to-right runs in it (numbers, Latin words) are turned back, and the reverse.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterable, Sequence

from stories.pdf.page.characters import (
    ALEFS,
    BULLETS,
    CLOSING,
    LAM,
    OPENING,
    SUPERSCRIPT,
    fold,
    kind_of,
)
from stories.pdf.page.clusters import Cluster, clusters, is_one_glyph, is_pair
from stories.pdf.page.glyph import Glyph
from stories.pdf.page.latin_runs import turned_back
from stories.pdf.page.telephone import is_in_telephone
from stories.reading.lettering import are_letters, letters_together, without_stretching

_WORD_GAP_EM = 0.15  # letters of one Arabic word touch or nearly do
_BRACKET_GAP_EM = 0.2  # brackets stand a little apart from the word they close
_GLUED_GAP_EM = 0.3  # neighbours in PDFium's order too: only a wide gap parts them
_FLOATING_GAP_EM = 0.16  # its own width is a guess, so it needs more
_UNWRITTEN_GAP_EM = 0.9  # where the file's own spaces are trusted, a space it did not write
_LONGEST_USUAL_WORD = 10  # letters: with longer ones on average, not all spaces are written
_COUNTED_LETTERS = 5  # of each Latin word on a page that may be Arabic
_LOOSE_GAP_EM = 0.25  # where PDFium's order jumps, its spaces tell nothing
_MARK_GAP_EM, _MARK_ENDS = 0.15, frozenset(".)")
_SPACED_OUT_SHARE = 0.85  # of the gaps read as spaces: a line set in s p a c e d letters
_SPACED_OUT_LETTERS = 5
_SPACED_OUT_GAP_EM = 0.12
_LINE_END = 3  # places further in PDFium's order: it puts two characters for a line's end
_TOUCHING_GAP_EM = 0.05
_SCRIPT_GAP_EM = 0.14  # after a raised letter, whose place in PDFium's order tells nothing
# A raised letter alone may point at a note, or end an ordinal.
RAISED = str.maketrans("abcdefgh", "ᵃᵇᶜᵈᵉᶠᵍʰ")
_NUMBER_JOINTS = frozenset(".,:/٫٬")
_MOST_SIGNS = 4  # between two letters of an address
_STOP_AT_LEFT = re.compile(r"[.!:,](?=[A-Za-z]\S)")
_BRACKETS = OPENING | CLOSING
# PDFium takes this one letter apart and lays the pieces the wrong way round.
_TAKEN_APART = {"ملسوهيلعهللاىلص": "ﷺ"}


def is_right_to_left(texts: Iterable[str], otherwise: bool = False) -> bool:
    """Return whether right-to-left letters outnumber the others; `otherwise` when there are no letters."""
    balance = {True: 0, False: 0}
    for text in texts:
        kind = kind_of(text)
        if kind in "RL":
            balance[kind == "R"] += 1
    return otherwise if not any(balance.values()) else balance[True] > balance[False]


def page_direction(glyphs: Sequence[Glyph]) -> bool:
    """Return whether most of a page's letters run from right to left.

    Of a Latin word a few count, as Arabic words have fewer letters, and addresses are long.
    """
    balance = run = 0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.index):
        kind = kind_of(glyph.text)
        run = 0 if glyph.after_space or kind == "R" else run + (kind == "L")
        balance += (kind == "R") - (kind == "L" and run <= _COUNTED_LETTERS)
    return balance > 0


def line_direction(row: Sequence[Glyph], page_rtl: bool) -> bool:
    """Return whether the line runs from right to left; on a page that does, a Latin majority may not."""
    kinds = {kind_of(glyph.text) for glyph in row}
    # An Arabic sentence may hold more Latin letters than Arabic ones.
    if page_rtl and "R" in kinds:
        return True
    return is_right_to_left((glyph.text for glyph in row), page_rtl)


def line_text(row: Sequence[Glyph], page_rtl: bool, spaces: Sequence[float] | None) -> str:
    """Return the row's text in logical order with single spaces, presentation forms folded.

    `spaces` are the pens of the spaces the file has in this row, in points; None where it writes none.
    """
    rtl = line_direction(row, page_rtl)
    if rtl or any(kind_of(glyph.text) == "R" for glyph in row):
        text = _bidirectional(row, rtl, spaces)
    else:
        text = letters_together(_left_to_right(row))
        # The stop of a right-to-left sentence stands left of an address that ends it.
        if page_rtl and (stop := _STOP_AT_LEFT.match(text)):
            text = text[stop.end() :] + stop[0]
    text = fold(" ".join(text.split()))
    for apart, whole in _TAKEN_APART.items():
        text = text.replace(apart, whole)
    return without_stretching(text)


def _left_to_right(row: Sequence[Glyph]) -> str:
    glyphs = _from_left(row)
    spaced = _is_spaced_out(glyphs)
    if spaced is not None and are_letters("".join(glyph.text for glyph in glyphs)):
        spaced = None
    pieces: list[str] = []
    for number, glyph in enumerate(glyphs):
        if number and _has_space(glyphs[number - 1], glyph, spaced):
            pieces.append(" ")
        pieces.append(_raised(glyphs, number) if glyph.script > 0 else glyph.text)
    return "".join(pieces)


def _raised(glyphs: Sequence[Glyph], number: int) -> str:
    """Return a raised figure, or a letter that is raised alone, as such."""
    text = glyphs[number].text
    alone = not any(glyph.script > 0 for glyph in glyphs[max(number - 1, 0) : number + 2 : 2])
    return text.translate(SUPERSCRIPT | RAISED if alone else SUPERSCRIPT)


def _from_left(row: Sequence[Glyph]) -> list[Glyph]:
    """Order left to right; a mark keeps its place behind the letter PDFium put it after."""
    # By the letter's own left edge, as kerning may set a mark before its letter.
    places: dict[int, float] = {}
    place = 0.0
    for glyph in sorted(row, key=lambda glyph: glyph.index):
        place = place if places and kind_of(glyph.text) == "M" else glyph.left
        places[glyph.index] = place
    return sorted(row, key=lambda glyph: (places[glyph.index], glyph.index))


def _is_spaced_out(glyphs: Sequence[Glyph]) -> float | None:
    """Return the usual gap, in ems, of a line whose letters are set apart; None for an ordinary line."""
    letters = sum(kind_of(glyph.text) == "L" for glyph in glyphs)
    # Of sums each figure stands by itself: “3 + 4 = 7”.
    if len(glyphs) < _SPACED_OUT_LETTERS or letters * 2 < len(glyphs):
        return None
    if sum(glyph.after_space for glyph in glyphs[1:]) < _SPACED_OUT_SHARE * (len(glyphs) - 1):
        return None
    pairs = itertools.pairwise(glyphs)
    return statistics.median((after.left - before.right) / after.em for before, after in pairs)


def _has_space(before: Glyph, after: Glyph, spaced: float | None) -> bool:
    gap = (after.left - before.right) / max(before.em, after.em)
    if spaced is not None:
        return gap > spaced + _SPACED_OUT_GAP_EM
    if before.script:
        return gap > _SCRIPT_GAP_EM
    # PDFium sees lines end between letters of large type, whose words are set one letter at a time.
    if after.index - before.index == _LINE_END and abs(gap) < _TOUCHING_GAP_EM:
        return False
    # Neighbours in the file, with at most a line's end between: PDFium has seen the space.
    if 0 < after.index - before.index <= 3:
        return after.after_space
    # The number of an item, which some programs write after all its text.
    return gap > (_MARK_GAP_EM if before.text in _MARK_ENDS else _LOOSE_GAP_EM)


def _bidirectional(row: Sequence[Glyph], rtl: bool, spaces: Sequence[float] | None) -> str:
    words = _words_from_right(_from_right(row), spaces)
    if rtl:
        return turned_back([_segments_from_right(word) for word in words])
    # Read from the left here, since most of the line runs that way.
    return " ".join(_among_latin(words[::-1]))


def _words_from_right(line: list[Cluster], spaces: Sequence[float] | None) -> list[list[Cluster]]:
    """Return the line cut into words at its gaps and, where a gap does not tell, at the file's spaces."""
    written = _before_spaces(line, spaces or ())
    trusted = spaces is not None and len(line) <= _LONGEST_USUAL_WORD * (len(written) + 1)
    breaks = [
        number
        for number in range(1, len(line))
        if number in written or _is_apart(line[number - 1], line[number], trusted)
    ]
    return [line[start:end] for start, end in itertools.pairwise([0, *breaks, len(line)])]


def _before_spaces(line: list[Cluster], spaces: Sequence[float]) -> set[int]:
    """Return the clusters that stand left of a written space.

    The pen of a space lies at the left letter's right edge, which may reach over it a little.
    """
    found = set()
    for pen in spaces:
        under = [n for n in range(len(line)) if line[n].middle <= pen]
        if under and under[0] > 0:
            found.add(under[0])
    return found


def _from_right(row: Sequence[Glyph]) -> list[Cluster]:
    """Order right to left; letters of one ligature glyph come out of PDFium last letter first."""
    # Rounded: letters of one ligature share an edge but for a trace.
    ordered = sorted(clusters(row), key=lambda item: (-round(item.letter.right, 1), -item.first))
    for number in range(len(ordered) - 1):
        first, second = ordered[number], ordered[number + 1]
        is_alef_lam = first.letter.text in ALEFS and second.letter.text == LAM
        if (is_alef_lam and first.overlap(second) > 0.5) or _is_ligature(second, first):
            ordered[number], ordered[number + 1] = second, first
    return ordered


def _is_ligature(first: Cluster, second: Cluster) -> bool:
    """Return whether letters of one box are one ligature of Unicode in this order and not in the other."""
    one, other = first.letter, second.letter
    return is_one_glyph(one, other) and is_pair(one, other) and not is_pair(other, one)


def _is_apart(before: Cluster, after: Cluster, trusted: bool) -> bool:
    """Return whether a word ends between two neighbours, read from the right, without a written space.

    `trusted` says that the line's spaces are written: then only a wide gap is one too.
    """
    gap = (before.left - after.right) / max(before.letter.em, after.letter.em)
    if before.letter.text in BULLETS:
        return gap > _BRACKET_GAP_EM
    if trusted:
        return gap > _UNWRITTEN_GAP_EM
    first, second = sorted((before, after), key=lambda item: item.first)
    between = second.first - first.last - 1
    if before.floats or after.floats:
        return gap > _FLOATING_GAP_EM
    if before.letter.text in _BRACKETS or after.letter.text in _BRACKETS:
        return gap > _BRACKET_GAP_EM
    if between == 0:
        return gap > _GLUED_GAP_EM
    if between == 1 and second.start.after_space:
        return gap > 0
    return gap > _WORD_GAP_EM


def _word_from_right(word: Sequence[Cluster]) -> str:
    """Return one word's letters, runs of digits and Latin letters within it turned back to their order."""
    return "".join(_segments_from_right(word))


def _segments_from_right(word: Sequence[Cluster]) -> list[str]:
    """Return the word's runs of one direction in the order that they are met from the right."""
    segments: list[str] = []
    run: list[str] = []
    letters: list[str] = []
    for number, cluster in enumerate(word):
        kind = kind_of(cluster.text)
        if kind in "LD" or (run and kind == "N" and _continues_run(word, number)):
            segments += ["".join(letters)] if letters else []
            letters = []
            run.append(cluster.text)
            continue
        segments += ["".join(reversed(run))] if run else []
        run = []
        letters.append(cluster.text)
    last = letters or run[::-1]
    return [*segments, "".join(last)]


def _continues_run(word: Sequence[Cluster], number: int) -> bool:
    """Return whether signs between letters or digits keep them together, as in numbers and addresses."""
    start = end = number
    while start and kind_of(word[start - 1].text) == "N":
        start -= 1
    while end < len(word) and kind_of(word[end].text) == "N" and end - number < _MOST_SIGNS:
        end += 1
    before = kind_of(word[start - 1].text) if start else ""
    after = kind_of(word[end].text) if end < len(word) else ""
    if before == after == "D":
        joint = word[number].text
        if joint == "-":
            return is_in_telephone([cluster.text for cluster in word], number)
        return end - start == 1 and joint in _NUMBER_JOINTS
    return before in ("L", "D") and after in ("L", "D")


def _among_latin(words: list[list[Cluster]]) -> list[str]:
    """Return the words of a left-to-right line; what stands right of a right-to-left run follows it."""
    texts: list[str] = []
    run: list[str] = []
    for word in words:
        kinds = [kind_of(cluster.text) for cluster in word]
        if "R" not in kinds:
            texts.extend(reversed(run))
            run = []
            texts.append("".join(cluster.text for cluster in reversed(word)))
            continue
        first = kinds.index("R")
        run.append(_word_from_right(word[first:]))
        if first:
            run[0] += "".join(cluster.text for cluster in reversed(word[:first]))
            texts.extend(reversed(run))
            run = []
    return texts + run[::-1]
