"""Prometheus metrics of one running service."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from tts.service.speech.synthesis import Recording

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_REAL_TIME_FACTORS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4)
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


# One more series for each counter, with nothing that Prometheus does not know.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Metrics:
    """The metrics in a registry of their own, so that tests can run several services."""

    def __init__(self, queue: Callable[[], Mapping[str, int]]) -> None:
        """Register the metrics; `queue` returns the counts running, waiting and capacity."""
        registry = self._registry = CollectorRegistry()
        counter, histogram = (
            partial(Counter, registry=registry),
            partial(Histogram, registry=registry),
        )
        self.requests = counter("tts_requests", "Requests answered.", ["route", "status"])
        self.audio = counter("tts_audio_seconds", "Seconds of audio spoken.", ["engine"])
        failed = "Requests an engine failed or was too slow for."
        self.failures = counter("tts_failures", failed, ["engine"])
        wrong = "Takes that were not right, by what was wrong; another take or engine spoke."
        self.faults = counter("tts_faults", wrong, ["engine", "kind"])
        first = "From a request to the first byte of its audio."
        self.first_byte = histogram("tts_first_byte_seconds", first, ["route"], buckets=_SECONDS)
        waited = "How long a request waited for model threads."
        self.wait = histogram("tts_queue_wait_seconds", waited, buckets=_SECONDS)
        worked = "Seconds of work for one second of audio."
        self.real_time_factor = histogram(
            "tts_real_time_factor", worked, ["engine"], buckets=_REAL_TIME_FACTORS
        )
        depth = Gauge("tts_queue_depth", "Requests let in.", ["state"], registry=registry)
        for state in ("running", "waiting", "capacity"):
            depth.labels(state).set_function(partial(_of, queue, state))

    def spoke(self, engine: str, began: float, waited: float, recording: Recording) -> None:
        """Count a recording begun at `began` (perf_counter) that waited `waited` seconds."""
        self.wait.observe(waited)
        self.audio.labels(engine).inc(recording.duration)
        for _, fault in recording.faults:
            self.faults.labels(fault.engine, fault.kind).inc()
        worked = time.perf_counter() - began - waited
        # A recording may be empty, and must not divide by zero.
        self.real_time_factor.labels(engine).observe(worked / max(recording.duration, 1e-6))

    def text(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self._registry)


def _of(queue: Callable[[], Mapping[str, int]], state: str) -> float:
    return queue()[state]
