"""The question of a scene: asked without its solution, answered once, kept for the teacher."""

import hashlib
import json
from typing import Any

from edusmart.accounts.errors import Wrong
from edusmart.accounts.models import User
from stories.models import Scene, SceneAnswer, Story


def public_question(scene: Scene) -> dict[str, Any] | None:
    """What may be on the page before it is answered: text and answers, never which one is right."""
    asked = scene.question
    return {"text": asked["text"], "answers": asked["answers"]} if asked else None


def answer(user: User, scene: Scene, choice: int) -> dict[str, Any]:
    """Tell whether it is right. The first answer to a question is the one that is kept. Raises Wrong."""
    asked = scene.question
    if not asked:
        raise Wrong("This scene asks nothing.", "no_question", 404)
    if not 0 <= choice < len(asked["answers"]):
        raise Wrong("Choose one of the answers.", "no_such_answer")
    is_right = choice == asked["right"]
    SceneAnswer.objects.get_or_create(
        user=user,
        scene=scene,
        question=_which(scene),
        defaults={"choice": choice, "is_right": is_right},
    )
    return {"right": is_right, "right_choice": asked["right"]}


def answered_by(user: User, story: Story) -> dict[int, int]:
    """Scene id > the choice this person made, for questions that are still asked."""
    given = SceneAnswer.objects.filter(user=user, scene__story=story).select_related("scene")
    return {it.scene_id: it.choice for it in given if it.question == _which(it.scene)}


def class_answers(story: Story) -> list[dict[str, Any]]:
    """Each scene's question with who answered what, in the order of the scenes."""
    scenes = (
        Scene.objects.filter(story=story).exclude(question={}).prefetch_related("answers__user")
    )
    return [
        {
            "scene_index": scene.index,
            "question": scene.question["text"],
            "answers": scene.question["answers"],
            "right_choice": scene.question["right"],
            "given": [
                {"user": it.user.get_username(), "choice": it.choice, "right": it.is_right}
                for it in sorted(scene.answers.all(), key=lambda it: it.answered_at)
                if it.question == _which(scene)
            ],
        }
        for scene in scenes
    ]


def _which(scene: Scene) -> str:
    return hashlib.sha256(json.dumps(scene.question, sort_keys=True).encode()).hexdigest()
