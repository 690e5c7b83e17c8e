"""POST /tts and /tts/with-timestamps, heard through a real service."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tts_service.sound import loudest, samples, seconds, timed

NAMED = {
    "en-US-JennyNeural": "The little fox walked home under the bright stars.",
    "en-US-GuyNeural": "The little fox walked home under the bright stars.",
    "ar-SA-HamedNeural": "مشى الثعلب الصغير إلى بيته تحت النجوم.",
    "es-ES-ElviraNeural": "El pequeño zorro caminó a casa bajo las estrellas.",
    "fr-FR-DeniseNeural": "Le petit renard rentra chez lui sous les étoiles.",
}
PRESETS = ("professional", "warm", "authoritative", "calm", "friendly")
LONG_TEXT = "The fox ran home. The bear slept well, and the owl watched over them both. " * 8


@pytest.mark.parametrize("voice", NAMED)
@pytest.mark.parametrize("audio_format", ["mp3", "wav"])
def test_each_named_voice_speaks_audio_that_decodes_and_lasts_as_long_as_it_says(
    tts: httpx.Client, voice: str, audio_format: str
) -> None:
    body = {"text": NAMED[voice], "voice": voice, "format": audio_format}
    answer = tts.post("/tts", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == {"mp3": "audio/mpeg", "wav": "audio/wav"}[audio_format]
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert answer.headers["x-tts-engine"] == "espeak"
    assert answer.headers["x-tts-engine-version"]
    length = seconds(answer.content)
    assert 2 < length < 8
    assert abs(length - float(answer.headers["x-audio-duration"])) < 0.06
    assert 3000 < loudest(answer.content) < 32767


@pytest.mark.parametrize("language", ["en", "ar", "es", "fr"])
def test_presets_speak_each_language_and_sound_different_from_one_another(
    tts: httpx.Client, language: str
) -> None:
    text = next(t for v, t in NAMED.items() if v.startswith(language))
    spoken = [
        samples(
            tts.post(
                "/tts", json={"text": text, "voice": p, "language": language, "format": "wav"}
            ).content
        )[1]
        for p in PRESETS
    ]
    assert len({bytes(pcm[:20000]) for pcm in spoken}) == len(PRESETS)
    assert len({len(pcm) for pcm in spoken}) == len(PRESETS)


def test_every_listed_voice_can_be_asked_for_by_its_id(tts: httpx.Client) -> None:
    listed = tts.get("/voices").json()
    assert {*NAMED, *PRESETS} <= {voice["id"] for voice in listed["voices"]}
    assert listed["default"] == "en-US-JennyNeural"
    for voice in listed["voices"]:
        body = {"voice": voice["id"], "language": voice["language"], "format": "wav"}
        answer = tts.post("/tts", json={"text": "7 hello да ᎣᏏᏲ", **body})
        assert answer.status_code == 200, voice


def test_an_engine_voice_may_name_a_variant_with_or_without_the_engine(tts: httpx.Client) -> None:
    for voice in ("espeak:en-us+f3", "en-us+f3", "EN-GB", "espeak:fr"):
        assert tts.post("/tts", json={"text": "Hello", "voice": voice}).status_code == 200


def test_without_a_voice_the_language_chooses_one(tts: httpx.Client) -> None:
    text = NAMED["ar-SA-HamedNeural"]
    chosen = timed(tts, text=text, language="ar", format="wav")
    named = timed(tts, text=text, voice="ar-SA-HamedNeural", format="wav")
    assert chosen["duration"] == pytest.approx(named["duration"], abs=0.1)


@pytest.mark.parametrize("rate", [0.25, 0.5, 0.9, 1.5, 2.9, 4])
def test_rate_multiplies_the_pace_and_words_keep_their_share_of_time(
    tts: httpx.Client, rate: float
) -> None:
    normal = timed(tts, text=NAMED["en-US-JennyNeural"])
    quick = timed(tts, text=NAMED["en-US-JennyNeural"], rate=rate)
    assert quick["duration"] == pytest.approx(normal["duration"] / rate, rel=0.2)
    for before, after in zip(normal["words"], quick["words"], strict=True):
        share = before["start"] / normal["duration"]
        assert after["start"] / quick["duration"] == pytest.approx(share, abs=0.06)


def test_chatterbox_names_mean_the_same_as_ours(tts: httpx.Client) -> None:
    ours = timed(tts, text=LONG_TEXT, voice="calm", rate=1.5, format="wav")
    theirs = timed(
        tts,
        text=LONG_TEXT,
        voice_mode="predefined",
        predefined_voice_id="calm",
        speed_factor=1.5,
        output_format="wav",
        split_text=True,
        chunk_size=300,
        seed=7,
        temperature=0.8,
        exaggeration=0.5,
        cfg_weight=0.5,
    )
    assert theirs["format"] == "wav"
    assert theirs["duration"] == pytest.approx(ours["duration"], rel=0.02)


def test_a_long_text_lasts_as_long_as_its_chunks_and_its_mp3_agrees(tts: httpx.Client) -> None:
    for size in (50, 300):
        speech = timed(tts, text=LONG_TEXT, chunk_size=size)
        assert abs(seconds(speech["audio"]) - speech["duration"]) < 0.06
        assert len(speech["words"]) == len(LONG_TEXT.split())


def test_chunks_are_joined_without_clicks(tts: httpx.Client) -> None:
    _, heard = samples(timed(tts, text=LONG_TEXT, chunk_size=50, format="wav")["audio"])
    silent = [i for i in range(200, len(heard) - 200) if not any(heard[i - 100 : i])][::97]
    assert silent
    assert all(abs(heard[i] - heard[i - 1]) < 2000 for i in silent)


def test_words_are_heard_where_their_times_say(tts: httpx.Client) -> None:
    speech = timed(tts, text="One, two, three. Four!\n\nFive?", format="mp3")
    rate, heard = samples(speech["audio"])
    assert [word["text"] for word in speech["words"]] == ["One", "two", "three", "Four", "Five"]
    for word in speech["words"]:
        said = heard[int(word["start"] * rate) : int(word["end"] * rate)]
        assert max(said) > 3000, word
    gap = heard[int((speech["words"][-2]["end"] + 0.03) * rate) :][: int(0.3 * rate)]
    assert max(gap) < 300


def test_arabic_words_keep_their_diacritics_and_their_place(tts: httpx.Client) -> None:
    text = "قالت السُّلَحْفاة: «مرحباً»، ثم نامت."
    speech = timed(tts, text=text, voice="ar-SA-HamedNeural")
    assert [w["text"] for w in speech["words"]] == [
        "قالت", "السُّلَحْفاة", "مرحباً", "ثم", "نامت",
    ]  # fmt: skip
    assert lawful(text, speech)


def lawful(text: str, speech: dict[str, Any]) -> bool:
    """Check the law of word timings, for any answer to `text`."""
    moment, place = 0.0, 0
    for word in speech["words"]:
        assert text[word["char_start"] : word["char_end"]] == word["text"] != ""
        assert place <= word["char_start"] < word["char_end"]
        assert moment <= word["start"] < word["end"] <= speech["duration"] + 1e-6
        moment, place = word["start"], word["char_end"]
    return True


SOME_TEXT = st.one_of(
    st.text(max_size=120),
    st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=120),
    st.text(alphabet="aé e\u0301.,?!😀👍🏽\u200d\u200fمرحبا،؟\n3$%-'", max_size=200),
    st.lists(st.sampled_from([*NAMED.values(), "😀", "\n\n", "3.14"]), max_size=5).map(" ".join),
)


def _pieces(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=1, max_size=3).filter(any)


def _of_length(pieces: list[str], length: int) -> str:
    """The pieces again and again, cut to `length` characters: long texts from few drawn ones."""
    text = "".join(pieces)
    return (text * (length // len(text) + 1))[:length]


# The longest keep to one script a piece: thousands of changes of the reader take many seconds.
ONE_SCRIPT = st.one_of(
    st.sampled_from([*NAMED.values(), *"aا3.😀"]),
    st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=60),
    st.text(alphabet="aé e\u0301.,?!😀👍🏽\u200d\n3$%-'", max_size=60),
)
ANY_LENGTH_TEXT = st.one_of(
    st.builds(_of_length, _pieces(SOME_TEXT), st.integers(1, 800)),
    st.builds(_of_length, _pieces(SOME_TEXT), st.integers(801, 5_000)),
    st.builds(_of_length, _pieces(ONE_SCRIPT), st.integers(5_001, 19_999)),
    st.builds(_of_length, _pieces(ONE_SCRIPT), st.sampled_from([20_000, 20_001])),
)
SAYABLE = re.compile("[A-Za-z0-9\u0627-\u064a]")
"""Letters that every voice can say or have said."""

EXAMPLES = int(os.environ.get("SPEECH_EXAMPLES", "40"))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=SOME_TEXT,
    voice=st.sampled_from([*NAMED, "friendly", "espeak:ja"]),
    rate=st.sampled_from([0.25, 1, 4]),
    audio_format=st.sampled_from(["mp3", "wav"]),
)
def test_any_text_is_spoken_with_lawful_words_or_clearly_refused(
    tts: httpx.Client, text: str, voice: str, rate: float, audio_format: str
) -> None:
    body = {"text": text, "voice": voice, "rate": rate, "format": audio_format}
    answer = tts.post("/tts/with-timestamps", json=body)
    if answer.status_code == 400:
        assert answer.json()["detail"].endswith(".")
        return
    speech = timed(tts, **body)
    assert abs(seconds(speech["audio"]) - speech["duration"]) < 0.06
    assert loudest(speech["audio"]) > 500
    assert lawful(text, speech)


@settings(
    max_examples=max(6, EXAMPLES // 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=ANY_LENGTH_TEXT, voice=st.sampled_from([*NAMED, "friendly"]))
def test_texts_of_any_length_are_spoken_in_a_plausible_time_or_clearly_refused(
    tts: httpx.Client, text: str, voice: str
) -> None:
    body = {"text": text, "voice": voice, "rate": 4, "format": "pcm"}
    answer = tts.post("/tts", json=body)
    if len(text) > 20_000:
        assert (answer.status_code, answer.json()["detail"][:25]) == (
            413,
            "The text is longer than 2",
        )
        return
    letters = len(SAYABLE.findall(text))
    if answer.status_code == 400:
        assert not letters
        assert answer.json()["detail"].endswith(".")
    else:
        assert answer.status_code == 200, answer.text
        length = len(answer.content) / 2 / int(answer.headers["x-sample-rate"])
        assert 0.001 * letters < length < len(text) + 2
        assert any(answer.content)


def test_twenty_callers_at_once_each_get_their_own_audio(host: Any) -> None:
    tts = host(MAX_CONCURRENT_REQUESTS="20", WORKERS="3")
    texts = [" ".join(["fox"] * (3 * n)) + "." for n in range(1, 21)]
    alone = [timed(tts, text=text)["duration"] for text in texts]
    with ThreadPoolExecutor(20) as callers:
        together = list(callers.map(lambda text: timed(tts, text=text), texts))
    for text, expected, speech in zip(texts, alone, together, strict=True):
        assert len(speech["words"]) == len(text.split())
        assert speech["duration"] == pytest.approx(expected, rel=0.03, abs=0.1)
        assert abs(seconds(speech["audio"]) - speech["duration"]) < 0.06
