"""What pupils answered at first, and which question most got wrong: what a class needs explained again."""

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


@dataclass(frozen=True)
class FirstAnswer:
    """A pupil's first answer; texts are "" where the scene asks another question by now."""

    user_id: int
    scene: Scene
    is_right: bool
    question: str = ""
    answer: str = ""
    right_answer: str = ""


def first_answers(stories: Any, pupils: Any) -> list[FirstAnswer]:
    """Return the pupils' first answers in the order of the scenes; ids as `most_missed`. Two queries."""
    answers = SceneAnswer.objects.filter(scene__story__in=stories, user__in=pupils)
    rows = list(answers.order_by("scene__index", "answered_at", "pk"))
    scenes = Scene.objects.in_bulk({it.scene_id for it in rows})
    asked = {pk: which(scene) for pk, scene in scenes.items()}
    return [_first_answer(it, scenes[it.scene_id], asked[it.scene_id]) for it in rows]


def _first_answer(given: SceneAnswer, scene: Scene, asked: str) -> FirstAnswer:
    if given.question != asked:
        return FirstAnswer(given.user_id, scene, given.is_right)
    answers = scene.question["answers"]
    return FirstAnswer(
        given.user_id, scene, given.is_right, scene.question["text"],
        answers[given.choice], answers[scene.question["right"]],
    )  # fmt: skip


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
