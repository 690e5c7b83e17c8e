"""Where the bytes of a file go while it is being written."""

import io
from typing import Protocol


class Sink(Protocol):
    """Where encoded bytes go; with `seek` headers are completed at the end, without it not."""

    def write(self, piece: bytes, /) -> int:
        """Take the next bytes."""


class PipeSink:
    """Keeps what was written until it is take; cannot seek, so nothing written is changed."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, piece: bytes, /) -> int:
        self._held += piece
        return len(piece)

    def take(self) -> bytes:
        """What was written since this was last asked."""
        piece = bytes(self._held)
        self._held.clear()
        return piece


def is_seekable(sink: Sink) -> bool:
    """Whether what was written can still be changed."""
    return isinstance(sink, io.IOBase) and sink.seekable()
