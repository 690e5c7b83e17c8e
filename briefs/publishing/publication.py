"""Giving a brief to its listeners: now, at a time, or not any more; and making its audio in time."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from briefs.actions import audio_jobs
from briefs.models import Brief, BriefState, Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.live.models import changing

log = logging.getLogger(__name__)

FARTHEST = timedelta(days=366)
LOOK_AGAIN = timedelta(seconds=15)
ORDERED_AT_ONCE = 5


def publish(brief: Brief, at: datetime | None = None) -> Brief:
    """Listeners have it now, or from `at` on.

    Raises RequestRefused: no items, no audio yet (409), an odd time.
    """
    now = timezone.now()
    if at is not None and at > now + FARTHEST:
        raise RequestRefused("That is more than a year ahead. Choose an earlier time.", "too_late")
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        if not brief.items.exists():
            raise RequestRefused("This brief has no items yet. Write one first.", "no_items")
        silent = audio_jobs.missing_audio(brief)
        if silent and (at is None or at <= now):
            _not_silent(len(silent))
        brief.publish_at = at if at and at > now else now
        _make_in_time(brief, bool(silent))
    return brief


def take_back(brief: Brief) -> Brief:
    """A draft again: who listens is stopped within a minute."""
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.publish_at = None
        brief.save(update_fields={"publish_at"})
        audio_jobs.reschedule_pending(brief)
    return brief


def arrange(brief: Brief, *, programme_id: int | None, by_itself: bool) -> Brief:
    """Which programme it belongs to, and whether missing audio is made without a click.

    Raises RequestRefused.
    """
    if programme_id is not None and not Programme.objects.filter(pk=programme_id).exists():
        raise RequestRefused("There is no such programme.", "no_programme", 404)
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.programme_id, brief.by_itself = programme_id, by_itself
        _make_in_time(brief, bool(audio_jobs.missing_audio(brief)))
    return brief


def make_due_audio() -> None:
    """Order what is missing where it was to be made by itself, some in each call."""
    due = Brief.objects.filter(audio_due_at__lte=timezone.now()).order_by("audio_due_at")
    for brief in due.select_related("topic")[:ORDERED_AT_ONCE]:
        try:
            job = audio_jobs.generate_missing(brief)
            log.info("brief %s: audio ordered by itself (%s)", brief.pk, job or "nothing missing")
            if job is None:
                _settle_due(brief, None, "")
        except RequestRefused as refused:
            again = timezone.now() + LOOK_AGAIN if refused.code == "running" else None
            _settle_due(brief, again, "" if again else refused.sentence)


def _settle_due(brief: Brief, again: datetime | None, problem: str) -> None:
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.audio_due_at, brief.audio_problem = again, problem[:300]
        brief.save(update_fields={"audio_due_at", "audio_problem"})


def _make_in_time(brief: Brief, silent: bool) -> None:
    if brief.by_itself and silent:
        brief.audio_due_at = timezone.now()
    elif not brief.by_itself:
        brief.audio_due_at = None
    brief.save(update_fields={"publish_at", "programme", "by_itself", "audio_due_at"})
    if brief.state == BriefState.SCHEDULED:
        audio_jobs.reschedule_pending(brief)


def _not_silent(count: int) -> None:
    raise RequestRefused(
        f"{count} items have no audio of what is written. Generate it first, or choose a later time."
        if count > 1
        else "One item has no audio of what is written. Generate it first, or choose a later time.",
        "no_audio",
        409,
    )
