"""The remote engine, with another speech service of ours as the server elsewhere, and with bad ones."""

from collections.abc import Callable
from threading import Event

import httpx
import pytest

from tests.dripping import dripping_server
from tests.processes import free_port
from tests.scripted_http import Answer, Drop, Hold, ScriptedHandler, ScriptedServer
from tests.sounds import hum
from tests.tts_service.sound import seconds, timed
from tts.service.engines.factory import engine_factory
from tts.service.engines.protocol import EngineFailed
from tts.service.engines.remote import RemoteEngine, speech_url
from tts.service.settings import BadSetting, Settings
from tts.service.voices.catalog import UnknownVoice

Host = Callable[..., httpx.Client]
SENTENCE = "The fox ran home and slept."
#: A second of it would be taken for all of it.
SOUND = hum("mp3", "mp3", 24000)


class Elsewhere(ScriptedServer):
    """A server that gives one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(_Handler)
        self.scripted = answer
        self.paths: list[str] = []


class _Handler(ScriptedHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        script = self.script
        assert isinstance(script, Elsewhere)
        script.paths.append(self.path)
        self.give(script.scripted)


def engine(url: str, *voices: str, **settings: object) -> RemoteEngine:
    named = voices or ("en=alloy", "fr=nova", "warm=shimmer")
    return RemoteEngine(Settings(tts_remote_url=url, tts_remote_voices=named, **settings))  # type: ignore[arg-type]


def spoken_by(url: str, stopped: Callable[[], bool] = lambda: False, **settings: object) -> int:
    """How many samples came."""
    remote = engine(url, **settings)
    voice = remote.voice("warm", "en")
    return len(remote.open().synthesize(SENTENCE, voice, 1.0, stopped).pcm)


@pytest.fixture
def elsewhere(host: Host) -> str:
    return str(host().base_url)


def test_a_service_speaks_with_another_and_times_the_words_itself(
    host: Host, elsewhere: str
) -> None:
    tts = host(TTS_ENGINE="remote", TTS_REMOTE_URL=elsewhere, TTS_REMOTE_VOICES="en=alloy,fr=nova")
    asked = {"text": SENTENCE, "voice": "en-US-JennyNeural", "format": "wav"}
    answer = tts.post("/tts", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-tts-engine"] == "remote"
    assert 1 < seconds(answer.content) < 6
    words = timed(tts, text=SENTENCE, language="en")["words"]
    starts = [word["start"] for word in words]
    assert len(words) == len(SENTENCE.split())
    assert starts == sorted(starts)
    assert len(set(starts)) > 3


def test_each_language_name_and_preset_has_the_voice_that_is_set(elsewhere: str) -> None:
    remote = engine(elsewhere, "en=alloy", "fr=nova", "warm=shimmer", "en-US-GuyNeural=onyx")
    sources = [
        remote.voice(*asked).source
        for asked in ((None, "fr"), ("warm", "en"), ("calm", "en"), ("en-US-GuyNeural", None))
    ]
    assert sources == ["nova", "shimmer", "alloy", "onyx"]
    assert remote.voice("remote:nova", None).language == "fr"
    for unknown in (("warm", "ar"), ("remote:zorro", None)):
        with pytest.raises(UnknownVoice):
            remote.voice(*unknown)


def test_another_pace_is_kept_whatever_the_server_knows_of_it(elsewhere: str) -> None:
    remote = engine(elsewhere)
    voice = remote.voice("remote:alloy", "en")
    lengths = [
        len(remote.open().synthesize(SENTENCE, voice, rate, lambda: False).pcm)
        for rate in (1.0, 2.0)
    ]
    assert lengths[0] / lengths[1] == pytest.approx(2, rel=0.1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer([b"{}"], 401), "it refuses TTS_REMOTE_KEY"),
        (Answer([b"{}"], 404), "TTS_REMOTE_MODEL"),
        (Answer([b"{}"], 429), "asked too often"),
        (Answer([b"secret words"], 500), "it answered with 500"),
        (Answer([b"{}"], 307, headers={"Location": "http://127.0.0.1:1/"}), "answered with 307"),
        (Answer([b"<html>Sign in</html>"], content_type="text/html"), "is no sound"),
        (Answer([b""]), "is no sound"),
        (Answer([b"RIFF", Drop()]), "cannot be reached"),
        (Answer([SOUND[: len(SOUND) // 2], Drop()], length=len(SOUND)), "cannot be reached"),
    ],
)
def test_what_goes_wrong_is_one_sentence_without_the_servers_words(
    answer: Answer, said: str
) -> None:
    with Elsewhere(answer) as server, pytest.raises(EngineFailed, match=said) as failed:
        spoken_by(server.url)
    assert "secret" not in str(failed.value)


def test_nobody_there_is_a_failure_too() -> None:
    with pytest.raises(EngineFailed, match="cannot be reached"):
        spoken_by(f"http://127.0.0.1:{free_port()}")


def test_a_server_that_says_nothing_is_given_up() -> None:
    silent = Answer([b"RIFF", Hold(Event())])
    with Elsewhere(silent) as server, pytest.raises(EngineFailed, match="cannot be reached"):
        spoken_by(server.url, timeout_seconds=0.3)


def test_a_caller_who_left_is_not_spoken_to() -> None:
    with Elsewhere(Answer([b"RIFF" * 100])) as server:
        assert spoken_by(server.url, stopped=lambda: True) == 0


def test_while_it_is_away_the_fallback_speaks_and_says_so(host: Host) -> None:
    tts = host(
        TTS_ENGINE="remote", TTS_REMOTE_URL=f"http://127.0.0.1:{free_port()}",
        TTS_FALLBACK="espeak",
    )  # fmt: skip
    answer = tts.post("/tts", json={"text": SENTENCE, "language": "en", "format": "wav"})
    assert answer.status_code == 200
    assert answer.headers["x-tts-engine"] == "espeak"
    assert "remote failed" in answer.headers["x-tts-notices"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "needs TTS_REMOTE_URL"),
        ({"TTS_REMOTE_URL": "gpu:8880"}, "must be an address"),
    ],
)
def test_what_is_not_set_stops_the_start(settings: dict[str, str], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        engine_factory(Settings.from_environ({"TTS_ENGINE": "remote", **settings}))


@pytest.mark.parametrize("voices", [("alloy",), ("=alloy",), ("en=",), ("warm=alloy",)])
def test_voices_that_say_nothing_are_named(voices: tuple[str, ...]) -> None:
    with pytest.raises(EngineFailed, match=r"TTS_REMOTE_VOICES must .*such as en=alloy"):
        engine("http://gpu", *voices)


@pytest.mark.parametrize("given", ["http://gpu:1", "http://gpu:1/", "http://gpu:1/v1"])
def test_an_address_is_used_with_or_without_its_version(given: str) -> None:
    assert speech_url(given) == "http://gpu:1/v1/audio/speech"


def test_a_server_that_sends_its_headers_byte_by_byte_is_given_up() -> None:
    with dripping_server() as url, pytest.raises(EngineFailed, match="too long"):
        spoken_by(url, timeout_seconds=1)
