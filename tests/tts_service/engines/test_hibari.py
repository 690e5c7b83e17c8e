"""The hibari engine, with its own package and the voice inside it."""

import shutil
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hibari.g2p import G2P
from hibari.tts import ASSETS
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tts_service.heavy import never, say
from tts.service.audio.samples import AUDIBLE, as_numpy, loudest
from tts.service.engines.hibari.engine import HibariEngine
from tts.service.engines.hibari.reading import LONGEST, Phonemizer, Token, Word, breaths, read
from tts.service.engines.protocol import EngineFailed, Synthesizer, Utterance
from tts.service.settings import Settings
from tts.service.speech.word_times import timed_words
from tts.service.text.normalization import normalize
from tts.service.text.spans import Span
from tts.service.voices.catalog import PRESETS, Sampling, UnknownVoice, Voice

RATE = 24_000
ENGINE = HibariEngine(Settings())


# Not while tests are collected: every process would load a model of which one speaks.
@cache
def speaker() -> Synthesizer:
    return ENGINE.open()


@cache
def american() -> Phonemizer:
    found: Phonemizer = G2P()
    return found


def spoken(text: str, voice: Voice | None = None, rate: float = 1.0) -> Utterance:
    return speaker().synthesize(text, voice or ENGINE.voice(None, None), rate, never)


def times(text: str) -> dict[str, tuple[float, float]]:
    """When each word of a text is heard, in seconds."""
    found = timed_words(text, normalize(text), Span(0, len(text)), spoken(text), RATE, 0.0)
    return {word.text: (word.start, word.end) for word in found}


def hertz(utterance: Utterance) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The pitch of each 40 ms with a voice, by the strongest echo of the sound in itself."""
    samples = as_numpy(utterance.pcm).astype(np.float64)
    pieces = samples[: len(samples) // 960 * 960].reshape(-1, 960)
    found = []
    for piece in pieces[np.abs(pieces).max(axis=1) > 20 * AUDIBLE]:
        echo = np.correlate(piece, piece, "full")[959:]
        lag = 60 + int(echo[60:300].argmax())
        if echo[lag] > 0.5 * echo[0]:
            found.append(RATE / lag)
    return np.array(found)


def with_files(folder: Path, *names: str) -> HibariEngine:
    """An engine for which these voices were fetched: the package's own, under their names."""
    for name in names:
        shutil.copy(Path(ASSETS) / "hibari.onnx", folder / name)
    return HibariEngine(Settings(model_path=(str(folder),)))


def test_each_word_begins_when_it_is_heard() -> None:
    text = "The dog ran, stopped, and slept. Then, at last, it woke."
    utterance = spoken(text)
    assert [text[cue.char :].split()[0] for cue in utterance.cues] == text.split()
    samples = np.abs(as_numpy(utterance.pcm).astype(np.int32))
    # After a pause the sound sets in where the model's durations say so, give or take 60 ms.
    for word in ("stopped", "and", "Then"):
        (at,) = [cue.sample for cue in utterance.cues if cue.char == text.index(f" {word}") + 1]
        assert samples[at - 2400 : at - 1440].max() < samples[at : at + 2400].max() / 3, word


@pytest.mark.parametrize(
    "word", ["2024", "$3.50", "Dr.", "9:30", "12/10/2019", "5km", "https://example.org", "50%"]
)
def test_what_is_read_as_several_words_stays_lit_until_the_next(word: str) -> None:
    heard = times(f"Look at {word} now, please.")
    before, *lit, after = list(heard.values())[1:-1]
    assert (list(heard)[1], list(heard)[-2]) == ("at", "now")
    assert lit
    assert before[1] <= lit[0][0] < lit[-1][1] <= after[0]
    # The pause before the next word is all that is dark.
    assert sum(end - start for start, end in lit) > after[0] - lit[0][0] - 0.3


def test_brackets_of_a_text_are_no_command_to_its_reader() -> None:
    words = read(american(), "Say [fox](/bˈɛɹ/) twice")
    assert "fˈɑks" in "".join(word.phonemes for word in words)


def test_a_number_of_any_length_is_spoken() -> None:
    text = "Pi is 3" + "14159265358979323846264338327950288419716939937510" * 3
    utterance = spoken(text)
    assert len(utterance.pcm) > 40 * RATE
    assert {cue.char for cue in utterance.cues} == {0, 3, 6}


@settings(max_examples=60, deadline=2000)
@given(st.text(st.sampled_from("aZé'’-_.,:;!?$%&/[]()“”—… 0179\u00a0ʔ¡\n"), max_size=150))
def test_whatever_is_written_is_read_in_order_and_within_the_text(text: str) -> None:
    for part in breaths(read(american(), text)):
        assert sum(len(word.phonemes) for word in part) <= LONGEST
        places = [word.char for word in part]
        assert all(0 <= place < max(1, len(text)) for place in places)
        assert places == sorted(places)


class Listener(G2P):  # type: ignore[misc]  # the package has no types
    """Reads as ever, and remembers what it was given."""

    given = ""

    def tokenize(self, text: str) -> list[Token]:
        self.given = text
        tokens: list[Token] = super().tokenize(text)
        return tokens


@pytest.mark.parametrize("signs", ["a-", "a/b:", "x@y.", "it's", "a—", "aB"])
def test_a_word_without_end_is_read_in_pieces_since_its_parts_are_tried_together(
    signs: str,
) -> None:
    listener = Listener()
    words = read(listener, f"Say {signs * 150} now")
    assert max(map(len, listener.given.split())) <= 40
    assert {word.char for word in words} == {0, 4, 5 + len(signs) * 150}


def test_a_long_sentence_is_cut_where_it_pauses() -> None:
    words = [Word("həlˈO, " if at % 7 == 6 else "həlˈO ", at) for at in range(150)]
    parts = list(breaths(words))
    assert [word for part in parts for word in part] == words
    assert all(part[-1].phonemes.startswith("həlˈO,") for part in parts[:-1])


@pytest.mark.parametrize("rate", [0.25, 0.5, 2.0, 4.0])
def test_any_pace_is_kept_and_words_keep_their_place_in_it(rate: float) -> None:
    text = "The little fox went home under the stars."
    usual, other = spoken(text), spoken(text, rate=rate)
    assert len(other.pcm) * rate == pytest.approx(len(usual.pcm), rel=0.2)
    ratio = (other.cues[-1].sample / len(other.pcm)) / (usual.cues[-1].sample / len(usual.pcm))
    assert ratio == pytest.approx(1, rel=0.1)


def test_the_presets_are_heard_to_differ_and_calm_is_the_slowest_and_most_even() -> None:
    text = "The fox went home. It was late, and the stars were out."
    takes = {name: spoken(text, ENGINE.voice(name, "en")) for name in PRESETS}
    lengths = {name: len(take.pcm) / RATE for name, take in takes.items()}
    pitches = {name: hertz(take) for name, take in takes.items()}
    middles = {name: float(np.median(found)) for name, found in pitches.items()}
    spread = {
        n: float(np.subtract(*np.percentile(np.log(p), [80, 20]))) for n, p in pitches.items()
    }
    assert max(lengths, key=lengths.__getitem__) == "calm"
    assert lengths["calm"] > 1.15 * lengths["professional"] > 1.2 * lengths["friendly"]
    assert middles["authoritative"] < 0.95 * middles["professional"]
    assert middles["friendly"] > 1.02 * middles["professional"]
    assert spread["calm"] == min(spread.values())


def test_no_name_is_given_to_a_voice_that_does_not_fit_it(tmp_path: Path) -> None:
    assert "en-US-GuyNeural" not in [voice.id for voice in ENGINE.voices()]
    with pytest.raises(UnknownVoice):
        ENGINE.voice("en-US-GuyNeural", None)
    fetched = with_files(tmp_path, "am_fenrir_v2.int8.onnx")
    assert fetched.voice("en-US-GuyNeural", None).source == "fenrir"
    assert fetched.voice("authoritative", "en").source == "fenrir"
    assert fetched.voice("calm", "en").source == "heart"


def test_a_british_voice_reads_british_words(tmp_path: Path) -> None:
    fetched = with_files(tmp_path, "bf_emma.int8.onnx")
    emma = fetched.voice("hibari:emma", None)
    assert (emma.language, fetched.voice(None, None).source) == ("en-gb", "heart")
    assert len(say(fetched, "A bath.", emma).pcm) > RATE // 2


@pytest.mark.parametrize(("name", "language"), [("warm", "ar"), ("ar-SA-HamedNeural", None)])
def test_only_english_is_spoken(name: str, language: str | None) -> None:
    with pytest.raises(UnknownVoice):
        ENGINE.voice(name, language)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: pytest.fail("it went out"))
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    engine = HibariEngine(Settings())
    assert loudest(say(engine, "Hello.").pcm) > AUDIBLE
    with pytest.raises(UnknownVoice):
        engine.voice("hibari:emma", None)


def test_a_file_that_is_no_voice_is_named(tmp_path: Path) -> None:
    (tmp_path / "bf_emma.int8.onnx").write_bytes(b"torn")
    engine = HibariEngine(Settings(model_path=(str(tmp_path),)))
    with pytest.raises(EngineFailed, match=r"bf_emma\.int8\.onnx cannot be loaded"):
        say(engine, "Hello.", engine.voice("hibari:emma", None))


def test_threads_that_share_a_voice_do_not_mix_their_sounds() -> None:
    texts = ["The fox went home.", "Where are the seven bears?", "It rains; nobody minds."] * 4
    voice = ENGINE.voice(None, None)
    voice = Voice(voice.id, "en-us", voice.source, engine="hibari", sampling=Sampling(seed=7))
    alone = [spoken(text, voice).pcm for text in texts]
    with ThreadPoolExecutor(4) as threads:
        together = list(
            threads.map(lambda text: ENGINE.open().synthesize(text, voice, 1.0, never).pcm, texts)
        )
    assert together == alone


def test_who_hangs_up_stops_it_after_a_sentence() -> None:
    text = "The fox went home. The bear slept. The owl flew."
    voice = ENGINE.voice(None, None)
    cut = speaker().synthesize(text, voice, 1.0, lambda: True)
    assert len(cut.pcm) < len(spoken(text).pcm) / 2
