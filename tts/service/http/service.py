"""One running service: its engine and threads, and the limits within which it speaks."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from fastapi import HTTPException, Request

from tts.service.engines.protocol import Engine, EngineFailed
from tts.service.http.disconnect import cancel_on_disconnect
from tts.service.http.metrics import Metrics
from tts.service.http.streaming import AudioStream, OnPiece
from tts.service.settings import Settings
from tts.service.speech.admission import Admission, AtCapacity, Slot
from tts.service.speech.pool import SynthesizerPool
from tts.service.speech.synthesis import (
    NOTHING_TO_SAY,
    AudioTooLong,
    NothingToSay,
    Recording,
    SynthesisRequest,
    synthesize,
)

log = logging.getLogger("tts.service")


class Service:
    """The engine with its threads, and who is being served."""

    def __init__(self, open_engine: Callable[[], Engine], settings: Settings) -> None:
        self.settings = settings
        self.admission = Admission(settings.max_concurrent_requests)
        self.metrics = Metrics(self.admission.queue)
        self.failed = False
        self._open_engine = open_engine
        self._loaded: tuple[Engine, SynthesizerPool] | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether speech can be asked for."""
        return self._loaded is not None

    def load(self) -> None:
        """Open the engine and all its threads; failure is logged and shown by /health."""
        try:
            engine = self._open_engine()
            pool = SynthesizerPool(engine, self.settings.workers)
            pool.load()
            self._loaded = (engine, pool)
        except Exception:
            self.failed = True
            log.exception("engine=%s could not be loaded", self.settings.tts_engine)

    def loaded(self) -> tuple[Engine, SynthesizerPool]:
        """The engine and its threads, or a 503 for the caller."""
        if self._loaded is None:
            raise HTTPException(503, "The speech model is not loaded yet.", {"Retry-After": "1"})
        return self._loaded

    def close(self) -> None:
        """Let the threads end."""
        if self._loaded:
            self._loaded[1].close()

    async def record(self, script: SynthesisRequest, request: Request) -> Recording:
        """Speak a script within the limits; raises HTTPException for all that can go wrong.

        Raises ClientDisconnected when the caller hangs up, also while the script waits for its turn.
        """
        return await self._speak(script, request, _discard)

    async def stream(self, script: SynthesisRequest, request: Request) -> AudioStream:
        """The same as pieces of the file, answered as soon as the first one is there."""

        async def speak(on_piece: OnPiece) -> None:
            recording = await self._speak(script, request, on_piece)
            await on_piece(recording.audio, recording.engines)

        return await AudioStream(speak).open()

    async def _speak(
        self, script: SynthesisRequest, request: Request, on_piece: OnPiece
    ) -> Recording:
        engine, pool = self.loaded()
        try:
            with self.admission.enter() as slot:
                async with cancel_on_disconnect(request):
                    began = time.perf_counter()
                    recording = await self._synthesize(script, engine, pool, slot, on_piece)
                    self.metrics.spoke(engine.name, began, slot.waited, recording.duration)
                    return recording
        except (AtCapacity, TimeoutError, NothingToSay, AudioTooLong, EngineFailed) as error:
            if isinstance(error, EngineFailed | TimeoutError):
                self.metrics.failures.labels(engine.name).inc()
            raise self._http_error(error) from error

    async def _synthesize(
        self,
        script: SynthesisRequest,
        engine: Engine,
        pool: SynthesizerPool,
        slot: Slot,
        on_piece: OnPiece,
    ) -> Recording:
        seconds = self.settings.timeout_seconds
        async with asyncio.timeout(seconds) as deadline:

            async def on_piece_in_time(piece: bytes, engines: Sequence[str]) -> None:
                # Only speaking counts; a caller may take as long again for each piece.
                ends, began = deadline.when() or 0.0, asyncio.get_running_loop().time()
                deadline.reschedule(began + seconds)
                await on_piece(piece, engines)
                deadline.reschedule(ends + asyncio.get_running_loop().time() - began)

            longest = self.settings.max_audio_seconds
            return await synthesize(
                script, engine.sample_rate, longest, pool, slot, on_piece_in_time
            )

    def _http_error(self, error: Exception) -> HTTPException:
        match error:
            case AtCapacity():
                message = "The service is busy; try again shortly."
                return HTTPException(503, message, {"Retry-After": "1"})
            case TimeoutError():
                seconds = f"{self.settings.timeout_seconds:g}"
                return HTTPException(504, f"Speaking took longer than {seconds} seconds.")
            case NothingToSay():
                return HTTPException(400, NOTHING_TO_SAY)
            case AudioTooLong():
                seconds = f"{self.settings.max_audio_seconds:g}"
                return HTTPException(413, f"The audio would pass {seconds} seconds.")
        return HTTPException(500, str(error))


async def _discard(_: bytes, __: Sequence[str]) -> None:
    """Nobody listens before the recording is whole."""
