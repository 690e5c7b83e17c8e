"""A pace that a model does not keep is reached by stretching what it spoke."""

from dataclasses import replace

from tts.service.audio.samples import stretched
from tts.service.engines.protocol import Utterance


def at_tempo(take: Utterance, sample_rate: int, tempo: float) -> Utterance:
    """Return the utterance at `tempo` times its pace, its cues with it."""
    # A pace of 1 needs no filter, and a quotient of floats is rarely exactly 1.
    if abs(tempo - 1) < 0.001:
        return take
    pcm = stretched(take.pcm, sample_rate, tempo)
    factor = len(pcm) / max(1, len(take.pcm))
    cues = [replace(cue, sample=round(cue.sample * factor)) for cue in take.cues]
    return Utterance(pcm, cues)
