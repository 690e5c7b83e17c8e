"""The API of scenes that were removed, for the story's owner and teachers: see them, bring one back.

The operations join the stories' router, as what arranges scenes does.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Schema, Status

from edusmart.accounts.api import person
from stories.actions.scenes.removed import bring_back, removed_scenes
from stories.web.api.arranging import router
from stories.web.api.found import MOST_ID, editable_story, scene_of
from stories.web.api.scenes import REFUSALS
from stories.web.api.states import SceneState, scene_state

__all__ = ["router"]


class RemovedSceneState(Schema):
    """A scene that can be brought back. `index`: where it stood; `name`: "" for none."""

    id: int
    index: int
    name: str
    text: str
    removed_at: datetime


@router.get(
    "/story/{uuid:story_id}/removed",
    response={200: list[RemovedSceneState], **REFUSALS},
    summary="Removed scenes that can be brought back",
)
def list_removed_scenes(request: HttpRequest, story_id: UUID) -> Any:
    """The last removed first. After seven days a scene is deleted for good."""
    return removed_scenes(editable_story(request, story_id))


@router.post(
    "/story/{uuid:story_id}/removed/{int:removed_id}",
    response={201: SceneState, **REFUSALS},
    summary="Bring a removed scene back",
)
def bring_scene_back(
    request: HttpRequest, story_id: UUID, removed_id: Annotated[int, Path(ge=1, le=MOST_ID)]
) -> Status[dict[str, Any]]:
    """Put the scene where it stood, with its picture, its question and its words in other languages. It is
    spoken again."""
    story = editable_story(request, story_id)
    scene = bring_back(story, person(request), removed_id)
    return Status(201, scene_state(scene_of(story, scene.index, scene.pk)))
