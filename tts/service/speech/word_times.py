"""The time of each word: by its cue, the engine's own or aligned.

A word that neither has one for gets its share of letters between its neighbours.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tts.service.audio.samples import sound_end
from tts.service.engines.protocol import Cue, Utterance
from tts.service.text.normalization import NormalizedText
from tts.service.text.spans import Span
from tts.service.text.words import is_speakable, words

_SHORTEST_SECONDS: Final = 0.001


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word heard from `start` to `end` (seconds), at these code points of the original."""

    text: str
    start: float
    end: float
    char_start: int
    char_end: int


def timed_words(
    original: str,
    normalized: NormalizedText,
    chunk: Span,
    utterance: Utterance,
    sample_rate: int,
    begins: float,
) -> Iterator[TimedWord]:
    """Yield the words of one chunk whose audio starts `begins` seconds into the recording."""
    spans = _audible_words(normalized, chunk, utterance.cues)
    # Less than that in audio too short for all of its words.
    shortest = min(_SHORTEST_SECONDS * sample_rate, len(utterance.pcm) / (len(spans) + 1))
    starts = _starts(spans, chunk, utterance, shortest)
    ends = _ends(starts, utterance.pcm, sample_rate, shortest)
    for span, start, end in zip(spans, starts, ends, strict=True):
        origin = normalized.origin(span)
        yield TimedWord(
            original[origin.start : origin.end],
            round(begins + start / sample_rate, 6),
            round(begins + end / sample_rate, 6),
            origin.start,
            origin.end,
        )


def merge_words(words: list[TimedWord], following: Iterable[TimedWord]) -> list[TimedWord]:
    """Append the next chunk's words; a word that a cap cut in two becomes one again."""
    for word in following:
        if words and word.char_start < words[-1].char_end:
            words[-1] = replace(words[-1], end=word.end)
        else:
            words.append(word)
    return words


def _audible_words(normalized: NormalizedText, chunk: Span, cues: Sequence[Cue]) -> list[Span]:
    """Return words with a letter or digit, and lone symbols only if the engine said them."""
    cued = {chunk.start + cue.char for cue in cues}
    heard: list[Span] = []
    for span in words(normalized.text, chunk):
        said = is_speakable(normalized.text[span.start : span.end])
        if not said and cued.isdisjoint(range(span.start, span.end)):
            continue
        # Normalising one ligature can give two words; in the original they are one.
        if heard and normalized.starts[span.start] < normalized.ends[heard[-1].end - 1]:
            heard[-1] = Span(heard[-1].start, span.end)
        else:
            heard.append(span)
    return heard


def _starts(
    spans: Sequence[Span], chunk: Span, utterance: Utterance, shortest: float
) -> list[float]:
    """Return the first sample of each word, at least `shortest` samples apart."""
    known = _cued(spans, chunk, utterance.cues)
    starts = _filled(spans, known, chunk, len(utterance.pcm))
    for index in range(1, len(starts)):
        # Two words may have been cued at the same sample.
        starts[index] = max(starts[index], starts[index - 1] + shortest)
    # Backwards from the end of the audio, so that the last words fit before it.
    latest = float(len(utterance.pcm))
    for index in reversed(range(len(starts))):
        latest -= shortest
        starts[index] = latest = max(0.0, min(starts[index], latest))
    return starts


def _cued(spans: Sequence[Span], chunk: Span, cues: Sequence[Cue]) -> dict[int, int]:
    """Return the sample of the first cue of each word that has one, by the word's index."""
    word_at = {at: index for index, span in enumerate(spans) for at in range(span.start, span.end)}
    first: dict[int, int] = {}
    for cue in cues:
        index = word_at.get(chunk.start + cue.char)
        if index is not None:
            # What is read as several words, such as a number, has several cues.
            first.setdefault(index, cue.sample)
    return first


def _filled(spans: Sequence[Span], known: dict[int, int], chunk: Span, samples: int) -> list[float]:
    """Return all starts: a word without a cue gets its share of time, by letters."""
    left_char, left_sample = chunk.start, 0
    starts: list[float] = []
    anchors = sorted(known)
    for index, span in enumerate(spans):
        if index in known:
            left_char, left_sample = span.start, known[index]
        while anchors and anchors[0] <= index:
            anchors.pop(0)
        right_char = spans[anchors[0]].start if anchors else chunk.end
        right_sample = known[anchors[0]] if anchors else samples
        share = (span.start - left_char) / max(1, right_char - left_char)
        starts.append(left_sample + share * (right_sample - left_sample))
    return starts


def _ends(
    starts: Sequence[float], pcm: "array[int]", sample_rate: int, shortest: float
) -> Iterator[float]:
    """Yield each word's end: the end of its sound, at the latest the next word's start."""
    for start, limit in zip(starts, [*starts[1:], float(len(pcm))], strict=True):
        heard = sound_end(pcm, int(start), int(limit), sample_rate)
        yield min(limit, max(float(heard), start + shortest))
