"""Narrations as watchers see them, whichever topic they belong to."""

from typing import Literal, TypedDict

from edusmart.live.models import Topic
from tts.models import Narration


class NarrationRow(TypedDict):
    """One text spoken. `duration` is in seconds.

    `words` has for each word [start ms, end ms, first code point, one past the last], or None in the first
    state of a page that fetches them later.
    """

    kind: Literal["narration"]
    id: int
    rev: int
    status: str
    attempt: int
    voice: str
    audio_url: str | None
    duration: float | None
    words: list[list[int]] | None
    error_code: str
    error: str


def narration_rows(topic: Topic, rev: int) -> list[NarrationRow]:
    """Return the topic's narrations that changed after `rev`, in one query."""
    changed = Narration.objects.filter(topic=topic, rev__gt=rev).select_related("recording")
    return [narration_row(narration) for narration in changed]


def narration_row(narration: Narration) -> NarrationRow:
    """Return the public row; its sound is there as soon as the recording is."""
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
