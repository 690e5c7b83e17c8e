"""The running service: its engine, its threads, and the limits of one request."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from fastapi import HTTPException, Request

from tts.service.engines.protocol import Engine, EngineFailed, engine_credits
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
from tts.service.text.prepare import vowelled_text

log = logging.getLogger("tts.service")


class Service:
    """The loaded engine, the synthesizer pool, admission and metrics."""

    def __init__(self, open_engine: Callable[[], Engine], settings: Settings) -> None:
        self.settings = settings
        self.admission = Admission(settings.max_concurrent_requests)
        self.metrics = Metrics(self.admission.queue)
        self.failed = False
        self._open_engine = open_engine
        self._loaded: tuple[Engine, SynthesizerPool] | None = None

    @property
    def is_loaded(self) -> bool:
        """Return whether speech can be requested."""
        return self._loaded is not None

    def load(self) -> None:
        """Open the engine and all its threads, in place of those there are.

        A failure is logged and shown by /health; what was loaded before goes on speaking. The threads of
        the engine before end with the last request that holds it.
        """
        try:
            engine = self._open_engine()
            pool = SynthesizerPool(engine, self.settings.workers)
            pool.load()
            self._loaded, self.failed = (engine, pool), False
        except Exception:
            self.failed = not self.is_loaded
            log.exception("engine=%s could not be loaded", self.settings.tts_engine)

    def loaded(self) -> tuple[Engine, SynthesizerPool]:
        """Return the engine and its pool; raises HTTPException 503 while loading."""
        if self._loaded is None:
            raise HTTPException(503, "The speech model is not loaded yet.", {"Retry-After": "1"})
        return self._loaded

    def close(self) -> None:
        """Shut the threads down."""
        if self._loaded:
            self._loaded[1].close()

    async def record(self, speech: SynthesisRequest, request: Request) -> Recording:
        """Speak a request within the limits; raises HTTPException for every failure.

        Raises ClientDisconnected when the caller disconnects, also while the request waits.
        """
        return await self._speak(speech, request, _discard)

    async def stream(self, speech: SynthesisRequest, request: Request) -> AudioStream:
        """Speak a request as a stream; returns once the first piece is ready. Raises as `record`."""

        async def speak(on_piece: OnPiece) -> None:
            recording = await self._speak(speech, request, on_piece)
            # What the codec held back until the end is the last piece.
            await on_piece(recording.audio, recording.engines)

        return await AudioStream(speak).open()

    async def vowelled(self, text: str) -> str:
        """Return a text with its Arabic vowels, made in an encoder thread; raises HTTPException."""
        if len(text) > (most := self.settings.max_text_chars):
            raise HTTPException(413, f"The text is longer than {most} characters.")
        _, pool = self.loaded()
        try:
            with self.admission.enter():
                return await pool.encode(partial(vowelled_text, text))
        except AtCapacity as error:
            raise self._http_error(error) from error

    async def _speak(
        self, speech: SynthesisRequest, request: Request, on_piece: OnPiece
    ) -> Recording:
        engine, pool = self.loaded()
        try:
            with self.admission.enter() as slot:
                async with cancel_on_disconnect(request):
                    began = time.perf_counter()
                    recording = await self._synthesize(speech, engine, pool, slot, on_piece)
                    spoke, _ = engine_credits(engine, recording.engines)
                    self.metrics.spoke(spoke, began, slot.waited, recording)
                    return recording
        except (AtCapacity, TimeoutError, NothingToSay, AudioTooLong, EngineFailed) as error:
            # A full service or an empty text is no failure of the engine.
            if isinstance(error, EngineFailed | TimeoutError):
                self.metrics.failures.labels(engine.name).inc()
            raise self._http_error(error) from error

    async def _synthesize(
        self,
        speech: SynthesisRequest,
        engine: Engine,
        pool: SynthesizerPool,
        slot: Slot,
        on_piece: OnPiece,
    ) -> Recording:
        seconds = self.settings.timeout_seconds
        async with asyncio.timeout(seconds) as deadline:

            async def on_piece_in_time(piece: bytes, engines: Sequence[str]) -> None:
                # The deadline limits synthesis: waiting for a slow reader is not counted, but a
                # reader who takes longer than the limit for one piece ends the request.
                ends, began = deadline.when() or 0.0, asyncio.get_running_loop().time()
                deadline.reschedule(began + seconds)
                await on_piece(piece, engines)
                deadline.reschedule(ends + asyncio.get_running_loop().time() - began)

            longest = self.settings.max_audio_seconds
            return await synthesize(
                speech, engine.sample_rate, longest, pool, slot, on_piece_in_time
            )

    def _http_error(self, error: Exception) -> HTTPException:
        """Return the HTTP error for a failure of synthesis."""
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
    """Ignore pieces: a recording that is not streamed is sent whole."""
