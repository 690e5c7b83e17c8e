"""What is usual in a document: the size of its text, the distance of its lines, its words and hyphens."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stories.pdf.layout.line import Line
from stories.reading.language import detect_language

HYPHENS = "\u00ad-‐"
_HYPHENATING_SHARE = 0.02  # of the lines: fewer hyphens at line ends belong to their words
_PAUSES = (",", ";", "،", "؛", "!", "?", "؟", ".", "–", "—")
_VERSE_WORDS = 8
_REFRAIN_PAGES = 3
_FEW_LINES = 4
_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Typesetting:
    """What is usual in this document: body size in points, words, hyphenation.

    `leadings` are in ems, of lines from right to left and of others, as Arabic is set further apart.

    `spanish` says that it is text of Spanish, which joins no words with hyphens. `headings` are those the
    bookmarks name: the page's number from 1 and the plain words. `refrains` are verses that come back, each
    with the one after it. `few_lines` are too few to know the distance of lines by.
    """

    body_em: float
    leadings: Mapping[bool, float]
    bold_body: bool
    words: Counter[str]
    hyphenates: bool
    spanish: bool = False
    headings: frozenset[tuple[int, str]] = frozenset()
    refrains: frozenset[tuple[str, str]] = frozenset()
    few_lines: bool = False

    def parts(self, before: Line, line: Line) -> bool:
        """Return whether two lines are verses of the document's refrain."""
        return (before.text, line.text) in self.refrains


def typesetting(
    pages: Sequence[Sequence[Line]], headings: frozenset[tuple[int, str]] = frozenset()
) -> Typesetting:
    """Measure the document's usual typesetting from all its lines."""
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        # By letters, not by lines: a page of short headings must not win.
        sizes[round(line.em, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    leadings = {rtl: _leading(pages, body, rtl=rtl) for rtl in (True, False, None)}
    bold = sum(len(line.text) for line in lines if line.bold)
    return Typesetting(
        body_em=body,
        leadings={rtl: leadings[rtl] or leadings[None] or 1.4 for rtl in (True, False)},
        bold_body=bold * 2 > sum(len(line.text) for line in lines),
        words=(words := _words(lines)),
        hyphenates=_hyphenates(lines),
        spanish=detect_language(" ".join(words.elements())) == "es",
        headings=headings,
        refrains=_refrains(pages),
        few_lines=len(lines) <= _FEW_LINES,
    )


def _refrains(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, str]]:
    """Return the short lines that follow each other on several pages, the first with a pause at its end."""
    found = Counter(
        pair
        for page in pages
        for pair in {
            (before.text, line.text)
            for before, line in itertools.pairwise(page)
            if before.text.endswith(_PAUSES)
            and before.column == line.column
            and max(before.text.count(" "), line.text.count(" ")) < _VERSE_WORDS
        }
    )
    return frozenset(pair for pair, count in found.items() if count >= _REFRAIN_PAGES)


def _leading(pages: Sequence[Sequence[Line]], body: float, *, rtl: bool | None) -> float | None:
    """Return the usual distance in ems of lines of one direction, or of all; None where there is none."""
    gaps = [
        gap / after.em
        for page in pages
        for before, after in itertools.pairwise(page)
        if after.column == before.column
        and rtl in (None, before.rtl)
        and before.rtl == after.rtl
        # Wider gaps part paragraphs and say nothing of the leading.
        and 0 < (gap := before.baseline - after.baseline) < 3 * body
        and abs(after.em - body) < 0.2 * body
    ]
    # The lower third: where paragraphs are short, most gaps are between them.
    return sorted(gaps)[(len(gaps) - 1) // 3] if gaps else None


def _words(lines: Sequence[Line]) -> Counter[str]:
    """Return words seen whole; the last of a line may be half a word and is not counted."""
    words: Counter[str] = Counter()
    for line in lines:
        whole = line.text.rsplit(" ", 1)[0] if line.text[-1:] in HYPHENS else line.text
        words.update(word.casefold() for word in _WORD.findall(whole))
    return words


def _hyphenates(lines: Sequence[Line]) -> bool:
    broken = sum(line.text[-1] in HYPHENS for line in lines)
    return broken > _HYPHENATING_SHARE * len(lines) and broken > 1
