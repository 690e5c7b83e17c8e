"""The API of what a scene teaches, for teachers: see it with its solution, change it, ask another question.

The operations join the stories' router: ninja looks for all methods of a path in one router.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field

from edusmart.accounts.api import Problem, RequestBody, person
from edusmart.accounts.errors import RequestRefused
from stories.actions.scenes.lesson import ask_another, set_lesson, show_lessons
from stories.actions.scenes.question import is_held
from stories.models import Scene
from stories.providers.storyteller import Question, WordToLearn
from stories.web.api.found import SceneId, editable_story, scene_of
from stories.web.api.scenes import SCENE
from stories.web.api.stories import router

__all__ = ["router"]

REFUSALS = dict.fromkeys((400, 401, 403, 404, 409), Problem)
MOST_SENT = 40  # of anything: a longer list is no mistake but an attack
LONGEST_SENT = 2000


class TaughtWord(RequestBody):
    word: str = Field(max_length=LONGEST_SENT)
    meaning: str = Field(max_length=LONGEST_SENT)


class SolvedQuestion(RequestBody):
    """A question with its solution: `right` is the index of the right answer, from 0."""

    text: str = Field(max_length=LONGEST_SENT)
    answers: list[str] = Field(max_length=MOST_SENT)
    right: int


class Lesson(Schema):
    """What a scene teaches. `held`: the question is not asked, since the scene's words were changed."""

    words: list[TaughtWord]
    question: SolvedQuestion | None
    held: bool


class LessonEdit(RequestBody):
    """All of it takes the place of what is there. `seen`: the question's text that was there, "" for none;
    `seen_words`: the words that were. A mismatch is a 409."""

    words: list[TaughtWord] = Field(max_length=MOST_SENT)
    question: SolvedQuestion | None = None
    seen: str = Field("", max_length=LONGEST_SENT)
    seen_words: list[TaughtWord] | None = Field(None, max_length=MOST_SENT)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "words": [{"word": "den", "meaning": "the home of a fox"}],
                    "question": {
                        "text": "Where does the fox live?",
                        "answers": ["In a den", "In a tree"],
                        "right": 0,
                    },
                }
            ]
        }
    )


class LessonsShown(RequestBody):
    shown: bool

    model_config = ConfigDict(json_schema_extra={"examples": [{"shown": False}]})


@router.put(
    "/story/{uuid:story_id}/lessons",
    response={200: LessonsShown, **REFUSALS},
    summary="Show or hide a story's words and questions",
)
def change_lessons(request: HttpRequest, story_id: UUID, wish: LessonsShown) -> dict[str, bool]:
    """Show them after each scene or not; hidden ones are kept."""
    story = editable_story(request, story_id)
    show_lessons(story, person(request), wish.shown)
    return {"shown": wish.shown}


@router.get(f"{SCENE}/lesson", response={200: Lesson, **REFUSALS}, summary="What a scene teaches")
def scene_lesson(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> dict[str, Any]:
    """Return the words and the question with its solution, to teachers of this story."""
    return _lesson(_taught(request, story_id, index, scene_id))


@router.put(
    f"{SCENE}/lesson", response={200: Lesson, **REFUSALS}, summary="Change what a scene teaches"
)
def change_lesson(
    request: HttpRequest, story_id: UUID, index: int, edit: LessonEdit, scene_id: SceneId = None
) -> dict[str, Any]:
    """Put other words and another question in their place; without a question nothing is asked."""
    scene = _taught(request, story_id, index, scene_id)
    words = [WordToLearn(it.word, it.meaning) for it in edit.words]
    asked = edit.question
    question = Question(asked.text, tuple(asked.answers), asked.right) if asked else None
    seen_words = edit.seen_words
    there = None if seen_words is None else [WordToLearn(it.word, it.meaning) for it in seen_words]
    return _lesson(set_lesson(scene, person(request), words, question, edit.seen, there))


@router.post(
    f"{SCENE}/lesson/another", response={200: Lesson, **REFUSALS}, summary="Ask another question"
)
def another_question(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> dict[str, Any]:
    """Ask the next question that the text of the story gives for this scene."""
    return _lesson(ask_another(_taught(request, story_id, index, scene_id), person(request)))


def _taught(request: HttpRequest, story_id: UUID, index: int, scene_id: int | None) -> Scene:
    story = editable_story(request, story_id)
    # A pupil is an editor of their own story, and must not see its solutions.
    if not person(request).is_editor:
        raise RequestRefused("Only a teacher can see the solution.", "not_allowed", 403)
    return scene_of(story, index, scene_id)


def _lesson(scene: Scene) -> dict[str, Any]:
    return {"words": scene.words, "question": scene.question or None, "held": is_held(scene)}
