"""A story and its scenes as the API's responses say them."""

from typing import Any
from uuid import UUID

from ninja import Schema

from stories.actions.scenes.question import public_question, public_words
from stories.models import Scene, Story
from stories.web.api.found import scenes_of


class WordToLearn(Schema):
    word: str
    meaning: str


class AskedQuestion(Schema):
    """`pictures`: the address of a picture for each answer, where each names a thing that can be shown."""

    text: str
    answers: list[str]
    pictures: list[str]


class SceneState(Schema):
    """One scene as far as it is made. `words`: [start ms, end ms, first code point, one past the last].

    `scene_id` stays when scenes are arranged and `scene_index` changes; `rev` rises with every change of the
    scene's own; `title` is what a teacher named it.

    `words_to_learn`: hard words with their meanings. `question`: what to ask after the scene.
    """

    scene_id: int
    rev: int
    scene_index: int
    title: str
    text: str
    heading: str
    caption: str
    source_pages: list[int]
    image_status: str
    image_url: str | None
    image_alt: str
    audio_status: str
    audio_url: str | None
    audio_duration: float | None
    words: list[list[int]]
    words_to_learn: list[WordToLearn]
    question: AskedQuestion | None
    error: str


class VowelledScene(Schema):
    """A scene's text as it is, and with its short vowels: nothing else differs."""

    scene_index: int
    text: str
    vowelled: str


class StoryState(Schema):
    """A story and its scenes. `progress` is the percentage of its parts that have ended."""

    story_id: UUID
    title: str
    language: str
    status: str
    progress: int
    total_scenes: int
    completed_scenes: int
    failed_scenes: int
    error: str
    scenes: list[SceneState]


def story_state(story: Story) -> dict[str, Any]:
    """Return the story as a StoryState."""
    return {
        "story_id": story.pk,
        "title": story.title,
        "language": story.language,
        "status": story.status,
        "progress": story.progress,
        "total_scenes": story.total_items,
        "completed_scenes": story.completed_items,
        "failed_scenes": story.failed_items,
        "error": story.error,
        "scenes": [scene_state(scene) for scene in scenes_of(story)],
    }


def scene_state(scene: Scene) -> dict[str, Any]:
    """Return the scene as a SceneState."""
    narration, illustration = scene.narration, scene.illustration
    recording = narration.recording
    return {
        "scene_id": scene.pk,
        "rev": scene.rev,
        "scene_index": scene.index,
        "title": scene.title,
        "text": scene.text,
        "heading": scene.heading,
        "caption": scene.caption,
        "source_pages": scene.source_pages,
        "image_status": illustration.status,
        "image_url": illustration.url if illustration.file else None,
        "image_alt": illustration.alt,
        "audio_status": narration.status,
        "audio_url": narration.url if recording else None,
        "audio_duration": recording.duration if recording else None,
        "words": recording.words if recording else [],
        "words_to_learn": public_words(scene),
        "question": public_question(scene),
        # One sentence for a scene: without its voice it cannot be heard at all.
        "error": narration.error or illustration.error,
    }
