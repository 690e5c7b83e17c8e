"""Synthesise one request: chunk after chunk into one recording, with the times of its words."""

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from tts.service.audio.encoders import encoder
from tts.service.audio.samples import fade, fault, silence
from tts.service.engines.protocol import EngineFailed, Fault, Synthesizer, Utterance
from tts.service.speech.admission import Slot
from tts.service.speech.alignment import Aligner
from tts.service.speech.pool import SynthesizerPool
from tts.service.speech.word_times import TimedWord, merge_words, timed_words
from tts.service.text.chunks import Chunk, chunks, opening_alone
from tts.service.text.prepare import prepare
from tts.service.voices.catalog import Voice, with_next_seed

# These models learnt Arabic from texts without vowels.
_OWN_VOWELS: Final = frozenset({"chatterbox", "xtts"})

NOTHING_TO_SAY: Final = "The text has nothing this voice can say."

_ALIGNER: Final = Aligner()

Take = Utterance | None
"""A spoken chunk; None for one without sound."""


class NothingToSay(Exception):
    """The voice can speak no letter or digit of the text."""


class AudioTooLong(Exception):
    """The recording would be longer than the limit."""


@dataclass(frozen=True, slots=True)
class SynthesisRequest:
    """What to speak and how.

    `chunk_size` is the most characters of a chunk, `format` one of FORMATS, `rate` a factor of the
    voice's own pace. `streamed`: the bytes are wanted as they come, the first sentence alone.
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

    `engines` names those that spoke, in order, where a fallback may have been used; else empty.
    `faults` are those of takes that are not heard, each with the number of its chunk, from 1.
    """

    audio: bytes
    duration: float
    sample_rate: int
    words: list[TimedWord]
    engines: tuple[str, ...] = ()
    faults: tuple[tuple[int, Fault], ...] = ()

    @property
    def notices(self) -> list[str]:
        """Return a sentence for each chunk that another engine spoke, and why."""
        said = {number: f"Part {number} {it.reason}." for number, it in self.faults if it.spoken_by}
        return list(said.values())


class Synthesis:
    """A recording in progress: threads speak its chunks, and they are written in order."""

    def __init__(self, request: SynthesisRequest, sample_rate: int, longest: float) -> None:
        """Split the text; `longest` is in seconds. Raises NothingToSay."""
        self._request = request
        self._sample_rate = sample_rate
        self._longest = longest
        self._voice = voice = replace(request.voice, timed=request.timed)
        self._text = prepare(
            request.text, voice.lexicon, voice.language, vowelled=voice.engine not in _OWN_VOWELS
        )
        cap = min(request.chunk_size, voice.chunk_size)
        self.chunks = chunks(self._text.text, cap, request.by_sentence)
        if not self.chunks:
            raise NothingToSay
        if request.streamed:
            self.chunks = opening_alone(self._text.text, self.chunks)
        self._encoder = encoder(request.format, sample_rate, request.streamed)
        self._unwritten = enumerate(self.chunks, 1)
        self._samples = 0
        self._words: list[TimedWord] = []
        self._engines: dict[str, None] = {}
        self._faults: list[tuple[int, Fault]] = []

    @property
    def engines(self) -> tuple[str, ...]:
        """Return the engines that spoke so far, in order; empty without a fallback."""
        return tuple(self._engines)

    def speak(self, chunk: Chunk, stopped: threading.Event, synthesizer: Synthesizer) -> Take:
        """Speak a chunk, once more if it is faulty; return None if it has no sound.

        Changes nothing, so that several threads can each speak one. Raises EngineFailed.
        """
        # A line break within a chunk is a wrapped line, and no pause.
        text = self._text.text[chunk.span.start : chunk.span.end].replace("\n", " ")
        found, voice = list[str](), self._voice
        for _ in range(2):
            utterance = synthesizer.synthesize(text, voice, self._request.rate, stopped.is_set)
            wrong = fault(utterance.pcm, self._sample_rate, text, self._request.rate)
            if wrong is None or stopped.is_set():
                earlier = tuple(Fault(voice.engine, it) for it in found)
                return replace(utterance, faults=earlier + utterance.faults)
            found.append(wrong)
            voice = with_next_seed(voice)
        # Twice silent: letters this voice cannot read; the rest of the text is still worth speaking.
        if wrong == "silent":
            return None
        part = f"Part {self.chunks.index(chunk) + 1} of the" if len(self.chunks) > 1 else "The"
        raise EngineFailed(f"{part} text came out {wrong} twice.")

    def write(self, spoken: Take) -> bytes:
        """Append the next chunk; of a streamed request, return the bytes encoded so far.

        Raises AudioTooLong.
        """
        self._append(spoken)
        return self._encoder.take()

    def finish(self, spoken: Take) -> Recording:
        """Append the last chunk and close the file.

        Raises AudioTooLong, and NothingToSay if all chunks are silent.
        """
        self._append(spoken)
        if not self._samples:
            raise NothingToSay
        audio = self._encoder.finish()
        duration = self._samples / self._sample_rate
        return Recording(
            audio, duration, self._sample_rate, self._words, self.engines, tuple(self._faults)
        )

    def _append(self, spoken: Take) -> None:
        number, chunk = next(self._unwritten)
        if spoken is None:
            return
        self._time(chunk, spoken)
        self._engines |= dict.fromkeys(spoken.engines)
        self._faults += [(number, it) for it in spoken.faults]
        fade(spoken.pcm, self._sample_rate)
        seconds = chunk.pause * self._voice.style.pauses / self._request.rate
        pause = silence(seconds, self._sample_rate)
        self._samples += len(spoken.pcm) + len(pause)
        if self._samples > self._longest * self._sample_rate:
            raise AudioTooLong
        for pcm in (spoken.pcm, pause):
            self._encoder.add(pcm)

    def _time(self, chunk: Chunk, utterance: Utterance) -> None:
        if self._request.timed:
            begins, rate = self._samples / self._sample_rate, self._sample_rate
            text = self._text.text[chunk.span.start : chunk.span.end]
            utterance = _ALIGNER.completed(text, self._voice.language, utterance, rate)
            timed = timed_words(self._request.text, self._text, chunk.span, utterance, rate, begins)
            self._words = merge_words(self._words, timed)


async def synthesize(
    request: SynthesisRequest,
    sample_rate: int,
    longest: float,
    pool: SynthesizerPool,
    slot: Slot,
    on_piece: Callable[[bytes, Sequence[str]], Awaitable[None]],
) -> Recording:
    """Speak a request on the model threads; cancelling it stops the chunks being spoken.

    A chunk is encoded while the next one is spoken, and idle model threads speak ahead. For a
    streamed request `on_piece` gets the bytes of each chunk and the engines so far; the recording
    then holds the rest. Raises NothingToSay, AudioTooLong, EngineFailed.
    """
    stopped = threading.Event()
    ahead: deque[asyncio.Future[Take]] = deque()
    try:
        begun = await pool.run(partial(_first_take, request, sample_rate, longest, stopped), slot)
        if isinstance(begun, Recording):
            return begun
        synthesis, spoken = begun
        upcoming = (
            pool.run(partial(synthesis.speak, chunk, stopped), slot)
            for chunk in synthesis.chunks[1:]
        )
        # torch has one seed for all threads: a seeded request speaks one chunk at a time.
        most = pool.workers if request.voice.sampling.seed is None else 1
        while _look_ahead(ahead, upcoming, pool, most):
            if piece := await pool.encode(partial(synthesis.write, spoken)):
                await on_piece(piece, synthesis.engines)
            spoken = await ahead.popleft()
        return await pool.encode(partial(synthesis.finish, spoken))
    finally:
        # However it ends: threads that speak ahead stop when they next look.
        stopped.set()
        for speaking in ahead:
            speaking.cancel()


def _look_ahead(
    ahead: "deque[asyncio.Future[Take]]",
    upcoming: "Iterator[asyncio.Future[Take]]",
    pool: SynthesizerPool,
    most: int,
) -> bool:
    """Start the next chunk, and more on idle threads; return False when none is left."""
    while len(ahead) < most and (not ahead or pool.has_idle) and (chunk := next(upcoming, None)):
        ahead.append(chunk)
    return bool(ahead)


def _first_take(
    request: SynthesisRequest,
    sample_rate: int,
    longest: float,
    stopped: threading.Event,
    synthesizer: Synthesizer,
) -> tuple[Synthesis, Take] | Recording:
    """Return the synthesis and its first chunk, or the recording if that is all.

    A text of one chunk is done in one thread, without a second hand-over.
    """
    synthesis = Synthesis(request, sample_rate, longest)
    first, *others = synthesis.chunks
    spoken = synthesis.speak(first, stopped, synthesizer)
    return (synthesis, spoken) if others else synthesis.finish(spoken)
