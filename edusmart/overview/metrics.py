"""The figures of /metrics, read from the rows when they are asked for: any process answers the same.

Only the requests and sockets are those of the web process that answers. What the rows say of the past is
counted over a day, so that a scrape costs the same however old the house is.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Count, Sum
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from briefs.models import Listening
from edusmart.live.sockets.crowd import crowd
from edusmart.operating.process_metrics import registry as of_this_process
from edusmart.overview import durations, spending, tiles
from edusmart.overview.durations import Durations
from edusmart.overview.storage import used_by_kind
from edusmart.work import figures
from edusmart.work.gates import ProviderGate
from edusmart.work.models import Status
from edusmart.work.queues import workers_there
from stories.costs.budget import DAY, MILLION
from stories.models import ProviderCall

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
#: What people wait for, by the field of Story that says when it was there.
UNTIL: Final = {
    "first_text_at": "first_text", "first_scene_at": "first_scene", "whole_at": "whole_story"
}  # fmt: skip


def metrics_text() -> bytes:
    """Return all figures in Prometheus' text format."""
    of_the_rows = CollectorRegistry()
    of_the_rows.register(_Rows(timezone.now()))
    return generate_latest(of_the_rows) + generate_latest(of_this_process)


class _Rows(Collector):
    """The figures that rows have, as they are at one moment."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._since = now - DAY

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._queues()
        yield from self._outcomes()
        yield from self._times()
        yield from self._gates()
        yield from self._storage()
        yield from self._people()

    def _queues(self) -> Iterator[GaugeMetricFamily]:
        rows = _gauge("rows", "Rows of work by kind and state.", "kind", "status")
        length = _gauge("queue_length", "Rows that wait to be made.", "kind")
        oldest = _gauge("queue_oldest_seconds", "How long the first row has waited.", "kind")
        stuck = _gauge(
            "stuck_rows", "Due for ten minutes, or claimed by a worker that is gone.", "kind"
        )
        workers = _gauge("workers", "Workers that live, where Redis says it.", "kind")
        for it in figures.standings():
            for status in Status.values:
                rows.add_metric([it.kind, status], it.states[status])
            length.add_metric([it.kind], it.waiting)
            oldest.add_metric([it.kind], it.oldest_seconds)
            stuck.add_metric([it.kind], it.stuck)
            if (count := workers_there(it.kind)) is not None:
                workers.add_metric([it.kind], count)
        yield from (rows, length, oldest, stuck, workers)

    def _outcomes(self) -> Iterator[GaugeMetricFamily]:
        failed = _gauge(
            "failed_in_a_day", "Rows that failed within 24 hours.", "kind", "code", "provider"
        )
        for it in figures.failures(self._since):
            failed.add_metric([it.kind, it.code, it.provider], it.count)
        made = _gauge("completed_in_a_day", "Rows completed within 24 hours.", "kind", "provider")
        for model in figures.models():
            done = model.objects.filter(status=Status.COMPLETED, finished_at__gte=self._since)
            counted = done.order_by().values_list("provider").annotate(Count("pk"))
            for provider, count in counted:
                made.add_metric([model.kind, provider], count)
        calls = _gauge(
            "provider_calls_in_a_day",
            "Calls of paid providers within 24 hours.",
            "provider",
            "outcome",
        )
        begun = ProviderCall.objects.filter(begun_at__gte=self._since).order_by()
        for provider, outcome, count in begun.values_list("provider", "outcome").annotate(
            Count("pk")
        ):
            calls.add_metric([provider, outcome or "no answer"], count)
        _, cost = spending.spent_since(self._since)
        spent = _gauge("spent_in_a_day", "Cost of these calls, in the currency of MODEL_PRICES.")
        spent.add_metric([], cost / MILLION)
        yield from (failed, made, calls, spent)

    def _times(self) -> Iterator[GaugeMetricFamily]:
        making = _gauge(
            "making_seconds", "From claim to end, of rows of a day.", "kind", "quantile"
        )
        for model in figures.models():
            _add(making, [model.kind], Durations(figures.seconds_taken(model, self._since)))
        waits = _gauge("story_seconds", "From upload, of stories of a day.", "until", "quantile")
        measured = _gauge("story_seconds_measured", "How many stories that is.", "until")
        for name, it in durations.story_durations(self._since).items():
            _add(waits, [UNTIL[name]], it)
            measured.add_metric([UNTIL[name]], it.count)
        jobs = _gauge("audio_job_seconds", "From click to end, of audio jobs of a day.", "quantile")
        _add(jobs, [], durations.job_durations(self._since))
        yield from (making, waits, measured, jobs)

    def _gates(self) -> Iterator[GaugeMetricFamily]:
        closed = _gauge("gate_closed", "1 while a provider rests.", "provider")
        failures = _gauge("gate_failures", "Failures of a provider in a row.", "provider")
        for gate in ProviderGate.objects.all():
            is_closed = gate.closed_until is not None and gate.closed_until > self._now
            closed.add_metric([gate.name], int(is_closed))
            failures.add_metric([gate.name], gate.failures)
        yield from (closed, failures)

    def _storage(self) -> Iterator[GaugeMetricFamily]:
        count = _gauge("stored_files", "Files that rows refer to.", "kind")
        size = _gauge("stored_bytes", "Their size, where the rows know it.", "kind")
        for used in used_by_kind():
            count.add_metric([used.kind], used.files)
            if used.bytes is not None:
                size.add_metric([used.kind], used.bytes)
        yield from (count, size)

    def _people(self) -> Iterator[GaugeMetricFamily]:
        today = Listening.objects.filter(day=timezone.localdate(self._now))
        plays = _gauge("plays_today", "Plays of published briefs' items since midnight.")
        plays.add_metric([], today.aggregate(sum=Sum("plays"))["sum"] or 0)
        there = _gauge("people_signed_in", "People whose session was used within 15 minutes.")
        there.add_metric([], tiles.people_there().distinct().count())
        sockets = _gauge("sockets", "Live pages that are open in this web process.")
        sockets.add_metric([], crowd.sockets)
        yield from (plays, there, sockets)


def _gauge(name: str, help_text: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"edusmart_{name}", help_text, labels=labels)


def _add(family: GaugeMetricFamily, labels: list[str], measured: Durations) -> None:
    """Add where half and 99 of a hundred end; nothing where nothing was measured."""
    found: Mapping[str, float | None] = {"0.5": measured.p50, "0.99": measured.p99}
    for quantile, value in found.items():
        if value is not None:
            family.add_metric([*labels, quantile], value)
