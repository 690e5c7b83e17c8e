"""The hour of a brief: it goes out, has its missing audio made first, or stays back."""

import logging
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from briefs.actions import audio_jobs, versions
from briefs.models import AudioGenerationJob, Brief, BriefItem, ItemAudio, Version
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event
from edusmart.accounts.trail import record
from edusmart.live.models import TopicGone, changing
from edusmart.live.topics import owner_of
from edusmart.work.models import ENDED, NOW

log = logging.getLogger(__name__)

#: Briefs in one round of the sweep.
AT_ONCE = 20


def let_out_due() -> None:
    """Let out the briefs whose hour has come, and changes that were pressed. A chore of the sweep."""
    making = AudioGenerationJob.objects.exclude(status__in=ENDED).values("brief")
    due = Brief.objects.waiting_for_audio()
    # While its audio is made it waits: the end of the job lets it out.
    for brief in due.exclude(pk__in=making).order_by("publish_at")[:AT_ONCE]:
        try:
            _let_out(brief)
        except TopicGone:  # deleted meanwhile
            continue
        except Exception:  # one that cannot go out must not hold up the others
            log.exception("brief %s could not be let out", brief.pk)


def _let_out(brief: Brief) -> None:
    with changing(brief.topic_id):
        owner_of(brief.topic).settle(brief.topic)
        brief = Brief.objects.select_related("topic", "created_by").get(pk=brief.pk)
        # Read again under the lock: it may be out, taken back, or being spoken by now.
        if not brief.waits_for_audio or audio_jobs.running_job(brief):
            return
        try:
            _make_first(brief)
        except RequestRefused as refused:
            _hold_back(brief, refused)


def _make_first(brief: Brief) -> None:
    """Order what is missing, once. Raises RequestRefused where it has to stay back."""
    audio_jobs.require_speakable(brief)
    missing = versions.silent_items(brief)
    if missing is None:
        raise RequestRefused(
            "It was changed before its audio was made. Look at it, then publish it.",
            "changed_before_audio",
            409,
        )
    if not (brief.by_itself or brief.makes_first):
        raise RequestRefused(
            "Not everything of this brief has audio yet. Generate it first.", "no_audio", 409
        )
    since = _pressed_at(brief)
    if all(_was_tried(item, since) for item in missing):
        raise RequestRefused("Some items could not be spoken. Try them again.", "items_failed", 409)
    job = audio_jobs.generate_missing(brief, band=NOW, only=missing)
    log.info("brief %s: its hour has come, and its audio is made first (%s)", brief.pk, job)


def _pressed_at(brief: Brief) -> datetime:
    """Return since when it is to go out: its hour, of changes when they were pressed."""
    pressed = (
        Version.objects.waiting().filter(brief=brief).values_list("pressed_at", flat=True).first()
    )
    return max(at for at in (brief.publish_at, pressed) if at)


def _was_tried(item: BriefItem, since: datetime) -> bool:
    """Return whether these words were ordered since then, which came to nothing."""
    orders = ItemAudio.objects.filter(item=item, job__created_at__gte=since)
    return orders.filter(narration__text=item.spoken_text).exists()


def _hold_back(brief: Brief, refused: RequestRefused) -> None:
    brief.held_at = timezone.now()
    brief.save(update_fields={"held_at", *brief.note_problem(refused)})
    page = reverse("briefs:desk", args=[brief.pk])
    record(Event.HELD_BACK, brief, account=brief.created_by, why=refused.code, page=page)
    log.warning("brief %s stayed back: %s", brief.pk, refused.sentence)
