"""Which questions pupils got wrong at first: where a class needs another explanation."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from stories.actions.scenes.question import is_asked, which
from stories.models import Scene, SceneAnswer

SEVERAL = 2  # one wrong answer says something of a child, and nothing of the question


@dataclass(frozen=True)
class MissedQuestion:
    """A scene's question, how many answered it, how many of them wrong, and what most of these chose."""

    scene: Scene
    given: int
    missed: int
    instead: str


def most_missed(stories: Any, pupils: Any) -> list[MissedQuestion]:
    """Return of each story the question that most of the pupils got wrong at first, if several did.

    `stories` and `pupils`: querysets of ids. Two queries; only questions that are still asked count.
    """
    answers = SceneAnswer.objects.filter(scene__story__in=stories, user__in=pupils)
    counted: Any = answers.values("scene", "question", "choice", "is_right").annotate(n=Count("pk"))
    by_question: dict[tuple[int, str], list[dict[str, Any]]] = defaultdict(list)
    for it in counted.order_by():
        by_question[it["scene"], it["question"]].append(it)
    scenes = Scene.objects.select_related("story").in_bulk({scene for scene, _ in by_question})
    most: dict[Any, MissedQuestion] = {}
    for (pk, question), given in by_question.items():
        found = _counted(scenes[pk], question, given)
        before = most.get(scenes[pk].story_id)
        if found and (before is None or _weight(found) > _weight(before)):
            most[found.scene.story_id] = found
    return list(most.values())


def _counted(scene: Scene, question: str, given: list[dict[str, Any]]) -> MissedQuestion | None:
    wrong = [it for it in given if not it["is_right"]]
    missed = sum(it["n"] for it in wrong)
    if missed < SEVERAL or not is_asked(scene) or question != which(scene):
        return None
    instead = max(wrong, key=lambda it: (it["n"], -it["choice"]))["choice"]
    answers = scene.question["answers"]
    return MissedQuestion(scene, sum(it["n"] for it in given), missed, answers[instead])


def _weight(it: MissedQuestion) -> tuple[int, float, int]:
    return it.missed, it.missed / it.given, -it.scene.index
