"""A story in a second language, beside its own: have it translated, type it, take it away.

The pictures are the story's. Each scene's words in the other language have a voice of that language, and are
shown to listeners as long as the scene says what they were made from.
"""

from collections.abc import Iterable, Mapping

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.plain.text import without_controls
from edusmart.work.models import Status
from edusmart.work.queues import wake
from stories.actions.scenes.editing import require_editable, speakable
from stories.actions.scenes.looked_at import undo_look
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_translation
from stories.models import BESIDE, Scene, SceneTranslation, Story, beside_of
from stories.providers.choice import text_provider
from stories.providers.provider import NO_TRANSLATOR
from tts.languages import LANGUAGES

OPEN = (Status.PENDING, Status.PROCESSING)
STOPPED = (Status.FAILED, Status.CANCELLED)


def keep_translation(
    scene: Scene,
    user: User,
    language: str,
    text: str,
    seen: str | None,
    before: str | None,
    beside: Mapping[str, str] | None = None,
) -> SceneTranslation:
    """Keep what a person wrote as the scene's words in `language`, and order its narration.

    `beside` is what else they wrote, by its name in BESIDE; what is not in it stays. `seen` is the scene's
    own text that they had before them, `before` its translation; None: not known.

    Raises RequestRefused, and changes nothing: 400 for a text that is empty or too long; 409 where another
    person changed what was seen, or as `require_editable` and `require_other_language`.
    """
    text, beside = speakable(text), _checked(beside or {})
    with changing(scene.topic_id):
        scene = _fresh(scene)
        require_editable(scene.story, user)
        require_other_language(scene.story, language)
        old = scene.translations.filter(language=language).first()
        said = old.text if old else ""
        # Who wants what is there already has no conflict, as with a scene's own words.
        if seen not in {None, scene.text} or (text != said and before not in {None, said}):
            raise RequestRefused(
                "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
            )
        if old and old.status == Status.COMPLETED and text == said:
            return _confirm(old, scene, beside)
        if old:
            old.delete()
        written = SceneTranslation(
            topic_id=scene.topic_id, scene=scene, language=language, text=text, by_hand=True,
            made_from=scene.text, owner_id=scene.story.owner_id, turn=scene.index,
            narration=scene.story.order_narration(scene.index, text, language),
        )  # fmt: skip
        written.beside = old.beside if old else {}
        written.set_beside(beside)
        written.mark_given()
        written.save()
        undo_look(scene)
    return written


def order_translations(story: Story, user: User, language: str) -> int:
    """Have a model say in `language` what is not said in it yet, or says what a scene said before.

    What a person typed stays. Returns how many scenes were ordered.

    Raises RequestRefused: 409 where no model is set up, or as `require_editable` and
    `require_other_language`; 429 where the owner's budget does not pay for it.
    """
    with changing(story.topic_id):
        story = Story.objects.select_related("topic", "owner").get(pk=story.pk)
        _require_orders(story, user, language)
        there = {it.scene_id: it for it in _of_story(story, language)}
        scenes = [
            scene
            for scene in Scene.objects.filter(story=story).select_related("story")
            if _is_missing(there.get(scene.pk))
        ]
        _order(story, scenes, language)
    return len(scenes)


def order_translation(scene: Scene, user: User, language: str) -> SceneTranslation:
    """Try one scene's translation again: its voice alone where that is what failed, else its words.

    Raises RequestRefused as `order_translations`, and 409 while it is being made.
    """
    with changing(scene.topic_id):
        scene = _fresh(scene)
        old = scene.translations.filter(language=language).select_related("narration").first()
        if old and old.is_shown and old.narration and old.narration.status in STOPPED:
            require_editable(scene.story, user)
            old.narration.retry_unpaid()
            wake(old.narration.queue)
            return old
        _require_orders(scene.story, user, language)
        if old and old.status in OPEN:
            raise RequestRefused("This scene is being translated already.", "translating", 409)
        _order(scene.story, [scene], language)
    return SceneTranslation.objects.get(scene=scene, language=language)


def remove_translation(
    story: Story, user: User, language: str, seen_rev: int | None = None
) -> None:
    """Delete the story's words in `language`, with their voices.

    `seen_rev` is the highest `rev` of the words in it that were looked at. Raises RequestRefused (409), also
    where somebody wrote some since.
    """
    with changing(story.topic_id):
        story.refresh_from_db()
        require_editable(story, user)
        translations = list(_of_story(story, language))
        if seen_rev is not None and any(it.rev > seen_rev for it in translations):
            raise RequestRefused(
                "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
            )
        for translation in translations:
            scene = translation.scene
            translation.delete()
            undo_look(scene)


def require_other_language(story: Story, language: str) -> None:
    """Raise RequestRefused (409) for the story's own language, and for one that is not spoken here."""
    if language not in LANGUAGES or language == story.language:
        raise RequestRefused(
            "Choose another language than the one that the story is told in.", "same_language", 409
        )


def _require_orders(story: Story, user: User, language: str) -> None:
    require_editable(story, user)
    require_other_language(story, language)
    if not text_provider().translates:
        raise RequestRefused(NO_TRANSLATOR, "no_translator", 409)


def _is_missing(translation: SceneTranslation | None) -> bool:
    """Return whether a model is asked for it: a person's words are left, whatever became of the scene."""
    if translation is None or translation.status in STOPPED:
        return True
    return translation.is_stale and not translation.by_hand


def _order(story: Story, scenes: Iterable[Scene], language: str) -> None:
    scenes = list(scenes)
    require_budget(story.owner, sum(cost_of_translation(_said(scene)) for scene in scenes))
    for old in SceneTranslation.objects.filter(scene__in=scenes, language=language):
        old.delete()
    for scene in scenes:
        SceneTranslation(
            topic_id=story.topic_id, scene=scene, language=language, made_from=scene.text,
            provider=text_provider().gate, turn=scene.index, owner_id=story.owner_id,
            length=len(scene.text),
        ).save()  # fmt: skip
        undo_look(scene)
        wake(SceneTranslation.kind)


def _checked(beside: Mapping[str, str]) -> dict[str, str]:
    """Return each in one line. Raises RequestRefused (400) for one that is too long."""
    lines = {name: " ".join(without_controls(text).split()) for name, text in beside.items()}
    for name, text in lines.items():
        if len(text) > BESIDE[name]:
            raise RequestRefused(
                f"This can have at most {BESIDE[name]} characters.", "caption_too_long"
            )
    return lines


def _said(scene: Scene) -> str:
    return " ".join([scene.text, *beside_of(scene).values()])


def _confirm(
    translation: SceneTranslation, scene: Scene, beside: Mapping[str, str]
) -> SceneTranslation:
    """Note that these words say what the scene says now: a person looked at both."""
    held, translation.scene = translation.beside, scene
    translation.set_beside(beside)
    if translation.is_stale or translation.beside != held:
        if translation.is_stale:
            translation.made_from, translation.by_hand = scene.text, True
        translation.save(update_fields={"made_from", "by_hand", "beside"})
        undo_look(scene)
    return translation


def _of_story(story: Story, language: str) -> list[SceneTranslation]:
    found = SceneTranslation.objects.filter(scene__story=story, language=language)
    return list(found.select_related("scene").order_by("scene__index"))


def _fresh(scene: Scene) -> Scene:
    """Return the scene as it is under the topic's lock."""
    fresh: Scene = Scene.objects.select_related("story__topic", "story__owner").get(pk=scene.pk)
    return fresh
