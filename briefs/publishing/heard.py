"""What can be heard of briefs now: the version that listeners have, or an editor's draft."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from briefs.models import Brief, BriefItem, SoundingText, Version, VersionItem
from edusmart.plain.text import is_said
from tts.audio.gap import Gap

#: Large columns that no file needs.
UNUSED_COLUMNS = ("narration__text", "narration__said_as", "narration__recording__words")


@dataclass(frozen=True)
class Heard:
    """A brief as it is heard, its items in their order. `changed_at` is when it last became another."""

    brief: Brief
    items: Sequence[SoundingText]
    changed_at: datetime


def length(brief: Brief, sounds: float | None, count: int) -> float:
    """Return how long so many sounds of the brief last with what is heard between them, as its file does."""
    return (sounds or 0) + max(0, count - 1) * Gap(brief.pause_seconds, brief.has_jingle).length


def left_out_of(briefs: Iterable[int]) -> Counter[int]:
    """Return how many items of each of these briefs there is nothing to read aloud of; one query."""
    # What was recorded once was read: only the others' texts are looked at.
    silent = BriefItem.objects.filter(brief__in=briefs, narration=None).order_by()
    return Counter(pk for pk, text in silent.values_list("brief", "text") if not is_said(text))


def heard_of(brief: Brief) -> Heard:
    """Return what is heard of one brief, with recordings."""
    return heard_of_all([brief])[0]


def heard_of_all(briefs: Sequence[Brief]) -> list[Heard]:
    """Return what is heard of each of the briefs, with recordings; two queries."""
    items: dict[int, list[SoundingText]] = {brief.pk: [] for brief in briefs}
    for brief_id, item in (*_out(briefs), *_drafts(briefs)):
        items[brief_id].append(item)
    return [Heard(it, items[it.pk], it.out_at or it.updated_at) for it in briefs]


def _out(briefs: Sequence[Brief]) -> Iterable[tuple[int, SoundingText]]:
    out = [brief.pk for brief in briefs if brief.out_at]
    if not out:
        return
    versions = Version.objects.out().filter(brief__in=out)
    newest = versions.order_by().values("brief").annotate(pk_=Max("pk"))
    items = VersionItem.objects.filter(version__in=newest.values("pk_"))
    items = items.select_related("version", "narration__recording").defer(*UNUSED_COLUMNS)
    for item in items.order_by("position", "pk"):
        yield item.version.brief_id, item


def _drafts(briefs: Sequence[Brief]) -> Iterable[tuple[int, SoundingText]]:
    drafts = [brief.pk for brief in briefs if not brief.out_at]
    if not drafts:
        return
    items = BriefItem.objects.filter(brief__in=drafts)
    items = items.select_related("brief", "narration__recording").defer(*UNUSED_COLUMNS)
    for item in items.order_by("position", "pk"):
        yield item.brief_id, item
