"""Briefs with their items, the jobs that give them audio, and the programmes they are published in."""

from typing import Any

from django.db.models.signals import pre_delete

from briefs.models.at_desk import AtDesk
from briefs.models.brief import Brief, BriefState
from briefs.models.class_share import BriefShare, BriefTrace, HeardItem
from briefs.models.counting import DayMark, DaySalt, Downloads
from briefs.models.feed_link import FeedLink
from briefs.models.item import BriefItem
from briefs.models.item_audio import ItemAudio
from briefs.models.job import AudioGenerationJob
from briefs.models.limits import MAX_ITEM_CHARS, MAX_ITEMS, MAX_PAUSE_SECONDS, MAX_TITLE_CHARS
from briefs.models.listening import Listening
from briefs.models.programme import Programme
from briefs.models.sounding import SoundingText
from briefs.models.version import Version, VersionItem

__all__ = [
    "MAX_ITEMS",
    "MAX_ITEM_CHARS",
    "MAX_PAUSE_SECONDS",
    "MAX_TITLE_CHARS",
    "AtDesk",
    "AudioGenerationJob",
    "Brief",
    "BriefItem",
    "BriefShare",
    "BriefState",
    "BriefTrace",
    "DayMark",
    "DaySalt",
    "Downloads",
    "FeedLink",
    "HeardItem",
    "ItemAudio",
    "Listening",
    "Programme",
    "SoundingText",
    "Version",
    "VersionItem",
]


def _leave_programme(sender: type[Programme], instance: Programme, **_: Any) -> None:
    """Save its briefs without it: what the database sets to NULL by itself no watcher would hear of."""
    for brief in Brief.objects.filter(programme=instance).order_by("topic"):
        brief.programme = None
        brief.save(update_fields={"programme"})


pre_delete.connect(_leave_programme, sender=Programme, dispatch_uid="briefs.leave_programme")
