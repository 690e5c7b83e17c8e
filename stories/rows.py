"""The rows of a story as watchers see them; NotRequired fields are for editors only."""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypedDict

from edusmart.live.frames import Audience
from stories.actions.scenes.question import held_question, public_question, public_words
from stories.levels import far_under, hardest_above
from stories.models import Illustration, Rewriting, Scene, SceneTranslation, Story


class StoryRow(TypedDict):
    """The story itself. `progress` is in percent; the counts are of scenes.

    `lessons`: whether words to learn are shown and questions asked.
    `told_by` has the choices of STORYTELLER that told it, comma-separated, each with its model.
    """

    kind: Literal["story"]
    id: str
    rev: int
    title: str
    language: str
    direction: str
    status: str
    progress: int
    round: int
    total_scenes: int
    completed_scenes: int
    failed_scenes: int
    left_out_pages: list[int]
    error: str
    error_code: str
    grade_level: int
    offered: bool
    published: bool
    shared: bool
    lessons: bool
    told_by: str


class SceneRow(TypedDict):
    """One scene, `scene_index` from 0, `title` what a teacher named it.

    `narration` and `illustration` are ids of those rows. `looked_by` is the teacher who looked at it.
    """

    kind: Literal["scene"]
    id: int
    rev: int
    scene_index: int
    title: str
    text: str
    heading: str
    caption: str
    source_pages: list[int]
    words: list[dict[str, str]]
    question: Mapping[str, Any] | None
    narration: int
    illustration: int
    level: NotRequired[Mapping[str, Any]]
    held_question: NotRequired[Mapping[str, Any] | None]
    traced: NotRequired[list[dict[str, Any]]]
    looked_at: NotRequired[str | None]
    looked_by: NotRequired[str]


class IllustrationRow(TypedDict):
    """A scene's picture. `front_url` has its figures alone, `falls` is snow, rain, leaves or "".
    `replaces` is the id of the illustration whose place it will take.
    """

    kind: Literal["illustration"]
    id: int
    rev: int
    status: str
    attempt: int
    image_url: str | None
    front_url: str | None
    falls: str
    alt: str
    replaces: int | None
    error_code: str
    error: str


class RewritingRow(TypedDict):
    """A wish for simpler or harder words. Viewers are sent none of these rows."""

    kind: Literal["rewriting"]
    id: int
    rev: int
    scene: int
    direction: str
    status: str
    attempt: int
    before: str
    error_code: str
    error: str


class TranslationRow(TypedDict):
    """A scene in another language. Listeners get `text` and `narration` only of one that is made and says
    what the scene says; else they are "" and None. So with `title`, `caption` and `story_title`; `outdated`
    names those that were made from something else than there is now.
    """

    kind: Literal["translation"]
    id: int
    rev: int
    scene: int
    language: str
    direction: str
    text: str
    narration: int | None
    title: str
    caption: str
    story_title: str
    outdated: NotRequired[list[str]]
    status: NotRequired[str]
    attempt: NotRequired[int]
    stale: NotRequired[bool]
    by_hand: NotRequired[bool]
    error_code: NotRequired[str]
    error: NotRequired[str]


def story_row(story: Story) -> StoryRow:
    """Return the story as every watcher sees it."""
    return {
        "kind": "story",
        "id": str(story.pk),
        "rev": story.rev,
        "title": story.title,
        "language": story.language,
        "direction": story.direction,
        "status": story.status,
        "progress": story.progress,
        "round": story.round,
        "total_scenes": story.total_items,
        "completed_scenes": story.completed_items,
        "failed_scenes": story.failed_items,
        "left_out_pages": story.left_out_pages,
        "error": story.error,
        "error_code": story.error_code,
        "grade_level": story.grade,
        "offered": story.is_offered,
        "published": story.is_published,
        "shared": story.shared_at is not None,
        "lessons": story.shows_lessons,
        "told_by": story.told_by,
    }


def scene_row(scene: Scene, audience: Audience) -> SceneRow:
    """Return the scene; editors are sent more of it than viewers."""
    row: SceneRow = {
        "kind": "scene",
        "id": scene.pk,
        "rev": scene.rev,
        "scene_index": scene.index,
        "title": scene.title,
        "text": scene.text,
        "heading": scene.heading,
        "caption": scene.caption,
        "source_pages": scene.source_pages,
        "words": public_words(scene),
        # Without the solution: rows go to listeners, who could read it.
        "question": public_question(scene),
        "narration": scene.narration_id,
        "illustration": scene.illustration_id,
    }
    # What viewers are not sent cannot leak; the template alone would only hide it.
    if audience == "editor":
        row["level"] = standing(scene.level, scene.text, scene.story)
        row["held_question"] = held_question(scene)
        row["traced"] = scene.traced
        row["looked_at"] = scene.looked_at.isoformat() if scene.looked_at else None
        row["looked_by"] = scene.looked_by.shown_name if scene.looked_by else ""
    return row


def standing(level: Mapping[str, Any], text: str, story: Story) -> dict[str, Any]:
    """Return how hard a text is, with how that stands to its story's grade."""
    above = hardest_above(level, text, story.language, story.grade)
    return {**level, "under": far_under(level, story.grade), "hardest": above}


def illustration_row(illustration: Illustration) -> IllustrationRow:
    """Return the picture; it has an address once its file is there."""
    return {
        "kind": "illustration",
        "id": illustration.pk,
        "rev": illustration.rev,
        "status": illustration.status,
        # Browsers drop progress of an earlier attempt by it.
        "attempt": illustration.attempts,
        "image_url": illustration.url if illustration.file else None,
        "front_url": illustration.front_url if illustration.file else None,
        "falls": illustration.falls,
        "alt": illustration.alt,
        "replaces": illustration.replaces_id,
        "error_code": illustration.error_code,
        "error": illustration.error,
    }


def rewriting_row(rewriting: Rewriting) -> RewritingRow:
    """Return the wish and how far it is; only editors are sent it."""
    return {
        "kind": "rewriting",
        "id": rewriting.pk,
        "rev": rewriting.rev,
        "scene": rewriting.scene_id,
        "direction": rewriting.direction,
        "status": rewriting.status,
        "attempt": rewriting.attempts,
        # The editor shows what the words were, beside what they became.
        "before": rewriting.before,
        "error_code": rewriting.error_code,
        "error": rewriting.error,
    }


def _beside(translation: SceneTranslation, name: str, audience: Audience) -> str:
    """Return what the translation says of `name` to this audience."""
    if audience == "editor":
        return translation.says(name)
    return translation.now(name) if translation.is_shown else ""


def translation_row(translation: SceneTranslation, audience: Audience) -> TranslationRow:
    """Return the scene's words in the other language; only editors are told how far they are."""
    seen = audience == "editor" or translation.is_shown
    row: TranslationRow = {
        "kind": "translation",
        "id": translation.pk,
        "rev": translation.rev,
        "scene": translation.scene_id,
        "language": translation.language,
        "direction": translation.direction,
        "text": translation.text if seen else "",
        "narration": translation.narration_id if seen else None,
        "title": _beside(translation, "title", audience),
        "caption": _beside(translation, "caption", audience),
        "story_title": _beside(translation, "story_title", audience),
    }
    if audience == "editor":
        row["status"] = translation.status
        row["attempt"] = translation.attempts
        row["stale"] = translation.is_stale
        row["outdated"] = translation.outdated
        row["by_hand"] = translation.by_hand
        row["error_code"] = translation.error_code
        row["error"] = translation.error
    return row
