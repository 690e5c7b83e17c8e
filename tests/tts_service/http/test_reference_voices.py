"""Reference voices over the API: added and deleted with a key, where the engine can clone."""

import base64
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.processes import PATIENCE_SECONDS, start_tts_service, stop_process
from tests.tts_service.conftest import StartService
from tests.tts_service.heavy import STAND_INS, recording
from tests.tts_service.sound import samples, seconds

KEY = {"Authorization": "Bearer one-key"}
CONSENT = {"given_by": "Anna Berg", "given_on": "2026-11-01"}
REFERENCES = "/voices/references"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voices")


@pytest.fixture(scope="module")
def cloner(folder: Path) -> Iterator[httpx.Client]:
    process, url = start_tts_service(
        {
            "TTS_ENGINE": "chatterbox", "PYTHONPATH": str(STAND_INS), "WORKERS": "1",
            "VOICES_DIR": str(folder), "API_KEYS": "one-key,other-key",
            "STAND_IN_LOG": str(folder / "log"),
        }
    )  # fmt: skip
    with httpx.Client(base_url=url, timeout=PATIENCE_SECONDS, headers=KEY) as client:
        yield client
    stop_process(process)


def body(audio: bytes, **fields: Any) -> dict[str, Any]:
    encoded = base64.b64encode(audio).decode()
    return {"audio_base64": encoded, "language": "en", "consent": CONSENT, **fields}


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    return recording(tmp_path / "sent.wav", 3.0).read_bytes()


def listed(client: httpx.Client) -> set[str]:
    return {voice["id"] for voice in client.get("/voices").json()["voices"]}


def test_a_recording_becomes_a_voice_that_speaks_until_it_is_deleted(
    cloner: httpx.Client, folder: Path, sound: bytes
) -> None:
    tagged = sound + b"LIST" + struct.pack("<I", 10) + b"INFO secret"[:10]
    answer = cloner.post(REFERENCES, json=body(tagged))
    assert answer.status_code == 201, answer.text
    voice = answer.json()["id"]
    assert answer.json() == {"id": voice, "language": "en", "seconds": 3.0}
    assert cloner.post(REFERENCES, json=body(sound)).json()["id"] == voice
    name = voice.removeprefix("clone:")
    kept = (folder / f"{name}.wav").read_bytes()
    assert b"secret" not in kept
    assert (samples(kept)[0], round(seconds(kept))) == (24_000, 3)
    written = json.loads((folder / f"consent/{name}.json").read_text())
    assert written == {"language": "en", **CONSENT}
    assert voice in listed(cloner)
    spoken = cloner.post("/tts", json={"text": "Hello there.", "voice": voice})
    assert (spoken.status_code, spoken.headers["x-tts-voice"]) == (200, voice)
    assert name in (folder / "log").read_text()
    assert cloner.delete(f"{REFERENCES}/{voice}").status_code == 200
    assert [file.name for file in folder.rglob("*") if name in file.name] == []
    assert voice not in listed(cloner)
    assert cloner.post("/tts", json={"text": "Hello there.", "voice": voice}).status_code == 400
    assert cloner.delete(f"{REFERENCES}/{voice}").status_code == 404


def test_strangers_change_no_voices(cloner: httpx.Client, folder: Path, sound: bytes) -> None:
    recording(folder / "kept.wav")
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer guessed"}):
        assert cloner.post(REFERENCES, json=body(sound), headers=headers).status_code == 401
        assert cloner.delete(f"{REFERENCES}/kept", headers=headers).status_code == 401
    assert (folder / "kept.wav").exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"audio_base64": "no base64!"}, "not base64"),
        ({"audio_base64": base64.b64encode(b"#EXTM3U\nfile:///etc/passwd\n").decode()}, "can be read"),
        ({"audio_base64": base64.b64encode(b"RIFF....WAVE").decode()}, "broken"),
        ({"language": "../x"}, "language"),
        ({"consent": {"given_by": "", "given_on": "2026-11-01"}}, "given_by"),
        ({"consent": {"given_by": "Anna", "given_on": "yesterday"}}, "given_on"),
        ({"consent": None}, "consent"),
        ({"path": "/etc/passwd"}, "unknown"),
    ],
)  # fmt: skip
def test_what_is_no_consented_recording_is_refused_in_a_sentence(
    cloner: httpx.Client, folder: Path, sound: bytes, fields: dict[str, Any], says: str
) -> None:
    before = set(folder.rglob("*"))
    answer = cloner.post(REFERENCES, json=body(sound, **fields))
    assert answer.status_code == 400
    assert says in answer.json()["detail"]
    assert set(folder.rglob("*")) == before


def test_recordings_too_short_too_long_or_without_a_sound_are_refused(
    cloner: httpx.Client, tmp_path: Path
) -> None:
    for length in (0.5, 61.0):
        answer = cloner.post(
            REFERENCES, json=body(recording(tmp_path / "x.wav", length).read_bytes())
        )
        assert answer.json()["detail"] == "A recording must last 1 to 60 seconds."
    silent = recording(tmp_path / "x.wav").read_bytes()[:44] + bytes(64_000)
    assert "Nothing can be heard" in cloner.post(REFERENCES, json=body(silent)).json()["detail"]
    huge = {"audio_base64": "A" * 17_000_000, "language": "en", "consent": CONSENT}
    assert cloner.post(REFERENCES, json=huge).status_code == 413


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "..", "Kept", "clone:", "a.wav"])
def test_only_an_id_is_deleted_never_a_path(cloner: httpx.Client, name: str) -> None:
    assert cloner.delete(f"{REFERENCES}/{name}").status_code in (404, 405)


def test_without_keys_or_an_engine_that_clones_nothing_is_added(
    host: StartService, sound: bytes, tmp_path: Path
) -> None:
    open_to_all = host(VOICES_DIR=str(tmp_path))
    assert open_to_all.post(REFERENCES, json=body(sound)).status_code == 403
    espeak = host(VOICES_DIR=str(tmp_path), API_KEYS="one-key")
    answer = espeak.post(REFERENCES, json=body(sound), headers=KEY)
    assert answer.status_code == 409
    assert answer.json()["detail"] == (
        "The engine espeak cannot imitate a voice: use chatterbox or xtts."
    )
    assert espeak.get("/api/model-info", headers=KEY).json()["clones"] is False
