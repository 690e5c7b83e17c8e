"""Audio jobs: order, retry and cancel the narrations of a brief's items.

A job with all its narrations is placed in one transaction; workers are woken on commit.
"""

import logging
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from briefs.actions import quota
from briefs.models import AudioGenerationJob, Brief, BriefItem, ItemAudio
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing, out_of_view
from edusmart.live.topics import owner_of
from edusmart.work.models import ENDED, LATER, NOW, Status
from tts.models import Lexicons, Narration
from tts.voices import DEFAULT_PRESET, UnknownVoice, find, still_offered, voice_for

log = logging.getLogger(__name__)


def generate_all(brief: Brief, user: User, voice_id: str = "") -> AudioGenerationJob:
    """Order audio for every item that has a text. Unchanged ones get their recordings without being spoken.

    Raises RequestRefused: nothing to read, an unknown voice, a running job (409), quota (429).
    """
    voice = _chosen_voice(voice_id, brief, user)
    with changing(brief.topic_id):  # the topic's lock: two clicks are one job and one refusal
        _refuse_if_running(brief)
        return _order(brief, user, voice, require_speakable(brief))


def generate_missing(
    brief: Brief, band: int = LATER, only: Sequence[BriefItem] | None = None
) -> AudioGenerationJob | None:
    """Order what has no audio or stale audio, or `only` these of it, for the brief's author.

    Returns None when nothing is missing.

    Raises RequestRefused: a running job (409), quota (429).
    """
    with changing(brief.topic_id):
        _refuse_if_running(brief)
        items = missing_audio(brief) if only is None else only
        # Read again: the rights of whoever pays are those of now.
        author = User.objects.get(pk=brief.created_by_id) if brief.created_by_id else None
        if not items:
            return None
        if author is None:
            raise RequestRefused(
                "Whoever wrote this brief has left. Generate its audio yourself.", "no_author", 409
            )
        return _order(brief, author, still_offered(brief.voice, author), items, band)


def generate_to_publish(brief: Brief, user: User, voice_id: str = "") -> AudioGenerationJob | None:
    """Order what has no audio or stale audio, for whoever publishes the brief. None: it is being made.

    The voice counts where nothing of the brief can be heard yet: one item in another voice is no brief.
    Call inside `changing(topic)`. Raises RequestRefused: an unknown voice, quota (429).
    """
    if running_job(brief):
        return None
    heard = BriefItem.objects.filter(brief=brief, narration__isnull=False).exists()
    voice = _chosen_voice("" if heard else voice_id, brief, user)
    return _order(brief, user, voice, missing_audio(brief))


def missing_audio(brief: Brief) -> list[BriefItem]:
    """Return the items whose text has no audio or stale audio, in their order."""
    lexicons = Lexicons()
    return [it for it in speakable_items(brief) if not it.heard or it.stale(lexicons)]


def speakable_items(brief: Brief) -> list[BriefItem]:
    """Return the items that there is something to read of, in their order."""
    items = BriefItem.objects.filter(brief=brief).select_related("narration", "brief")
    return [item for item in items if item.speakable]


def require_speakable(brief: Brief) -> list[BriefItem]:
    """Return the items that there is something to read of. Raises RequestRefused where there are none."""
    if items := speakable_items(brief):
        return items
    if BriefItem.objects.filter(brief=brief).exists():
        raise RequestRefused("No item of this brief has text to read aloud.", "empty_item")
    raise RequestRefused("This brief has no items yet. Write one first.", "no_items")


def retry(job: AudioGenerationJob, user: User) -> AudioGenerationJob:
    """Order again what failed or was cancelled in a job. The old job stays as a record.

    Raises RequestRefused: nothing failed, a running job (409), quota (429).
    """
    with changing(job.topic_id):
        _refuse_if_running(job.brief)
        again = job.item_audios.filter(narration__status__in=(Status.FAILED, Status.CANCELLED))
        return _order_again(job.brief, user, job.voice_id, again, "Nothing of this job failed.")


def retry_failed(brief: Brief, user: User, item_id: int | None = None) -> AudioGenerationJob:
    """Order again the items, or the one, whose newest audio failed or was cancelled.

    Raises RequestRefused: nothing failed, a running job (409), quota (429).
    """
    with changing(brief.topic_id):
        _refuse_if_running(brief)
        newest = ItemAudio.newest(brief.topic)
        again = newest.filter(narration__status__in=(Status.FAILED, Status.CANCELLED))
        if item_id is not None:
            again = again.filter(item=item_id)
        # The voice of the newest job that left something, as the brief may have another one by now.
        last = again.select_related("job").order_by("-job").first()
        voice = last.job.voice_id if last else brief.voice
        return _order_again(brief, user, voice, again, "Nothing failed here.")


def cancel(job: AudioGenerationJob) -> None:
    """Cancel what of the job is not finished. Finished audio stays."""
    with changing(job.topic_id):
        parts = job.item_audios.select_related("narration")
        orders = [it.narration for it in parts if it.narration.status not in ENDED]
        # What a worker has begun may be spoken and paid for; only the rest is given back.
        quota.give_back(job, [order for order in orders if order.attempts == 0])
        for order in orders:
            order.cancel()


def reschedule_pending(brief: Brief) -> None:
    """Give the narrations that are not begun the place in the queue that the hour of publishing asks for."""
    waiting = Narration.objects.filter(topic=brief.topic_id, status=Status.PENDING)
    waiting.update_unwatched(needed_by=brief.publish_at)


def running_job(brief: Brief) -> AudioGenerationJob | None:
    """Return the brief's job that has not ended, if there is one."""
    return AudioGenerationJob.objects.filter(brief=brief).exclude(status__in=ENDED).first()


def _order_again(
    brief: Brief, user: User, voice: str, parts: "QuerySet[ItemAudio]", otherwise: str
) -> AudioGenerationJob:
    items = BriefItem.objects.filter(item_audios__in=parts).select_related("brief").distinct()
    speakable = [item for item in items if item.speakable]
    if not speakable:
        raise RequestRefused(otherwise, "nothing_failed", 409)
    return _order(brief, user, still_offered(voice, user), speakable)


def _order(
    brief: Brief, user: User, voice: str, items: Sequence[BriefItem], band: int = NOW
) -> AudioGenerationJob:
    """Place a job for the items. Call inside `changing(topic)`."""
    # Not saved yet: their keys tell the quota what has a recording already.
    orders = _prepare_narrations(brief, user, voice, items, band)
    new_chars = quota.new_characters(orders)
    quota.check(user, new_chars)
    job = AudioGenerationJob(
        topic=brief.topic, brief=brief, voice_id=voice, ordered_by=user, total_items=len(items),
        new_chars=new_chars,
    )  # fmt: skip
    job.save()
    out_of_view(brief.topic_id)  # watchers are shown each item's newest order only
    for item, narration in zip(items, orders, strict=True):
        ItemAudio(topic=brief.topic, job=job, item=item, narration=narration.place()).save()
    if brief.voice != voice or brief.audio_due_at or brief.audio_problem:
        brief.voice, brief.audio_due_at = voice, None
        brief.save(update_fields={"voice", "audio_due_at", *brief.note_problem(None)})
    owner_of(brief.topic).settle(brief.topic)
    log.info("job %s of brief %s: %s items ordered", job.pk, brief.pk, job.total_items)
    return job


def _prepare_narrations(
    brief: Brief, user: User, voice: str, items: Sequence[BriefItem], band: int
) -> list[Narration]:
    lexicons = Lexicons()
    ahead = brief.publish_at and brief.publish_at > timezone.now()
    return [
        Narration.prepare(
            brief.topic,
            item.spoken_text,
            voice_for(item.spoken_language, voice, user),
            item.spoken_language,
            f"brief_{brief.pk}_item_{item.pk}",
            turn=number,
            owner_id=user.pk,
            band=band,  # without a click: after what a person waits for
            lexicon=lexicons.of(item.spoken_language),
            # An hour that is past would put them before all others for ever.
            needed_by=brief.publish_at if ahead else None,
        )
        for number, item in enumerate(items)
    ]


def _refuse_if_running(brief: Brief) -> None:
    if job := running_job(brief):
        raise RequestRefused(f"Audio is being made already (job {job.pk}).", "running", 409)


def _chosen_voice(voice_id: str, brief: Brief, user: User) -> str:
    try:
        # What another editor chose for the brief may be a voice that this one may not use.
        voice = find(voice_id or still_offered(brief.voice or DEFAULT_PRESET, user), user)
    except UnknownVoice as unknown:
        raise RequestRefused(str(unknown), "voice") from unknown
    if voice.language not in {"", brief.language}:
        raise RequestRefused(
            f"{voice.label} does not speak this brief's language.", "voice_language"
        )
    return voice.id
