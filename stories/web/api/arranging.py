"""The API that arranges a story's scenes, for its owner and teachers.

The operations join the stories' router: ninja looks for all methods of a path in one router.
"""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import ConfigDict, Field

from edusmart.accounts.api import RequestBody, person
from stories.actions.scenes.arrange import (
    SeenNext,
    add_scene,
    join_scenes,
    move_scene,
    remove_scene,
    split_scene,
)
from stories.actions.scenes.editing import LONGEST_TEXT
from stories.actions.scenes.order import MOST_SCENES
from stories.actions.scenes.sentences import sentences_of
from stories.models.scene import LONGEST_TITLE
from stories.web.api.found import MOST_ID, SceneId, SeenRev, editable_story, scene_of
from stories.web.api.scenes import REFUSALS, SCENE, stated
from stories.web.api.states import SceneState, scene_state
from stories.web.api.titles import router

__all__ = ["router"]


class NewScene(RequestBody):
    """A scene in the sender's own words, put at index `at`; null puts it behind the last.

    A text has at least one letter or figure, and at most 300 words. A `title` is shown and never spoken.
    """

    text: Annotated[str, stated(minLength=1, maxLength=LONGEST_TEXT)]
    title: Annotated[str, stated(maxLength=LONGEST_TITLE)] = ""
    at: int | None = Field(None, ge=0, le=MOST_SCENES)

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "The fox went home.", "title": "Home", "at": 1}]}
    )


class ScenePlace(RequestBody):
    """The index, from 0, that the scene is to have."""

    to: int = Field(ge=0, le=MOST_SCENES)

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": 0}]})


class Split(RequestBody):
    """`keeps`: how many sentences stay. `seen_text`: the text that was looked at; a mismatch is a 409."""

    keeps: int = Field(ge=1, le=LONGEST_TEXT)
    seen_text: str | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"keeps": 1}]})


class Join(RequestBody):
    """What was looked at: the scene's text, and the id and the `rev` of the next; a mismatch is a 409."""

    seen_text: str | None = None
    next_id: int | None = Field(None, ge=1, le=MOST_ID)
    next_rev: int | None = Field(None, ge=0, le=MOST_ID)

    model_config = ConfigDict(json_schema_extra={"examples": [{"seen_text": "The fox woke up."}]})


class Sentences(Schema):
    """A scene's sentences in their order; it can be split between any two."""

    sentences: list[str]


@router.post(
    "/story/{uuid:story_id}/scene",
    response={201: SceneState, **REFUSALS},
    summary="Add a scene of your own",
)
def add_own_scene(request: HttpRequest, story_id: UUID, new: NewScene) -> Status[dict[str, Any]]:
    """Put a scene into the story; it gets a voice and a picture, and nothing else is made again."""
    story = editable_story(request, story_id)
    scene = add_scene(story, person(request), new.text, new.title, new.at)
    return Status(201, scene_state(scene_of(story, scene.index, scene.pk)))


@router.delete(SCENE, response={204: None, **REFUSALS}, summary="Remove a scene")
def remove_one_scene(
    request: HttpRequest,
    story_id: UUID,
    index: int,
    scene_id: SceneId = None,
    seen_rev: SeenRev = None,
) -> Status[None]:
    """Take the scene out of the story. It can be brought back for seven days; its voice is made anew then,
    and the answers to its question are gone.

    `seen_rev` is the `rev` of the scene that was looked at: with it nothing goes that somebody else put
    into it since (409 `changed`).
    """
    story = editable_story(request, story_id)
    remove_scene(scene_of(story, index, scene_id), person(request), seen_rev)
    return Status(204, None)


@router.put(
    f"{SCENE}/place", response={200: SceneState, **REFUSALS}, summary="Put a scene somewhere else"
)
def place_scene(
    request: HttpRequest, story_id: UUID, index: int, place: ScenePlace, scene_id: SceneId = None
) -> dict[str, Any]:
    """Give the scene another index; those between move by one, and nothing is made again."""
    story = editable_story(request, story_id)
    scene = move_scene(scene_of(story, index, scene_id), person(request), place.to)
    return scene_state(scene_of(story, scene.index, scene.pk))


@router.get(
    f"{SCENE}/sentences",
    response={200: Sentences, **REFUSALS},
    summary="Where a scene can be split",
)
def scene_sentences(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> dict[str, Any]:
    story = editable_story(request, story_id)
    return {"sentences": sentences_of(scene_of(story, index, scene_id).text)}


@router.post(f"{SCENE}/split", response={201: SceneState, **REFUSALS}, summary="Split a scene")
def split_one_scene(
    request: HttpRequest, story_id: UUID, index: int, split: Split, scene_id: SceneId = None
) -> Status[dict[str, Any]]:
    """Make a second scene of what comes after some sentences, and return it. Both are spoken anew; the
    first keeps the picture, the second gets the question."""
    story = editable_story(request, story_id)
    scene = scene_of(story, index, scene_id)
    second = split_scene(scene, person(request), split.keeps, split.seen_text)
    return Status(201, scene_state(scene_of(story, second.index, second.pk)))


@router.post(
    f"{SCENE}/join",
    response={200: SceneState, **REFUSALS},
    summary="Join a scene with the next",
)
def join_with_next(
    request: HttpRequest, story_id: UUID, index: int, join: Join, scene_id: SceneId = None
) -> dict[str, Any]:
    """Put the next scene's words behind this one's, which keeps its picture and its question."""
    story = editable_story(request, story_id)
    seen_next = SeenNext(join.next_id, join.next_rev)
    scene = join_scenes(
        scene_of(story, index, scene_id), person(request), join.seen_text, seen_next
    )
    return scene_state(scene_of(story, scene.index, scene.pk))
