"""Stream audio to the caller while it is still being synthesised."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final

OnPiece = Callable[[bytes, Sequence[str]], Awaitable[None]]
"""Called with bytes of the file, and the engines that spoke so far."""

MAX_BUFFERED_PIECES: Final = 16
"""Spoken chunks that wait for a slow reader before synthesis pauses."""


class AudioStream:
    """The bytes of a task that speaks, as they come; `engines` names who spoke the first.

    Raises what the task raises: `open` before the first piece, iteration after it. Closing the
    iterator early cancels the task.
    """

    def __init__(self, speak: Callable[[OnPiece], Awaitable[None]]) -> None:
        self._pieces: asyncio.Queue[bytes] = asyncio.Queue(MAX_BUFFERED_PIECES)
        self._speaking = asyncio.ensure_future(speak(self._put))
        self._speaking.add_done_callback(_retrieve_exception)
        self.engines: Sequence[str] = ()
        self._first: bytes | None = None

    async def open(self) -> "AudioStream":
        """Wait for the first piece, so that a failure can still become an error response."""
        try:
            self._first = await self._next()
        # A cancel as well: the task must not go on speaking for no one.
        except BaseException:
            await self._cancel()
            raise
        return self

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            piece = self._first
            while piece is not None:
                yield piece
                piece = await self._next()
        finally:
            await self._cancel()

    async def _put(self, piece: bytes, engines: Sequence[str]) -> None:
        self.engines = self.engines or engines
        await self._pieces.put(piece)

    async def _next(self) -> bytes | None:
        getting = asyncio.ensure_future(self._pieces.get())
        try:
            await asyncio.wait({getting, self._speaking}, return_when=asyncio.FIRST_COMPLETED)
            if getting.done():
                return getting.result()
        finally:
            getting.cancel()
        # The task may have put its last piece and ended while the getter was cancelled.
        if not self._pieces.empty():
            return self._pieces.get_nowait()
        self._speaking.result()
        return None

    async def _cancel(self) -> None:
        self._speaking.cancel()
        await asyncio.wait({self._speaking})


def _retrieve_exception(speaking: "asyncio.Future[None]") -> None:
    """Mark a task's exception as retrieved: a caller may leave before it is read."""
    if not speaking.cancelled():
        speaking.exception()
