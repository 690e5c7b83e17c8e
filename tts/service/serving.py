"""One running service: its engine and threads, and the limits within which it speaks."""

import asyncio
import logging
from collections.abc import Callable

from fastapi import HTTPException, Request

from tts.service.engines import Engine, EngineFailed
from tts.service.limits import Admission, Full, Limits
from tts.service.pool import SpeakerPool
from tts.service.speech import NothingToSay, Recording, Script, TooLong, narrate

log = logging.getLogger("tts.service")


class Service:
    """The engine with its threads, and who is being served."""

    def __init__(self, open_engine: Callable[[], Engine], limits: Limits) -> None:
        self.limits = limits
        self.admission = Admission(limits.max_concurrent_requests)
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
        """Speak a script within the limits; raises HTTPException for all that can go wrong."""
        engine, pool = self.loaded()
        longest = self.limits.max_audio_seconds
        try:
            with self.admission.enter() as slot:
                async with asyncio.timeout(self.limits.timeout_seconds):
                    return await narrate(
                        script, engine.sample_rate, longest, pool, slot, request.is_disconnected
                    )
        except (Full, TimeoutError, NothingToSay, TooLong, EngineFailed) as error:
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> HTTPException:
        match error:
            case Full():
                message = "The service is busy; try again shortly."
                return HTTPException(503, message, {"Retry-After": "1"})
            case TimeoutError():
                seconds = f"{self.limits.timeout_seconds:g}"
                return HTTPException(504, f"Speaking took longer than {seconds} seconds.")
            case NothingToSay():
                return HTTPException(400, "The text has nothing this voice can say.")
            case TooLong():
                seconds = f"{self.limits.max_audio_seconds:g}"
                return HTTPException(413, f"The audio would pass {seconds} seconds.")
        return HTTPException(500, str(error))
