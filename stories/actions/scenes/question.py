"""The question of a scene: asked without its solution, answered once, kept for the teacher.

When a person changes what a scene says, its question is held back: it may ask about what is no longer
there. An editor of the story looks at both and decides.
"""

import hashlib
import json
import re
from collections import deque
from typing import Any, Literal

from django.urls import reverse

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from stories.levels import word_forms
from stories.models import Scene, SceneAnswer, Story
from stories.providers.own.named_things import thing_named
from stories.reading.language import COMMON_WORDS
from stories.text.sentences import sentences_in

Decision = Literal["ask", "drop"]


def public_question(scene: Scene) -> dict[str, Any] | None:
    """Return the question's text and answers, never which answer is right; None where nothing is asked.

    `pictures` are the addresses of what the answers name, where each names a thing that can be shown.
    """
    return _shown(scene) if is_asked(scene) else None


def public_words(scene: Scene) -> list[dict[str, str]]:
    """Return the words to learn; none where the story shows no lessons.

    `picture` is the address of what a word names, where that can be shown.
    """
    return [_with_picture(it, scene) for it in scene.words] if scene.story.shows_lessons else []


def _with_picture(word: dict[str, str], scene: Scene) -> dict[str, str]:
    key = thing_named(word["word"], scene.story.language)
    return {**word, "picture": reverse("stories:picture_of_thing", args=[key])} if key else {**word}


def is_asked(scene: Scene) -> bool:
    """Return whether listeners are asked the scene's question."""
    return bool(scene.question) and not is_held(scene) and scene.story.shows_lessons


def held_question(scene: Scene) -> dict[str, Any] | None:
    """Return the question that is held back, None where there is none. For editors only."""
    return _shown(scene) if is_held(scene) else None


def is_held(scene: Scene) -> bool:
    """Return whether the scene's question is held back."""
    return bool(scene.question.get("held"))


def hold_question(scene: Scene) -> None:
    """Ask the question no more until an editor decides. The caller saves the scene."""
    # Kept rather than dropped: the class's answers belong to it (decision 006).
    if scene.question:
        scene.question = {**scene.question, "held": True}


def hold_while_changed(scene: Scene, text: str) -> None:
    """Hold the question back where this text may touch it, until its words are back or an editor decides.

    Call before the scene says the text; the caller saves it.
    """
    if not scene.question:
        return
    if is_held(scene):
        if scene.question["held"] == _digest(_words(text)):
            decide_question(scene, "ask")
    elif bears_on_question(scene, text):
        scene.question = {**scene.question, "held": _digest(_words(scene.text))}


def bears_on_question(scene: Scene, text: str) -> bool:
    """Return whether the scene's question may be another one once the scene says this text.

    Not where only marks changed, nor where sentences came that share no word with it.
    """
    before, after = ([_words(it) for it in _sentences(said)] for said in (scene.text, text))
    left = deque(it for it in before if it)
    added = []
    for sentence in after:
        if left and sentence == left[0]:
            left.popleft()
        else:
            added.append(sentence)
    if left:
        return _words(scene.text) != _words(text)  # one went, or only its marks did
    asked = " ".join((scene.question.get("text", ""), *scene.question.get("answers", ())))
    language = scene.story.language
    about = _telling_forms(_words(asked), language)
    return any(about & _telling_forms(sentence, language) for sentence in added)


def is_asked_of_rest(scene: Scene, kept: str, rest: str) -> bool:
    """Return whether the scene's question is about the rest of its text, and not about what is kept.

    That is where its right answer is said; else, or where both say it, where more words of the question are.
    """
    asked, language = scene.question, scene.story.language
    if not asked:
        return False
    here, there = (_telling_forms(_words(text), language) for text in (kept, rest))
    answer = _telling_forms(_words(asked["answers"][asked["right"]]), language)
    about = _telling_forms(_words(asked["text"]), language)
    found = [(len(answer & said), len(about & said)) for said in (here, there)]
    return found[1] > found[0]


def _sentences(text: str) -> list[str]:
    return [it for line in text.split("\n") for it in sentences_in(line)]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _telling_forms(words: list[str], language: str) -> set[str]:
    """Return the words that say what a text is about, as they stand and without their endings."""
    common = COMMON_WORDS.get(language, [])
    return {form for it in words if it not in common for form in word_forms(it, language)}


def decide_question(scene: Scene, choice: Decision) -> None:
    """Ask a held question again, or drop it. The caller saves the scene."""
    scene.question = {} if choice == "drop" else _as_asked(scene)


def _shown(scene: Scene) -> dict[str, Any] | None:
    asked = scene.question
    if not asked:
        return None
    answers = asked["answers"]
    return {"text": asked["text"], "answers": answers, "pictures": _pictures(answers, scene)}


def _pictures(answers: list[str], scene: Scene) -> list[str]:
    """Return pictures of the things that the answers name; none unless all do, each another one."""
    named = [thing_named(answer, scene.story.language) for answer in answers]
    keys = list(dict.fromkeys(key for key in named if key))
    if len(keys) < len(named):
        return []
    return [reverse("stories:picture_of_thing", args=[key]) for key in keys]


def _as_asked(scene: Scene) -> dict[str, Any]:
    return {name: value for name, value in scene.question.items() if name != "held"}


def answer_question(user: User, scene: Scene, choice: int) -> dict[str, Any]:
    """Record the answer at index `choice` and return whether it is `right`, and the `right_choice`.

    Only a user's first answer to a question is kept.

    Raises RequestRefused: 404 where nothing is asked, 400 for an index that is no answer's.
    """
    asked = scene.question
    if not is_asked(scene):
        raise RequestRefused("This scene asks nothing.", "no_question", 404)
    # Also against negative indexes, which Python would count from the end.
    if not 0 <= choice < len(asked["answers"]):
        raise RequestRefused("Choose one of the answers.", "no_such_answer")
    is_right = choice == asked["right"]
    # Not update_or_create: after the first the solution is known.
    SceneAnswer.objects.get_or_create(
        user=user,
        scene=scene,
        question=which(scene),
        defaults={"choice": choice, "is_right": is_right},
    )
    return {"right": is_right, "right_choice": asked["right"]}


def choices_of(user: User, story: Story) -> dict[int, int]:
    """Return the choices that the user made, by scene id, for questions that are still asked."""
    given = SceneAnswer.objects.filter(user=user, scene__story=story).select_related("scene")
    return {it.scene_id: it.choice for it in given if it.question == which(it.scene)}


def class_answers(story: Story) -> list[dict[str, Any]]:
    """Return each scene's question with all answers given to it, in the order of the scenes.

    Where the story hides its lessons, only what was answered before.
    """
    scenes = (
        Scene.objects.filter(story=story).exclude(question={}).prefetch_related("answers__user")
    )
    found = [_with_answers(scene) for scene in scenes]
    return [it for it in found if story.shows_lessons or it["given"]]


def _with_answers(scene: Scene) -> dict[str, Any]:
    # Sorted here: order_by would throw the prefetched rows away.
    answers = sorted(scene.answers.all(), key=lambda it: it.answered_at)
    return {
        "scene_index": scene.index,
        "question": scene.question["text"],
        "answers": scene.question["answers"],
        "right_choice": scene.question["right"],
        "held": is_held(scene),
        "given": [
            {
                "user": it.user.get_username(),
                "name": it.user.shown_name,
                "choice": it.choice,
                "right": it.is_right,
            }
            for it in answers
            if it.question == which(scene)
        ],
    }


def which(scene: Scene) -> str:
    """Return what tells the scene's question from any other."""
    # Without "held", so that a question which is asked again keeps its answers; sorted, as JSON columns
    # keep no order.
    return _digest(_as_asked(scene))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
