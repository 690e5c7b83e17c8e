"""What is measured of one voice: what is understood, how it is rated, its word times, speed, memory."""

import re
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median

import httpx

from bench.parts.report import percentile
from bench.tts import first_byte, service
from bench.voices.judges import Recogniser, for_judges, rating, word_errors
from bench.voices.packages import Say
from tests.tts_service.sound import samples
from tts.service.engines.factory import engine_factory
from tts.service.settings import Settings
from tts.service.speech.alignment import Aligner

STREAMS = 9


@dataclass(frozen=True)
class Contender:
    """A voice: how the service is set up for it, and its package's own call."""

    name: str
    env: dict[str, str]
    own: Callable[[], Say]


@dataclass
class Spoken:
    """The passages that were spoken within the time, and how long that took."""

    texts: list[str]
    sounds: list[tuple["array[int]", int]]
    took: float

    @property
    def seconds(self) -> float:
        return sum(len(pcm) / rate for pcm, rate in self.sounds)


def speak(say: Say, passages: Sequence[str], seconds: float) -> Spoken:
    """Speak passages until there are `seconds` of speech; a sentence before them warms up."""
    say("This is how it begins.")
    spoken = Spoken([], [], 0.0)
    for text in passages:
        began = time.perf_counter()
        spoken.sounds.append(say(text))
        spoken.took += time.perf_counter() - began
        spoken.texts.append(text)
        if spoken.seconds > seconds:
            break
    return spoken


def judged(spoken: Spoken, recogniser: Recogniser) -> str:
    """Word errors and rating, in a cell."""
    sounds = [for_judges(pcm, rate) for pcm, rate in spoken.sounds]
    errors = word_errors(spoken.texts, [recogniser.heard(sound) for sound in sounds])
    words = sum(len(text.split()) for text in spoken.texts)
    rated = fmean(rating(sound) for sound in sounds)
    speed = spoken.seconds / spoken.took
    return (
        f"{errors:.1%} of {words} words misheard, DNSMOS {rated:.2f}, {speed:.1f} times real time"
    )


def of_service(
    contender: Contender, passages: Sequence[str], seconds: float, recogniser: Recogniser
) -> Iterator[str]:
    """Judgement, first audio and memory of the service with this voice."""
    with service(**contender.env) as (pid, url), httpx.Client(base_url=url, timeout=300) as client:

        def say(text: str) -> tuple["array[int]", int]:
            answer = client.post("/tts", json={"text": text, "format": "wav"})
            answer.raise_for_status()
            rate, pcm = samples(answer.content)
            return pcm, rate

        spoken = speak(say, passages, seconds)
        body = {"text": " ".join(passages[:6]), "format": "mp3", "stream": True}
        firsts = [first_byte(client, dict(body)) for _ in range(STREAMS)]
        status = Path(f"/proc/{pid}/status").read_text()
        peak = int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024
    yield judged(spoken, recogniser)
    yield f"median {median(firsts):.0f} ms, worst {max(firsts):.0f} ms"
    yield f"{peak:.0f} MB"


def word_times(contender: Contender, passages: Sequence[str], most: float) -> str:
    """How far aligned word times are from the engine's own, where it has them."""
    engine = engine_factory(Settings.from_environ({**contender.env, "TTS_LOAD": "first_use"}))()
    synthesizer, voice, aligner = engine.open(), engine.voice(None, "en"), Aligner()
    off, took, seconds = list[float](), 0.0, 0.0
    for text in passages:
        spoken = synthesizer.synthesize(text, voice, 1.0, bool)
        own = {cue.char: cue.sample for cue in spoken.cues}
        began = time.thread_time()
        aligned = aligner.completed(text, "en-us", replace(spoken, cues=[]), engine.sample_rate)
        took += time.thread_time() - began
        seconds += len(spoken.pcm) / engine.sample_rate
        pairs = [(own[cue.char], cue.sample) for cue in aligned.cues if cue.char in own]
        off += [abs(one - other) / engine.sample_rate * 1000 for one, other in pairs]
        if seconds > most:
            break
    cost = took / seconds * 1000
    figure = f"mean {fmean(off):.0f} ms, p99 {percentile(off, 99):.0f} ms over {len(off)} words"
    return f"{figure}; {cost:.1f} ms of processor for a second of audio"
