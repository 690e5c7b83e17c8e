"""The caps of a grade through a whole telling: each scene is measured, made simpler once, within its time."""

import json
import threading

import pytest
from django.test import Client

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from stories.levels import caps, measure
from stories.models import ProviderCall, Scene, Telling
from stories.pipeline import rewrite as rewriting
from stories.providers.storyteller import ToldScene
from tests.gemini_answers import streamed, whole
from tests.gemini_stand_in import GeminiStandIn
from tests.scripted_http import Answer, Hold
from tests.stories.foxes import story_json
from tests.stories.making import make_story
from tests.stories.telling.test_levels import EASY, HARD

pytestmark = pytest.mark.django_db(transaction=True)
GRADE = 2


def tell(
    owner: User, gemini: GeminiStandIn, language: str, texts: list[str], *simpler: Answer
) -> list[Scene]:
    """The scenes of a second grader's story that the model tells so, and what it then finds simpler."""
    scenes = [(text, EASY[language][:40], [1]) for text in texts]
    gemini.will(streamed(story_json(scenes, language=language)), *simpler)
    make_story(owner, grade=GRADE, language=language, scenes=len(texts))
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    telling.refresh_from_db()
    assert telling.status == "completed"
    return list(Scene.objects.order_by("index"))


def says(text: str) -> Answer:
    return whole(json.dumps({"text": text}))


def asked_for_simpler(gemini: GeminiStandIn) -> int:
    return sum("You rewrite one scene" in asked.instruction for asked in gemini.asked)


@pytest.mark.parametrize("language", EASY)
def test_every_scene_is_measured_and_one_over_its_caps_is_told_simpler(
    alice: User, gemini: GeminiStandIn, client: Client, language: str
) -> None:
    texts, simpler = [EASY[language], HARD[language]], says(EASY[language])
    easy, hard = tell(alice, gemini, language, texts, simpler)
    assert (easy.text, hard.text) == (EASY[language], EASY[language])
    assert asked_for_simpler(gemini) == 1
    limits = caps(GRADE)
    for scene in (easy, hard):
        assert scene.level == measure(scene.text, language).as_json(limits)
        assert scene.level["over"] == []
        assert 0 < scene.level["longest"] <= limits.words_per_sentence
    client.force_login(alice)
    shown = client.get(f"/api/story/{easy.story_id}/levels").json()
    assert [each["level"]["grade"] for each in shown["scenes"]] == [easy.level["grade"]] * 2


def test_when_the_time_for_it_is_over_scenes_stay_as_told_and_their_teacher_sees_it(
    alice: User, gemini: GeminiStandIn, client: Client, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setattr(rewriting, "SECONDS", 2.0)
    monkeypatch.setattr(rewriting, "FEWEST_SECONDS", 1.0)
    late = Answer([Hold(threading.Event()), b"{}"])
    scenes = tell(alice, gemini, "en", [HARD["en"]] * 3, late, says(EASY["en"]), says(EASY["en"]))
    assert [scene.text for scene in scenes] == [HARD["en"]] * 3
    assert asked_for_simpler(gemini) == 1, "one call took all the time there was"
    assert ProviderCall.objects.get(purpose="rewrite").outcome == "timeout"
    warned = [record.getMessage() for record in caplog.records if record.name == rewriting.__name__]
    assert warned == [
        "scene 0 stays over its caps (timeout)",
        "scene 1 stays over its caps (not asked any more)",
        "scene 2 stays over its caps (not asked any more)",
    ]
    client.force_login(alice)
    levels = client.get(f"/api/story/{scenes[0].story_id}/levels").json()["scenes"]
    assert all("sentence" in each["level"]["over"] for each in levels)


def test_no_call_may_last_longer_than_what_is_left_of_the_time(
    gemini: GeminiStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "SECONDS", 7.0)
    gemini.will(says(HARD["en"]), says(EASY["en"]))
    easing, scene = rewriting.SceneSimplifier("en", GRADE), ToldScene(0, HARD["en"], "", (1,))
    assert [easing.ease(scene).text, easing.ease(scene).text] == [HARD["en"], EASY["en"]]
    seconds = [int(asked.headers["x-server-timeout"]) for asked in gemini.asked]
    assert 7 >= seconds[0] >= seconds[1] > 0
