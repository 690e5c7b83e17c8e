"""One request being spoken: chunk after chunk into one recording, with its words' times."""

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from tts.service.audio.encoders import encoder
from tts.service.audio.samples import fade, fault, silence
from tts.service.engines.protocol import EngineFailed, Synthesizer, Utterance
from tts.service.speech.admission import Slot
from tts.service.speech.pool import SynthesizerPool
from tts.service.speech.word_times import TimedWord, merge_words, timed_words
from tts.service.text.chunks import Chunk, chunks, first_sentence_alone
from tts.service.text.lexicon import apply_lexicon
from tts.service.text.normalization import normalize
from tts.service.voices.catalog import Voice, with_next_seed

NOTHING_TO_SAY: Final = "The text has nothing this voice can say."

Take = Utterance | None
"""A chunk that was spoken; None for one without a sound."""


class NothingToSay(Exception):
    """No letter or digit of the text can be spoken by this voice."""


class AudioTooLong(Exception):
    """The recording would pass the longest duration allowed."""


@dataclass(frozen=True, slots=True)
class SynthesisRequest:
    """What to speak and how; `chunk_size` caps a chunk's characters, `format` is one of FORMATS.

    `streamed`: its bytes are wanted while it is spoken, the first sentence on its own.
    """

    text: str
    voice: Voice
    rate: float
    format: str
    chunk_size: int
    by_sentence: bool = True
    timed: bool = False
    streamed: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished audio file; `duration` in seconds, `words` only for a timed request.

    `engines` names who spoke, in order, where a fallback may have stepped in; else it is empty.
    """

    audio: bytes
    duration: float
    sample_rate: int
    words: list[TimedWord]
    engines: tuple[str, ...] = ()


class Synthesis:
    """A recording in the making: threads speak its chunks, and they are written in their order."""

    def __init__(self, request: SynthesisRequest, sample_rate: int, longest: float) -> None:
        """Cut the text; raises NothingToSay. `longest` is in seconds."""
        self._request = request
        self._sample_rate = sample_rate
        self._longest = longest
        self._voice = voice = replace(request.voice, timed=request.timed)
        self._text = apply_lexicon(normalize(request.text), voice.lexicon, voice.language)
        cap = min(request.chunk_size, voice.chunk_size)
        self.chunks = chunks(self._text.text, cap, request.by_sentence)
        if not self.chunks:
            raise NothingToSay
        if request.streamed:
            self.chunks = first_sentence_alone(self._text.text, self.chunks)
        self._encoder = encoder(request.format, sample_rate, request.streamed)
        self._unwritten = iter(self.chunks)
        self._samples = 0
        self._words: list[TimedWord] = []
        self._engines: dict[str, None] = {}

    @property
    def engines(self) -> tuple[str, ...]:
        """Who spoke what is written, in order, where a fallback may have stepped in."""
        return tuple(self._engines)

    def speak(self, chunk: Chunk, stopped: threading.Event, synthesizer: Synthesizer) -> Take:
        """Say a chunk, once more if it came out wrong; None when it has no sound at all.

        Changes nothing, so several threads can each say one. Raises EngineFailed.
        """
        text = self._text.text[chunk.span.start : chunk.span.end].replace("\n", " ")
        found, voice = None, self._voice
        for _ in range(2):
            utterance = synthesizer.synthesize(text, voice, self._request.rate, stopped.is_set)
            found = fault(utterance.pcm, self._sample_rate, text, self._request.rate)
            if found is None or stopped.is_set():
                return utterance
            voice = with_next_seed(voice)
        if found == "silent":
            return None
        raise EngineFailed(f"A part of the text came out {found} twice.")

    def write(self, spoken: Take) -> bytes:
        """Append the next chunk; of a streamed request, the bytes that are finished.

        Raises AudioTooLong.
        """
        self._append(next(self._unwritten), spoken)
        return self._encoder.take()

    def finish(self, spoken: Take) -> Recording:
        """Append the last chunk and close the file. Raises AudioTooLong, NothingToSay if all is silent."""
        self._append(next(self._unwritten), spoken)
        if not self._samples:
            raise NothingToSay
        audio = self._encoder.finish()
        duration = self._samples / self._sample_rate
        return Recording(audio, duration, self._sample_rate, self._words, self.engines)

    def _append(self, chunk: Chunk, spoken: Take) -> None:
        if spoken is None:
            return
        self._time(chunk, spoken)
        self._engines |= dict.fromkeys(spoken.engines)
        fade(spoken.pcm, self._sample_rate)
        pause = silence(chunk.pause / self._request.rate, self._sample_rate)
        self._samples += len(spoken.pcm) + len(pause)
        if self._samples > self._longest * self._sample_rate:
            raise AudioTooLong
        for pcm in (spoken.pcm, pause):
            self._encoder.add(pcm)

    def _time(self, chunk: Chunk, utterance: Utterance) -> None:
        if self._request.timed:
            begins = self._samples / self._sample_rate
            timed = timed_words(
                self._request.text, self._text, chunk.span, utterance, self._sample_rate, begins
            )
            self._words = merge_words(self._words, timed)


async def synthesize(
    request: SynthesisRequest,
    sample_rate: int,
    longest: float,
    pool: SynthesizerPool,
    slot: Slot,
    on_piece: Callable[[bytes, Sequence[str]], Awaitable[None]],
) -> Recording:
    """Speak a request on the model threads; cancelling it stops the chunks that are being spoken.

    A chunk is encoded while the next one is spoken, and model threads that nobody else wants speak
    the ones after it. Of a streamed request `on_piece` gets the bytes of each chunk and the names of
    who spoke so far, and the recording the rest.
    Raises NothingToSay, AudioTooLong, EngineFailed.
    """
    stopped = threading.Event()
    ahead: deque[asyncio.Future[Take]] = deque()
    try:
        begun = await pool.run(partial(_first_take, request, sample_rate, longest, stopped), slot)
        if isinstance(begun, Recording):
            return begun
        narration, spoken = begun
        asked = (
            pool.run(partial(narration.speak, chunk, stopped), slot)
            for chunk in narration.chunks[1:]
        )
        # Models that draw lots share one seed: to be repeatable, chunks take turns.
        most = pool.workers if request.voice.sampling.seed is None else 1
        while _look_ahead(ahead, asked, pool, most):
            if piece := await pool.encode(partial(narration.write, spoken)):
                await on_piece(piece, narration.engines)
            spoken = await ahead.popleft()
        return await pool.encode(partial(narration.finish, spoken))
    finally:
        stopped.set()
        for speaking in ahead:
            speaking.cancel()


def _look_ahead(
    ahead: "deque[asyncio.Future[Take]]",
    asked: "Iterator[asyncio.Future[Take]]",
    pool: SynthesizerPool,
    most: int,
) -> bool:
    """Have the next chunk spoken, and more of them by idle threads; False when none is left."""
    while len(ahead) < most and (not ahead or pool.has_idle) and (chunk := next(asked, None)):
        ahead.append(chunk)
    return bool(ahead)


def _first_take(
    request: SynthesisRequest,
    sample_rate: int,
    longest: float,
    stopped: threading.Event,
    synthesizer: Synthesizer,
) -> tuple[Synthesis, Take] | Recording:
    """A narration and its first chunk, or the recording if that is all: no hand-over for it."""
    narration = Synthesis(request, sample_rate, longest)
    first, *others = narration.chunks
    spoken = narration.speak(first, stopped, synthesizer)
    return (narration, spoken) if others else narration.finish(spoken)
