"""The admin's home: what staff ask of the whole site, in figures that each open the list they count."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from briefs.models import Brief
from edusmart.accounts.models import User
from edusmart.live.everything import EverythingOwner
from edusmart.overview import durations, listening, spending, tiles
from edusmart.overview.alarms import alarms
from edusmart.overview.charts import Chart, chart, days_until
from edusmart.overview.durations import Durations
from edusmart.overview.failed import reasons
from edusmart.overview.links import day_url, kind_url, list_url, row_url
from edusmart.overview.school import school_tiles
from edusmart.overview.tiles import number
from edusmart.work import figures
from edusmart.work.figures import Standing
from edusmart.work.models import LATER, Status, WorkRow
from edusmart.work.queues import workers_there
from stories.costs.budget import DAY, money
from stories.models import ProviderCall, Story

DAYS_DRAWN = 14
MOST_LISTED = 8
MOST_FAILED = 24
MOST_OPENED = (
    "Story", "Brief", "AudioGenerationJob", "User", "SchoolClass", "Telling", "Narration",
    "Illustration",
)  # fmt: skip


def home(request: HttpRequest) -> HttpResponseBase:
    """Show the admin's home; the figures to overseers only."""
    user = request.user
    seen = isinstance(user, User) and user.is_overseer
    return admin.site.index(
        request,
        extra_context={
            "overview": overview(timezone.now()) if seen else None,
            "shortcuts": _shortcuts(request),
        },
    )


def _shortcuts(request: HttpRequest) -> list[dict[str, str]]:
    """Return the lists that are opened most, of those that the reader may see."""
    apps = admin.site.get_app_list(request)
    listed = {it["object_name"]: it for app in apps for it in app["models"] if it["admin_url"]}
    return [
        {"name": listed[name]["name"], "url": listed[name]["admin_url"]}
        for name in MOST_OPENED
        if name in listed
    ]


def overview(now: datetime) -> dict[str, Any]:
    """Return all that the home shows, by a number of queries that does not grow with the rows."""
    standings, failures = figures.standings(now), figures.failures(now - DAY)
    workers = {it.kind: workers_there(it.kind) for it in standings}
    newest = figures.newest_failed(now - DAY, MOST_FAILED)
    waiting = figures.waiting_by_person(MOST_LISTED)
    work = [*tiles.work_tiles(standings, failures), tiles.gate_tile(now), tiles.people_tile()]
    return {
        "live_url": EverythingOwner.live_url(),
        "now": now,
        "alarms": alarms(now, standings, failures, newest, waiting, workers),
        "work": work,
        "school": school_tiles(now),
        "groups": [
            (_("How long people wait, in seven days"), tiles.waiting_tiles(now)),
            (_("Heard"), tiles.heard_tiles(now)),
            (_("Money and room"), [*tiles.money_tiles(now), tiles.storage_tile()]),
        ],
        "charts": _charts(now),
        "failed": reasons(now, failures, newest),
        "waiting": [_waits(it, now) for it in waiting],
        "kinds": [_kind(standing, now, workers) for standing in standings],
        "spenders": _spenders(),
    }


def _waits(it: figures.Waiting, now: datetime) -> dict[str, Any]:
    return {
        "person": it.name,
        "url": _person_url(it),
        "lists": _waiting_lists(it),
        "since": tiles.seconds((now - it.oldest).total_seconds()) if it.oldest else "–",
    }


def _person_url(it: figures.Waiting) -> str:
    return row_url(User(pk=it.person_id)) if it.person_id else ""


def _waiting_lists(it: figures.Waiting) -> list[dict[str, Any]]:
    """Return what waits for one person, kind by kind."""
    return [
        {
            "kind": model.said(it.counts[model.kind]),
            "count": it.counts[model.kind],
            "url": list_url(model, status__exact=Status.PENDING, q=it.person),
        }
        for model in figures.models()
        if model.kind in it.counts
    ]


def _kind(standing: Standing, now: datetime, workers: Mapping[str, int | None]) -> dict[str, Any]:
    """Return one kind's row of the table of work."""
    since, model = now - DAY, standing.model
    made = Durations(figures.seconds_taken(model, since))
    return {
        "name": capfirst(model.said(2)),
        "workers": workers[standing.kind],
        "about": about_kind(model),
        "waiting": standing.waiting,
        "waiting_url": kind_url(model, status__exact=Status.PENDING),
        "oldest": tiles.seconds(standing.oldest_seconds) if standing.oldest else "",
        "making": standing.states[Status.PROCESSING],
        "making_url": kind_url(model, status__exact=Status.PROCESSING),
        "stuck": standing.stuck,
        "stuck_url": kind_url(model, stuck="yes"),
        "made": made.count,
        "made_url": kind_url(model, status__exact=Status.COMPLETED, finished_at__gte=since),
        "p50": tiles.seconds(made.p50),
        "p99": tiles.seconds(made.p99),
    }


def about_kind(model: type[WorkRow]) -> str:
    """Return what tells a kind from another one of its table; "" where there is none."""
    if not figures.shares_its_table(model):
        return ""
    if LATER in model.bands:
        return _("documents that take long to read, with workers of their own")
    return _("documents that are read in a moment")


def _spenders() -> list[dict[str, Any]]:
    return [
        {
            "person": it.person.shown_name,
            "spent": money(it.spent),
            "left": None if it.left is None else money(it.left),
            "url": list_url(
                ProviderCall, q=it.person.get_username(), begun_at__gte=timezone.now() - DAY
            ),
            "person_url": row_url(it.person),
        }
        for it in spending.spenders(MOST_LISTED)
    ]


def _charts(now: datetime) -> list[Chart]:
    days = days_until(timezone.localdate(now), DAYS_DRAWN)
    since = now - timedelta(days=DAYS_DRAWN)
    plays = listening.plays_by_day(days[0])
    stories = listening.stories_by_day(days)
    begun = {day: it for day, (it, _failed) in stories.items()}
    failed = {day: it for day, (_begun, it) in stories.items() if it}
    said = {
        day: _("begun: %(begun)s, failed: %(failed)s")
        % {"begun": number(of), "failed": number(bad)}
        for day, (of, bad) in stories.items()
    }
    first = durations.first_scenes_by_day(since)
    p50 = {day: it.p50 or 0.0 for day, it in first.items()}
    p99 = {day: it.p99 or 0.0 for day, it in first.items()}
    spent = spending.spent_by_day(days)
    both = {
        day: _("half within %(p50)s, 99 of 100 within %(p99)s")
        % {"p50": tiles.seconds(p50[day]), "p99": tiles.seconds(p99[day])}
        for day in first
    }
    told = partial(day_url, Story, "created_at")
    return [
        chart(
            _("Stories begun by day (bar), failed (dot)"), days, begun, said, failed,
            _top(begun, number), told,
        ),
        chart(
            _("Plays of briefs by day"), days, plays, _words(plays, number), None, _top(plays, number),
            lambda day: list_url(Brief, heard=day.isoformat()),
        ),
        chart(
            _("Seconds to the first scene: half (bar), 99 of 100 (dot)"), days, p50, both, p99,
            _top(p99, tiles.seconds), told,
        ),
        chart(
            _("Spent by day"), days, spent, _words(spent, money), None, _top(spent, money),
            lambda day: day_url(ProviderCall, "begun_at", day),
        ),
    ]  # fmt: skip


def _words(values: Mapping[date, Any], say: Any) -> dict[date, str]:
    return {day: say(value) for day, value in values.items()}


def _top(values: Mapping[date, Any], say: Any) -> str:
    return str(say(max(values.values()))) if values else ""
