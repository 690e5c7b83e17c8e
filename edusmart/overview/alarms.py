"""What staff have to know first, as sentences that lead there: what is stuck, what failed, who waits."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from briefs.models import Brief, BriefState
from edusmart.overview.failed import failed_url, why_of
from edusmart.overview.links import kind_url, list_url
from edusmart.overview.silence import silences
from edusmart.overview.storage import TOO_LITTLE, free_bytes
from edusmart.overview.tiles import OPEN, seconds
from edusmart.work.figures import (
    NAMES,
    FailedRow,
    Failures,
    Standing,
    Waiting,
    called,
    models,
)
from edusmart.work.gates import ProviderGate
from edusmart.work.listing.filters import reason_said
from edusmart.work.models import Status, WorkRow
from stories.costs.budget import DAY
from stories.models import UploadAttempt

MOST_REASONS = 5
MOST_PEOPLE = 3


@dataclass(frozen=True)
class Alarm:
    """One sentence, and the page that shows what it speaks of. `tone`: bad, good, or "" for news."""

    tone: str
    sentence: str
    url: str = ""


def alarms(
    now: datetime,
    standings: Sequence[Standing],
    failures: Sequence[Failures],
    newest: Sequence[FailedRow],
    waiting: Sequence[Waiting],
    workers: Mapping[str, int | None],
) -> list[Alarm]:
    """Return whether something is wrong, in one sentence; then what is, the worst first; then for whom work
    waits and whose uploads were refused.
    """
    wrong = [
        *_unmanned(standings, workers),
        *_stuck(standings),
        *_silent(now, standings),
        *_failed(now, failures, newest),
        *_resting(now),
        *_held(),
        *_full(),
    ]
    first = _standing(len(wrong), is_waited_for=bool(waiting))
    return [first, *wrong, *_waiting(now, waiting), *_turned_away(now)]


def _standing(wrong: int, *, is_waited_for: bool) -> Alarm:
    """Say whether something is wrong now, which is what a reader asks first."""
    if wrong:
        return Alarm("bad", _("Something needs you. To look at: %s") % wrong)
    if is_waited_for:
        return Alarm(
            "good",
            _("All is well: nothing is stuck, nothing failed in 24 hours. Work is under way."),
        )
    said = _("All is well: nothing is stuck, nothing failed in 24 hours, nothing waits.")
    return Alarm("good", said)


def _unmanned(standings: Sequence[Standing], workers: Mapping[str, int | None]) -> Iterator[Alarm]:
    for it in standings:
        if it.waiting and workers[it.kind] == 0:
            said = _("No worker is there for what waits: %(count)s %(kind)s. Start the workers.")
            named = {"count": it.waiting, "kind": it.model.said(it.waiting)}
            yield Alarm("bad", said % named, kind_url(it.model, status__exact=Status.PENDING))


def _stuck(standings: Sequence[Standing]) -> Iterator[Alarm]:
    for it in standings:
        if it.stuck:
            said = _(
                "Stuck: %(count)s %(kind)s. Due for ten minutes, or its worker is gone. Do workers run?"
            )
            named = {"count": it.stuck, "kind": it.model.said(it.stuck)}
            yield Alarm("bad", said % named, kind_url(it.model, stuck="yes"))


def _silent(now: datetime, standings: Sequence[Standing]) -> Iterator[Alarm]:
    for it in silences(now, standings):
        said = (
            _("%(service)s has not answered for %(time)s. Waiting for it: %(count)s %(kind)s.")
            if it.service
            else _("Nothing has moved for %(time)s: %(count)s %(kind)s. Do workers run?")
        )
        told = {
            "service": it.service.name if it.service else "", "time": seconds(it.seconds),
            "count": it.open, "kind": it.model.said(it.open),
        }  # fmt: skip
        url = reverse("outside") if it.service else kind_url(it.model, status__in=OPEN)
        yield Alarm("bad", said % told, url)


def _failed(
    now: datetime, failures: Sequence[Failures], newest: Sequence[FailedRow]
) -> Iterator[Alarm]:
    counts: Counter[tuple[type[WorkRow], str]] = Counter()
    for it in failures:  # whichever provider was asked
        counts[it.model, it.code] += it.count
    for (model, code), count in counts.most_common(MOST_REASONS):
        of_it = [it for it in newest if (it.row.kind, it.row.error_code) == (model.kind, code)]
        said = _("Failed in 24 hours: %(count)s %(kind)s. %(why)s") % {
            "count": count, "kind": model.said(count), "why": why_of(code, of_it),
        }  # fmt: skip
        if people := [*dict.fromkeys(it.person for it in of_it if it.person)]:
            said += " " + _("For: %s") % _(", ").join(people[:MOST_PEOPLE])
        yield Alarm("bad", said, failed_url(model, code, now))


def _resting(now: datetime) -> Iterator[Alarm]:
    closed = ProviderGate.objects.filter(closed_until__gt=now).order_by("closed_until")
    for name, until in closed.values_list("name", "closed_until"):
        said = _("%(name)s rests until %(until)s. What needs it waits, and goes on by itself.")
        hour = date_format(localtime(until), "H:i")
        yield Alarm("bad", said % {"name": name, "until": hour}, list_url(ProviderGate))


def _held() -> Iterator[Alarm]:
    held = Brief.objects.in_state(BriefState.HELD).count()
    if held:
        said = ngettext(
            "%s brief stayed back at its hour: its audio is missing.",
            "%s briefs stayed back at their hours: their audio is missing.",
            held,
        )
        yield Alarm("bad", said % held, list_url(Brief, state=BriefState.HELD))


def _full() -> Iterator[Alarm]:
    free = free_bytes()
    if free is not None and free < TOO_LITTLE:
        said = _("The disk is nearly full: %s are free. Files cannot be kept without room.")
        yield Alarm("bad", said % filesizeformat(free), reverse("storage"))


def _waiting(now: datetime, waiting: Sequence[Waiting]) -> Iterator[Alarm]:
    for it in waiting[:MOST_PEOPLE]:
        kinds = [each for each in models() if each.kind in it.counts]
        what = [f"{it.counts[each.kind]} {each.said(it.counts[each.kind])}" for each in kinds]
        since = seconds((now - it.oldest).total_seconds()) if it.oldest else "–"
        said = _("%(what)s for %(person)s: waiting, the first for %(since)s.") % {
            "what": _(", ").join(what), "person": it.name or "–", "since": since,
        }  # fmt: skip
        first = kinds[0]
        yield Alarm("", said, list_url(first, status__exact=Status.PENDING, q=it.person))


def _turned_away(now: datetime) -> Iterator[Alarm]:
    """Say whose documents were refused and why: they became no story, and nobody else is told."""
    since = now - DAY
    refused = UploadAttempt.objects.filter(refused_at__gte=since).order_by("-refused_at", "-pk")
    names = (f"user__{each}" for each in NAMES)
    kept = [(called(*who), code) for code, *who in refused.values_list("code", *names)]
    if kept:
        said = _("Uploads refused in 24 hours: %(count)s. %(why)s For: %(people)s")
        people = [*dict.fromkeys(name for name, _code in kept)][:MOST_PEOPLE]
        [(code, _count)] = Counter(code for _name, code in kept).most_common(1)
        why = _("Most often: %s") % reason_said(code) if code else ""
        told = {"count": len(kept), "why": why, "people": _(", ").join(people)}
        yield Alarm("", said % told, list_url(UploadAttempt, refused_at__gte=since))
