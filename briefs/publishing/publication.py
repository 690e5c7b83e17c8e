"""Publish a brief now or at an hour, take it back, and order its missing audio in time."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from briefs.actions import audio_jobs, versions
from briefs.models import MAX_PAUSE_SECONDS, Brief, BriefState, Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record
from edusmart.live.models import changing
from edusmart.live.publish import recheck

log = logging.getLogger(__name__)

FARTHEST = timedelta(days=366)
#: When to try again while a job runs.
LOOK_AGAIN = timedelta(seconds=15)
#: The columns that say when it comes out, or did.
HOUR = {"publish_at", "out_at", "held_at", "was_due_at", "waiting_edition", "makes_first"}
#: Briefs in one round of the sweep.
ORDERED_AT_ONCE = 5


@dataclass(frozen=True)
class Waits:
    """Who has the missing audio of a brief made before it is published, and in which voice."""

    user: User
    voice_id: str = ""


def publish(
    brief: Brief,
    at: datetime | None = None,
    edition: int | None = None,
    *,
    by_itself: bool = True,
    waits: Waits | None = None,
) -> Brief:
    """Publish what is written now, or at `at`, which has a time zone. A time in the past means now.

    What is written later needs to be published again (decision 054). Of a published brief this lets its
    changes out, and `at` takes it from listeners until then.

    Args:
        edition: the one that the editor looked at.
        by_itself: of one that is published later: have what is missing by then made, this once.
        waits: of one that is published now: have its missing audio made first. None refuses such a brief.

    Raises RequestRefused: nothing to read, more than a year ahead; 409 for another edition than that and
        for missing audio when it is now; where it `waits` an unknown voice and quota (429).
    """
    now = timezone.now()
    if at is not None and at > now + FARTHEST:
        raise RequestRefused("That is more than a year ahead. Choose an earlier time.", "too_late")
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        if edition not in {None, brief.edition}:
            raise RequestRefused(
                "Somebody else changed this brief meanwhile. Look at it again, then publish it.",
                "conflict",
                409,
            )
        if brief.is_template:
            raise RequestRefused(
                "A template is not published. Make a brief from it.", "template", 409
            )
        audio_jobs.require_speakable(brief)
        # Ahead of time audio may be missing: the editor, or the sweep, has until then.
        silent = audio_jobs.missing_audio(brief)
        is_later = at is not None and at > now
        if silent and not is_later and waits is None:
            _refuse_without_audio(len(silent))
        if (
            is_later or not brief.out_at
        ):  # changes of a published one leave it where it is in lists and feeds
            brief.publish_at = at if at and is_later else now
        brief.held_at = brief.was_due_at = None
        record(Event.PUBLISHED, brief, at=(at if at and is_later else now).isoformat())
        if is_later:
            _schedule(brief, by_itself=by_itself, is_silent=bool(silent))
        elif silent and waits:
            _publish_when_ready(brief, waits)
        else:
            versions.let_out(brief)
            brief.save(update_fields=brief.note_problem(None))
    return Brief.objects.get(pk=brief.pk)


def _publish_when_ready(brief: Brief, waits: Waits) -> None:
    """Order the missing audio; the end of its job lets the brief out, or the sweep holds it back."""
    # From now on it is a brief whose hour has come (decision 042).
    versions.press(brief)
    brief.makes_first, brief.audio_due_at = True, None
    brief.save(update_fields={*HOUR, "audio_due_at"})
    audio_jobs.generate_to_publish(brief, waits.user, waits.voice_id)


def _schedule(brief: Brief, *, by_itself: bool, is_silent: bool) -> None:
    if brief.out_at:
        versions.withdraw(brief)
        recheck(topic=brief.topic_id)
    versions.press(brief)
    brief.makes_first = by_itself
    _save_schedule(brief, is_silent)


def take_back(brief: Brief) -> Brief:
    """Make the brief a draft again. Sockets of listeners are closed within a minute."""
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.publish_at = None
        versions.withdraw(brief)
        brief.save(update_fields=HOUR)
        record(Event.TAKEN_BACK, brief)
        audio_jobs.reschedule_pending(brief)
    return brief


@dataclass(frozen=True)
class Between:
    """What is heard between two items."""

    pause_seconds: int
    has_jingle: bool


def arrange(
    brief: Brief, *, programme_id: int | None, by_itself: bool, between: Between | None = None
) -> Brief:
    """Set the brief's programme, whether its missing audio is ordered without a click, and, if it is given,
    what is between its items.

    Raises RequestRefused (404; 400 for a pause that is too long).
    """
    if programme_id is not None and not Programme.objects.filter(pk=programme_id).exists():
        raise RequestRefused("There is no such programme.", "no_programme", 404)
    if between and not 0 <= between.pause_seconds <= MAX_PAUSE_SECONDS:
        raise RequestRefused(f"A pause has at most {MAX_PAUSE_SECONDS} seconds.", "long_pause")
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.programme_id, brief.by_itself = programme_id, by_itself
        if between:
            brief.pause_seconds, brief.has_jingle = between.pause_seconds, between.has_jingle
            brief.save(update_fields={"pause_seconds", "has_jingle", "updated_at"})
        _save_schedule(brief, bool(audio_jobs.missing_audio(brief)))
    return brief


def make_due_audio() -> None:
    """Order missing audio of briefs that are due. A chore of the sweep."""
    due = Brief.objects.filter(audio_due_at__lte=timezone.now()).order_by("audio_due_at")
    for brief in due.select_related("topic")[:ORDERED_AT_ONCE]:
        try:
            job = audio_jobs.generate_missing(brief)
            log.info("brief %s: audio ordered by itself (%s)", brief.pk, job or "nothing missing")
            if job is None:
                _settle_due(brief, None, None)
        except RequestRefused as refused:
            # A running job ends by itself; anything else needs an editor, who is told why.
            again = timezone.now() + LOOK_AGAIN if refused.code == "running" else None
            _settle_due(brief, again, None if again else refused)


def _settle_due(brief: Brief, again: datetime | None, problem: RequestRefused | None) -> None:
    """Set when the sweep looks at the brief again, and what the editor is told."""
    with changing(brief.topic_id):
        brief = Brief.objects.get(pk=brief.pk)
        brief.audio_due_at = again
        brief.save(update_fields={"audio_due_at", *brief.note_problem(problem)})


def _save_schedule(brief: Brief, silent: bool) -> None:
    """Save when the brief is published, and order its audio in time where it is `silent`."""
    makes = brief.by_itself or (brief.makes_first and brief.state == BriefState.SCHEDULED)
    if makes and silent:
        brief.audio_due_at = timezone.now()
    elif not makes:
        brief.audio_due_at = None
    brief.save(update_fields={*HOUR, "programme", "by_itself", "audio_due_at"})
    if brief.state == BriefState.SCHEDULED:
        audio_jobs.reschedule_pending(brief)


def _refuse_without_audio(count: int) -> None:
    raise RequestRefused(
        f"{count} items have no audio of what is written. Generate it first, or choose a later time."
        if count > 1
        else "One item has no audio of what is written. Generate it first, or choose a later time.",
        "no_audio",
        409,
    )
