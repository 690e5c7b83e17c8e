"""The API of listeners: their place in a story, and their answers."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from ninja import Schema, Status
from pydantic import ConfigDict, Field, StringConstraints

from edusmart.accounts.api import ApiRouter, Problem, RequestBody, person
from edusmart.accounts.errors import RequestRefused
from stories.actions.bookmark import save_bookmark, scene_now
from stories.actions.scenes.question import answer_question, class_answers
from stories.actions.share import note_listening
from stories.live import audience_of
from stories.models import Scene, Story
from stories.models.class_share import LONGEST_WORD
from stories.providers.own.depiction.vocabulary import LANGUAGES, names
from stories.teaching.moods import Moods
from stories.teaching.shown import Shown
from stories.together.there import note_answer
from stories.web.api.found import MOST_ID, SceneId, scene_of
from stories.web.shelf import next_story

router = ApiRouter(tags=["listeners"])
MOST_SCENES = 2**15 - 1  # what the column holds
MOST_TAPPED = 50  # words between two places
MOST_HEARD = 500  # scenes, as a device may have been without a connection for long
MOST_STICKERS = 4
MOST_LOOKED_AT = 60  # scenes, as each is read once more for it
LONGEST_SCENE_SECONDS = 24 * 3600  # far past any scene; it keeps infinity out
REFUSALS = dict.fromkeys((400, 401, 404), Problem)


class Place(RequestBody):
    """A place in a story: `scene` from 0, `seconds` into it. `finished`: its last scene came to its end.

    `heard_scenes` are the ids of scenes that were heard since the last place. The story counts as heard
    to its end where it was finished and nine of ten scenes were heard; without them all are taken as heard.

    With `scene_id` that scene is meant, wherever it stands now: scenes may be arranged meanwhile.

    `heard` (seconds since the last place) and `words` that were tapped are kept where the story is shared
    with a class of the listener's, for their teacher; otherwise they are not looked at.
    """

    scene: int = Field(ge=0, le=MOST_SCENES)
    seconds: float = Field(ge=0, le=LONGEST_SCENE_SECONDS)
    scene_id: int | None = Field(None, ge=1, le=MOST_ID)
    finished: bool = False
    heard_scenes: list[Annotated[int, Field(ge=1, le=MOST_ID)]] | None = Field(
        default=None, max_length=MOST_HEARD
    )
    heard: float = Field(default=0, ge=0, le=LONGEST_SCENE_SECONDS)
    words: list[Annotated[str, StringConstraints(max_length=LONGEST_WORD)]] = Field(
        default=[], max_length=MOST_TAPPED
    )

    model_config = ConfigDict(json_schema_extra={"examples": [{"scene": 2, "seconds": 7.5}]})


class NextStory(Schema):
    """A story to hear next, with the address of its page. `cover_url` is empty where it has no picture."""

    story_id: UUID
    title: str
    language: str
    direction: str
    cover_url: str
    url: str


class Sticker(Schema):
    """The picture of a thing, and what it is called in the story's language."""

    name: str
    url: str


class Stickers(Schema):
    """What a story gives at its end. `is_quiet`: it is sad; there is no feast then, and no stickers."""

    is_quiet: bool
    stickers: list[Sticker]


class Choice(RequestBody):
    """The chosen answer, from 0."""

    choice: int

    model_config = ConfigDict(json_schema_extra={"examples": [{"choice": 1}]})


class Solution(Schema):
    """Whether the answer was right, and which one is."""

    right: bool
    right_choice: int


class GivenAnswer(Schema):
    """A user's first answer; `name` is what they are called, the user name where there is no other."""

    user: str
    name: str
    choice: int
    right: bool


class QuestionWithAnswers(Schema):
    """One scene's question with all answers given to it. `held`: it is not asked at present."""

    scene_index: int
    question: str
    answers: list[str]
    right_choice: int
    held: bool
    given: list[GivenAnswer]


@router.put(
    "/story/{uuid:story_id}/position", response={204: None, **REFUSALS}, summary="Keep my place"
)
def keep_position(request: HttpRequest, story_id: UUID, place: Place) -> Status[None]:
    """Save the place, where another device continues."""
    # Not checked against the scenes there are: the story may still be growing.
    user, story = person(request), _story(request, story_id)
    at = scene_now(story, place.scene_id, place.scene)
    save_bookmark(user, story, at, place.seconds, ended=place.finished, heard=place.heard_scenes)
    note_listening(story, user, place.heard, place.words)
    return Status(204, None)


@router.get(
    "/story/{uuid:story_id}/next",
    response={200: NextStory | None, 401: Problem, 404: Problem},
    summary="The story to hear next",
)
def story_to_hear_next(request: HttpRequest, story_id: UUID) -> dict[str, Any] | None:
    """Return a finished story that this user has not heard to its end: of the same language where there is
    one, else of the page's; of these the one of the nearest grade. null where all are heard."""
    # Any: its cover is no column, but counted by the query.
    found: Any = next_story(person(request), _story(request, story_id), get_language() or "")
    if found is None:
        return None
    return {
        "story_id": found.pk,
        "title": found.title,
        "language": found.language,
        "direction": found.direction,
        "cover_url": found.cover_url,
        "url": reverse("stories:player", args=[found.pk]),
    }


@router.get(
    "/story/{uuid:story_id}/stickers",
    response={200: Stickers, 401: Problem, 404: Problem},
    summary="Pictures of what a story tells of",
)
def stickers(request: HttpRequest, story_id: UUID) -> dict[str, Any]:
    """Return the things that are there in most of its scenes, animals first; none without a picture, and
    none where it tells of a loss or ends sadly: whom it lost would be among them."""
    person(request)
    story = _story(request, story_id)
    if story.language not in LANGUAGES:
        return {"is_quiet": False, "stickers": []}
    texts = Scene.objects.filter(story=story).values_list("text", flat=True)
    # Backwards: a long story's end says most of how it feels.
    if Moods([*texts.order_by("-index")[:MOST_LOOKED_AT]][::-1], story.language).ends_quietly():
        return {"is_quiet": True, "stickers": []}
    called = names(story.language)
    shown = Shown(list(texts.order_by("index")[:MOST_LOOKED_AT]), story.language)
    given = [
        {"name": called[key], "url": reverse("stories:picture_of_thing", args=[key])}
        for key in shown.most_often(MOST_STICKERS)
    ]
    return {"is_quiet": False, "stickers": given}


@router.post(
    "/story/{uuid:story_id}/scene/{int:index}/answer",
    response={200: Solution, **REFUSALS},
    operation_id="answer_question",
    summary="Answer a scene's question",
)
def answer(
    request: HttpRequest, story_id: UUID, index: int, given: Choice, scene_id: SceneId = None
) -> dict[str, Any]:
    """Answer the question; the first answer is kept for the teacher."""
    scene = scene_of(_story(request, story_id), index, scene_id)
    solution = answer_question(person(request), scene, given.choice)
    note_answer(person(request).pk, scene)
    return solution


@router.get(
    "/story/{uuid:story_id}/answers",
    response={200: list[QuestionWithAnswers], 401: Problem, 403: Problem, 404: Problem},
    url_name="story_answers",
    summary="The class's answers",
)
def story_answers(request: HttpRequest, story_id: UUID) -> list[dict[str, Any]]:
    """Return the answers to teachers of this story: its owner who is an editor, editors it is shared
    with, staff."""
    story, user = _story(request, story_id), person(request)
    # Both: an owner who is a pupil is an editor of the story, but must not see classmates' answers.
    if not user.is_editor or audience_of(story, user) != "editor":
        raise RequestRefused("Only a teacher can see the class's answers.", "not_allowed", 403)
    return class_answers(story)


def _story(request: HttpRequest, story_id: UUID) -> Story:
    story = Story.objects.seen_by(person(request)).filter(pk=story_id).first()
    if story is None:
        raise RequestRefused("There is no such story, or it is not yours to see.", "no_story", 404)
    return story
