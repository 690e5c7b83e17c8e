"""A document in parts that a model can read one at a time, where the whole is too much for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edusmart.work.errors import Refused
from stories.providers.generative.failure_messages import STORY
from stories.reading.records import Document, Page, Paragraph

BYTES_A_TOKEN = 3  # of UTF-8, rather too few: most models take more, and of Arabic less
FEWEST_TOKENS = 60  # a part below this is not divided any more


class DoesNotFit(Refused):
    """What was sent is more than the model can read, or leaves it no room to write."""

    code = "not_taken"

    def __init__(self) -> None:
        super().__init__(STORY.not_taken())


def tokens(text: str) -> int:
    """Return about how many tokens a text takes, rather too many."""
    return -(-len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN)


def size(document: Document) -> int:
    """Return about how many tokens the document's text takes."""
    return sum(tokens(paragraph.text) for paragraph in document.paragraphs)


def words(document: Document) -> int:
    """Return how many words the document has."""
    return sum(len(paragraph.text.split()) for paragraph in document.paragraphs)


def in_parts(document: Document, most: int) -> list[Document]:
    """Return the document in parts of at most about `most` tokens each; paragraphs stay whole where they can.

    Each part keeps the title and the numbers of its pages.
    """
    parts: list[list[Paragraph]] = [[]]
    room = most
    for paragraph in _bounded(document.paragraphs, most):
        cost = tokens(paragraph.text)
        if cost > room and parts[-1]:
            parts.append([])
            room = most
        parts[-1].append(paragraph)
        room -= cost
    return [_of(document, part) for part in parts]


def halves(document: Document) -> list[Document]:
    """Return two parts of about the same length. Raises DoesNotFit for a document too short to divide."""
    half = -(-size(document) // 2)
    # Twice the smallest part: else halving would never end.
    if half < FEWEST_TOKENS:
        raise DoesNotFit
    found = in_parts(document, half)
    # A long paragraph may leave a third, which goes with the second.
    rest = [paragraph for part in found[1:] for paragraph in part.paragraphs]
    return [found[0], _of(document, rest)] if rest else _cut(document)


def from_page(document: Document, number: int) -> Document:
    """Return the pages from `number` on; all of them when none is left."""
    kept = tuple(page for page in document.pages if page.number >= number)
    return replace(document, pages=kept) if kept else document


def _cut(document: Document) -> list[Document]:
    """Return the halves of a document of one paragraph."""
    first, second = _in_two(document.paragraphs[0])
    return [_of(document, [first]), _of(document, [second, *document.paragraphs[1:]])]


def _bounded(paragraphs: tuple[Paragraph, ...], most: int) -> Iterator[Paragraph]:
    """Yield the paragraphs, those too long for one part cut between words."""
    waiting = list(reversed(paragraphs))
    while waiting:
        paragraph = waiting.pop()
        if tokens(paragraph.text) > max(most, FEWEST_TOKENS) and " " in paragraph.text.strip():
            waiting += reversed(_in_two(paragraph))
        else:
            yield paragraph


def _in_two(paragraph: Paragraph) -> tuple[Paragraph, Paragraph]:
    split = paragraph.text.split()
    if len(split) < 2:
        raise DoesNotFit
    half = len(split) // 2
    return (
        replace(paragraph, text=" ".join(split[:half])),
        replace(paragraph, text=" ".join(split[half:])),
    )


def _of(document: Document, paragraphs: list[Paragraph]) -> Document:
    by_page: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_page.setdefault(paragraph.page, []).append(paragraph)
    source = {page.number: page.source for page in document.pages}
    pages = tuple(
        Page(number, tuple(kept), source.get(number, "text")) for number, kept in by_page.items()
    )
    return replace(document, pages=pages)
