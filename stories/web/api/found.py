"""The story and the scene that a call names, for those who may see or change them."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from edusmart.accounts.access import SAFE, require_scope
from edusmart.accounts.api import person
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import ApiToken
from stories.live import audience_of
from stories.models import Scene, Story

MOST_ID = 2**53 - 1  # what every reader of JSON can count
#: Names a scene whose index may have changed since it was seen: the scene with this id is meant, wherever
#: it stands now.
SceneId = Annotated[int | None, Query(ge=1, le=MOST_ID)]
#: The `rev` of what was seen: every change of it raises that.
SeenRev = Annotated[int | None, Query(ge=0, le=MOST_ID)]


def visible_story(request: HttpRequest, story_id: UUID) -> Story:
    """Return the story for those who may see it. Raises RequestRefused (404)."""
    story = (
        Story.objects.seen_by(person(request)).select_related("topic").filter(pk=story_id).first()
    )
    if story is None:
        raise RequestRefused("There is no such story, or it is not yours to see.", "no_story", 404)
    return story


def editable_story(request: HttpRequest, story_id: UUID) -> Story:
    """Return the story for its owner, its teachers and staff. Raises RequestRefused (403, 404).

    What is changed of a story that others have is published with it: a token needs the scope for that.
    """
    story = visible_story(request, story_id)
    if audience_of(story, person(request)) != "editor":
        raise RequestRefused("Only the story's owner or a teacher can do this.", "not_allowed", 403)
    if story.is_vouched_for and request.method not in SAFE:
        require_scope(request, ApiToken.Scope.PUBLISH)
    return story


def scene_of(story: Story, index: int, scene_id: int | None = None) -> Scene:
    """Return the scene as it is now: the one with this id, else the one at the index.

    Raises RequestRefused (404).
    """
    # A larger index is no integer to the database, which would fail instead of finding nothing.
    which = {"pk": scene_id} if scene_id else {"index": min(index, 2**31 - 1)}
    scene: Scene | None = scenes_of(story).filter(**which).first()
    if scene is None:
        raise RequestRefused("This story has no such scene (yet).", "no_scene", 404)
    return scene


def scenes_of(story: Story) -> Any:
    """Return the story's scenes with all that a response says of them."""
    # Else each scene would cost three queries more.
    parts = ("story", "narration__recording", "illustration")
    return Scene.objects.filter(story=story).select_related(*parts)
