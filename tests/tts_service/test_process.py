"""The service as a process: starting, load, hanging up, what it says of itself."""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.processes import PATIENCE_SECONDS, ROOT, start_tts_service, stop_process, wait_until
from tests.tts_service.stand_in import Patient, calling, served
from tts.service.settings import Settings

STORY = "The fox ran home, and the bear slept under the tall tree. " * 300
PLAIN_STORY = {"text": STORY, "format": "wav"}


def run_service(**env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tts.service"],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


def test_a_taken_port_ends_the_process_with_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run_service(HOST="127.0.0.1", PORT=str(port))
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines() == [
        f"The speech service cannot listen on 127.0.0.1:{port}: Address already in use."
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "many"), ("WORKERS", "0"), ("TTS_ENGINE", "parrot"), ("TIMEOUT_SECONDS", "nan")],
)
def test_a_setting_that_cannot_be_used_ends_the_process_with_one_sentence(
    name: str, value: str
) -> None:
    ended = run_service(**{name: value})
    assert ended.returncode == 1
    lines = ended.stderr.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{name} must be ")


def test_the_service_imports_nothing_else_of_the_project() -> None:
    script = (
        "import sys, tts.service.__main__, tts.service.engines.espeak;"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('django', 'edusmart', 'stories', 'briefs')"
        " or m.startswith('tts.') and not m.startswith('tts.service')])"
    )
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"


def test_health_tells_the_engine_and_the_queue(tts: httpx.Client) -> None:
    assert tts.get("/health").json() == {
        "status": "healthy",
        "model_loaded": True,
        "engine": "espeak",
        "queue": {"running": 0, "waiting": 0, "capacity": 10},
    }


def test_ready_speaks_for_real(tts: httpx.Client) -> None:
    answer = tts.get("/ready").json()
    assert answer["status"] == "ready"
    assert answer["duration"] > 0.2


def test_model_info_tells_what_is_loaded(tts: httpx.Client) -> None:
    card = tts.get("/api/model-info").json()
    assert card["engine"] == "espeak"
    assert card["sample_rate"] == 22050
    assert {"en-us", "ar", "es", "fr-fr"} <= set(card["languages"])


def test_its_threads_share_one_heap_so_that_memory_of_audio_goes_back(
    service: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = service
    with ThreadPoolExecutor(4) as callers:
        body = {"text": STORY[:2000], "format": "mp3"}
        answers = list(
            callers.map(
                lambda _: httpx.post(f"{url}/tts", json=body, timeout=PATIENCE_SECONDS), "1234"
            )
        )
    assert {answer.status_code for answer in answers} == {200}
    reserved = re.findall(
        r"^([0-9a-f]+)-[0-9a-f]+ rw-p 0+ 00:00 0 *\n[0-9a-f]+-([0-9a-f]+) ---p 0+ 00:00 0 *$",
        Path(f"/proc/{process.pid}/maps").read_text(),
        re.MULTILINE,
    )
    heaps = [(low, high) for low, high in reserved if int(high, 16) - int(low, 16) == 64 * 2**20]
    assert not heaps


def test_the_schema_is_served_and_no_page_that_loads_scripts_from_elsewhere(
    tts: httpx.Client,
) -> None:
    schema = tts.get("/openapi.json").json()
    assert {"/tts", "/tts/with-timestamps", "/health", "/voices"} <= set(schema["paths"])
    assert "422" not in schema["paths"]["/tts"]["post"]["responses"]
    assert tts.get("/redoc").status_code == 404
    assert "://" not in tts.get("/docs").text


def test_callers_beyond_admission_are_told_to_come_back() -> None:
    engine, body = Patient(), {"text": "Hello.", "format": "wav"}
    settings = Settings(workers=1, max_concurrent_requests=2)
    with served(engine, settings) as url, ThreadPoolExecutor(2) as callers:
        let_in = [
            callers.submit(httpx.post, f"{url}/tts", json=body, timeout=PATIENCE_SECONDS)
            for _ in range(2)
        ]
        wait_until(
            lambda: queue(url) == {"running": 1, "waiting": 1, "capacity": 2}, "a full house"
        )
        turned_away = [
            httpx.post(f"{url}/tts", json=body, timeout=PATIENCE_SECONDS) for _ in range(4)
        ]
        engine.go.release(2)
        assert [answer.result().status_code for answer in let_in] == [200, 200]
        assert [answer.status_code for answer in turned_away] == [503] * 4
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in turned_away)
        assert all(list(answer.json()) == ["detail"] for answer in turned_away)
        wait_until(lambda: busy(url) == 0, "an idle service")
        assert (
            httpx.post(f"{url}/tts", json={"text": "?"}, timeout=PATIENCE_SECONDS).status_code
            == 400
        )  # and it goes on


def test_the_service_answers_while_it_speaks(tts: httpx.Client, service: Any) -> None:
    answers: list[float] = []
    began = time.perf_counter()
    with ThreadPoolExecutor(1) as caller:
        speaking = caller.submit(
            httpx.post, f"{service[1]}/tts", json=PLAIN_STORY, timeout=PATIENCE_SECONDS
        )
        while not speaking.done():
            asked = time.perf_counter()
            assert tts.get("/health").status_code == 200
            answers.append(time.perf_counter() - asked)
        assert speaking.result().status_code == 200
    whole = time.perf_counter() - began
    # A share and a count, not seconds: on a busy machine speaking takes longer, too.
    assert len(answers) >= 20
    assert statistics.median(answers) < whole / 10


def test_a_caller_who_hangs_up_stops_the_synthesis() -> None:
    process, url = start_tts_service({"WORKERS": "1"})
    try:
        with calling(url, text=STORY):
            wait_until(lambda: queue(url)["running"] == 1, "the caller's turn")
        wait_until(lambda: busy(url) == 0, "an idle service")
        log = Path(process.log_path)  # type: ignore[attr-defined]
        wait_until(lambda: "status=499" in log.read_text(), "a log line of the caller who left")
        assert "fox" not in log.read_text()
    finally:
        stop_process(process)


def queue(url: str) -> dict[str, int]:
    found: dict[str, int] = httpx.get(f"{url}/health", timeout=PATIENCE_SECONDS).json()["queue"]
    return found


def busy(url: str) -> int:
    return queue(url)["running"] + queue(url)["waiting"]


def test_each_request_leaves_one_line_without_its_text(service: Any, tts: httpx.Client) -> None:
    headers = {"X-Request-ID": "story-7.scene-2"}
    answer = tts.post("/tts", json={"text": "Secretive words."}, headers=headers)
    assert answer.headers["x-request-id"] == "story-7.scene-2"
    log = Path(service[0].log_path)
    wait_until(lambda: "request=story-7.scene-2" in log.read_text(), "a log line")
    (line,) = [one for one in log.read_text().splitlines() if "story-7.scene-2" in one]
    assert "status=200 characters=16 engine=espeak ms=" in line
    assert "Secretive" not in log.read_text()


def test_a_request_id_that_could_forge_a_log_line_is_replaced(tts: httpx.Client) -> None:
    answer = tts.get("/health", headers={"X-Request-ID": "a b=c"})
    assert len(answer.headers["x-request-id"]) == 32
    assert tts.get("/nowhere%0Arequest=forged").status_code == 404
