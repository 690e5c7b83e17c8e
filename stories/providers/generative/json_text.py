"""The one JSON object in what a model writes: without thoughts, fences and remarks around it.

A model that is only asked for JSON, and not held to it, writes these as well.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing

_THOUGHT_BEGINS, _THOUGHT_ENDS = "<think>", "</think>"
_GATHERED = (
    64  # characters that are given on together: a token each would have all read again for each
)


def json_object(pieces: Generator[str, None, None]) -> Generator[str, None, None]:
    """Yield the first object's characters, as they come; what stands before and after it is dropped.

    Reads `pieces` to their end, as only the end says whether the response is complete.
    """
    reader = _Reader()
    kept = ""
    with closing(pieces):
        for piece in pieces:
            kept += reader.inside(piece)
            # With a bracket something may be final, such as a whole scene, whatever follows it.
            final = max(map(kept.rfind, "[]{}")) + 1
            ready = final or (len(kept) if len(kept) >= _GATHERED else 0)
            if ready:
                yield kept[:ready]
                kept = kept[ready:]
    # Outside of the object nothing is kept back but the beginning of a mark, which is no JSON.
    yield kept


class _Reader:
    """Goes through the text once, character by character, and knows whether it is inside the object."""

    def __init__(self) -> None:
        self._before = ""
        self._is_thinking = False
        self._depth = 0
        self._is_string = self._is_escaped = self._is_over = False

    def inside(self, piece: str) -> str:
        """Return what of the piece belongs to the object."""
        return "".join(self._kept(piece))

    def _kept(self, piece: str) -> Iterator[str]:
        for letter in piece:
            if self._is_over:
                return
            if not self._depth:
                self._look_for_begin(letter)
            else:
                self._follow(letter)
            if self._depth or self._is_over:
                yield letter

    def _look_for_begin(self, letter: str) -> None:
        # As much as the longer of the two marks, which may come in several pieces.
        self._before = (self._before + letter)[-len(_THOUGHT_ENDS) :]
        if self._before.endswith(_THOUGHT_BEGINS):
            self._is_thinking = True
        elif self._before.endswith(_THOUGHT_ENDS):
            self._is_thinking = False
        elif letter == "{" and not self._is_thinking:
            self._depth = 1

    def _follow(self, letter: str) -> None:
        if self._is_escaped:
            self._is_escaped = False
        elif letter == "\\":
            self._is_escaped = self._is_string
        elif letter == '"':
            self._is_string = not self._is_string
        elif not self._is_string:
            self._depth += (letter in "{[") - (letter in "}]")
            self._is_over = not self._depth
