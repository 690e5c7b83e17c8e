"""Briefs with their items, the jobs that give them audio, and the programmes they are published in."""

from briefs.models.brief import Brief, BriefState
from briefs.models.feed_link import FeedLink
from briefs.models.item import BriefItem
from briefs.models.item_audio import ItemAudio
from briefs.models.job import AudioGenerationJob
from briefs.models.limits import MAX_ITEM_CHARS, MAX_ITEMS, MAX_TITLE_CHARS
from briefs.models.listening import Listening
from briefs.models.programme import Programme

__all__ = [
    "MAX_ITEMS",
    "MAX_ITEM_CHARS",
    "MAX_TITLE_CHARS",
    "AudioGenerationJob",
    "Brief",
    "BriefItem",
    "BriefState",
    "FeedLink",
    "ItemAudio",
    "Listening",
    "Programme",
]
