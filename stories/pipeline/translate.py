"""Say scenes in another language, on an order."""

from contextlib import suppress
from typing import Any

from edusmart.live.models import TopicGone, changing
from edusmart.work.attempt import current_attempt
from edusmart.work.errors import ClaimLost, Refused
from stories.actions.scenes.looked_at import undo_look
from stories.models import BESIDE, Scene, SceneTranslation, beside_of
from stories.providers.choice import text_provider
from stories.providers.metering import charged_to

MOVED_ON = "Somebody changed this scene meanwhile, so what it said before was not translated."


def translate(translation: SceneTranslation) -> dict[str, Any]:
    """Return the scene's `text` in the other language, and `beside` it what else of it was found.

    Raises Refused when the scene was changed meanwhile, or nothing here can translate.
    """
    scene = Scene.objects.select_related("story").filter(pk=translation.scene_id).first()
    if scene is None:  # it was removed just now, and the order with it
        raise ClaimLost
    # Before the call, which would be paid for in vain.
    if scene.text != translation.made_from:
        raise Refused(MOVED_ON, "moved_on")
    current_attempt().check_cancelled()
    story = scene.story
    translator, sources = text_provider().translator(), beside_of(scene)
    with charged_to(story, translation):
        told = translator.translate(
            scene.text, story.language, translation.language, story.grade, sources
        )
    beside = {
        name: {"of": sources[name], "says": says}
        for name, says in told.beside.items()
        if len(says) <= BESIDE[name]
    }
    return {"text": told.text, "beside": beside}


def complete_translation(
    translation: SceneTranslation, text: str, beside: dict[str, dict[str, str]]
) -> bool:
    """Keep the text and order its narration, unless the scene says something else by now.

    Returns False when the translation was lost.
    """
    with suppress(TopicGone), changing(translation.topic_id):
        scenes = Scene.objects.select_related("story__topic", "story__owner")
        scene = scenes.filter(pk=translation.scene_id).first()
        if scene is None:
            return False
        # Again under the lock: a person may have saved while the model was asked.
        if scene.text != translation.made_from:
            return translation.fail(Refused(MOVED_ON, "moved_on"))
        narration = scene.story.order_narration(scene.index, text, translation.language)
        if translation.complete(text=text, narration=narration, beside=beside):
            undo_look(scene)
            return True
        narration.delete()
    return False
