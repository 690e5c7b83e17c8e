"""The rows of a brief as watchers see them; NotRequired fields are for editors only."""

from datetime import datetime
from typing import Literal, NotRequired, TypedDict

from briefs.models import (
    AtDesk,
    AudioGenerationJob,
    Brief,
    BriefItem,
    ItemAudio,
    SoundingText,
    Version,
    VersionItem,
)
from tts.languages import direction
from tts.models import Lexicons


class BriefRow(TypedDict):
    """The brief itself; times are in ISO 8601.

    `edition` counts what editors saved. Since `out_at` listeners have what they hear; `behind`: that is
    another than what is written. `waiting_edition`: what was pressed to go out and waits for its audio or its
    hour, 0 for nothing; `makes_first`: its missing audio is made for that. `held`: it, or its changes, stayed
    back. `was_due_at`: the hour that it came out after.
    """

    kind: Literal["brief"]
    id: int
    rev: int
    title: str
    language: str
    direction: str
    publish_at: str | None
    edition: NotRequired[int]
    voice: NotRequired[str]
    programme: NotRequired[int | None]
    by_itself: NotRequired[bool]
    audio_problem: NotRequired[str]
    audio_problem_code: NotRequired[str]
    out_at: NotRequired[str | None]
    waiting_edition: NotRequired[int]
    makes_first: NotRequired[bool]
    behind: NotRequired[bool]
    held: NotRequired[bool]
    was_due_at: NotRequired[str | None]
    pause_seconds: NotRequired[int]
    has_jingle: NotRequired[bool]


class ItemRow(TypedDict):
    """One item. `narration` is the id of the row to play, `stale` whether it says an older text."""

    kind: Literal["item"]
    id: int
    rev: int
    position: int
    title: str
    text: str
    language: str
    direction: str
    narration: int | None
    stale: NotRequired[bool]


class JobRow(TypedDict):
    """One press of the button. Viewers are sent none of these rows. `progress` is in percent."""

    kind: Literal["job"]
    id: int
    rev: int
    voice_id: str
    status: str
    progress: int
    total_items: int
    completed_items: int
    failed_items: int
    error_code: str
    error_message: str | None


class ItemAudioRow(TypedDict):
    """The newest order of an item, by ids. Viewers are sent none of these rows."""

    kind: Literal["item_audio"]
    id: int
    rev: int
    job: int
    item: int
    narration: int


def brief_row(brief: Brief) -> BriefRow:
    """Return the brief as editors see it."""
    return {
        "kind": "brief",
        "id": brief.pk,
        "rev": brief.rev,
        "title": brief.title,
        "language": brief.language,
        "direction": brief.direction,
        "publish_at": _iso(brief.publish_at),
        "edition": brief.edition,
        "voice": brief.voice,
        "programme": brief.programme_id,
        "by_itself": brief.by_itself,
        "audio_problem": brief.audio_problem,
        "audio_problem_code": brief.audio_problem_code,
        "out_at": _iso(brief.out_at),
        "waiting_edition": brief.waiting_edition,
        "makes_first": brief.makes_first,
        "behind": brief.is_behind,
        "held": brief.held_at is not None,
        "was_due_at": _iso(brief.was_due_at),
        "pause_seconds": brief.pause_seconds,
        "has_jingle": brief.has_jingle,
    }


def heard_brief_row(brief: Brief, version: Version) -> BriefRow:
    """Return what listeners may know of a brief."""
    return {
        "kind": "brief",
        "id": brief.pk,
        "rev": version.rev,
        "title": version.title,
        "language": version.language,
        "direction": direction(version.language),
        "publish_at": _iso(brief.publish_at),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def item_row(item: BriefItem, lexicons: Lexicons) -> ItemRow:
    """Return the item as editors see it."""
    return {**_item_row(item, item.rev), "language": item.language, "stale": item.stale(lexicons)}


def heard_item_row(item: VersionItem, rev: int) -> ItemRow:
    """Return what listeners may know of an item."""
    return _item_row(item, rev)


def _item_row(item: SoundingText, rev: int) -> ItemRow:
    return {
        "kind": "item",
        "id": item.number,
        "rev": rev,
        "position": item.position,
        "title": item.title,
        "text": item.text,
        "language": item.spoken_language,
        "direction": item.direction,
        "narration": item.narration_id,
    }


def job_row(job: AudioGenerationJob) -> JobRow:
    """Return the job with its counts."""
    return {
        "kind": "job",
        "id": job.pk,
        "rev": job.rev,
        "voice_id": job.voice_id,
        "status": job.public_status,
        "progress": job.progress,
        "total_items": job.total_items,
        "completed_items": job.completed_items,
        "failed_items": job.failed_items,
        "error_code": job.error_code,
        "error_message": job.error or None,
    }


def item_audio_row(item_audio: ItemAudio) -> ItemAudioRow:
    """Return the item's place in its job."""
    return {
        "kind": "item_audio",
        "id": item_audio.pk,
        "rev": item_audio.rev,
        "job": item_audio.job_id,
        "item": item_audio.item_id,
        "narration": item_audio.narration_id,
    }


class AtDeskRow(TypedDict):
    """An editor who is at the desk, in this item (0: in none). Viewers are sent none of these rows."""

    kind: Literal["at_desk"]
    id: int
    rev: int
    person: int
    name: str
    item: int


def at_desk_row(at_desk: AtDesk) -> AtDeskRow:
    """Return who it is."""
    return {
        "kind": "at_desk",
        "id": at_desk.pk,
        "rev": at_desk.rev,
        "person": at_desk.user_id,
        "name": at_desk.user.get_full_name() or at_desk.user.get_username(),
        "item": at_desk.item,
    }
