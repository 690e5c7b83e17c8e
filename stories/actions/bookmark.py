"""Where a listener is in a story, so that another device continues there."""

from django.db.models import Q
from django.utils import timezone

from edusmart.accounts.models import User
from stories.models import Bookmark, Scene, Story

STARTED_SECONDS = 3  # who heard less has not begun
STARTED = Q(scene__gt=0) | Q(seconds__gt=STARTED_SECONDS)


def save_bookmark(
    user: User, story: Story, scene: int, seconds: float, *, finished: bool = False
) -> None:
    """Save the user's place in the story: scene index from 0, seconds into it. The newest place wins.

    `finished`: the story was heard to its end.
    """
    now = timezone.now()
    place = {"scene": scene, "seconds": seconds, "saved_at": now}
    if finished:
        place["finished_at"] = now
    Bookmark.objects.update_or_create(user=user, story=story, defaults=place)


def scene_now(story: Story, scene_id: int | None, index: int) -> int:
    """Return where the scene with this id stands now; `index` where there is none."""
    if scene_id is None:
        return index
    found = Scene.objects.filter(story=story, pk=scene_id).values_list("index", flat=True).first()
    return index if found is None else found


def bookmark_in(user: User, story: Story) -> dict[str, float] | None:
    """Return the user's place in the story, None where there is none.

    `scene` counts from 0, `seconds` from the scene's beginning, `saved` is in milliseconds since 1970.
    """
    kept = Bookmark.objects.filter(user=user, story=story).first()
    if kept is None:
        return None
    # Milliseconds, as browsers count them: a device compares its own place with this one.
    saved = int(kept.saved_at.timestamp() * 1000)
    return {"scene": kept.scene, "seconds": kept.seconds, "saved": saved}
