"""Sinks: where the bytes of a file go while it is being written."""

import io
from typing import Protocol


class Sink(Protocol):
    """Takes encoded bytes; if it can seek, the file's header is completed at the end."""

    def write(self, piece: bytes, /) -> int:
        """Take the next bytes."""


class PipeSink:
    """Holds bytes until they are taken. It cannot seek: bytes already sent cannot change."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, piece: bytes, /) -> int:
        self._held += piece
        return len(piece)

    def take(self) -> bytes:
        """Return the bytes written since the last call."""
        piece = bytes(self._held)
        self._held.clear()
        return piece


def is_seekable(sink: Sink) -> bool:
    """Return whether bytes already written can still be changed."""
    return isinstance(sink, io.IOBase) and sink.seekable()
