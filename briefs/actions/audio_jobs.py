""" "Generate all": which items need audio becomes rows and wake-ups, in one transaction."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from briefs.actions import quota
from briefs.models import AudioGenerationJob, Brief, BriefItem, ItemAudio
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing, out_of_view
from edusmart.live.topics import owner_of
from edusmart.work.models import ENDED, Status
from tts.models import Lexicons, Narration
from tts.voices import DEFAULT_PRESET, UnknownVoice, find, still_offered, voice_for

#: Turns of one job go round with everybody else's; what nobody waits for comes after them all.
NOBODY_WAITS = 1000


def generate_all(brief: Brief, user: User, voice_id: str = "") -> AudioGenerationJob:
    """Order audio for every item; what is unchanged reuses its recording without being spoken again.

    Raises RequestRefused: no items, an empty item, an unknown voice, a running job (409), quota (429).
    """
    voice = _voice(voice_id or brief.voice or DEFAULT_PRESET, brief.language)
    with changing(brief.topic_id):
        _nothing_runs(brief)
        return _order(brief, user, voice, _speakable(brief))


def generate_missing(brief: Brief) -> AudioGenerationJob | None:
    """Without a click: order what has no audio, or old audio. None when nothing is missing.

    Raises RequestRefused.
    """
    with changing(brief.topic_id):
        _nothing_runs(brief)
        items = [item for item in missing_audio(brief) if item.speakable]
        author = User.objects.get(pk=brief.created_by_id)
        if not items:
            return None
        return _order(brief, author, still_offered(brief.voice), items, turn=NOBODY_WAITS)


def missing_audio(brief: Brief) -> list[BriefItem]:
    """Items whose audio is not there or not what is written, in their order."""
    items = BriefItem.objects.filter(brief=brief).select_related("narration", "brief")
    lexicons = Lexicons()
    return [item for item in items if not item.heard or item.stale(lexicons)]


def retry(job: AudioGenerationJob, user: User) -> AudioGenerationJob:
    """A new job for what failed or was cancelled in this one; this one keeps its record.

    Raises RequestRefused.
    """
    with changing(job.topic_id):
        _nothing_runs(job.brief)
        again = job.item_audios.filter(narration__status__in=(Status.FAILED, Status.CANCELLED))
        return _again(job.brief, user, job.voice_id, again, "Nothing of this job failed.")


def retry_failed(brief: Brief, user: User, item_id: int | None = None) -> AudioGenerationJob:
    """A new job for the items (or the one) whose newest audio failed or was cancelled.

    Raises RequestRefused.
    """
    with changing(brief.topic_id):
        _nothing_runs(brief)
        newest = ItemAudio.newest(brief.topic)
        again = newest.filter(narration__status__in=(Status.FAILED, Status.CANCELLED))
        if item_id is not None:
            again = again.filter(item=item_id)
        last = again.select_related("job").order_by("-job").first()
        voice = last.job.voice_id if last else brief.voice
        return _again(brief, user, voice, again, "Nothing failed here.")


def cancel(job: AudioGenerationJob) -> None:
    """Stop whatever of the job is not finished; what is done stays."""
    with changing(job.topic_id):
        parts = job.item_audios.select_related("narration")
        orders = [it.narration for it in parts if it.narration.status not in ENDED]
        quota.give_back(job, [order for order in orders if order.attempts == 0])
        for order in orders:
            order.cancel()


def reschedule_pending(brief: Brief) -> None:
    """What is still waiting takes the place its new hour of publishing gives it."""
    waiting = Narration.objects.filter(topic=brief.topic_id, status=Status.PENDING)
    waiting.update_unwatched(needed_by=brief.publish_at)


def running_job(brief: Brief) -> AudioGenerationJob | None:
    return AudioGenerationJob.objects.filter(brief=brief).exclude(status__in=ENDED).first()


def _again(
    brief: Brief, user: User, voice: str, parts: "QuerySet[ItemAudio]", otherwise: str
) -> AudioGenerationJob:
    items = BriefItem.objects.filter(item_audios__in=parts).select_related("brief").distinct()
    speakable = [item for item in items if item.speakable]
    if not speakable:
        raise RequestRefused(otherwise, "nothing_failed", 409)
    return _order(brief, user, still_offered(voice), speakable)


def _order(
    brief: Brief, user: User, voice: str, items: Sequence[BriefItem], turn: int | None = None
) -> AudioGenerationJob:
    orders = _prepared(brief, voice, items, turn)
    new_chars = quota.new_characters(orders)
    quota.check(user, new_chars)
    job = AudioGenerationJob(
        topic=brief.topic, brief=brief, voice_id=voice, ordered_by=user, total_items=len(items),
        new_chars=new_chars,
    )  # fmt: skip
    job.save()
    out_of_view(brief.topic_id)  # the orders before these
    for item, narration in zip(items, orders, strict=True):
        ItemAudio(topic=brief.topic, job=job, item=item, narration=narration.place()).save()
    if brief.voice != voice or brief.audio_due_at or brief.audio_problem:
        brief.voice, brief.audio_due_at, brief.audio_problem = voice, None, ""
        brief.save(update_fields={"voice", "audio_due_at", "audio_problem"})
    owner_of(brief.topic).settle(brief.topic)
    return job


def _prepared(
    brief: Brief, voice: str, items: Sequence[BriefItem], turn: int | None
) -> list[Narration]:
    lexicons = Lexicons()
    ahead = brief.publish_at and brief.publish_at > timezone.now()
    return [
        Narration.prepared(
            brief.topic,
            item.spoken_text,
            voice_for(item.spoken_language, voice),
            item.spoken_language,
            f"brief_{brief.pk}_item_{item.pk}",
            turn=number if turn is None else turn,
            lexicon=lexicons.of(item.spoken_language),
            needed_by=brief.publish_at if ahead else None,
        )
        for number, item in enumerate(items)
    ]


def _nothing_runs(brief: Brief) -> None:
    if job := running_job(brief):
        raise RequestRefused(f"Audio is being made already (job {job.pk}).", "running", 409)


def _speakable(brief: Brief) -> list[BriefItem]:
    items = list(BriefItem.objects.filter(brief=brief).select_related("brief"))
    if not items:
        raise RequestRefused("This brief has no items yet. Write one first.", "no_items")
    for number, item in enumerate(items, 1):
        if not item.speakable:
            raise RequestRefused(f"Item {number} has no text to read aloud.", "empty_item")
    return items


def _voice(voice_id: str, language: str) -> str:
    try:
        voice = find(voice_id)
    except UnknownVoice as unknown:
        raise RequestRefused(str(unknown), "voice") from unknown
    if voice.language not in {"", language}:
        raise RequestRefused(
            f"{voice.label} does not speak this brief's language.", "voice_language"
        )
    return voice.id
