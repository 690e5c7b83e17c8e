"""Saying scenes in other words: because a person asked, or once by itself when one is over the caps."""

import logging
from dataclasses import replace
from typing import cast

from edusmart.work.errors import Refused, WorkError
from edusmart.work.performing import performance
from stories.calls import charged_to
from stories.levels import caps, excess, measure
from stories.models import Rewriting, Scene
from stories.rewritings import MOVED_ON
from stories.storytellers import Direction, ToldScene
from stories.storytellers.choice import rewriter, simplifier

log = logging.getLogger(__name__)

#: A scene that is over its caps by less than this part is near enough not to be told twice.
TOLERANCE = 0.15
SAME = "The storyteller found no other words for this scene."


def rewrite(rewriting: Rewriting) -> str:
    """The scene's new text. Raises Refused when the scene was changed meanwhile or nothing changed."""
    scene = Scene.objects.select_related("story").get(pk=rewriting.scene_id)
    if scene.text != rewriting.before:
        raise Refused(MOVED_ON, "moved_on")
    performance().go_on()
    direction = cast(Direction, rewriting.direction)
    story = scene.story
    with charged_to(story, rewriting):
        text = rewriter().rewrite(rewriting.before, story.language, story.grade, direction)
    if text == rewriting.before:
        raise Refused(SAME, "same")
    return text


def eased(told: ToldScene, language: str, grade: int) -> ToldScene:
    """The told scene, made simpler once if it is over the grade's caps and a model can do it.

    Whatever goes wrong, the scene stays as it was told: a story is never held up by this.
    """
    limits, teller = caps(grade), simplifier()
    before = excess(measure(told.text, language), limits)
    if teller is None or before <= TOLERANCE:
        return told
    try:
        text = teller.rewrite(told.text, language, grade, "simpler")
    except WorkError as error:
        log.warning("scene %s stays over its caps (%s)", told.index, error.code)
        return told
    if excess(measure(text, language), limits) >= before:
        return told
    return replace(told, text=text)
