"""A document as a run of whole sentences that know where a scene may begin."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stories.reading.records import Document, Paragraph
from stories.text.sentences import is_ended, split_sentences

_LINE_ENDS = (",", "،")
_CLAUSE_ENDS = tuple(",;:،؛–—")


class Break(enum.IntEnum):
    """How natural it is to begin a scene before a sentence."""

    NONE = 0
    PARAGRAPH = 1
    PAGE = 2
    HEADING = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence, or a piece of an endless one; `words` counts its white-space words.

    A line that goes on with the sentence of the line above it, as verses do, `goes_on`.
    """

    text: str
    words: int
    pages: tuple[int, ...]
    before: Break
    is_heading: bool = False
    goes_on: bool = False


def sentences(document: Document, longest: int) -> list[Sentence]:
    """Return every word of the document in order; no sentence has more than `longest` words.

    A sentence that runs over a page's end is one sentence with both pages.
    """
    found: list[Sentence] = []
    for paragraph, before in _joined_paragraphs(document):
        for number, text in enumerate(split_sentences(paragraph.text)):
            for part, piece in enumerate(_bounded(text, longest)):
                # Only a paragraph's first piece begins where the paragraph does.
                strength = before if not number and not part else Break.NONE
                sentence = _sentence(piece, paragraph, strength)
                goes_on = bool(found) and _goes_on(found[-1], sentence)
                found.append(replace(sentence, goes_on=goes_on))
    return found


def _goes_on(before: Sentence, sentence: Sentence) -> bool:
    """Return whether a line goes on with a sentence: it begins small, or the line above ends with a comma."""
    if sentence.before is not Break.PARAGRAPH or before.is_heading or is_ended(before.text):
        return False
    return sentence.text[0].islower() or before.text.endswith(_LINE_ENDS)


@dataclass(slots=True)
class _Flow:
    """A paragraph's text with the pages it covers: (offset in the text, page) in order."""

    text: str
    is_heading: bool
    starts: list[tuple[int, int]]


def _joined_paragraphs(document: Document) -> Iterator[tuple[_Flow, Break]]:
    flow: _Flow | None = None
    before = Break.HEADING
    for paragraph in document.paragraphs:
        text = " ".join(paragraph.text.split())
        if not text:
            continue
        # A sentence over a page's end must not be cut there, and names both pages.
        # Only a PDF's pages break paragraphs: a slide without a full stop is still at its end.
        if flow and document.kind == "pdf" and _runs_on(flow, paragraph):
            flow.starts.append((len(flow.text) + 1, paragraph.page))
            flow.text = f"{flow.text} {text}"
            continue
        if flow:
            yield flow, before
            before = _strength(flow, paragraph)
        flow = _Flow(text, paragraph.is_heading, [(0, paragraph.page)])
    if flow:
        yield flow, before


def _runs_on(flow: _Flow, paragraph: Paragraph) -> bool:
    """Return whether the page ended in the middle of a sentence."""
    if flow.is_heading or paragraph.is_heading or paragraph.page == flow.starts[-1][1]:
        return False
    return not is_ended(flow.text)


def _strength(flow: _Flow, paragraph: Paragraph) -> Break:
    if paragraph.is_heading:
        return Break.HEADING
    if flow.is_heading:
        # A heading stays with the text under it.
        return Break.NONE
    return Break.PAGE if paragraph.page != flow.starts[-1][1] else Break.PARAGRAPH


def _bounded(sentence: tuple[int, str], longest: int) -> Iterator[tuple[int, str]]:
    """Yield the sentence, cut after a clause or at worst after a word where it has more than `longest`."""
    offset, text = sentence
    words, start = text.split(), 0
    while len(words) - start > longest:
        cut = start + _clause_cut(words[start : start + longest], longest)
        piece = " ".join(words[start:cut])
        yield offset, piece
        offset += len(piece) + 1
        start = cut
    if start < len(words):
        yield offset, " ".join(words[start:])


def _clause_cut(words: list[str], longest: int) -> int:
    # In the second half only, so that no piece becomes tiny.
    at_clause = (n for n in range(longest, longest // 2, -1) if words[n - 1].endswith(_CLAUSE_ENDS))
    return next(at_clause, longest)


def _sentence(piece: tuple[int, str], flow: _Flow, before: Break) -> Sentence:
    offset, text = piece
    end = offset + len(text)
    # Where the next page's text begins; the last page's ends behind the text.
    following = [start for start, _ in flow.starts[1:]] + [len(flow.text) + 1]
    pages = tuple(
        page
        for (start, page), after in zip(flow.starts, following, strict=True)
        if start < end and after > offset
    )
    return Sentence(text, len(text.split()), pages, before, flow.is_heading)
