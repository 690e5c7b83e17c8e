"""Lines into paragraphs and headings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from stories.pdf.layout.ends.broken_words import continued, is_address_cut
from stories.pdf.layout.ends.entries import entry_lines
from stories.pdf.layout.ends.line_ends import purposeful_ends
from stories.pdf.layout.ends.measures import (
    Measure,
    Way,
    ends_early,
    goes_back,
    measures,
    way_of,
)
from stories.pdf.layout.ends.stanzas import verses_around
from stories.pdf.layout.ends.typesetting import Typesetting
from stories.pdf.layout.ends.verses import begins_large
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line
from stories.pdf.layout.list_marks import is_item
from stories.pdf.layout.plain import plain
from stories.pdf.layout.reading_order import FIRST_BOX
from stories.pdf.page.characters import BULLETS, mirrored
from stories.reading.blanks import with_pauses
from stories.reading.records import Paragraph

_SIZE_STEP = 1.09  # producers round sizes: less is the same size
_HEADING_STEP = 1.09  # times the text's size
_EXTRA_LEADING = 1.3  # times the usual distance of lines
_WIDE_LEADING = 2.0  # ems: wider than lines are set, unless they are set double
_DOUBLE_LEADING = 2.6  # ems: wider than lines that are set double
_INDENT_EM = (0.8, 4.0)  # a wider one is a centred or a set-off line
_SHORT_LINE = 0.75  # of the column's width
_HEADING_WORDS = 14  # a longer one is an emphasised paragraph
_HEAD_WORDS = 3
_ASKS = ("?", "؟", ":")
_SAME_EDGE_EM = 0.4
_RULED = re.compile(r"[_.·…\-–—=*~ ]{3,}")  # to write on, or between parts


def paragraphs(lines: Sequence[Line], page: int, usual: Typesetting) -> Iterator[Paragraph]:
    """Yield the page's paragraphs in order."""
    for group in _groups(lines, page, usual):
        text = group[0].text
        for line in group[1:]:
            text = continued(text, line.text, usual)
        # Soft hyphens inside a line were never seen.
        text = text.replace("\u00ad", "-" if text.endswith("\u00ad") else "")
        text = with_pauses(text)
        if any(character.isalnum() for character in text):
            text = mirrored(text) if group[0].rtl else text
            heading = _is_marked(group, page, usual) or _is_heading(group, text, usual)
            yield Paragraph(text, heading, page)


def _is_marked(lines: Sequence[Line], page: int, usual: Typesetting) -> bool:
    """Return whether a bookmark names these lines."""
    return (page, plain(" ".join(line.text for line in lines))) in usual.headings


def _groups(lines: Sequence[Line], page: int, usual: Typesetting) -> Iterator[list[Line]]:
    """Yield the lines of one paragraph at a time: first runs of lines that look alike, then these cut."""
    measured = measures(lines)
    runs = list(_runs(lines, page, usual, measured))
    around = verses_around(runs, measured)
    for number, run in enumerate(runs):
        large = run[0].em > _HEADING_STEP * usual.body_em or (run[0].bold and not usual.bold_body)
        ends = [True] * (len(run) - 1)
        if large or number not in around.stanzas:
            ends = purposeful_ends(run, measured, large=large, among=number in around.among)
        group = run[:1]
        for line, ended in zip(run[1:], ends, strict=True):
            ended = ended or usual.parts(group[-1], line) or _starts_paragraph(group, line, usual)
            if ended and not is_address_cut(group[-1].text, line.text):
                yield group
                group = []
            group.append(line)
        yield group


def _runs(
    lines: Sequence[Line], page: int, usual: Typesetting, measured: Mapping[Way, Measure]
) -> Iterator[list[Line]]:
    run: list[Line] = []
    choices = False
    entries = entry_lines(lines)
    for number, line in enumerate(lines):
        marked = usual.headings and (
            _is_marked(run, page, usual) or _is_marked([line], page, usual)
        )
        begun = False
        cut = run and is_address_cut(run[-1].text, line.text)
        if (
            run
            and not cut
            and (
                marked
                or number in entries
                or (
                    _begins_run(run[-1], line, usual) and not _goes_on_wide(run[-1], line, measured)
                )
                or (begun := _answers(run[-1], lines[number : number + 2]))
                or (choices and _inward(line, run[-1]) > _INDENT_EM[0] * line.em)
                or goes_back(run, line, measured)
            )
        ):
            yield run
            run, choices = [], begun
        run.append(line)
    if run:
        yield run


def _inward(before: Line, line: Line) -> float:
    return before.right - line.right if line.rtl else line.left - before.left


def _answers(before: Line, lines: Sequence[Line]) -> bool:
    """Return whether two lines are set in at one place under what asks for them, as choices are."""
    if len(lines) < 2 or not before.text.endswith(_ASKS):
        return False
    same = abs(_inward(*lines)) < _SAME_EDGE_EM * before.em
    is_in = _inward(before, lines[0]) > _INDENT_EM[0] * before.em
    return same and is_in and lines[0].column == before.column


def _goes_on_wide(before: Line, line: Line, measured: Mapping[Way, Measure]) -> bool:
    """Return whether a full line goes on small in one set wider than the page's other text."""
    if line.column != before.column or line.rtl or before.text.endswith(SENTENCE_END):
        return False
    alike = before.em == line.em and before.bold == line.bold and not (before.apart or line.apart)
    near = 0 < before.baseline - line.baseline < _DOUBLE_LEADING * line.em
    full = not ends_early(before, line, measured[way_of(before)], loose=False)
    return alike and near and full and line.text[:1].islower()


def _begins_run(before: Line, line: Line, usual: Typesetting) -> bool:
    """Return whether the line is set in another way than the one before, or further from it than usual."""
    if line.apart or before.apart or _RULED.fullmatch(before.text):
        return True
    if _RULED.fullmatch(line.text) and not _is_rest_to_fill(before, line):
        return True
    larger, smaller = max(before.em, line.em), max(min(before.em, line.em), 0.1)
    if larger / smaller > _SIZE_STEP or (before.bold != line.bold and not usual.bold_body):
        return True
    if line.column != before.column:
        return before.text.endswith(SENTENCE_END) or line.column >= FIRST_BOX
    gap = before.baseline - line.baseline
    # Where each line is a paragraph, the usual distance is theirs.
    widest = _DOUBLE_LEADING if usual.leadings[line.rtl] > _DOUBLE_LEADING else math.inf
    wide = (_WIDE_LEADING if usual.few_lines else widest) * line.em
    if before.text.endswith(SENTENCE_END) and gap > wide:
        return not line.text[:1].islower()
    return gap > _EXTRA_LEADING * max(usual.leadings[line.rtl], 1.0) * line.em


def _is_rest_to_fill(before: Line, line: Line) -> bool:
    """Return whether a space to write in is the last of a sentence, for which its line had no room."""
    short = line.right - line.left < _SHORT_LINE * (before.right - before.left)
    return short and line.text[0] == "_" and not before.text.endswith(SENTENCE_END)


def _starts_paragraph(group: list[Line], line: Line, usual: Typesetting) -> bool:
    before = group[-1]
    if line.starts and (_is_short(group, line) or before.text.endswith(SENTENCE_END)):
        return True
    if is_item(line.text) or _is_out_of(group[0], line):
        return True
    # The foot of a column and the top of the next: their edges say nothing.
    if line.column != before.column:
        return is_item(group[0].text) and begins_large(line.text) and _is_short(group, line)
    # Somebody speaks.
    if line.text.startswith(("—", "―")) and before.text.endswith(SENTENCE_END):
        return True
    if _heads_again(group, line):
        return True
    may_end = before.text.endswith(SENTENCE_END) or _is_short(group, line)
    return (may_end and _is_indented(group, line)) or _ended_early(group, line)


def _is_out_of(item: Line, line: Line) -> bool:
    """Return whether the line begins further out than the item's bullet, and so is no part of it."""
    further = _inward(item, line) < -_SAME_EDGE_EM * line.em and item.column == line.column
    return further and item.text[0] in BULLETS and not line.text[:1].islower()


def _heads_again(group: list[Line], line: Line) -> bool:
    """Return whether a few words stand at the margin under sentences set in, as in a list of words."""
    if len(group) < 2 or not group[-1].text.endswith(SENTENCE_END):
        return False
    inset = abs(_inward(group[-2], group[-1])) < _SAME_EDGE_EM * line.em
    few = len(line.text.split()) <= _HEAD_WORDS and not line.text.endswith(SENTENCE_END)
    return inset and few and _inward(line, group[-1]) > _INDENT_EM[0] * line.em


def _is_indented(group: list[Line], line: Line) -> bool:
    """Return whether the line is further in than the one before, which began at the margin."""
    before = group[-1]
    inward = _inward(before, line)
    centred = abs((line.left + line.right) - (before.left + before.right)) < before.em
    return _INDENT_EM[0] * line.em < inward < _INDENT_EM[1] * line.em and not centred


def _is_short(group: list[Line], line: Line) -> bool:
    """Return whether the line before leaves much of the width free."""
    widest = max(item.right - item.left for item in [*group, line])
    return group[-1].right - group[-1].left < _SHORT_LINE * widest


def _ended_early(group: list[Line], line: Line) -> bool:
    before = group[-1]
    widest = max(item.right - item.left for item in [*group, line])
    room = widest - (before.right - before.left)
    return (
        _is_short(group, line)
        and before.text.endswith(SENTENCE_END)
        and line.first_word + line.em < room
    )


def _is_heading(group: list[Line], text: str, usual: Typesetting) -> bool:
    # The names of a table's columns are set as headings are, and are none.
    if (
        group[0].apart
        or len(text.split()) > _HEADING_WORDS
        or len(group) > 3
        or text.endswith((".", "،", ",", ";"))
    ):
        return False
    larger = group[0].em > _HEADING_STEP * usual.body_em
    return larger or (group[0].bold and not usual.bold_body and not is_item(text))
