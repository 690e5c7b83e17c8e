"""Listeners' places in a story whose scenes are arranged: each stays with the words it was at."""

from collections.abc import Mapping

from django.db.models import Case, F, Value, When

from stories.models import Bookmark, Story


def move_places(story: Story, moved: Mapping[int, int]) -> None:
    """Move the places in each scene to its new index; `moved` has the new one by the old. One query."""
    # In one statement: one after the other would move a place twice.
    if moved:
        steps = [When(scene=old, then=Value(new)) for old, new in moved.items()]
        Bookmark.objects.filter(story=story, scene__in=moved).update(scene=Case(*steps))


def cut_places(story: Story, index: int, seconds: float) -> None:
    """The scene's words from `seconds` on are the next scene's now: move the places in them there."""
    Bookmark.objects.filter(story=story, scene=index, seconds__gte=seconds).update(
        scene=index + 1, seconds=F("seconds") - seconds
    )


def append_places(story: Story, index: int, seconds: float) -> None:
    """The next scene's words come after the scene's now, which lasts `seconds`: move the places in them."""
    Bookmark.objects.filter(story=story, scene=index + 1).update(
        scene=index, seconds=F("seconds") + seconds
    )


def leave_places(story: Story, index: int, to: int) -> None:
    """The scene goes: move the places in it to the beginning of the scene at index `to`."""
    Bookmark.objects.filter(story=story, scene=index).update(scene=to, seconds=0)
