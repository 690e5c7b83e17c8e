"""Cutting text into sentences, in each of the languages a story may have."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOPS = ".!?…؟۔。！？"
_CLOSERS = "\"'”’»)]›"
_SENTENCE_END = re.compile(rf"[{_STOPS}]+[{re.escape(_CLOSERS)}]*(?:\s[»”])?(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“«])(?:[A-ZÀ-Ý]|Mr|Mrs|Ms|Dr|St|Prof|Sr|Sra|Srta|Mme|Mlle|M|No|etc|e\.g|i\.e|vs|د|أ)\.$"
)


def sentences_in(text: str) -> list[str]:
    """Return the whole sentences of one paragraph, white space made single."""
    return [sentence for _, sentence in split(" ".join(text.split()))]


def split(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with its offset. White space must be single."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : end.end()]) or _continues(text[end.end() :]):
            continue
        yield start, text[start : end.end()]
        start = end.end() + 1
    if text[start:].strip():
        yield start, text[start:]


def is_ended(text: str) -> bool:
    """Return whether the text ends where a sentence may end, a colon included."""
    return text.rstrip(_CLOSERS + " ").endswith(tuple(_STOPS + ":"))


def _continues(rest: str) -> bool:
    """Return whether a small letter follows the stop: "Help!" cried the fox."""
    return rest.lstrip(_CLOSERS + " ")[:1].islower()
