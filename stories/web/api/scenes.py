"""The API of one scene for its owner and teachers: edit, rewrite, picture, retry.

The operations join the stories' router: ninja looks for all methods of a path in one router.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import ConfigDict, Field, ValidationError

from edusmart.accounts.api import Problem, RequestBody, person
from edusmart.accounts.errors import RequestRefused
from stories.actions.retry import retry
from stories.actions.scenes.editing import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    Seen,
    edit_scene,
    order_rewriting,
    require_editable,
)
from stories.actions.scenes.picture import LONGEST_ALT, order_picture, upload_picture
from stories.levels import Measure, caps, measure
from stories.models import Rewriting, Scene, Story
from stories.models.illustration import LONGEST_WISH
from stories.models.scene import LONGEST_TITLE
from stories.rows import standing
from stories.web.api.found import SceneId, editable_story, scene_of
from stories.web.api.states import SceneState, scene_state
from stories.web.api.stories import router

__all__ = ["router"]

REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 429), Problem)
SCENE = "/story/{uuid:story_id}/scene/{int:index}"
# By hand: ninja describes one kind of body for an operation, and this takes two.
PICTURE_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file"],
                "properties": {
                    "file": {"type": "string", "format": "binary"},
                    "alt": {"type": "string", "maxLength": LONGEST_ALT},
                },
            }
        },
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"wish": {"type": "string", "maxLength": LONGEST_WISH}},
            },
            "example": {"wish": "The heron seen from the fox's side of the river"},
        },
    },
}


def stated(**limits: Any) -> Any:
    """State what the actions refuse, with sentences of their own that say how much is too much."""
    return Field(json_schema_extra=limits)


class SceneEdit(RequestBody):
    """Each field that is sent is changed. `seen_text`, `seen_caption`, `seen_title`: what the writer started
    from; a mismatch is a 409.

    A text has at least one letter or figure, and at most 300 words. `title` names the scene wherever
    scenes are named, and is never spoken.
    Another text holds the scene's question back: it is asked again when `question` is `ask`, and
    removed by `drop`.
    """

    text: Annotated[str, stated(minLength=1, maxLength=LONGEST_TEXT)] | None = None
    caption: Annotated[str, stated(maxLength=LONGEST_CAPTION)] | None = None
    title: Annotated[str, stated(maxLength=LONGEST_TITLE)] | None = None
    question: Literal["ask", "drop"] | None = None
    seen_text: str | None = None
    seen_caption: str | None = None
    seen_title: str | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"text": "The fox woke up. She was hungry.", "seen_text": "The fox woke up."}
            ]
        }
    )


class Wish(RequestBody):
    direction: Literal["simpler", "harder"]

    model_config = ConfigDict(json_schema_extra={"examples": [{"direction": "simpler"}]})


class PictureWish(RequestBody):
    wish: str = ""


class OrderedRewriting(Schema):
    """The accepted order: the scene's text changes when `status` is completed."""

    id: int
    direction: str
    status: str
    error: str


class Words(RequestBody):
    text: str = Field(max_length=20_000)  # a draft may be far too long still

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "The fox woke up early."}]})


class Level(Schema):
    """How hard a text is to read. `grade` is our figure, like a school grade from 1.0 to 16.0.

    `longest` counts the words of the longest sentence; `over` names the caps of the story's grade that
    the text is over: sentence, scene, rare. `under` is the lowest grade whose caps for sentences and rare
    words the text keeps, where that is far under the story's; else null. `hardest` is the sentence that
    makes a text harder than the story's grade; null where it is not.
    """

    words: int
    sentences: int
    longest: int
    rare_count: int
    rare: list[str]
    grade: float
    over: list[str]
    under: int | None
    hardest: str | None


class CapsOfGrade(Schema):
    words_per_sentence: int
    words_per_scene: int
    rare_share: float


class SceneLevel(Schema):
    scene_index: int
    level: Level


class StoryLevel(Schema):
    """`grade` is the scenes' figure, weighted by their words; `grade_level` is what was asked for."""

    grade_level: int
    grade: float
    caps: CapsOfGrade
    scenes: list[SceneLevel]


@router.patch(
    SCENE,
    response={200: SceneState, **REFUSALS},
    operation_id="edit_scene",
    summary="Edit a scene",
)
def edit(
    request: HttpRequest, story_id: UUID, index: int, edit: SceneEdit, scene_id: SceneId = None
) -> dict[str, Any]:
    """Only the narration is made again, and only when the text changed. The picture stays."""
    scene = _changeable(request, story_id, index, scene_id)
    seen = Seen(edit.seen_text, edit.seen_caption, edit.seen_title)
    edit_scene(scene, person(request), edit.text, edit.caption, edit.question, seen, edit.title)
    return _now(scene)


@router.post(
    f"{SCENE}/rewrite",
    response={202: OrderedRewriting, **REFUSALS},
    summary="Say a scene in simpler or harder words",
)
def rewrite_scene(
    request: HttpRequest, story_id: UUID, index: int, wish: Wish, scene_id: SceneId = None
) -> Status[dict[str, Any]]:
    """Rewrite the scene in the background; a text that is edited meanwhile stays as edited."""
    scene = _changeable(request, story_id, index, scene_id)
    return Status(202, _ordered(order_rewriting(scene, wish.direction, person(request))))


@router.post(
    f"{SCENE}/picture",
    response={202: SceneState, **REFUSALS, 413: Problem, 503: Problem},
    summary="Another picture for a scene",
    openapi_extra={"requestBody": PICTURE_BODY},
)
def change_picture(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> Status[dict[str, Any]]:
    """A file replaces the picture at once; a wish, which may be empty, orders another one."""
    scene = _changeable(request, story_id, index, scene_id)
    # Not a parameter of the operation, as ninja would then demand a file.
    if request.content_type == "multipart/form-data":
        upload_picture(
            scene, person(request), request.FILES.get("file"), request.POST.get("alt", "")
        )
    else:
        order_picture(scene, person(request), _wish(request))
    return Status(202, _now(scene))


@router.post(
    f"{SCENE}/retry",
    response={200: SceneState, **REFUSALS},
    summary="Try a scene's picture and voice again",
)
def retry_scene(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> dict[str, Any]:
    """Try again what failed or was cancelled of this scene."""
    story = editable_story(request, story_id)
    scene = scene_of(story, index, scene_id)
    retry(story, person(request), scene)
    return _now(scene)


@router.get(
    "/story/{uuid:story_id}/levels",
    response={200: StoryLevel, **REFUSALS},
    summary="How hard a story is to read",
)
def story_levels(request: HttpRequest, story_id: UUID) -> dict[str, Any]:
    story = editable_story(request, story_id)
    # Measured now instead of read from the rows: a changed grade needs no saved scene.
    limits = caps(story.grade)
    found = [
        (index, measure(text, story.language), text)
        for index, text in Scene.objects.filter(story=story).values_list("index", "text")
    ]
    words = sum(it.words for _, it, _ in found)
    return {
        "grade_level": story.grade,
        "grade": round(sum(it.grade * it.words for _, it, _ in found) / words, 1) if words else 0.0,
        "caps": limits,
        "scenes": [
            {"scene_index": index, "level": _level(it, text, story)} for index, it, text in found
        ],
    }


@router.post(
    "/story/{uuid:story_id}/measure",
    response={200: Level, **REFUSALS},
    summary="How hard a text would be to read",
)
def measure_text(request: HttpRequest, story_id: UUID, words: Words) -> dict[str, Any]:
    """Measure a text that is still being written; nothing is kept."""
    story = editable_story(request, story_id)
    return _level(measure(words.text, story.language), words.text, story)


def _level(found: Measure, text: str, story: Story) -> dict[str, Any]:
    return standing(found.as_json(caps(story.grade)), text, story)


# Two different refusals: 403 for who is no editor of it, 409 for an owner whose story a teacher published.
def _changeable(
    request: HttpRequest, story_id: UUID, index: int, scene_id: int | None = None
) -> Scene:
    story = editable_story(request, story_id)
    require_editable(story, person(request))
    return scene_of(story, index, scene_id)


def _now(scene: Scene) -> dict[str, Any]:
    # Read again: a new narration or picture is another row.
    return scene_state(scene_of(scene.story, scene.index, scene.pk))


def _ordered(rewriting: Rewriting) -> dict[str, Any]:
    return {
        "id": rewriting.pk,
        "direction": rewriting.direction,
        "status": rewriting.status,
        "error": rewriting.error,
    }


def _wish(request: HttpRequest) -> str:
    try:
        return PictureWish.model_validate_json(request.body or b"{}").wish
    except ValidationError:
        sentence = "Send a picture file, or JSON with a “wish” of words."
        raise RequestRefused(sentence, "invalid") from None
