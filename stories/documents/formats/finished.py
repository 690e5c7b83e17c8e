"""A draft becomes a document: its title is found, and what is not told is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stories.documents.formats.draft import Draft, Part, Piece
from stories.pdf.furniture.bylines import BY, is_sure_byline
from stories.pdf.furniture.credits import are_credits
from stories.pdf.layout.plain import plain
from stories.reading.language import detect_language
from stories.reading.records import (
    Document,
    LeftOut,
    Page,
    Paragraph,
    TextQuality,
    UnreadableDocument,
)
from stories.reading.titles import (
    TITLE_CHARACTERS,
    as_title,
    beginning,
    heads,
    is_no_title,
    unnumbered,
)

_FIRST_PARTS, _LAST_PARTS = 3, 2
_TITLE_PAGE_WORDS = 40  # a first part with more is text
_TITLE_PAGE_LINES = 5  # of a slide
_FEWEST_SLIDES = 3
_RUNNING_SHARE = 0.5  # of the slides
_RUNNING_WORDS = 8
_SENTENCE_END = (".", "!", "?", "؟", "…", "”", "»", '"')
_BYLINE_PIECES = 3  # under the title
_BYLINE_WORDS = 8
_NOTE = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s?(?=\w)")


def finished(draft: Draft, kind: str) -> Document:
    """Return the document of this kind. Its language is "" where its common words do not tell it.

    Raises UnreadableDocument (codes: nothing_to_tell, empty).
    """
    parts = kept_parts(draft)
    if not any(part.pieces for part in parts):
        raise UnreadableDocument("nothing_to_tell", page_count=len(parts))
    named = "" if is_no_title(draft.title) else " ".join(draft.title.split())
    _take_running(parts)
    title = _taken_title(parts, named)
    _take_credits(parts)
    _take_hand_notes(parts)
    pages = tuple(
        Page(number, tuple(Paragraph(it.text, it.level > 0, number) for it in part.pieces))
        for number, part in enumerate(parts, start=1)
        if part.pieces
    )
    text = "\n".join(paragraph.text for page in pages for paragraph in page.paragraphs)
    top = pages[0].paragraphs[0].text
    headings = (it.text for page in pages for it in page.paragraphs if it.is_heading)
    return Document(
        title=(title or named or unnumbered(next(headings, "")) or beginning(top))[
            :TITLE_CHARACTERS
        ],
        language=detect_language(text),
        pages=pages,
        page_count=len(parts),
        shortened=draft.shortened,
        left_out=tuple(_left_out(parts, draft.shortened)),
        quality=TextQuality(round(sum(map(str.isalpha, text)) / len(parts), 1)),
        pictured=tuple(number for number, part in enumerate(parts, start=1) if part.pictures),
        declared_language=draft.language,
        kind=kind,
    )


def kept_parts(draft: Draft) -> list[Part]:
    """Return the parts that count: the first is number 1."""
    return [part for part in draft.parts if draft.numbered or not part.is_empty]


def _taken_title(parts: list[Part], named: str) -> str:
    """Return the title that stands above the text, and take it away: a story shows its title anyway."""
    first = next(part for part in parts if part.pieces)
    lines = _title_lines(parts, first, named)
    if not lines:
        return ""
    first.pieces = first.pieces[len(lines) :]
    rest = first.pieces
    title = as_title(lines[0].text)
    # A title with a line or two below it and a page of its own.
    if rest and _is_title_page(parts, first):
        first.left_out.insert(0, ("title page", " ".join(it.text for it in [*lines, *rest])))
        first.pieces = []
    else:
        first.left_out.insert(0, ("title", title))
        _take_byline(first)
    return title


def _take_credits(parts: list[Part]) -> None:
    """Take a part of its own that says who made a book, near its beginning or at its end."""
    filled = [part for part in parts if part.pieces]
    for part in {id(it): it for it in (*filled[:_FIRST_PARTS], *filled[-_LAST_PARTS:])}.values():
        texts = [piece.text for piece in part.pieces]
        alone = sum(bool(it.pieces) for it in filled) < 2
        if not alone and not part.is_slide and are_credits(texts):
            part.left_out.append(("credits", " ".join(texts)))
            part.pieces = []


def _title_lines(parts: list[Part], first: Part, named: str) -> list[Piece]:
    pieces = [piece for part in parts for piece in part.pieces]
    top = first.pieces[0]
    if len(pieces) == 1:
        return []
    is_named = bool(named) and plain(top.text) == plain(named)
    # Below a title page it is its only chapter's.
    paged = any(why == "title page" for part in parts for why, _ in part.left_out)
    alone = top.level == 1 and sum(piece.level == 1 for piece in pieces) == 1 and not paged
    # Slides have no words for it: the first that shows little more than its title is the title's own.
    own = top.level > 0 and first.is_slide and _is_title_page(parts, first)
    if top.is_title or is_named or alone or own:
        return [top]
    below = next(piece for piece in pieces if piece is not top)
    is_head = not top.level and not first.is_slide and heads(top.text, below.text)
    return [top] if is_head else []


def _is_title_page(parts: list[Part], first: Part) -> bool:
    words = sum(len(it.text.split()) for it in first.pieces)
    ended = any(it.text.endswith((".", "!", "?", "؟")) for it in first.pieces)
    filled = sum(bool(part.pieces) for part in parts)
    # Boxes and items say what the text is about, however few their words.
    shows = len(first.pieces) > _TITLE_PAGE_LINES or sum(it.is_content for it in first.pieces) > 1
    is_text = ended or (first.is_slide and shows)
    return filled > 1 and words <= _TITLE_PAGE_WORDS and not is_text


def _left_out(parts: list[Part], shortened: bool) -> list[LeftOut]:
    found = [
        LeftOut(number, why, text)
        for number, part in enumerate(parts, start=1)
        for why, text in part.left_out
    ]
    return [*found, LeftOut(len(parts), "limit")] if shortened else found


def _take_running(parts: Sequence[Part]) -> None:
    """Take what comes back at the foot of most slides, and figures that count them."""
    slides = [(number, part) for number, part in enumerate(parts, 1) if part.is_slide]
    if len(slides) < _FEWEST_SLIDES:
        return
    low = Counter(
        text for _, part in slides for text in {it.text for it in part.pieces if it.is_low}
    )
    counting = sum(_counts(it, number) for number, part in slides for it in part.pieces)
    needed = max(_FEWEST_SLIDES, _RUNNING_SHARE * len(slides))
    for number, part in slides:
        kept: list[Piece] = []
        for piece in part.pieces:
            if counting >= needed and _counts(piece, number):
                part.left_out.append(("page number", piece.text))
            elif piece.is_low and low[piece.text] >= needed and _may_run(piece.text):
                part.left_out.append(("footer", piece.text))
            else:
                kept.append(piece)
        part.pieces = kept


def _counts(piece: Piece, number: int) -> bool:
    return (
        piece.is_low
        and piece.text.isdecimal()
        and len(piece.text) < 4
        and int(piece.text) == number
    )


def _may_run(text: str) -> bool:
    """Return whether it is no sentence, which a refrain is."""
    return len(text.split()) <= _RUNNING_WORDS and not text.endswith(_SENTENCE_END)


def _take_byline(part: Part) -> None:
    """Take who wrote the text from under its title, as “By Ann Berg”."""
    for number, piece in enumerate(part.pieces[:_BYLINE_PIECES]):
        words = len(piece.text.split())
        if (
            words <= _BYLINE_WORDS
            and len(part.pieces) > number + 1
            and BY.match(piece.text)
            and is_sure_byline(piece.text)
        ):
            part.left_out.append(("byline", piece.text))
            del part.pieces[number]
            return


def _take_hand_notes(parts: Sequence[Part]) -> None:
    """Take the notes at a part's end whose raised figure a word above them has too, and that figure."""
    for part in parts:
        end = len(part.pieces)
        while end and _NOTE.match(part.pieces[end - 1].text):
            end -= 1
        notes = {
            found[1]: piece.text
            for piece in part.pieces[end:]
            if (found := _NOTE.match(piece.text))
        }
        if not notes or not end:
            continue
        # After a word of several letters: a figure after a unit is its power.
        mark = re.compile(rf"(?<=[^\W\d_]{{3}})(?:{'|'.join(notes)})(?!\w)")
        if {found for piece in part.pieces[:end] for found in mark.findall(piece.text)} >= set(
            notes
        ):
            kept = [replace(it, text=mark.sub("", it.text)) for it in part.pieces[:end]]
            part.pieces = kept
            part.left_out += [("footnote", text) for text in notes.values()]
