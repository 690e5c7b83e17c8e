"""A teacher's look at one scene: who looked at it as it is, and when; how many nobody looked at."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.work.models import ENDED, Status
from stories.models import Scene, SceneTranslation, Story


@dataclass(frozen=True, slots=True)
class SeenScene:
    """The text and the picture's address that a teacher looked at, None where they are not known."""

    text: str | None = None
    image_url: str | None = None


def look_at_scene(scene: Scene, user: User, seen: SeenScene) -> Scene:
    """Note that the teacher looked at the scene; anything shown of it that changes undoes this.

    Raises RequestRefused: 403 for who is no teacher; 409 where it is no longer what was seen, or its
    picture or voice is not there yet.
    """
    _require_teacher(user)
    with changing(scene.topic_id):
        scene = Scene.objects.select_related("narration", "illustration").get(pk=scene.pk)
        if seen.text not in {None, scene.text} or seen.image_url not in {
            None, scene.illustration.url,
        }:  # fmt: skip
            raise RequestRefused(
                "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
            )
        # One that is made later would be let through unseen.
        made = {scene.narration.status, scene.illustration.status} == {Status.COMPLETED}
        if not made or _is_being_translated(scene):
            raise RequestRefused(
                "Look at this scene when its picture and its voice are there.", "not_ready", 409
            )
        scene.looked_at, scene.looked_by = timezone.now(), user
        scene.save(update_fields={"looked_at", "looked_by"})
    return scene


def take_look_back(scene: Scene, user: User) -> None:
    """Note that the scene is still to be looked at. Raises RequestRefused (403)."""
    _require_teacher(user)
    with changing(scene.topic_id):
        scene.refresh_from_db()
        scene.looked_at = scene.looked_by = None
        scene.save(update_fields={"looked_at", "looked_by"})


def undo_look(scene: Scene) -> None:
    """Note that the scene is to be looked at again: what listeners are shown beside it has changed."""
    if scene.looked_at:
        scene.looked_at = scene.looked_by = None
        scene.save(update_fields={"looked_at", "looked_by"})


def not_looked_at(story: Story) -> int:
    """Return how many scenes no teacher looked at as they are."""
    return Scene.objects.filter(story=story, looked_at=None).count()


def scenes_not_looked_at(story: Story) -> list[Scene]:
    """Return the scenes that no teacher looked at as they are, in their order."""
    return list(Scene.objects.filter(story=story, looked_at=None).order_by("index"))


def require_looks(story: Story) -> None:
    """Raise RequestRefused (409) where the site asks for a look at each scene and one is missing."""
    if settings.PUBLISH_NEEDS_LOOKS and (missing := not_looked_at(story)):
        raise RequestRefused(
            f"Look at each scene first: {missing} are not looked at yet.", "not_looked_at", 409
        )


def _is_being_translated(scene: Scene) -> bool:
    still_open = ~Q(status__in=ENDED) | (
        Q(narration__isnull=False) & ~Q(narration__status__in=ENDED)
    )
    return SceneTranslation.objects.filter(still_open, scene=scene).exists()


def _require_teacher(user: User) -> None:
    if not user.is_editor:
        raise RequestRefused(
            "Only a teacher can say that a scene was looked at.", "not_allowed", 403
        )
