"""One request being spoken: chunk after chunk into one recording, with its words' times."""

import threading
from array import array
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from tts.service.audio import encoder, fade, fault, silence
from tts.service.chunks import Chunk, chunks
from tts.service.engines import EngineFailed, Speaker, Utterance, Voice
from tts.service.limits import Slot
from tts.service.pool import SpeakerPool
from tts.service.text import sayable
from tts.service.timing import TimedWord, timed_words


class NothingToSay(Exception):
    """No letter or digit of the text can be spoken by this voice."""


class TooLong(Exception):
    """The recording would pass the longest duration allowed."""


class CallerGone(Exception):
    """The caller hung up, so nobody would hear the rest."""


@dataclass(frozen=True, slots=True)
class Script:
    """What to speak and how; `chunk_size` caps a chunk's characters, `format` is mp3 or wav."""

    text: str
    voice: Voice
    rate: float
    format: str
    chunk_size: int
    by_sentence: bool = True
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A finished audio file; `duration` in seconds, `words` only for a timed script."""

    audio: bytes
    duration: float
    sample_rate: int
    words: list[TimedWord]


class Narration:
    """A recording in the making; used by one thread at a time."""

    def __init__(self, script: Script, sample_rate: int, longest: float) -> None:
        """Cut the text; raises NothingToSay. `longest` is in seconds."""
        self._script = script
        self._sample_rate = sample_rate
        self._longest = longest
        self._sayable = sayable(script.text)
        self.chunks = chunks(self._sayable.text, script.chunk_size, script.by_sentence)
        if not self.chunks:
            raise NothingToSay
        self._encoder = encoder(script.format, sample_rate)
        self._samples = 0
        self._heard = False
        self._words: list[TimedWord] = []

    def speak(self, chunk: Chunk, stopped: threading.Event, speaker: Speaker) -> None:
        """Speak the next chunk; raises EngineFailed or TooLong."""
        text = self._sayable.text[chunk.span.start : chunk.span.end].replace("\n", " ")
        utterance = self._checked(text, stopped, speaker)
        if utterance is None or stopped.is_set():
            return
        if self._script.timed:
            begins = self._samples / self._sample_rate
            self._words += timed_words(
                self._script.text, self._sayable, chunk.span, utterance, self._sample_rate, begins
            )
        fade(utterance.pcm, self._sample_rate)
        self._append(utterance.pcm)
        self._append(silence(chunk.pause / self._script.rate, self._sample_rate))
        self._heard = True

    def finish(self, _: Speaker) -> Recording:
        """Close the file; raises NothingToSay when no chunk made a sound."""
        if not self._heard:
            raise NothingToSay
        audio = self._encoder.finish()
        duration = self._samples / self._sample_rate
        return Recording(audio, duration, self._sample_rate, self._words)

    def _checked(self, text: str, stopped: threading.Event, speaker: Speaker) -> Utterance | None:
        """Speak a chunk, once more if it came out wrong; None when it has no sound at all."""
        found = None
        for _ in range(2):
            utterance = speaker.synthesize(
                text, self._script.voice, self._script.rate, stopped.is_set
            )
            found = fault(utterance.pcm, self._sample_rate, text, self._script.rate)
            if found is None or stopped.is_set():
                return utterance
        if found == "silent":
            return None
        raise EngineFailed(f"A part of the text came out {found} twice.")

    def _append(self, pcm: "array[int]") -> None:
        self._samples += len(pcm)
        if self._samples > self._longest * self._sample_rate:
            raise TooLong
        self._encoder.add(pcm)


async def narrate(
    script: Script,
    sample_rate: int,
    longest: float,
    pool: SpeakerPool,
    slot: Slot,
    gone: Callable[[], Awaitable[bool]],
) -> Recording:
    """Speak a script on the model threads, asking `gone` before each chunk.

    Raises NothingToSay, TooLong, CallerGone, EngineFailed.
    """
    stopped = threading.Event()
    try:
        narration = await pool.run(lambda _: Narration(script, sample_rate, longest), slot)
        for chunk in narration.chunks:
            if await gone():
                raise CallerGone
            await pool.run(partial(narration.speak, chunk, stopped), slot)
        return await pool.run(narration.finish, slot)
    finally:
        stopped.set()
