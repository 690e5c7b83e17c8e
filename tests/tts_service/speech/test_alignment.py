"""Word times by alignment, against engines that know theirs."""

from array import array
from dataclasses import replace

import pytest

from bench.parts.report import percentile
from tests.tts_service.heavy import never
from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.hibari.engine import HibariEngine
from tts.service.engines.protocol import Cue, Engine, Utterance
from tts.service.settings import Settings
from tts.service.speech.alignment import Aligner
from tts.service.text.spans import Span
from tts.service.text.words import words

ENGLISH = (
    "The old fox walked slowly over the hill, because the snow was deep. Nobody had seen her for "
    "three days, and the children were worried. Then a small voice called from behind the barn."
)
FRENCH = "Le petit renard marchait lentement dans la neige. Personne ne l'avait vu, sauf la lune."
SPANISH = "La niña abrió la puerta despacio. Afuera, el viento movía las hojas del viejo árbol."
ARABIC = "مشى الثعلب الصغير إلى بيته تحت النجوم. كانت الليلة باردة، ولكن القمر كان جميلا."


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner()


def errors(aligner: Aligner, engine: Engine, text: str, voice: str, rate: float) -> list[float]:
    """How far each aligned word is from the engine's own time for it, in milliseconds."""
    found = engine.voice(voice, None)
    spoken = engine.open().synthesize(text, found, rate, never)
    untimed = replace(spoken, cues=[])
    aligned = aligner.completed(text, found.language, untimed, engine.sample_rate)
    own = {cue.char: cue.sample for cue in spoken.cues}
    timed = [(own[cue.char], cue.sample) for cue in aligned.cues if cue.char in own]
    assert len(timed) >= 0.9 * len(own)
    return [abs(one - other) / engine.sample_rate * 1000 for one, other in timed]


@pytest.mark.parametrize(
    ("text", "voice", "rate"),
    [
        (ENGLISH, "espeak:en-us+m3", 1.1),
        (ENGLISH, "espeak:en-us+m3", 0.4),
        (ENGLISH, "espeak:en-us+m3", 2.5),
        (FRENCH, "espeak:fr-fr+m3", 0.9),
        (SPANISH, "espeak:es+m3", 1.0),
        (ARABIC, "espeak:ar+m3", 1.2),
    ],
)
def test_another_voice_at_another_pace_is_timed_as_it_times_itself(
    aligner: Aligner, text: str, voice: str, rate: float
) -> None:
    off = errors(aligner, EspeakEngine(), text, voice, rate)
    assert sum(off) / len(off) <= 50
    assert percentile(off, 99) <= 150


def test_a_natural_voice_is_timed_as_its_own_durations_say(aligner: Aligner) -> None:
    off = errors(aligner, HibariEngine(Settings()), ENGLISH, "hibari:heart", 1.0)
    assert sum(off) / len(off) <= 50
    assert percentile(off, 99) <= 150


def test_what_the_engine_knows_stays_and_only_the_words_between_are_aligned(
    aligner: Aligner,
) -> None:
    engine = EspeakEngine()
    spoken = engine.open().synthesize(ENGLISH, engine.voice("warm", "en"), 1.0, never)
    starts = [word.start for word in words(ENGLISH, Span(0, len(ENGLISH)))]
    known = [cue for cue in spoken.cues if cue.char in starts[::7]]
    aligned = aligner.completed(ENGLISH, "en-us", replace(spoken, cues=known), engine.sample_rate)
    assert {cue.char for cue in aligned.cues} == {*starts}
    assert {*known} <= {*aligned.cues}
    samples = [cue.sample for cue in aligned.cues]
    assert samples == sorted(samples)


def test_a_text_in_two_scripts_is_aligned_by_a_reference_in_both(aligner: Aligner) -> None:
    engine, text = EspeakEngine(), "She said مرحبا بالعالم and left"
    spoken = engine.open().synthesize(ENGLISH, engine.voice(None, "en"), 1.0, never)
    aligned = aligner.completed(text, "en-us", replace(spoken, cues=[]), engine.sample_rate)
    assert [text[cue.char :].split()[0] for cue in aligned.cues] == text.split()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Hello there", 0.001),
        ("Hello there", 2.0),  # of silence
        ("Hello there", 151.0),
        ("9" * 480, 3.0),  # takes minutes to say
        ("? !", 1.0),
        ("ꔀꔁꔂ ꔃ", 1.0),  # no letter that espeak reads
    ],
)
def test_what_cannot_be_aligned_keeps_its_sound_and_loses_nothing(
    aligner: Aligner, text: str, seconds: float
) -> None:
    silent = Utterance(array("h", bytes(2 * round(seconds * 16_000))), [Cue(0, 0)])
    completed = aligner.completed(text, "en-us", silent, 16_000)
    assert completed.pcm is silent.pcm
    assert all(0 <= cue.sample <= len(silent.pcm) for cue in completed.cues)
    assert completed.cues[0] == Cue(0, 0)


def test_a_language_that_the_reference_does_not_speak_is_read_as_english(aligner: Aligner) -> None:
    spoken = Utterance(array("h", [0, 9000] * 8000), [])
    cues = aligner.completed("hello there", "tlh", spoken, 16_000).cues
    assert [cue.char for cue in cues] == [0, 6]
