"""The API of a teacher's look at one scene.

The operations join the stories' router: ninja looks for all methods of a path in one router.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import ConfigDict

from edusmart.accounts.api import RequestBody, person
from stories.actions.scenes.looked_at import SeenScene, look_at_scene, take_look_back
from stories.web.api.found import SceneId, editable_story, scene_of
from stories.web.api.removed import router
from stories.web.api.scenes import REFUSALS, SCENE

__all__ = ["router"]


class Look(RequestBody):
    """What was looked at, where it is known: a mismatch is a 409."""

    seen_text: str | None = None
    seen_image_url: str | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"seen_text": "The fox woke up."}]})


class LookedAtScene(Schema):
    """When the scene was looked at, and by whom."""

    looked_at: datetime
    looked_by: str


@router.put(
    f"{SCENE}/look", response={200: LookedAtScene, **REFUSALS}, summary="Tick a scene as looked at"
)
def tick_scene(
    request: HttpRequest, story_id: UUID, index: int, look: Look, scene_id: SceneId = None
) -> dict[str, Any]:
    """For teachers. Undone by itself when anything that listeners are shown of the scene changes."""
    story, user = editable_story(request, story_id), person(request)
    seen = SeenScene(look.seen_text, look.seen_image_url)
    scene = look_at_scene(scene_of(story, index, scene_id), user, seen)
    return {"looked_at": scene.looked_at, "looked_by": user.shown_name}


@router.delete(f"{SCENE}/look", response={204: None, **REFUSALS}, summary="Take the tick away")
def untick_scene(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> Status[None]:
    """For teachers: the scene is to be looked at again."""
    story = editable_story(request, story_id)
    take_look_back(scene_of(story, index, scene_id), person(request))
    return Status(204, None)
