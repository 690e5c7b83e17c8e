"""Where a text changes its reader, and how that sounds."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tts_service.heavy import never
from tests.tts_service.sound import samples, timed
from tts.service.engines.espeak import EspeakEngine
from tts.service.engines.polyglot import PolyglotEngine
from tts.service.engines.protocol import EngineInfo, Utterance
from tts.service.text.lexicon import NO_LEXICON
from tts.service.text.scripts import runs
from tts.service.voices.catalog import Voice

MIXED = "The teacher wrote مرحبا بالعالم on the board, and привет under it."


def cut(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[run.span.start : run.span.end], run.language) for run in runs(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en-us", "He said «مرحبا» today", [("He said ", "en-us"), ("«مرحبا» ", "ar"), ("today", "en-us")]),
        ("ar", "قال hello 5 مرات", [("قال ", "ar"), ("hello ", "en"), ("5 مرات", "ar")]),
        ("ar", "ملف MP3 جديد", [("ملف ", "ar"), ("MP3 ", "en"), ("جديد", "ar")]),
        ("en", "مرحبا $5 (50%) ok", [("مرحبا ", "ar"), ("$5 (50%) ok", "en")]),
        ("en", "... (مرحبا)!", [("... (مرحبا)!", "ar")]),
        ("fa", "سلام دنیا", [("سلام دنیا", "fa")]),
        ("sr", "Добар dan", [("Добар dan", "sr")]),
        ("ja", "日本のsushi", [("日本の", "ja"), ("sushi", "en")]),
        ("en", "café naïve Ωmega", [("café naïve ", "en"), ("Ω", "el"), ("mega", "en")]),
        ("en", "12 — 34", [("12 — 34", "en")]),
        ("el", "hello", [("hello", "en")]),
        ("en", "お日さまは山の上に ok", [("お日さまは山の上に ", "ja"), ("ok", "en")]),
        ("ru", "aЖbЖcЖЖ ok", [("aЖbЖcЖЖ ", "ru"), ("ok", "en")]),
        ("ar", "", [("", "ar")]),
    ],
)  # fmt: skip
def test_the_reader_changes_where_the_script_does(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert cut(text, language) == expected


@given(
    st.text(alphabet="ab مر日ひ5.$«» \u064e\u0301Ж😀", max_size=60),
    st.sampled_from(["en-us", "ar", "ja", "ru", "sr"]),
)
def test_runs_cover_the_text_without_gap_and_neighbours_differ(text: str, language: str) -> None:
    found = runs(text, language)
    assert "".join(text[run.span.start : run.span.end] for run in found) == text
    assert all(a.language != b.language for a, b in pairwise(found))
    assert all(run.span.end > run.span.start for run in found) or not text


@pytest.fixture(scope="module")
def espeak() -> PolyglotEngine:
    return PolyglotEngine(EspeakEngine(), NO_LEXICON)


def test_words_of_another_script_are_spoken_and_not_spelled_out(tts: httpx.Client) -> None:
    speech = timed(tts, text=MIXED, format="wav")
    assert [word["text"] for word in speech["words"]] == MIXED.replace(",", "").rstrip(".").split()
    foreign = [w for w in speech["words"] if w["text"] in ("مرحبا", "بالعالم", "привет")]
    # Spelled out letter by letter, as espeak's English voice would, each takes 3 s and more.
    assert all(0.3 < word["end"] - word["start"] < 1.2 for word in foreign)
    rate, heard = samples(speech["audio"])
    for word in speech["words"]:
        assert max(heard[int(word["start"] * rate) : int(word["end"] * rate)]) > 2000, word


def test_a_foreign_word_sounds_as_its_own_languages_voice_says_it(espeak: PolyglotEngine) -> None:
    speaker, voice = espeak.open(), espeak.voice("calm", "en")
    mixed = speaker.synthesize("He said مرحبا بالعالم", voice, 1.0, never)
    alone = speaker.synthesize("مرحبا بالعالم", espeak.reader(voice, "ar"), 1.0, never)
    begins = mixed.cues[2].sample
    assert len(mixed.pcm) - begins == pytest.approx(len(alone.pcm), rel=0.05)


def test_the_reader_of_another_script_keeps_the_voices_own_timbre(espeak: PolyglotEngine) -> None:
    voice = espeak.voice("friendly", "en")
    reader = espeak.reader(voice, "ar")
    assert (reader.source, reader.style) == ("ar+f1", voice.style)
    assert espeak.reader(voice, "zh").language == "cmn"
    assert espeak.reader(voice, "qqq") == voice


def test_cues_of_mixed_text_point_at_its_words_in_order(espeak: PolyglotEngine) -> None:
    spoken = espeak.open().synthesize(MIXED, espeak.voice(None, None), 1.0, never)
    places = [cue.char for cue in spoken.cues]
    assert places == sorted(places)
    assert {MIXED.index(word) for word in ("مرحبا", "بالعالم", "on", "привет", "under")} <= {
        *places
    }
    assert all(MIXED[place - 1 : place].isspace() for place in places[1:])
    assert [cue.sample for cue in spoken.cues] == sorted(cue.sample for cue in spoken.cues)
    assert spoken.cues[-1].sample < len(spoken.pcm)


class Drawling:
    """An engine of 8,000 Hz: each run takes a second, and a second of silence comes after it."""

    name = "drawling"
    version = "1"
    sample_rate = 8000
    chunk_size = 300

    def languages(self) -> list[str]:
        return ["en", "ar"]

    def voices(self) -> list[Voice]:
        return []

    def voice(self, name: str | None, language: str | None) -> Voice:
        return Voice("d", language or "en", "d")

    def companion(self, voice: Voice, language: str) -> Voice:
        return replace(voice, language=language)

    def info(self) -> EngineInfo:
        return EngineInfo()

    def open(self) -> "Drawling":
        return self

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        return Utterance(array("h", [4000, -4000] * 4000 + [0] * 8000), [], (voice.language,))


def test_runs_follow_one_another_closely_except_after_a_full_stop() -> None:
    engine = PolyglotEngine(Drawling(), NO_LEXICON)
    spoken = engine.open().synthesize("One مرحبا two. مرحبا", engine.voice(None, "en"), 1, never)
    starts = [cue.sample / 8000 for cue in spoken.cues]
    assert starts == pytest.approx([0, 1.06, 2.12, 4.12], abs=0.02)
    assert spoken.engines == ("en", "ar")


def test_a_stopped_chunk_of_two_scripts_ends_early(espeak: PolyglotEngine) -> None:
    voice = espeak.voice(None, None)
    stopped = espeak.open().synthesize(MIXED * 4, voice, 1.0, lambda: True)
    assert (list(stopped.cues), len(stopped.pcm)) == ([], 0)
