"""One running service: its engine and threads, and the limits within which it speaks."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from fastapi import HTTPException, Request

from tts.service.engines.protocol import Engine, EngineFailed
from tts.service.http.disconnect import while_listening
from tts.service.http.metrics import Metrics
from tts.service.http.streaming import Heard, SpokenStream
from tts.service.settings import Limits
from tts.service.speech.admission import Admission, Full, Slot
from tts.service.speech.pool import SpeakerPool
from tts.service.speech.synthesis import (
    NOTHING_TO_SAY,
    NothingToSay,
    Recording,
    Script,
    TooLong,
    narrate,
)

log = logging.getLogger("tts.service")


class Service:
    """The engine with its threads, and who is being served."""

    def __init__(self, open_engine: Callable[[], Engine], limits: Limits) -> None:
        self.limits = limits
        self.admission = Admission(limits.max_concurrent_requests)
        self.metrics = Metrics(self.admission.queue)
        self.failed = False
        self._open_engine = open_engine
        self._loaded: tuple[Engine, SpeakerPool] | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether speech can be asked for."""
        return self._loaded is not None

    def load(self) -> None:
        """Open the engine and all its threads; failure is logged and shown by /health."""
        try:
            engine = self._open_engine()
            pool = SpeakerPool(engine, self.limits.workers)
            pool.load()
            self._loaded = (engine, pool)
        except Exception:
            self.failed = True
            log.exception("engine=%s could not be loaded", self.limits.tts_engine)

    def loaded(self) -> tuple[Engine, SpeakerPool]:
        """The engine and its threads, or a 503 for the caller."""
        if self._loaded is None:
            raise HTTPException(503, "The speech model is not loaded yet.", {"Retry-After": "1"})
        return self._loaded

    def close(self) -> None:
        """Let the threads end."""
        if self._loaded:
            self._loaded[1].close()

    async def record(self, script: Script, request: Request) -> Recording:
        """Speak a script within the limits; raises HTTPException for all that can go wrong.

        Raises CallerGone when the caller hangs up, also while the script waits for its turn.
        """
        return await self._speak(script, request, _unheard)

    async def stream(self, script: Script, request: Request) -> SpokenStream:
        """The same as pieces of the file, answered as soon as the first one is there."""

        async def speak(heard: Heard) -> None:
            recording = await self._speak(script, request, heard)
            await heard(recording.audio, recording.engines)

        return await SpokenStream(speak).open()

    async def _speak(self, script: Script, request: Request, heard: Heard) -> Recording:
        engine, pool = self.loaded()
        try:
            with self.admission.enter() as slot:
                async with while_listening(request):
                    began = time.perf_counter()
                    recording = await self._narrated(script, engine, pool, slot, heard)
                    self.metrics.spoke(engine.name, began, slot.waited, recording.duration)
                    return recording
        except (Full, TimeoutError, NothingToSay, TooLong, EngineFailed) as error:
            if isinstance(error, EngineFailed | TimeoutError):
                self.metrics.failures.labels(engine.name).inc()
            raise self._refusal(error) from error

    async def _narrated(
        self, script: Script, engine: Engine, pool: SpeakerPool, slot: Slot, heard: Heard
    ) -> Recording:
        seconds = self.limits.timeout_seconds
        async with asyncio.timeout(seconds) as deadline:

            async def heard_in_time(piece: bytes, engines: Sequence[str]) -> None:
                # Only speaking counts; a caller may take as long again for each piece.
                ends, began = deadline.when() or 0.0, asyncio.get_running_loop().time()
                deadline.reschedule(began + seconds)
                await heard(piece, engines)
                deadline.reschedule(ends + asyncio.get_running_loop().time() - began)

            longest = self.limits.max_audio_seconds
            return await narrate(script, engine.sample_rate, longest, pool, slot, heard_in_time)

    def _refusal(self, error: Exception) -> HTTPException:
        match error:
            case Full():
                message = "The service is busy; try again shortly."
                return HTTPException(503, message, {"Retry-After": "1"})
            case TimeoutError():
                seconds = f"{self.limits.timeout_seconds:g}"
                return HTTPException(504, f"Speaking took longer than {seconds} seconds.")
            case NothingToSay():
                return HTTPException(400, NOTHING_TO_SAY)
            case TooLong():
                seconds = f"{self.limits.max_audio_seconds:g}"
                return HTTPException(413, f"The audio would pass {seconds} seconds.")
        return HTTPException(500, str(error))


async def _unheard(_: bytes, __: Sequence[str]) -> None:
    """Nobody listens before the recording is whole."""
