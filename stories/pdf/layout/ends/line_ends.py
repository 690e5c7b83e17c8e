"""Which lines end on purpose: verses, addresses, plain headings, items without a mark.

A line that is broken by the margin is full: the next word would not have fitted. One that ends before it has
to was ended by whoever wrote it, unless the text is broken by hand, as that of picture books is; then small
letters begin the lines.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from stories.pdf.layout.ends.measures import Measure, Way, early_ends, edges, spread
from stories.pdf.layout.ends.notices import notice_ends, stands_alone
from stories.pdf.layout.ends.verses import OPENERS, are_verses, begins_large
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line
from stories.pdf.layout.list_marks import is_item

_VERSE_SHARE = 0.5  # of the lines that end before they have to; the longest ones cannot
_STANZA = 4  # lines
_PAUSES = (*SENTENCE_END, ",", "،", ";", "؛", "-", "–", "—")
_FEWEST_ITEMS = 3
_FEW_WORDS = 2
_RTL_FEW_WORDS = 4
_TITLE_LINES = 3
_VERSE_WORDS = 7
_ENTRY = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|er)?\.? )?[^\W\d][^\s:=]{0,40}(?: [^\s:=]{1,40}){0,2}"
    r"(?: ?(?:=|→|[.·…]{3})|:| [–—-])\s?[.·… ]{0,200}\S"
)
_ENDS = re.compile(r"[.!?…؟,،;؛](?:\s|$)")
_OPEN = re.compile(
    r" (?:of|the|an?|and|or|with|for|to|d[eu]|des|l[ae]s?|et|ou|avec|pour|y|con|del?|el|los|para)$"
)
_HALVES = re.compile(r"[^\W\d] [*٭✽❋]{1,3} [^\W\d]")


def purposeful_ends(
    run: Sequence[Line],
    measured: Mapping[Way, Measure],
    *,
    large: bool = False,
    among: bool = False,
) -> list[bool]:
    """Return for each line of a run but the last whether it ends on purpose.

    A run is lines of one type size that follow each other at the usual distance, or from the foot of a
    column to the top of the next; `measured` has the measures of their blocks. `large` is type of
    headings, `among` says that other lines of the page are verses.
    """
    pairs = list(itertools.pairwise(run))
    early, centred = early_ends(run, measured)
    small = [_begins_small(after.text) for _, after in pairs]
    # Where a small letter begins a line that did not have to be begun, people broke the lines.
    by_hand = any(
        ended and begins and not is_item(after.text)
        for ended, begins, (_, after) in zip(early, small, pairs, strict=True)
    )
    hanging = _hanging(run, early)
    if hanging:
        return hanging
    # A title of two or three lines in large type is one.
    notice = {line.column for line in run} <= centred and (len(run) > _TITLE_LINES or not large)
    if notice and (ends := notice_ends(run, early)):
        return ends
    if (
        _is_verse(run, early)
        or _has_indented_verses(run, centred)
        or _is_list(run, early)
        or (not large and are_verses([it.text for it in run], early, among=among))
    ):
        return [True] * len(pairs)
    sure = _counted(run) or _entries(run)
    if not large:
        sure = [
            one or other for one, other in zip(sure, _verses_in_columns(run, early), strict=True)
        ]
    alone = [stands_alone(line.text) for line in run]
    sure = [
        begun or (ended and (one or other)) or (one and other)
        for begun, ended, (one, other) in zip(sure, early, itertools.pairwise(alone), strict=True)
    ]
    return [
        begun
        or (
            ended
            and not begins
            and _may_end(before.text, after, by_hand=by_hand or before.column in centred)
        )
        for begun, ended, begins, (before, after) in zip(sure, early, small, pairs, strict=True)
    ]


def _entries(run: Sequence[Line]) -> list[bool]:
    """Return for each line but the first whether it is an entry of a list of words that the first begins."""
    entries = [_ENTRY.match(line.text) is not None for line in run]
    is_list = entries[0] and sum(entries) >= _FEWEST_ITEMS
    return entries[1:] if is_list else [False] * (len(run) - 1)


def _counted(run: Sequence[Line]) -> list[bool]:
    """Return for each line but the first whether it begins an item, or follows the last of a list of amounts.

    An item whose last word asks for another goes on in the next line.

    Such a list may stand in columns above running text.
    """
    found = [False] * (len(run) - 1)
    begun = 0
    for _, lines in itertools.groupby(run, key=lambda line: line.column):
        items = list(lines)
        amounts = sum(_is_amount(line.text) for line in items)
        sentences = [_ENDS.search(line.text) is not None for line in items]
        # Of sentences each has its figure, and ends in its line.
        whole = amounts == len(items) and all(it.text.endswith(SENTENCE_END) for it in items)
        is_list = len(items) >= _FEWEST_ITEMS and amounts * 2 >= len(items)
        if is_list and (whole or not any(sentences)):
            for place in range(max(begun, 1), min(begun + len(items) + 1, len(run))):
                open_ = _OPEN.search(run[place - 1].text) and _begins_small(run[place].text)
                found[place - 1] = not open_
        begun += len(items)
    return found if any(found) else []


def _hanging(run: Sequence[Line], early: Sequence[bool]) -> list[bool]:
    """Return for each line but the first whether it is further out than those that go on with a full line.

    So are long verses and entries set whose first lines stand at the margin; [] where lines do not hang.
    """
    margins: dict[int, float] = {}
    for line in run:
        margins[line.column] = min(margins.get(line.column, math.inf), edges(line)[0])
    em = run[0].em
    starts = [edges(line)[0] - margins[line.column] for line in run]
    within = [start for start in starts if start > em]
    if starts[0] > em or not within or spread(within) > em:
        return []
    outer = [start <= em for start in starts[1:]]
    pairs = zip(outer, early, itertools.pairwise(run), strict=True)
    below = [(out, end) for out, end, (one, two) in pairs if one.column == two.column]
    # A line that goes on follows a full one; of the others some may be full by chance.
    goes_on = not any(end and not out for out, end in below)
    ended = [end for out, end in below if out]
    return outer if goes_on and len(ended) > 1 and sum(ended) * 2 >= len(ended) else []


def _begins_small(text: str) -> bool:
    return text.lstrip(OPENERS)[:1].islower()


def _is_verse(run: Sequence[Line], early: Sequence[bool]) -> bool:
    halves = all(_HALVES.search(line.text) for line in run)
    if len(run) < 2 or not (halves or all(begins_large(line.text) for line in run)):
        return False
    # So many capitals are no chance, even where the lines are of one length.
    return halves or len(run) >= _STANZA or sum(early) >= max(_VERSE_SHARE * len(early), 1)


def _has_indented_verses(run: Sequence[Line], centred: Collection[int]) -> bool:
    """Return whether lines that begin small are set in from the others, as a refrain is."""
    if len(run) < _STANZA or any(line.column in centred for line in run):
        return False
    margin = min(edges(line)[0] for line in run)
    small = [edges(line)[0] - margin for line in run if not begins_large(line.text)]
    em = run[0].em
    if not 0 < len(small) * 2 <= len(run) or min(small) <= em or spread(small) >= em:
        return False
    # What is explained under a word is set in too, and is sentences that begin large.
    begun = sum(edges(it)[0] - margin > em for it in run if begins_large(it.text))
    return begun * 2 <= len(small)


def _is_list(run: Sequence[Line], early: Sequence[bool]) -> bool:
    """Return whether the lines are items without a mark, as ingredients are: no sentence is in them."""
    if len(run) < _FEWEST_ITEMS or any(_ENDS.search(line.text) for line in run):
        return False
    # Where a sentence is broken by hand, one line begins it or ends it.
    if all(_begins_small(line.text) for line in run) and early.count(False) <= 1:
        return max(len(line.text.split()) for line in run) <= _VERSE_WORDS
    most = max(len(line.text.split()) for line in run)
    # In a narrow column hardly one of them can end early; text would have a stop among so many.
    few_words = _VERSE_WORDS - 1 if all(line.rtl for line in run) else _FEW_WORDS
    if most == 1 or (most <= few_words and len(run) >= _STANZA):
        return True
    # Opening hours, scores, dates of a row of days.
    if most <= _VERSE_WORDS and all(_has_figure(it.text) and begins_large(it.text) for it in run):
        return True
    if not all(early):
        return False
    amounts = sum(_is_amount(line.text) for line in run)
    # Where no capital shows that a line begins something, an address has a few words more.
    most_words = _RTL_FEW_WORDS if all(line.rtl for line in run) else _FEW_WORDS
    few = sum(len(line.text.split()) <= most_words for line in run)
    return amounts * 2 >= len(run) or few == len(run)


def _verses_in_columns(run: Sequence[Line], early: Sequence[bool]) -> list[bool]:
    """Return for each line but the first whether it is in a column of verses, or follows one."""
    found = [False] * (len(run) - 1)
    begun = 0
    for _, group in itertools.groupby(run, key=lambda line: line.column):
        lines = list(group)
        end = begun + len(lines)
        if len(lines) < len(run) and are_verses([it.text for it in lines], early[begun : end - 1]):
            for place in range(max(begun, 1), min(end + 1, len(run))):
                found[place - 1] = True
        begun = end
    return found


def _has_figure(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_amount(text: str) -> bool:
    return unicodedata.category(text[0]) in ("Nd", "No")


def _may_end(before: str, after: Line, *, by_hand: bool) -> bool:
    # A figure is no capital: in a script without them it begins a line as any word does.
    figure = after.rtl and _is_amount(after.text) and not is_item(after.text)
    if by_hand or figure or not begins_large(after.text):
        # Scripts without capitals say less: only a pause that is written makes an end sure.
        return before.endswith(SENTENCE_END if by_hand else _PAUSES)
    return True
