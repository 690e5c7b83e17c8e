"""The API of a story in a second language: have it translated, write it, read it, take it away.

The operations join the stories' router: ninja looks for all methods of a path in one router.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status
from pydantic import ConfigDict

from edusmart.accounts.api import Problem, RequestBody, person
from edusmart.accounts.errors import RequestRefused
from stories.actions.scenes.editing import LONGEST_TEXT
from stories.actions.scenes.translation import (
    keep_translation,
    order_translation,
    order_translations,
    remove_translation,
)
from stories.live import audience_of
from stories.models import BESIDE, Scene, SceneTranslation
from stories.web.api.found import SceneId, SeenRev, editable_story, scene_of, visible_story
from stories.web.api.looks import router
from stories.web.api.scenes import REFUSALS, SCENE, stated

__all__ = ["router"]

Language = Literal["en", "ar", "es", "fr"]
STORY = "/story/{uuid:story_id}/translation/{language}"
OF_SCENE = f"{SCENE}/translation/{{language}}"


class WrittenTranslation(RequestBody):
    """The scene in another language, with at least one letter or figure and at most 300 words.

    `seen_text`: the scene's own text that the writer saw, `seen_translation`: the translation that stood
    there; a mismatch is a 409. `title`, `caption` and, with the first scene, `story_title` are those of the
    scene in this language, where it has them: null leaves one as it is, "" takes it away.
    """

    text: Annotated[str, stated(minLength=1, maxLength=LONGEST_TEXT)]
    title: Annotated[str | None, stated(maxLength=BESIDE["title"])] = None
    caption: Annotated[str | None, stated(maxLength=BESIDE["caption"])] = None
    story_title: Annotated[str | None, stated(maxLength=BESIDE["story_title"])] = None
    seen_text: str | None = None
    seen_translation: str | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "El zorro se despertó.", "seen_text": "The fox woke up."}]
        }
    )


class TranslationState(Schema):
    """One scene in another language. `stale`: the scene says something else by now, so that listeners are
    not shown it. `words` as in SceneState."""

    scene_id: int
    scene_index: int
    language: str
    direction: str
    text: str
    title: str
    caption: str
    story_title: str
    status: str
    stale: bool
    by_hand: bool
    audio_status: str
    audio_url: str | None
    audio_duration: float | None
    words: list[list[int]]
    error: str


class OrderedTranslations(Schema):
    """How many scenes are translated now: those that were not yet, or say what a scene said before."""

    ordered: int


@router.post(
    STORY, response={202: OrderedTranslations, **REFUSALS}, summary="Have a story translated"
)
def translate_story(
    request: HttpRequest, story_id: UUID, language: Language
) -> Status[dict[str, Any]]:
    """In the background, scene by scene, where a model is set up. What a person wrote stays."""
    story = editable_story(request, story_id)
    return Status(202, {"ordered": order_translations(story, person(request), language)})


@router.delete(STORY, response={204: None, **REFUSALS}, summary="Take a language away")
def remove_language(
    request: HttpRequest, story_id: UUID, language: Language, seen_rev: SeenRev = None
) -> Status[None]:
    """Delete the story's words in this language with their voices; the story itself stays.

    `seen_rev` is the highest `rev` of its words that were looked at: with it nothing goes that somebody
    wrote since (409 `changed`).
    """
    story = editable_story(request, story_id)
    remove_translation(story, person(request), language, seen_rev)
    return Status(204, None)


@router.get(
    OF_SCENE,
    response={200: TranslationState, **dict.fromkeys((400, 401, 404), Problem)},
    summary="One scene in another language",
)
def translated_scene(
    request: HttpRequest, story_id: UUID, index: int, language: Language, scene_id: SceneId = None
) -> dict[str, Any]:
    """Listeners find what is made and says what the scene says, editors all there is."""
    story = visible_story(request, story_id)
    found = _translation(scene_of(story, index, scene_id), language)
    if audience_of(story, person(request)) != "editor" and not found.is_shown:
        raise _nothing()
    return _state(found)


@router.put(
    OF_SCENE, response={200: TranslationState, **REFUSALS}, summary="Write a scene’s translation"
)
def write_translation(
    request: HttpRequest,
    story_id: UUID,
    index: int,
    language: Language,
    written: WrittenTranslation,
    scene_id: SceneId = None,
) -> dict[str, Any]:
    """Needs no model; the voice is ordered. Sent for a scene that has changed, it says that it still fits."""
    scene = scene_of(editable_story(request, story_id), index, scene_id)
    seen, before = written.seen_text, written.seen_translation
    given = {name: getattr(written, name) for name in BESIDE}
    beside = {name: text for name, text in given.items() if text is not None}
    keep_translation(scene, person(request), language, written.text, seen, before, beside)
    return _state(_translation(scene, language))


@router.post(
    OF_SCENE, response={202: TranslationState, **REFUSALS}, summary="Have a scene translated again"
)
def translate_scene(
    request: HttpRequest, story_id: UUID, index: int, language: Language, scene_id: SceneId = None
) -> Status[dict[str, Any]]:
    """Try again what failed, the words or their voice alone; else a model finds other words."""
    scene = scene_of(editable_story(request, story_id), index, scene_id)
    order_translation(scene, person(request), language)
    return Status(202, _state(_translation(scene, language)))


def _translation(scene: Scene, language: str) -> SceneTranslation:
    rows = SceneTranslation.objects.select_related("scene__story", "narration__recording")
    found: SceneTranslation | None = rows.filter(scene=scene, language=language).first()
    if found is None:
        raise _nothing()
    return found


def _nothing() -> RequestRefused:
    return RequestRefused("This scene is not told in that language (yet).", "no_translation", 404)


def _state(it: SceneTranslation) -> dict[str, Any]:
    voice = it.narration
    recording = voice.recording if voice else None
    return {
        "scene_id": it.scene_id,
        "scene_index": it.scene.index,
        "language": it.language,
        "direction": it.direction,
        "text": it.text,
        **{name: it.now(name) for name in BESIDE},
        "status": it.status,
        "stale": it.is_stale,
        "by_hand": it.by_hand,
        "audio_status": voice.status if voice else it.status,
        "audio_url": voice.url if voice and recording else None,
        "audio_duration": recording.duration if recording else None,
        "words": recording.words if recording else [],
        "error": it.error or (voice.error if voice else ""),
    }
