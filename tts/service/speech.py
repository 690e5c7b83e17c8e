"""One request being spoken: chunk after chunk into one recording, with its words' times."""

import asyncio
import threading
from array import array
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from tts.service.audio import fade, fault, silence
from tts.service.chunks import Chunk, chunks, first_sentence_alone
from tts.service.encoding import encoder
from tts.service.engines import EngineFailed, Speaker, Utterance, Voice, retaken
from tts.service.lexicon import respelled
from tts.service.limits import Slot
from tts.service.pool import SpeakerPool
from tts.service.text import sayable
from tts.service.timing import TimedWord, joined, timed_words

Sound = list["array[int]"]


class NothingToSay(Exception):
    """No letter or digit of the text can be spoken by this voice."""


class TooLong(Exception):
    """The recording would pass the longest duration allowed."""


@dataclass(frozen=True, slots=True)
class Script:
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
    """A finished audio file; `duration` in seconds, `words` only for a timed script.

    `engines` names who spoke, in order, where a fallback may have stepped in; else it is empty.
    """

    audio: bytes
    duration: float
    sample_rate: int
    words: list[TimedWord]
    engines: tuple[str, ...] = ()


class Narration:
    """A recording in the making: one thread speaks, while another writes what was spoken before."""

    def __init__(self, script: Script, sample_rate: int, longest: float) -> None:
        """Cut the text; raises NothingToSay. `longest` is in seconds."""
        self._script = script
        self._sample_rate = sample_rate
        self._longest = longest
        self._voice = voice = replace(script.voice, timed=script.timed)
        self._sayable = respelled(sayable(script.text), voice.lexicon, voice.language)
        cap = min(script.chunk_size, voice.chunk_size)
        self.chunks = chunks(self._sayable.text, cap, script.by_sentence)
        if not self.chunks:
            raise NothingToSay
        if script.streamed:
            self.chunks = first_sentence_alone(self._sayable.text, self.chunks)
        self._encoder = encoder(script.format, sample_rate, script.streamed)
        self._next = 0
        self._samples = 0
        self._words: list[TimedWord] = []
        self._engines: dict[str, None] = {}

    @property
    def is_spoken(self) -> bool:
        """Whether no chunk is left."""
        return self._next == len(self.chunks)

    @property
    def engines(self) -> tuple[str, ...]:
        """Who spoke so far, in order, where a fallback may have stepped in."""
        return tuple(self._engines)

    def speak(self, stopped: threading.Event, speaker: Speaker) -> Sound:
        """The next chunk with the pause after it; nothing for one without a sound.

        Raises EngineFailed, TooLong.
        """
        chunk = self.chunks[self._next]
        text = self._sayable.text[chunk.span.start : chunk.span.end].replace("\n", " ")
        utterance = self._checked(text, stopped, speaker)
        self._next += 1
        if utterance is None or stopped.is_set():
            return []
        self._time(chunk, utterance)
        self._engines |= dict.fromkeys(utterance.engines)
        fade(utterance.pcm, self._sample_rate)
        pause = silence(chunk.pause / self._script.rate, self._sample_rate)
        self._samples += len(utterance.pcm) + len(pause)
        if self._samples > self._longest * self._sample_rate:
            raise TooLong
        return [utterance.pcm, pause]

    def write(self, sound: Sound) -> bytes:
        """Append to the file; of a streamed script, the bytes that are finished."""
        self._append(sound)
        return self._encoder.taken()

    def finish(self, sound: Sound) -> Recording:
        """Append the last chunk and close the file. Raises NothingToSay when none made a sound."""
        if not self._samples:
            raise NothingToSay
        self._append(sound)
        audio = self._encoder.finish()
        duration = self._samples / self._sample_rate
        return Recording(audio, duration, self._sample_rate, self._words, self.engines)

    def _append(self, sound: Sound) -> None:
        for pcm in sound:
            self._encoder.add(pcm)

    def _time(self, chunk: Chunk, utterance: Utterance) -> None:
        if self._script.timed:
            begins = self._samples / self._sample_rate
            timed = timed_words(
                self._script.text, self._sayable, chunk.span, utterance, self._sample_rate, begins
            )
            self._words = joined(self._words, timed)

    def _checked(self, text: str, stopped: threading.Event, speaker: Speaker) -> Utterance | None:
        """Speak a chunk, once more if it came out wrong; None when it has no sound at all."""
        found, voice = None, self._voice
        for _ in range(2):
            utterance = speaker.synthesize(text, voice, self._script.rate, stopped.is_set)
            found = fault(utterance.pcm, self._sample_rate, text, self._script.rate)
            if found is None or stopped.is_set():
                return utterance
            voice = retaken(voice)
        if found == "silent":
            return None
        raise EngineFailed(f"A part of the text came out {found} twice.")


async def narrate(
    script: Script,
    sample_rate: int,
    longest: float,
    pool: SpeakerPool,
    slot: Slot,
    heard: Callable[[bytes, Sequence[str]], Awaitable[None]],
) -> Recording:
    """Speak a script on the model threads; cancelling it stops the chunk that is being spoken.

    A chunk is encoded while the next one is spoken. Of a streamed script `heard` gets the bytes of
    each chunk and the names of who spoke so far, and the recording the rest.
    Raises NothingToSay, TooLong, EngineFailed.
    """
    stopped = threading.Event()
    ahead: asyncio.Task[Sound] | None = None
    try:
        begin = partial(_begun, script, sample_rate, longest, stopped)
        narration, sound = await pool.run(begin, slot)
        while not narration.is_spoken:
            engines = narration.engines
            ahead = asyncio.create_task(pool.run(partial(narration.speak, stopped), slot))
            if piece := await pool.aside(partial(narration.write, sound)):
                await heard(piece, engines)
            sound = await ahead
        return await pool.aside(partial(narration.finish, sound))
    finally:
        stopped.set()
        if ahead is not None:
            ahead.cancel()


def _begun(
    script: Script, sample_rate: int, longest: float, stopped: threading.Event, speaker: Speaker
) -> tuple[Narration, Sound]:
    """A narration and its first chunk."""
    narration = Narration(script, sample_rate, longest)
    return narration, narration.speak(stopped, speaker)
