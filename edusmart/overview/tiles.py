"""The figures of the admin's home, each with the list that it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from briefs.models import AudioGenerationJob, Brief, Listening
from edusmart.accounts.models import OpenSession, User
from edusmart.accounts.sessions.open_sessions import there_now
from edusmart.overview import durations, listening, spending
from edusmart.overview.durations import Durations
from edusmart.overview.links import kind_url, list_url
from edusmart.overview.storage import TOO_LITTLE, free_bytes, used_by_kind
from edusmart.work.figures import NAMES, Failures, Standing, called
from edusmart.work.gates import ProviderGate
from edusmart.work.models import ENDED, Aggregate
from stories.costs.budget import DAY, budget_of_a_day, money
from stories.models import Bookmark, ProviderCall, Story

WEEK = timedelta(days=7)
OPEN = "pending,processing"
NAMED = 3  # people; the list has all


@dataclass(frozen=True)
class Tile:
    """One figure: its name, its value in words, what to know beside it, and the list that it counts."""

    name: str
    value: str
    note: str = ""
    url: str = ""
    tone: str = ""  # good, bad or busy; the words say it too


def work_tiles(standings: Sequence[Standing], failures: Sequence[Failures]) -> list[Tile]:
    """Return what is stuck, what failed, and what is being made."""
    stuck = [it for it in standings if it.stuck]
    failed = sum(it.count for it in failures)
    waiting = sum(it.waiting for it in standings)
    oldest = max(standings, key=lambda it: it.oldest_seconds)
    return [
        Tile(
            _("Stuck"), number(sum(it.stuck for it in stuck)),
            _("due for ten minutes, or its worker is gone") if stuck else "",
            kind_url((stuck or standings)[0].model, stuck="yes"), "bad" if stuck else "good",
        ),
        Tile(
            _("Failed in 24 hours"), number(failed), "", "#failures" if failed else "#kinds",
            "bad" if failed else "good",
        ),
        Tile(
            _("Waiting"), number(waiting),
            _("the oldest for %s") % seconds(oldest.oldest_seconds) if oldest.oldest else "",
            "#kinds",
        ),
        _open(_("Stories being made"), Story),
        _open(_("Audio jobs running"), AudioGenerationJob),
    ]  # fmt: skip


def _open(name: str, model: type[Aggregate]) -> Tile:
    count = model.objects.exclude(status__in=ENDED).count()
    return Tile(name, number(count), "", list_url(model, status__in=OPEN), "busy" if count else "")


def gate_tile(now: datetime) -> Tile:
    """Return which providers rest."""
    closed = ProviderGate.objects.filter(closed_until__gt=now).order_by("closed_until")
    names = list(closed.values_list("name", flat=True))
    return Tile(
        _("Providers that rest"), str(len(names)), ", ".join(names),
        list_url(ProviderGate), "bad" if names else "good",
    )  # fmt: skip


def people_tile() -> Tile:
    """Return who is there: whose session was used a moment ago."""
    there = there_now().order_by("user__username").values_list(*(f"user__{it}" for it in NAMES))
    names = [called(*who) for who in there.distinct()]
    shown = _(", ").join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return Tile(_("Signed in now"), str(len(names)), shown, list_url(User, there="now"))


def people_there() -> "QuerySet[OpenSession, str]":
    """Return the user names of who is there, a name for each session."""
    return there_now().order_by().values_list("user__username", flat=True)


def waiting_tiles(now: datetime) -> list[Tile]:
    """Return how long people waited within a week: half of them, and 99 of a hundred."""
    since = now - WEEK
    stories = durations.story_durations(since)
    url = list_url(Story, created_at__gte=since)
    jobs = list_url(AudioGenerationJob, created_at__gte=since)
    return [
        _lasts(_("First text"), stories["first_text_at"], url),
        _lasts(_("First scene"), stories["first_scene_at"], url),
        _lasts(_("Whole story"), stories["whole_at"], url),
        _lasts(_("Audio of a brief"), durations.job_durations(since), jobs),
    ]


def _lasts(name: str, measured: Durations, url: str) -> Tile:
    if not measured.count:
        return Tile(name, "–", _("not measured yet"), url)
    note = _("99 of 100 within %(p99)s; measured: %(count)s") % {
        "p99": seconds(measured.p99), "count": measured.count,
    }  # fmt: skip
    return Tile(name, seconds(measured.p50), note, url)


def money_tiles(now: datetime) -> list[Tile]:
    """Return what was spent, and how many characters were ordered."""
    calls, cost = spending.spent_since(now - DAY)
    _week, weeks_cost = spending.spent_since(now - WEEK)
    ordered, most = spending.characters_today()
    url = list_url(ProviderCall, begun_at__gte=now - DAY)
    left = _("%s left for everybody together") % number(max(0, most - ordered)) if most else ""
    return [
        Tile(_("Spent in 24 hours"), money(cost), _("calls: %s") % calls, url),
        Tile(
            _("Spent in seven days"), money(weeks_cost), "",
            list_url(ProviderCall, begun_at__gte=now - WEEK),
        ),
        _budget(),
        Tile(
            _("Characters ordered in 24 hours"), number(ordered), left,
            list_url(AudioGenerationJob, created_at__gte=now - DAY),
        ),
    ]  # fmt: skip


def _budget() -> Tile:
    """Return what each person may spend in a day, and how many have nothing left of it."""
    name, url = _("Budget of each person, for 24 hours"), list_url(User)
    budget = budget_of_a_day()
    if budget is None:
        return Tile(name, "–", _("no budget is set"), url)
    gone = spending.people_without_budget()
    note = _("used up by: %s") % number(gone) if gone else _("nobody has used it up")
    return Tile(name, money(budget), note, url, "bad" if gone else "")


def storage_tile() -> Tile:
    """Return how much room the files take."""
    used = used_by_kind()
    count = sum(kind.files for kind in used)
    room = filesizeformat(sum(kind.bytes or 0 for kind in used))
    note, free = _("files: %s") % number(count), free_bytes()
    if free is not None:
        note += _("; ") + _("free on the disk: %s") % filesizeformat(free)
    tone = "bad" if free is not None and free < TOO_LITTLE else ""
    return Tile(_("Files kept"), room, note, reverse("storage"), tone)


def heard_tiles(now: datetime) -> list[Tile]:
    """Return how much was heard within a week."""
    since = now - WEEK
    plays = Listening.objects.filter(day__gte=since.date()).aggregate(sum=Sum("plays"))["sum"] or 0
    heard = Bookmark.objects.filter(saved_at__gte=since).values("story").distinct().count()
    return [
        Tile(_("Plays of briefs in seven days"), number(plays), "", list_url(Brief, heard="week")),
        Tile(
            _("Stories listened to in seven days"), number(heard),
            _("heard to the end: %s") % listening.stories_finished(since),
            list_url(Story, heard="week"),
        ),
    ]  # fmt: skip


def number(value: int) -> str:
    """Return a number as staff read it, such as "2,056"."""
    return f"{value:,}"


def seconds(value: float | None) -> str:
    """Return a time as staff read it: "0.6 s", "42 s", "3 min", "2 h"."""
    if value is None:
        return "–"
    if value < 100:
        return _("%s s") % (f"{value:.1f}" if value < 10 else round(value))
    return _("%s min") % round(value / 60) if value < 5400 else _("%s h") % round(value / 3600)
