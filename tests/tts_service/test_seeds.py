"""A client as the first documents of the project describe it: curl, requests, and their words."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.processes import PATIENCE_SECONDS
from tests.tts_service.installation import Installation
from tests.tts_service.sound import seconds

VOICES = {
    "en-US-JennyNeural": "Hello, this is a test.",
    "en-US-GuyNeural": "Hello, this is a test.",
    "ar-SA-HamedNeural": "مرحبا، هذه تجربة.",
    "es-ES-ElviraNeural": "Hola, esto es una prueba.",
    "fr-FR-DeniseNeural": "Bonjour, ceci est un essai.",
}
#: Submit, ask until it is done, download: as one writes it with requests.
SCRIPT = """
import sys
import time

import requests

base, target = sys.argv[1:]
submitted = requests.post(f"{base}/tts/enqueue", json={
    "text": "Test generation",
    "voice_mode": "predefined",
    "predefined_voice_id": "voice.wav",
})
job_id = submitted.json()["job_id"]
while True:
    status = requests.get(f"{base}/tts/{job_id}/status").json()
    print(f"Status: {status['status']}, Progress: {status.get('progress', 0)}%")
    if status["status"] == "completed":
        with open(target, "wb") as file:
            file.write(requests.get(f"{base}/tts/{job_id}/result").content)
        break
    if status["status"] == "failed":
        sys.exit(status["error"])
    time.sleep(0.05)
"""

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def curl(*arguments: str) -> bytes:
    return subprocess.run(["curl", "-sS", "-f", *arguments], capture_output=True, check=True).stdout


def posting(body: dict[str, Any]) -> tuple[str, ...]:
    return "-X", "POST", "-H", "Content-Type: application/json", "-d", json.dumps(body)


@needs_curl
def test_curl_asks_for_the_services_health(here: Installation) -> None:
    said = json.loads(curl(f"{here.url}/health"))
    assert {"status": "healthy", "model_loaded": True}.items() <= said.items()


@needs_curl
@pytest.mark.parametrize("voice", VOICES)
def test_curl_has_each_supported_voice_speak_an_mp3(
    here: Installation, voice: str, tmp_path: Path
) -> None:
    target = tmp_path / "test_audio.mp3"
    body = {"text": VOICES[voice], "voice": voice, "rate": 0.9, "format": "mp3"}
    curl(f"{here.url}/tts", *posting(body), "--output", str(target))
    assert seconds(target.read_bytes()) > 0.8


@needs_curl
def test_curl_hands_a_job_in_asks_about_it_and_fetches_it(
    here: Installation, tmp_path: Path
) -> None:
    body = {"text": "Hello world", "voice_mode": "predefined", "predefined_voice_id": "voice.wav"}
    queued = json.loads(curl(f"{here.url}/tts/enqueue", *posting(body)))
    assert set(queued) == {"job_id", "status", "message", "status_url", "result_url"}
    assert (queued["status"], queued["message"]) == ("queued", "Job queued for processing")
    assert queued["status_url"] == f"/tts/{queued['job_id']}/status"
    here.wait(queued["job_id"])
    status = json.loads(curl(f"{here.url}{queued['status_url']}"))
    assert (status["status"], status["progress"]) == ("completed", 100)
    for moment in ("created_at", "started_at", "elapsed_sec"):
        assert isinstance(status[moment], float)
    target = tmp_path / "output.wav"
    curl(f"{here.url}{queued['result_url']}", "-o", str(target))
    assert seconds(target.read_bytes()) > 0.4


@needs_curl
def test_curl_saves_the_result_under_its_own_name(here: Installation, tmp_path: Path) -> None:
    job = here.enqueue(text="Hello world", output_format="wav")
    here.wait(job)
    curl(f"{here.url}/tts/{job}/result", "-OJ", "--output-dir", str(tmp_path))
    (saved,) = tmp_path.iterdir()
    assert re.fullmatch(rf"tts_job_{job}_\d+\.wav", saved.name)


@needs_curl
def test_curl_cancels_a_job(here: Installation) -> None:
    job = here.enqueue(text="A long story about a fox. " * 500, chunk_size=50)
    said = json.loads(curl("-X", "DELETE", f"{here.url}/tts/{job}"))
    assert said == {"message": f"Job {job} cancelled successfully"}


def test_a_script_with_requests_submits_polls_and_downloads(
    here: Installation, tmp_path: Path
) -> None:
    target = tmp_path / "result.wav"
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, here.url, str(target)],
        capture_output=True, text=True, check=True, timeout=PATIENCE_SECONDS,
    ).stdout  # fmt: skip
    assert "Status: completed, Progress: 100%" in told
    assert seconds(target.read_bytes()) > 0.4


def test_a_recording_to_imitate_is_spoken_in_the_services_own_voice(here: Installation) -> None:
    answer = here.client.post("/tts", json={"text": "Hello", "predefined_voice_id": "voice.wav"})
    assert answer.headers["x-tts-voice"] == "en-US-JennyNeural"
    assert here.client.post("/tts", json={"text": "Hi", "voice": "voice.wav"}).status_code == 400


def test_at_once_and_as_a_job_stay_two_ways_to_the_same_sound(here: Installation) -> None:
    body = {"text": "Clients can choose.", "voice": "en-US-JennyNeural", "format": "mp3"}
    job = here.enqueue(**body)
    here.wait(job)
    as_job = here.client.get(f"/tts/{job}/result").content
    at_once = here.client.post("/tts", json=body).content
    assert seconds(as_job) == pytest.approx(seconds(at_once), abs=0.06)
