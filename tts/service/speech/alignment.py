"""Word times for engines that give none: the audio beside the same text spoken by espeak-ng.

espeak-ng knows when it says each word. Warping its recording onto the engine's, as aeneas does, carries
these times over, whatever the engine, the voice and the pace.
"""

import logging
import threading
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from tts.service.audio.cepstra import FRAME_SECONDS, cepstra
from tts.service.audio.samples import AUDIBLE, as_numpy
from tts.service.audio.warping import warp
from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.engines.protocol import Cue, EngineFailed, Synthesizer, Utterance
from tts.service.text.lexicon import NO_LEXICON
from tts.service.text.spans import Span
from tts.service.text.words import is_speakable, words

log = logging.getLogger("tts.service")

# A woman's: between the voices of men and children, so that none is far from it.
_READER: Final = "espeak:en-us+f2"
_LONGEST_SECONDS: Final = 150.0
"""Beyond it words keep their shares of letters: a chunk at the slowest pace is shorter."""
_UNLIKE: Final = 1.4
"""A reference this much longer or shorter is spoken again at the engine's pace."""
_SLOWEST: Final = 0.25
_FASTEST: Final = 4.0
_LATE_SECONDS: Final = 0.04
"""A word is matched this much before it is heard, by the median of Piper's and Kokoro's own times."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words without a cue: the text and samples from the cue before them to the one after them."""

    text: Span
    samples: Span
    words: Sequence[Span]


class Aligner:
    """Finds missing word times; all threads share one espeak-ng, opened when first needed."""

    def __init__(self) -> None:
        self._speaking = threading.Lock()

    def completed(
        self, chunk: str, language: str, utterance: Utterance, sample_rate: int
    ) -> Utterance:
        """Return the utterance with a cue for each word that the reference says too.

        The engine's own cues stay. Where nothing can be aligned it comes back as it is.
        """
        cues = list(utterance.cues)
        for gap in _gaps(chunk, utterance):
            heard = utterance.pcm[gap.samples.start : gap.samples.end]
            text = chunk[gap.text.start : gap.text.end]
            reference = self._reference(text, language, len(heard) / sample_rate)
            if reference is not None:
                cues += _carried_over(gap, heard, sample_rate, reference, self._engine.sample_rate)
        return replace(utterance, cues=sorted(cues, key=lambda cue: cue.char))

    def _reference(self, text: str, language: str, seconds: float) -> Utterance | None:
        """Return the text spoken about as fast as in `seconds`; None if that is not possible."""
        if seconds > _LONGEST_SECONDS:
            return None
        try:
            with self._speaking:
                spoken = self._spoken(text, language, 1.0)
                faster = len(spoken.pcm) / self._engine.sample_rate / max(seconds, FRAME_SECONDS)
                if not 1 / _UNLIKE < faster < _UNLIKE:
                    spoken = self._spoken(text, language, max(_SLOWEST, min(faster, _FASTEST)))
        except EngineFailed as error:
            log.warning("words are timed by their letters: %s", error)
            return None
        is_far = len(spoken.pcm) > _LONGEST_SECONDS * self._engine.sample_rate
        return None if is_far or not spoken.cues else spoken

    def _spoken(self, text: str, language: str, rate: float) -> Utterance:
        voice = self._engine.reader(self._engine.voice(_READER, None), language)
        return self._speaker.synthesize(text, voice, rate, bool)

    @cached_property
    def _engine(self) -> PolyglotEngine:
        return PolyglotEngine(EspeakEngine(), NO_LEXICON)

    @cached_property
    def _speaker(self) -> Synthesizer:
        return self._engine.open()


def _gaps(chunk: str, utterance: Utterance) -> Iterator[_Gap]:
    """Yield the runs of words of which the engine did not say when it speaks them."""
    starts = {cue.char: cue.sample for cue in reversed(utterance.cues)}
    begin, waiting = (0, 0), list[Span]()
    for word in [*words(chunk, Span(0, len(chunk))), Span(len(chunk), len(chunk))]:
        cued = [at for at in range(word.start, word.end) if at in starts]
        is_end = word.start == len(chunk)
        if cued or is_end:
            sample = len(utterance.pcm) if is_end else starts[cued[0]]
            if waiting and sample > begin[1]:
                yield _Gap(Span(begin[0], word.start), Span(begin[1], sample), waiting)
            begin, waiting = (word.start, sample), []
        elif is_speakable(chunk[word.start : word.end]):
            waiting.append(word)


def _carried_over(
    gap: _Gap, heard: "array[int]", sample_rate: int, reference: Utterance, reference_rate: int
) -> Iterator[Cue]:
    """Yield a cue for each of the gap's words that the reference has one for."""
    sound, reference_sound = _sound(heard), _sound(reference.pcm)
    path = warp(
        cepstra(heard[sound.start : sound.end], sample_rate),
        cepstra(reference.pcm[reference_sound.start : reference_sound.end], reference_rate),
    )
    for word in gap.words:
        said = range(word.start - gap.text.start, word.end - gap.text.start)
        for cue in reference.cues:
            if cue.char in said:
                seconds = (cue.sample - reference_sound.start) / reference_rate
                frame = int(np.searchsorted(path, seconds / FRAME_SECONDS))
                at = sound.start + (frame * FRAME_SECONDS + _LATE_SECONDS) * sample_rate
                yield Cue(word.start, gap.samples.start + min(round(at), len(heard)))
                break


def _sound(pcm: "array[int]") -> Span:
    """Return the samples from the first audible one to the last, all if none is."""
    audible = np.flatnonzero(np.abs(as_numpy(pcm)) > AUDIBLE)
    return Span(int(audible[0]), int(audible[-1]) + 1) if len(audible) else Span(0, len(pcm))
