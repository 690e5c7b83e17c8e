"""Put scenes into other words: on an order, or once by itself where a told scene is over its grade's
caps."""

import logging
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import Any, cast

from edusmart.live.models import TopicGone, changing
from edusmart.work.attempt import current_attempt
from edusmart.work.errors import ClaimLost, NotYet, Refused, WorkError
from stories.actions.scenes.editing import set_text
from stories.levels import caps, excess, measure
from stories.models import Rewriting, Scene
from stories.providers.choice import text_provider
from stories.providers.metering import charged_to
from stories.providers.storyteller import Direction, Question, ToldScene, still_said

log = logging.getLogger(__name__)

#: A scene that is over its caps by less than this part is near enough not to be told twice.
TOLERANCE = 0.15
#: What a telling may spend on it in all, well below what its storyteller's call may last.
SECONDS = 20.0  # listeners wait for the scene meanwhile
#: In less than this no answer can be hoped for.
FEWEST_SECONDS = 1.0
MOVED_ON = "Somebody changed this scene meanwhile, so its words were left as they are."
SAME = "The storyteller found no other words for this scene."


def rewrite(rewriting: Rewriting) -> dict[str, Any]:
    """Return the scene's new text, `after`. Raises Refused when the scene was changed meanwhile or the
    storyteller found no other words."""
    scene = Scene.objects.select_related("story").filter(pk=rewriting.scene_id).first()
    if scene is None:  # it was removed just now, and the order with it
        raise ClaimLost
    # Before the call, which would be paid for in vain.
    if scene.text != rewriting.before:
        raise Refused(MOVED_ON, "moved_on")
    current_attempt().check_cancelled()
    direction = cast(Direction, rewriting.direction)
    story = scene.story
    with charged_to(story, rewriting):
        text = (
            text_provider()
            .rewriter()
            .rewrite(rewriting.before, story.language, story.grade, direction, _asked(scene))
        )
    # Saving it would have the same words spoken again.
    if text == rewriting.before:
        raise Refused(SAME, "same")
    return {"after": text}


def complete_rewriting(rewriting: Rewriting, after: str) -> bool:
    """Put the new text into the scene, unless a person edited it meanwhile, and complete the rewriting.

    Returns False when the rewriting was lost.
    """
    with suppress(TopicGone), changing(rewriting.topic_id):
        scenes = Scene.objects.select_related("story", "narration")
        scene = scenes.filter(pk=rewriting.scene_id).first()
        if scene is None:
            return False
        # Again under the lock: a person may have saved while the model was asked, and their words win.
        if scene.text != rewriting.before:
            return rewriting.fail(Refused(MOVED_ON, "moved_on"))
        if rewriting.complete(after=after):
            set_text(scene, after)
            return True
    return False


def _asked(scene: Scene) -> Question | None:
    it = scene.question
    return Question(it["text"], tuple(it["answers"]), it["right"]) if it else None


class SceneSimplifier:
    """Simplifies the told scenes that are over their grade's caps, each once, where a model can.

    A failure leaves the scene as it was told; its measure tells the teacher what it is over. The
    telling waits for this, so it stops once it has taken SECONDS in all, or when the model is away.
    """

    def __init__(self, language: str, grade: int) -> None:
        self._language, self._grade, self._caps = language, grade, caps(grade)
        self._left = SECONDS

    def ease(self, told: ToldScene) -> ToldScene:
        """Return the scene, simplified where that brought it nearer to the caps."""
        before = self._excess(told.text)
        provider = text_provider()
        if before <= TOLERANCE or not provider.rewords:
            return told
        # Late scenes stay as told: listeners would wait longer for them than they gain.
        if self._left < FEWEST_SECONDS:
            log.warning("scene %s stays over its caps (not asked any more)", told.index)
            return told
        begun = monotonic()
        try:
            text = provider.rewriter(self._left).rewrite(
                told.text, self._language, self._grade, "simpler", told.question
            )
        except WorkError as error:
            log.warning("scene %s stays over its caps (%s)", told.index, error.code)
            # The model is away or asks to wait: the next scenes would only wait for the same.
            if isinstance(error, NotYet):
                self._left = 0
            return told
        # A call that failed has taken its time as well.
        finally:
            self._left -= monotonic() - begun
        return _with(told, text) if self._excess(text) < before else told

    def _excess(self, text: str) -> float:
        return excess(measure(text, self._language), self._caps)


def _with(told: ToldScene, text: str) -> ToldScene:
    """Return the scene with this text, and with the words to learn that it still says."""
    return replace(told, text=text, words=still_said(told.words, text))
