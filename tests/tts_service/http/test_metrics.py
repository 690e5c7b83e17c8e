"""GET /metrics, read as Prometheus reads it."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.processes import PATIENCE_SECONDS, wait_until
from tests.tts_service.stand_in import Patient, served
from tts.service.engines.protocol import EngineFailed, Utterance
from tts.service.settings import Settings
from tts.service.voices.catalog import Voice


def figures(url: str) -> Callable[..., float]:
    """Read all figures; the answer looks one up by its name and labels."""
    families = list(
        text_string_to_metric_families(
            httpx.get(f"{url}/metrics", verify=False, timeout=PATIENCE_SECONDS).text
        )
    )
    samples = [sample for family in families for sample in family.samples]

    def figure(name: str, **labels: str) -> float:
        found = [s.value for s in samples if s.name == name and labels.items() <= s.labels.items()]
        return sum(found)

    return figure


def test_requests_first_bytes_and_speech_are_counted(host: Any) -> None:
    tts = host()
    for body in ({"text": "Hello there."}, {"text": "Hello. There.", "stream": True}):
        assert tts.post("/tts", json=body).status_code == 200
    tts.post("/tts", json={"text": "?!"})
    tts.get("/nowhere/at/all")
    figure = figures(str(tts.base_url))
    assert figure("tts_requests_total", route="/tts", status="200") == 2
    assert figure("tts_requests_total", route="/tts", status="400") == 1
    assert figure("tts_requests_total", route="none", status="404") == 1
    assert figure("tts_first_byte_seconds_count", route="/tts") == 2
    assert 0 < figure("tts_first_byte_seconds_sum", route="/tts") < 10
    assert figure("tts_real_time_factor_count", engine="espeak") == 2
    assert 0 < figure("tts_real_time_factor_sum", engine="espeak") < 2
    assert figure("tts_audio_seconds_total", engine="espeak") > 1
    assert figure("tts_failures_total") == 0
    assert figure("tts_queue_depth", state="capacity") == 10


def test_depth_and_wait_tell_of_who_stands_in_line() -> None:
    engine = Patient()
    with served(engine, Settings(workers=1)) as url:
        with httpx.Client(timeout=PATIENCE_SECONDS) as client:
            import threading

            asking = [
                threading.Thread(target=client.post, args=(f"{url}/tts",), kwargs={
                    "json": {"text": f"Number {n}."}, "timeout": 20,
                })
                for n in range(3)
            ]  # fmt: skip
            for one in asking:
                one.start()
            wait_until(lambda: depths(url) == (2, 1), "two in line and one at work")
            engine.go.release(3)
            for one in asking:
                one.join()
        figure = figures(url)
        assert figure("tts_queue_depth", state="waiting") == 0
        assert figure("tts_queue_wait_seconds_count") == 3
        assert figure("tts_queue_wait_seconds_sum") > 0


def depths(url: str) -> tuple[float, float]:
    """Return how many wait, and how many are spoken, of one answer."""
    figure = figures(url)
    waiting, running = (figure("tts_queue_depth", state=state) for state in ("waiting", "running"))
    return waiting, running


class Broken(Patient):
    name = "broken"

    def languages(self) -> Sequence[str]:
        return ["en"]

    def synthesize(
        self, chunk: str, voice: Voice, rate: float, stopped: Callable[[], bool]
    ) -> Utterance:
        raise EngineFailed("No voice today.")


def test_failures_are_counted_by_engine() -> None:
    with served(Broken(), Settings(workers=1)) as url:
        assert (
            httpx.post(f"{url}/tts", json={"text": "Hello"}, timeout=PATIENCE_SECONDS).status_code
            == 500
        )
        assert figures(url)("tts_failures_total", engine="broken") == 1
        assert figures(url)("tts_requests_total", route="/tts", status="500") == 1


def test_figures_need_a_key_where_keys_are_set(host: Any) -> None:
    tts = host(API_KEYS="sesame")
    assert tts.get("/metrics").status_code == 401
    assert tts.get("/metrics", headers={"Authorization": "Bearer sesame"}).status_code == 200
