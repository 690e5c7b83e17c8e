"""Listeners' places in a story whose scenes are arranged: each stays with the words it was at.

The furthest scene that a listener came to moves as well, with what was heard of a scene that is split.
"""

from collections.abc import Mapping

from django.db.models import Case, F, PositiveSmallIntegerField, Q, Value, When

from stories.models import Bookmark, HeardScene, Scene, Story, TogetherScene


def move_places(story: Story, moved: Mapping[int, int]) -> None:
    """Move the places in each scene to its new index; `moved` has the new one by the old. One query."""
    # In one statement: one after the other would move a place twice.
    if moved:
        # Who came to the scene that is put elsewhere has come as far as before.
        shifted = {old: new for old, new in moved.items() if abs(new - old) == 1}
        there = Q(scene__in=moved) | Q(furthest__in=moved)
        Bookmark.objects.filter(there, story=story).update(
            scene=_moved("scene", moved), furthest=_moved("furthest", shifted)
        )


def cut_places(story: Story, index: int, seconds: float) -> None:
    """The scene's words from `seconds` on are the next scene's now: move the places in them there."""
    Bookmark.objects.filter(story=story, scene=index, seconds__gte=seconds).update(
        scene=index + 1,
        seconds=F("seconds") - seconds,
        furthest=_moved("furthest", {index: index + 1}),
    )


def share_heard(first: Scene, second: Scene) -> None:
    """The second's words were the first's: who heard that one heard both."""
    heard = HeardScene.objects.filter(scene=first).values_list("user", flat=True)
    HeardScene.objects.bulk_create([HeardScene(user_id=pk, scene=second) for pk in heard])
    shown = TogetherScene.objects.filter(scene=first).values_list("user", flat=True)
    TogetherScene.objects.bulk_create([TogetherScene(user_id=pk, scene=second) for pk in shown])
    # Heard whole, it is what they came to.
    Bookmark.objects.filter(story=first.story_id, user__in=heard, furthest=first.index).update(
        furthest=second.index
    )


def append_places(story: Story, index: int, seconds: float) -> None:
    """The next scene's words come after the scene's now, which lasts `seconds`: move the places in them."""
    Bookmark.objects.filter(story=story, scene=index + 1).update(
        scene=index, seconds=F("seconds") + seconds
    )
    _leave_furthest(story, index + 1, index)


def leave_places(story: Story, index: int, to: int) -> None:
    """The scene goes: move the places in it to the beginning of the scene at index `to`."""
    Bookmark.objects.filter(story=story, scene=index).update(scene=to, seconds=0)
    # Not on to the next: they have not come there.
    _leave_furthest(story, index, min(to, max(0, index - 1)) if to != index else index)


def _leave_furthest(story: Story, index: int, to: int) -> None:
    Bookmark.objects.filter(story=story, furthest=index).update(furthest=to)


def _moved(name: str, moved: Mapping[int, int]) -> Case:
    steps = [When(**{name: old}, then=Value(new)) for old, new in moved.items()]
    return Case(*steps, default=F(name), output_field=PositiveSmallIntegerField())
