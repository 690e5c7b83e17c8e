"""Normalise text for an engine, and keep where each character stood in the original.

Every offset counts Unicode code points, as Python's `str` does.
"""

import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tts.service.text.spans import Span

_LINE_BREAKS: Final = frozenset("\n\v\f\x85\u2028\u2029")
# Unicode's stream-safe limit of marks on one letter (UAX 15): no language comes near it, and sorting
# the marks of a hostile text takes the square of their number.
_LONGEST_SEGMENT: Final = 30
_JOINERS: Final = frozenset("\u200c\u200d")
_SILENT: Final = frozenset("\u0640\u20e3")  # tatweel, the keycap of an emoji
_PICTURES_START: Final = 0x2190  # arrows; symbols below, such as ° and ©, are read aloud
# Variation selectors and skin tones.
_MODIFIERS: Final = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400))
# Ligatures, Arabic presentation forms, full-width and mathematical letters. Not all: NFKC makes “2” of “²”.
_COMPATIBILITY: Final = (
    range(0xFB00, 0xFE00),
    range(0xFE70, 0xFF00),
    range(0xFF01, 0xFFF0),
    range(0x1D400, 0x1D800),
)


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """Text an engine can read, and for each of its characters the span it came from."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def origin(self, span: Span) -> Span:
        """Return the span of the original that `span` of this text came from."""
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def replaced(self, edits: Iterable[tuple[Span, str]]) -> "NormalizedText":
        """Return the text with other words at these places, which are in order and apart.

        Each character of the other words has the whole of what it replaces as its origin.
        """
        characters: list[str] = []
        starts, ends = array("I"), array("I")
        at = 0
        for span, form in edits:
            origin = self.origin(span)
            characters += [self.text[at : span.start], form]
            starts += self.starts[at : span.start] + array("I", [origin.start] * len(form))
            ends += self.ends[at : span.start] + array("I", [origin.end] * len(form))
            at = span.end
        if not at:
            return self
        characters.append(self.text[at:])
        return NormalizedText("".join(characters), starts + self.starts[at:], ends + self.ends[at:])

    @classmethod
    def unchanged(cls, text: str) -> "NormalizedText":
        """Return a text of which each character is its own origin."""
        return cls(text, array("I", range(len(text))), array("I", range(1, len(text) + 1)))

    @classmethod
    def joined(cls, parts: Iterable["NormalizedText"]) -> "NormalizedText":
        """Return the parts of one original as one text."""
        characters: list[str] = []
        starts, ends = array("I"), array("I")
        for part in parts:
            characters.append(part.text)
            starts += part.starts
            ends += part.ends
        return cls("".join(characters), starts, ends)

    def slice(self, span: Span) -> "NormalizedText":
        """Return a part of the text, with the same original."""
        within = slice(span.start, span.end)
        return NormalizedText(self.text[within], self.starts[within], self.ends[within])


def normalize(original: str) -> NormalizedText:
    """Compose to NFC, drop what is never read aloud, replace pictures and controls by spaces."""
    # The usual case: nothing to compose or to drop, so each character is its own origin.
    if unicodedata.is_normalized("NFC", original):
        read = "".join(map(_as_read, original))
        if len(read) == len(original) and all(map(_as_read, original)):
            return NormalizedText.unchanged(read)
    characters: list[str] = []
    starts, ends = array("I"), array("I")
    for segment in _segments(original):
        composed = unicodedata.normalize("NFC", original[segment.start : segment.end])
        for character in "".join(map(_as_read, composed)):
            characters.append(character)
            starts.append(segment.start)
            ends.append(segment.end)
    return NormalizedText("".join(characters), starts, ends)


def _segments(original: str) -> Iterator[Span]:
    """Yield the smallest spans that compose on their own, so that offsets survive NFC."""
    if unicodedata.is_normalized("NFC", original):
        yield from (Span(at, at + 1) for at in range(len(original)))
        return
    start = 0
    for at in range(1, len(original) + 1):
        if at == len(original) or not _composes(original, start, at):
            yield Span(start, at)
            start = at


def _composes(original: str, start: int, at: int) -> bool:
    if at - start > _LONGEST_SEGMENT:
        return False
    if unicodedata.combining(original[at]):
        return True
    before = unicodedata.normalize("NFC", original[start:at])
    alone = unicodedata.normalize("NFC", original[at])
    return unicodedata.normalize("NFC", before + alone) != before + alone


@lru_cache(maxsize=4096)
def _as_read(character: str) -> str:
    """Return what the engine gets for one composed character: itself, another, a space, or ""."""
    if character in _LINE_BREAKS:
        return "\n"
    if character in _JOINERS:
        return character
    code = ord(character)
    category = unicodedata.category(character)
    if category == "Cf" or character in _SILENT or any(code in block for block in _MODIFIERS):
        return ""
    if category[0] in "CZ" or (category == "So" and code >= _PICTURES_START):
        return " "
    if any(code in block for block in _COMPATIBILITY):
        return unicodedata.normalize("NFKC", character)
    return character
