"""A question goes with the words it is about; two who change one scene at once lose nothing of each other."""

import json
from typing import Any

import pytest
from django.test import Client

from edusmart.accounts.models import User
from edusmart.live.models import Topic
from edusmart.live.state import frame_since
from edusmart.work.attempt import perform
from stories.actions.scenes.editing import order_rewriting
from stories.models import Rewriting, Scene, SceneAnswer, Story
from tests.gemini_answers import whole
from tests.gemini_stand_in import GeminiStandIn
from tests.stories.making import bare_story, publish_unseen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
QUESTION = {"text": "Where did the fox sleep?", "answers": ["In a den.", "In a tree."], "right": 0}
PUBLIC = {"text": QUESTION["text"], "answers": QUESTION["answers"], "pictures": []}
OLD, NEW = "The fox slept in a den.", "The fox ran up a hill."


@pytest.fixture
def scene(edith: User) -> Scene:
    """A scene with a question, of a story that everybody sees."""
    story = bare_story(edith, scenes=1)
    scene = story.scenes.get()
    scene.text, scene.caption, scene.question = OLD, "A fox.", QUESTION
    scene.save()
    publish_unseen(story, edith)
    return scene


@pytest.fixture
def teacher(client: Client, edith: User) -> Client:
    client.force_login(edith)
    return client


@pytest.fixture
def child(charlie: User) -> Client:
    client = Client()
    client.force_login(charlie)
    return client


def patch(client: Client, scene: Scene, **body: Any) -> Any:
    url = f"/api/story/{scene.story_id}/scene/0"
    return client.patch(url, json.dumps(body), content_type="application/json")


def asked(client: Client, scene: Scene) -> Any:
    """What somebody who listens is asked, on the page and by the API alike."""
    by_api = client.get(f"/api/story/{scene.story_id}/scene/0").json()["question"]
    shown = row(scene, "viewer")["question"]
    assert shown == by_api
    return shown


def row(scene: Scene, audience: Any) -> dict[str, Any]:
    rows = frame_since(Topic.objects.get(pk=scene.topic_id), 0, audience)["rows"]
    return dict(next(each for each in rows if each["kind"] == "scene"))


def answer(client: Client, scene: Scene, choice: int) -> Any:
    url = f"/api/story/{scene.story_id}/scene/0/answer"
    return client.post(url, {"choice": choice}, content_type="application/json")


# The question


def test_nobody_is_asked_about_words_that_a_person_changed_until_a_teacher_has_looked(
    teacher: Client, child: Client, scene: Scene
) -> None:
    assert answer(child, scene, 1).status_code == 200
    assert patch(teacher, scene, text=NEW).json()["question"] is None
    assert asked(child, scene) is None
    refused = answer(child, scene, 0)
    assert (refused.status_code, refused.json()["code"]) == (404, "no_question")
    assert row(scene, "editor")["held_question"] == PUBLIC
    assert "held_question" not in row(scene, "viewer")
    given = teacher.get(f"/api/story/{scene.story_id}/answers").json()
    assert [(each["held"], len(each["given"])) for each in given] == [(True, 1)]
    assert patch(teacher, scene, question="ask").json()["question"] == PUBLIC
    assert asked(child, scene) == PUBLIC
    assert row(scene, "editor")["held_question"] is None
    assert answer(child, scene, 0).json()["right"] is True
    assert SceneAnswer.objects.count() == 1, "it is the same question as before"


def test_a_question_is_asked_again_once_its_words_are_back(
    teacher: Client, child: Client, scene: Scene
) -> None:
    patch(teacher, scene, text=NEW)
    patch(teacher, scene, text=f"{NEW} And down.")
    assert asked(child, scene) is None
    assert patch(teacher, scene, text=OLD).json()["question"] == PUBLIC
    assert asked(child, scene) == PUBLIC


def test_a_sentence_that_comes_holds_a_question_back_only_where_it_has_to_do_with_it(
    teacher: Client, child: Client, scene: Scene
) -> None:
    added = f"{OLD} Far away some bells were ringing."
    assert patch(teacher, scene, text=added).json()["question"] == PUBLIC
    assert asked(child, scene) == PUBLIC
    # Only marks: the same words.
    assert patch(teacher, scene, text=added.replace(".", "!")).json()["question"] == PUBLIC
    touched = f"{added} In a tree. Where did the fox sleep?"
    assert patch(teacher, scene, text=touched).json()["question"] is None


def test_a_question_that_is_left_out_is_asked_no_more(
    teacher: Client, child: Client, scene: Scene
) -> None:
    patch(teacher, scene, text=NEW)
    assert patch(teacher, scene, question="drop").status_code == 200
    assert (asked(child, scene), row(scene, "editor")["held_question"]) == (None, None)
    assert teacher.get(f"/api/story/{scene.story_id}/answers").json() == []
    assert patch(teacher, scene, question="ask").json()["question"] is None


def test_words_and_question_can_be_decided_in_one(
    teacher: Client, child: Client, scene: Scene
) -> None:
    patch(teacher, scene, text=NEW, question="ask")
    assert asked(child, scene) == PUBLIC


@pytest.mark.parametrize("same", [OLD.upper(), OLD.replace(".", "!"), f"“{OLD}”"])
def test_other_marks_and_letters_leave_a_question_alone(
    teacher: Client, child: Client, scene: Scene, same: str
) -> None:
    assert patch(teacher, scene, text=same).json()["text"] == same
    assert asked(child, scene) == PUBLIC


def test_a_decision_about_words_that_changed_meanwhile_is_none(
    teacher: Client, child: Client, scene: Scene
) -> None:
    patch(teacher, scene, text=NEW)
    late = patch(teacher, scene, question="ask", seen_text=OLD)
    assert (late.status_code, late.json()["code"]) == (409, "moved_on")
    assert asked(child, scene) is None


def test_a_choice_that_is_none_is_refused(teacher: Client, scene: Scene) -> None:
    assert patch(teacher, scene, question="maybe").status_code == 400


def test_a_model_that_finds_other_words_keeps_the_answer_in_them(
    scene: Scene, child: Client, edith: User, gemini: GeminiStandIn
) -> None:
    gemini.will(whole(json.dumps({"text": "A den. There the fox slept."})))
    order_rewriting(scene, "simpler", edith)
    rewriting = Rewriting.claim_next("r")
    assert rewriting
    perform(rewriting)
    sent = json.loads(gemini.asked[0].texts[1])
    assert sent == {"scene": OLD, "question": QUESTION["text"], "answer": "In a den."}
    assert "still give its answer" in gemini.asked[0].instruction
    scene.refresh_from_db()
    assert scene.text == "A den. There the fox slept."
    assert asked(child, scene) == PUBLIC


def test_a_scene_without_a_question_has_none_to_hold_back(edith: User, teacher: Client) -> None:
    scene = bare_story(edith, scenes=1).scenes.get()
    assert patch(teacher, scene, text=NEW).status_code == 200
    scene.refresh_from_db()
    assert scene.question == {}


# Two at once


def test_the_second_of_two_who_write_a_caption_is_told_and_loses_nothing(
    teacher: Client, scene: Scene
) -> None:
    first = patch(teacher, scene, caption="A fox in a den.", seen_caption="A fox.")
    assert first.status_code == 200
    late = patch(teacher, scene, caption="A late fox.", text=NEW, seen_caption=" A  fox.")
    assert (late.status_code, late.json()["code"]) == (409, "moved_on")
    assert "caption" in late.json()["detail"]
    scene.refresh_from_db()
    assert (scene.caption, scene.text) == ("A fox in a den.", OLD), "nothing of it was taken"
    again = patch(teacher, scene, caption="A fox in a den.", seen_caption="A fox.")
    assert again.status_code == 200, "the same words are no quarrel"


def test_a_caption_that_nobody_touched_does_not_stand_in_the_way_of_words(
    teacher: Client, scene: Scene
) -> None:
    patch(teacher, scene, caption="Another.")
    assert patch(teacher, scene, text=NEW, seen_text=OLD).status_code == 200
    assert Story.objects.get().scenes.get().text == NEW
