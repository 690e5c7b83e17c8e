"""Listening together: who may lead a class and who is told, where it is, and when it ends."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classroom import features
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from classroom.models import SchoolClass
from edusmart.accounts.models import User
from edusmart.live.models import Topic
from stories.actions.share import share_story
from stories.actions.story import make_private
from stories.models import AlongPupil, ClassListening, Scene, Story
from stories.together import conduct, there
from stories.together.conduct import LEAD_MS, let_go_forsaken, now_ms
from stories.together.owner import ClassListeningOwner
from stories.together.rooms import rooms_of
from tests.conftest import make_user
from tests.stories.making import bare_story

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def school_class(edith: User, alice: User) -> SchoolClass:
    made = make_class(edith, "Foxes 2b")
    add_pupil(made, alice)
    return made


@pytest.fixture
def story(edith: User, school_class: SchoolClass) -> Story:
    """Edith's story of three scenes, which her class has."""
    made = bare_story(edith, scenes=3)
    share_story(made, edith, {school_class.pk: None}, None)
    made.refresh_from_db()
    return made


@pytest.fixture
def teacher(edith: User) -> Client:
    return signed_in(edith)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(school_class: SchoolClass) -> str:
    return f"/api/class/{school_class.pk}/listening"


def lead(client: Client, school_class: SchoolClass, story: Story, **more: Any) -> Any:
    body = {"story": str(story.pk), "scene": 0, "seconds": 0, "playing": True, **more}
    return client.put(address(school_class), json.dumps(body), "application/json")


def where(client: Client, school_class: SchoolClass) -> dict[str, Any]:
    (row,) = client.get(address(school_class)).json()["rows"]
    return dict(row)


def test_a_teacher_is_told_who_goes_along_who_left_and_who_did_not_come_and_a_pupil_is_not(
    teacher: Client,
    school_class: SchoolClass,
    story: Story,
    alice: User,
    redis_server: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_pupil(school_class, make_user("zoe", "students"))
    lead(teacher, school_class, story)
    topic = ClassListening.objects.get().topic

    def names() -> list[list[str]]:
        told = where(teacher, school_class)
        return [told["along"], told["left"], told["missing"]]

    assert names() == [[], [], ["alice", "zoe"]]

    def rev() -> int:
        topic.refresh_from_db()
        return topic.rev

    for says, count in ((1, 1), (0, 0), (1, 1)):
        before = rev()
        ClassListeningOwner().focus(topic, alice, "class_listening", says)
        assert where(teacher, school_class)["there"] == count
        assert rev() == before + 1, "watchers are told"
        ClassListeningOwner().focus(topic, alice, "class_listening", says)
        assert rev() == before + 1, "what is known already is no news"
        assert names() == ([["alice"], [], ["zoe"]] if says else [[], ["alice"], ["zoe"]])
    ClassListeningOwner().focus(topic, school_class.teacher, "class_listening", 1)  # type: ignore[arg-type]
    assert names() == [["alice"], [], ["zoe"]], "only pupils go along"
    assert not {"there", "along", "left", "missing"} & set(where(signed_in(alice), school_class))
    monkeypatch.setattr(there, "GONE_AFTER_SECONDS", -1)  # nothing was heard of her since
    there.forget_silent_listeners()
    assert names() == [[], ["alice"], ["zoe"]]
    teacher.delete(address(school_class))
    assert not AlongPupil.objects.exists(), "who was along is not kept"
    assert names() == [[], [], []]


def test_a_question_is_before_the_class_until_its_teacher_leads_on(
    teacher: Client, school_class: SchoolClass, story: Story, alice: User
) -> None:
    Story.objects.filter(pk=story.pk).update_unwatched(shows_lessons=True)
    question = {"text": "Who woke up?", "answers": ["The fox.", "The owl."], "right": 0}
    Scene.objects.filter(story=story, index=1).update_unwatched(question=question)
    pupil = signed_in(alice)
    lead(teacher, school_class, story, scene=1, playing=False, asking=True)
    told = where(pupil, school_class)  # whoever comes now is told too
    assert (told["asking"], told["scene"]) == (True, 1)
    topic = ClassListening.objects.get().topic
    ClassListeningOwner().focus(topic, alice, "class_listening", 1)
    assert where(teacher, school_class)["answered"] == 0
    pupil.get(f"/stories/{story.pk}/")
    path = f"/api/story/{story.pk}/scene/1/answer"
    assert pupil.post(path, {"choice": 1}, content_type="application/json").status_code == 200
    [done] = features.done_in(school_class)
    assert (done.answers, done.right) == (1, 0), "it counts in the report as any answer"
    # Their teacher sees how many answered, and tells the right one to all; nobody knows it before.
    assert where(teacher, school_class)["answered"] == 1
    assert where(pupil, school_class)["right"] is None
    assert "answered" not in where(pupil, school_class)
    lead(teacher, school_class, story, scene=1, playing=False, asking=True, told=True)
    told = where(pupil, school_class)
    assert (told["told"], told["right"]) == (True, 0)
    lead(teacher, school_class, story, scene=1)
    assert where(pupil, school_class)["asking"] is False
    refused = lead(teacher, school_class, story, scene=0, asking=True)
    assert (refused.status_code, refused.json()["code"]) == (404, "no_question")
    lead(teacher, school_class, story, scene=1, asking=True)
    assert where(teacher, school_class)["answered"] == 0, "it is put anew"
    assert where(pupil, school_class)["right"] is None
    let_go_forsaken()
    assert where(pupil, school_class)["asking"] is True
    Scene.objects.filter(story=story, index=1).update_unwatched(question={})
    let_go_forsaken()
    assert where(pupil, school_class)["asking"] is False, "its question is gone"
    Scene.objects.filter(story=story, index=1).update_unwatched(question=question)
    lead(teacher, school_class, story, scene=1, asking=True)
    teacher.delete(address(school_class))
    assert where(pupil, school_class)["asking"] is False


def test_a_command_holds_a_moment_later_for_everybody(
    teacher: Client, school_class: SchoolClass, story: Story, alice: User, edith: User
) -> None:
    before = now_ms()
    answer = lead(teacher, school_class, story, scene=1, seconds=2.5, speed=0.75).json()
    told = where(signed_in(alice), school_class)
    assert answer["rows"] == [
        told
        | {
            "conductor": edith.pk,
            "there": 0,
            "answered": 0,
            "along": [],
            "left": [],
            "missing": ["alice"],
        }
    ]
    assert "conductor" not in told, "who leads is the teachers' affair"
    assert (told["story"], told["scene"], told["seconds"]) == (str(story.pk), 1, 2.5)
    assert (told["playing"], told["speed"], told["round"]) == (True, 0.75, 1)
    assert before + LEAD_MS <= told["at"] <= now_ms() + LEAD_MS
    assert before <= answer["now"] <= now_ms()


def test_a_pause_is_where_the_class_will_be_when_it_holds(
    teacher: Client, school_class: SchoolClass, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_000_000]
    monkeypatch.setattr(conduct, "now_ms", lambda: clock[0])
    lead(teacher, school_class, story, seconds=1, speed=2)
    clock[0] += 3_000
    lead(teacher, school_class, story, playing=False, seconds=None)
    told = where(teacher, school_class)
    assert (told["playing"], told["seconds"]) == (False, 7)
    clock[0] += 60_000
    lead(teacher, school_class, story, seconds=None)
    assert where(teacher, school_class)["seconds"] == 7, "while it rests no time passes"
    lead(teacher, school_class, story, scene=2, seconds=None)
    assert where(teacher, school_class)["seconds"] == 0, "another scene begins at its beginning"


def test_only_its_teacher_leads_a_class_and_only_its_people_are_told(
    teacher: Client, school_class: SchoolClass, story: Story, alice: User, charlie: User,
    groups: None,
) -> None:  # fmt: skip
    lead(teacher, school_class, story)
    pupil, outsider = signed_in(alice), signed_in(charlie)
    other_teacher, nobody = signed_in(make_user("edgar", "editors")), Client()
    path = address(school_class)
    assert lead(pupil, school_class, story).status_code == 403
    assert {pupil.post(path).status_code, pupil.delete(path).status_code} == {403}
    assert lead(outsider, school_class, story).status_code == 403
    assert outsider.get(path).status_code == 404
    assert lead(other_teacher, school_class, story).status_code == 404
    for refused in (other_teacher.get, other_teacher.post, other_teacher.delete):
        assert refused(path).status_code == 404
    assert nobody.get(path).status_code == 401
    assert where(pupil, school_class)["playing"] is True, "and nothing of it had an effect"


def test_a_class_is_led_only_through_what_is_shared_with_it(
    teacher: Client, school_class: SchoolClass, story: Story, edith: User
) -> None:
    answer = lead(teacher, school_class, bare_story(edith, "Mine", scenes=1))
    assert (answer.status_code, answer.json()["code"]) == (409, "not_shared_with_class")
    answer = lead(teacher, school_class, story, scene=3)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_scene")
    for wrong in ({"seconds": -1}, {"speed": 9}, {"scene": 10**9}, {"seconds": float("nan")}):
        assert lead(teacher, school_class, story, **wrong).status_code == 400
    assert not ClassListening.objects.filter(story__isnull=False).exists()


def test_it_ends_with_its_teacher_and_begins_anew(
    teacher: Client, school_class: SchoolClass, story: Story
) -> None:
    lead(teacher, school_class, story)
    assert teacher.delete(address(school_class)).status_code == 204
    told = where(teacher, school_class)
    assert (told["story"], told["playing"]) == (None, False)
    assert teacher.delete(address(school_class)).status_code == 204, "twice is no mistake"
    assert teacher.post(address(school_class)).json()["code"] == "not_together"
    lead(teacher, school_class, story)
    lead(teacher, school_class, story, scene=1)
    assert where(teacher, school_class)["round"] == 2


def test_a_class_whose_teacher_is_gone_is_let_go_by_the_sweep(
    teacher: Client, school_class: SchoolClass, story: Story
) -> None:
    lead(teacher, school_class, story)
    let_go_forsaken()
    assert where(teacher, school_class)["story"]
    rev = Topic.objects.get(name__startswith="class_listening").rev
    assert teacher.post(address(school_class)).status_code == 204
    assert Topic.objects.get(name__startswith="class_listening").rev == rev, "nobody need be told"
    gone = timezone.now() - timedelta(seconds=1)
    ClassListening.objects.all().update_unwatched(forsaken_at=gone)
    assert not rooms_of(story, school_class.teacher)[0]["on"]  # type: ignore[arg-type]
    let_go_forsaken()
    assert where(teacher, school_class)["story"] is None


@pytest.mark.parametrize("end", ["private", "removed"])
def test_a_story_that_is_taken_from_the_class_is_listened_to_no_more(
    teacher: Client, school_class: SchoolClass, story: Story, edith: User, end: str
) -> None:
    lead(teacher, school_class, story)
    if end == "private":
        make_private(story, edith)
    else:
        Story.objects.filter(pk=story.pk).update_unwatched(removed_at=timezone.now())
    let_go_forsaken()
    assert where(teacher, school_class)["story"] is None


def test_another_teacher_of_the_class_takes_over(
    teacher: Client, school_class: SchoolClass, story: Story, stella: User
) -> None:
    lead(teacher, school_class, story)
    staff = signed_in(stella)
    lead(staff, school_class, story, scene=1)
    assert where(staff, school_class)["round"] == 1, "the class is not asked again"
    assert teacher.post(address(school_class)).status_code == 409
    assert staff.post(address(school_class)).status_code == 204


def test_a_page_knows_its_listeners_classes_and_no_others(
    school_class: SchoolClass, story: Story, edith: User, alice: User, charlie: User
) -> None:
    without_it = make_class(edith, "Owls 1a")
    add_pupil(without_it, alice)
    (room,) = rooms_of(story, alice)
    assert (room["name"], room["leads"], room["on"]) == ("Foxes 2b", False, False)
    (led,) = rooms_of(story, edith)
    assert led["leads"]
    assert rooms_of(story, charlie) == []
    assert 'id="together"' in signed_in(alice).get(f"/stories/{story.pk}/").content.decode()
    Story.objects.filter(pk=story.pk).update_unwatched(published_at=timezone.now())
    assert 'id="together"' not in signed_in(charlie).get(f"/stories/{story.pk}/").content.decode()


def test_looking_for_classes_costs_the_same_however_many_there_are(
    school_class: SchoolClass, story: Story, edith: User
) -> None:
    def queries() -> int:
        rooms_of(story, edith)  # makes what is missing
        with CaptureQueriesContext(connection) as caught:
            rooms_of(story, edith)
        return len(caught)

    few = queries()
    others = [make_class(edith, f"Class {n}") for n in range(5)]
    share_story(story, edith, {it.pk: None for it in [school_class, *others]}, None)
    assert queries() == few
    assert len(rooms_of(story, edith)) == 6


def test_its_topic_goes_with_the_class(
    teacher: Client, school_class: SchoolClass, story: Story
) -> None:
    lead(teacher, school_class, story)
    school_class.delete()
    assert not Topic.objects.filter(name__startswith="class_listening").exists()


def test_who_may_watch_is_asked_in_three_queries(
    school_class: SchoolClass, story: Story, edith: User, alice: User, charlie: User
) -> None:
    topic = ClassListening.of(school_class).topic_id
    watchers = [(topic, user) for user in (edith, alice, charlie)]
    [user.is_editor or user.is_overseer for _, user in watchers]  # each remembers its groups
    with CaptureQueriesContext(connection) as caught:
        found = ClassListeningOwner().audiences(watchers)
    assert found == {(topic, edith.pk): "editor", (topic, alice.pk): "viewer"}
    assert len(caught) <= 3
