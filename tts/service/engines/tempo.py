"""A pace, or a sample rate, that a model does not keep is reached by filtering what it spoke."""

from dataclasses import replace

from tts.service.audio.loudness import resampled
from tts.service.audio.samples import stretched
from tts.service.engines.protocol import Utterance


def at_tempo(take: Utterance, sample_rate: int, tempo: float) -> Utterance:
    """Return the utterance at `tempo` times its pace, its cues with it."""
    return at_rate_and_tempo(take, sample_rate, sample_rate, tempo)


def at_rate_and_tempo(take: Utterance, sample_rate: int, wanted: int, tempo: float) -> Utterance:
    """Return the utterance at the `wanted` sample rate (hertz) and `tempo` times its pace."""
    pcm = resampled(take.pcm, sample_rate, wanted)
    # A pace of 1 needs no filter, and a quotient of floats is rarely exactly 1.
    if abs(tempo - 1) > 0.001:
        pcm = stretched(pcm, wanted, tempo)
    if pcm is take.pcm:
        return take
    factor = len(pcm) / max(1, len(take.pcm))
    cues = [replace(cue, sample=round(cue.sample * factor)) for cue in take.cues]
    return Utterance(pcm, cues)
