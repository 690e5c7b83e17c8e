"""Where a listener is in a story, and what of it they heard, so that another device continues there."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from edusmart.accounts.models import User
from stories.models import Bookmark, HeardScene, Scene, Story

STARTED_SECONDS = 3  # who heard less has not begun
AGAIN_SECONDS = 20  # who heard less of a story that they finished only looked into it
_HEARD = HeardScene.objects.filter(user=OuterRef("user"), scene__story=OuterRef("story"))
# Who turned to a later scene and played it, for however long, has begun; who only turned to it has not.
_FIRST = Q(seconds__gt=STARTED_SECONDS) | Q(scene__gt=0, seconds__gt=0) | Q(Exists(_HEARD))
# What was heard before is no sign of hearing it once more.
_AGAIN = Q(scene__gt=0, seconds__gt=STARTED_SECONDS) | Q(seconds__gt=AGAIN_SECONDS)
#: Of a bookmark: its story is being heard. Looking at its scenes one after the other begins nothing.
STARTED = Q(_FIRST, finished_at=None) | Q(_AGAIN, finished_at__isnull=False)
MAY_MISS = 10  # one scene of so many, and the story was heard


def save_bookmark(
    user: User, story: Story, scene: int, seconds: float, *,
    ended: bool = False, heard: Collection[int] | None = (),
) -> None:  # fmt: skip
    """Save the user's place in the story: scene index from 0, seconds into it. The newest place wins.

    `heard`: ids of scenes that were heard since the last place; those of other stories are passed over. None:
    the client does not tell, and what it says ended was heard. `ended`: the last scene came to its end.
    The story counts as finished once it has ended and at least nine tenths of its scenes were heard.
    """
    now = timezone.now()
    place: dict[str, Any] = {"scene": scene, "seconds": seconds, "saved_at": now}
    if ended:
        place["ended_at"] = now
    if ended or heard:
        _note_heard(user, story, heard)
        if _is_finished(user, story, ended=ended):
            place["finished_at"] = now
    mark, _ = Bookmark.objects.update_or_create(user=user, story=story, defaults=place)
    # A comparison: another of their devices may be further on.
    Bookmark.objects.filter(pk=mark.pk, furthest__lt=scene).update(furthest=scene)


def _note_heard(user: User, story: Story, heard: Collection[int] | None) -> None:
    scenes = Scene.objects.filter(story=story)
    if heard is not None:
        scenes = scenes.filter(pk__in=heard)
    rows = [HeardScene(user=user, scene_id=pk) for pk in scenes.values_list("pk", flat=True)]
    HeardScene.objects.bulk_create(rows, ignore_conflicts=True)


def _is_finished(user: User, story: Story, *, ended: bool) -> bool:
    """Return whether the story is heard to its end with this place, and was not before it."""
    before = Bookmark.objects.filter(user=user, story=story, ended_at__isnull=False)
    # What was passed over on the way to the end may be heard after it.
    if not ended and not before.filter(finished_at=None).exists():
        return False
    # A scene without a voice cannot be heard.
    spoken = Scene.objects.filter(story=story, narration__recording__isnull=False)
    total = spoken.count()
    return (total - spoken.filter(heard_by__user=user).count()) * MAY_MISS <= total


def heard_in(user: User, story: Story) -> list[int]:
    """Return the ids of the story's scenes that the user heard."""
    heard = HeardScene.objects.filter(user=user, scene__story=story)
    return list(heard.values_list("scene", flat=True))


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
