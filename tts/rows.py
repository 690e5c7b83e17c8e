"""Narrations as watchers see them, whichever topic they belong to."""

from edusmart.live.frames import Row
from edusmart.live.models import Topic
from tts.models import Narration


def narration_rows(topic: Topic, rev: int) -> list[Row]:
    """The topic's narrations that changed after `rev`, in one query.

    `duration` is in seconds; `words` is a list of [start ms, end ms, first code point, one past the last].
    """
    changed = Narration.objects.filter(topic=topic, rev__gt=rev).select_related("recording")
    return [narration_row(narration) for narration in changed]


def narration_row(narration: Narration) -> Row:
    recording = narration.recording
    return {
        "kind": "narration",
        "id": narration.pk,
        "rev": narration.rev,
        "status": narration.status,
        "attempt": narration.attempts,
        "voice": narration.voice,
        "audio_url": narration.url if recording else None,
        "duration": round(recording.duration, 3) if recording else None,
        "words": recording.words if recording else [],
        "error_code": narration.error_code,
        "error": narration.error,
    }
