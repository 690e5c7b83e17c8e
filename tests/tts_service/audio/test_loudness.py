"""Chunks equally loud, never clipped, at one sample rate."""

import math
import random
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tts_service.heavy import never
from tts.service.audio.loudness import (
    HIGHEST_PEAK,
    LARGEST_CHANGE,
    TARGET_LEVEL,
    from_floats,
    normalize_loudness,
    resampled,
    without_tail,
)
from tts.service.audio.samples import PEAK, fault
from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.text.lexicon import NO_LEXICON

RATE = 22_050
SENTENCE = "The little fox walked home under the bright stars and slept."


def level(pcm: "array[int]") -> float:
    return 10 * math.log10(sum(x * x for x in pcm) / len(pcm) / PEAK**2)


def peak(pcm: "array[int]") -> float:
    return 20 * math.log10(max(max(pcm), -min(pcm)) / PEAK)


def noise(loudness: float, seed: int = 1) -> "array[int]":
    draw = random.Random(seed)
    return array("h", (round(draw.uniform(-loudness, loudness) * PEAK) for _ in range(RATE)))


@pytest.mark.parametrize("loudness", [0.06, 0.1, 0.3, 0.6])
def test_quiet_and_loud_chunks_end_equally_loud(loudness: float) -> None:
    assert level(normalize_loudness(noise(loudness))) == pytest.approx(TARGET_LEVEL, abs=1.1)


def test_the_change_is_bounded() -> None:
    quiet = noise(0.008)
    assert level(normalize_loudness(quiet)) == pytest.approx(level(quiet) + LARGEST_CHANGE, abs=0.2)


def test_one_loud_click_keeps_a_quiet_chunk_from_being_made_louder_than_it_fits() -> None:
    pcm = noise(0.03)
    for at in (5001, 9003):
        pcm[at] = 16_000
    made = normalize_loudness(pcm)
    assert level(made) > level(pcm)
    assert peak(made) == pytest.approx(HIGHEST_PEAK, abs=0.2)


@given(st.lists(st.integers(-PEAK - 1, PEAK), min_size=1, max_size=300))
def test_nothing_is_clipped_that_was_not(samples: list[int]) -> None:
    pcm = array("h", samples)
    made = normalize_loudness(pcm)
    assert len(made) == len(pcm)
    if made != pcm and max(made) >= max(pcm):
        assert peak(made) <= HIGHEST_PEAK + 0.1


@pytest.mark.parametrize("pcm", [array("h"), array("h", [0] * 900), array("h", [100, -100] * 900)])
def test_silence_stays_as_it_is(pcm: "array[int]") -> None:
    assert normalize_loudness(pcm) == pcm


def test_a_clipped_chunk_is_left_to_be_found_and_spoken_again() -> None:
    clipped = array("h", [PEAK, -PEAK - 1] * 4000)
    assert fault(normalize_loudness(clipped), RATE, "Hello", 1) == "clipped"


def test_voices_of_espeak_are_equally_loud() -> None:
    engine = PolyglotEngine(EspeakEngine(), NO_LEXICON)
    speaker = engine.open()
    levels = [
        level(speaker.synthesize(SENTENCE, engine.voice(name, "en"), 1.0, never).pcm)
        for name in ("en-US-JennyNeural", "professional", "warm", "authoritative", "friendly")
    ]
    assert max(levels) - min(levels) < 2.2


def test_numbers_of_a_model_become_samples_scaled_and_not_cut_off() -> None:
    assert list(from_floats([0.0, 0.5, -1.0])) == [0, 16383, -32766]
    assert list(from_floats([2.0, -4.0])) == [16383, -32766]
    assert list(from_floats([])) == []
    for wrong in (math.nan, math.inf):
        with pytest.raises(ValueError, match="not a number"):
            from_floats([0.0, wrong])


@pytest.mark.parametrize("wanted", [16_000, 24_000, 22_050])
def test_another_sample_rate_lasts_as_long_and_is_as_loud(wanted: int) -> None:
    pcm = array("h", (round(9000 * math.sin(at / 8)) for at in range(RATE)))
    made = resampled(pcm, RATE, wanted)
    assert len(made) / wanted == pytest.approx(1.0, abs=0.003)
    assert level(made) == pytest.approx(level(pcm), abs=0.3)


def test_the_tail_is_cut_to_what_is_kept() -> None:
    pcm = array("h", [8000] * 1000 + [0] * 5000)
    assert len(without_tail(pcm, 10_000, 0.05)) == pytest.approx(1500, abs=100)
    assert len(without_tail(array("h", [0] * 500), 10_000, 0.01)) == 100
