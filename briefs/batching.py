""" "Generate all": which items need audio becomes rows and wake-ups, in one transaction."""

from briefs.models import AudioGenerationJob, Brief, BriefItem, ItemAudio
from edusmart.accounts.errors import Wrong
from edusmart.accounts.models import User
from edusmart.live.models import changing, out_of_view
from edusmart.live.topics import owner_of
from edusmart.work.models import ENDED, Status
from tts.models import Narration
from tts.voices import DEFAULT_PRESET, UnknownVoice, find


def generate_all(brief: Brief, user: User, voice_id: str = "") -> AudioGenerationJob:
    """Order audio for every item; what is unchanged reuses its recording without being spoken again.

    Raises Wrong: no items, an empty item, an unknown voice, or a job that still runs (409).
    """
    voice = _voice(voice_id or DEFAULT_PRESET, brief.language)
    with changing(brief.topic_id):
        if running := _running(brief):
            raise Wrong(f"Audio is being made already (job {running.pk}).", "running", 409)
        return _order(brief, user, voice, _speakable(brief))


def retry(job: AudioGenerationJob, user: User) -> AudioGenerationJob:
    """A new job for what failed or was cancelled in this one; this one keeps its record. Raises Wrong."""
    with changing(job.topic_id):
        if running := _running(job.brief):
            raise Wrong(f"Audio is being made already (job {running.pk}).", "running", 409)
        again = job.item_audios.filter(narration__status__in=(Status.FAILED, Status.CANCELLED))
        items = list(BriefItem.objects.filter(item_audios__in=again))
        if not items:
            raise Wrong("Nothing of this job failed.", "nothing_failed", 409)
        return _order(job.brief, user, job.voice_id, [item for item in items if item.spoken_text])


def cancel(job: AudioGenerationJob) -> None:
    """Stop whatever of the job is not finished; what is done stays."""
    with changing(job.topic_id):
        for item_audio in job.item_audios.select_related("narration"):
            if item_audio.narration.status not in ENDED:
                item_audio.narration.cancel()


def _order(brief: Brief, user: User, voice: str, items: list[BriefItem]) -> AudioGenerationJob:
    job = AudioGenerationJob(
        topic=brief.topic, brief=brief, voice_id=voice, ordered_by=user, total_items=len(items)
    )
    job.save()
    out_of_view(brief.topic_id)  # the job before it
    for turn, item in enumerate(items):
        stem = f"brief_{brief.pk}_item_{item.pk}"
        narration = Narration.order(
            brief.topic, item.spoken_text, voice, brief.language, stem, turn=turn
        )
        ItemAudio(topic=brief.topic, job=job, item=item, narration=narration).save()
    owner_of(brief.topic).settle(brief.topic)
    return job


def _running(brief: Brief) -> AudioGenerationJob | None:
    return AudioGenerationJob.objects.filter(brief=brief).exclude(status__in=ENDED).first()


def _speakable(brief: Brief) -> list[BriefItem]:
    items = list(BriefItem.objects.filter(brief=brief))
    if not items:
        raise Wrong("This brief has no items yet. Write one first.", "no_items")
    for number, item in enumerate(items, 1):
        if not any(character.isalnum() for character in item.text):
            raise Wrong(f"Item {number} has no text to read aloud.", "empty_item")
    return items


def _voice(voice_id: str, language: str) -> str:
    try:
        voice = find(voice_id)
    except UnknownVoice as unknown:
        raise Wrong(str(unknown), "voice") from unknown
    if voice.language not in {"", language}:
        raise Wrong(f"{voice.label} does not speak this brief's language.", "voice_language")
    return voice.id
