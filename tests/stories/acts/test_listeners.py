"""Who listens: their place in a story, the questions they answer, and how long they are told to wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from edusmart.accounts.models import User
from stories.models import Bookmark, Scene, SceneAnswer, Story
from stories.web.durations import median_durations
from tests.stories.making import bare_story
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db

QUESTION = {"text": "Where did the fox live?", "answers": ["In a den", "In a tree"], "right": 0}


def put(client: Client, story: Story, place: Any) -> int:
    url = f"/api/story/{story.pk}/position"
    return client.put(url, place, content_type="application/json").status_code


def listener(client: Client, story: Story) -> dict[str, Any]:
    """What the player's page carries for the one who opened it."""
    context = client.get(f"/stories/{story.pk}/").context
    return dict(context["listener"])


@pytest.fixture
def story(alice: User) -> Story:
    return bare_story(alice, scenes=2)


@pytest.fixture
def asking(story: Story, stella: User) -> Scene:
    """The first scene of a published story, with words to learn and a question."""
    Story.objects.filter(pk=story.pk).update_unwatched(published_at=timezone.now())
    scene = story.scenes.get(index=0)
    scene.question, scene.words = QUESTION, [{"word": "den", "meaning": "a fox's home"}]
    scene.save()
    return scene


def test_a_place_is_kept_for_the_next_device(client: Client, alice: User, story: Story) -> None:
    client.force_login(alice)
    assert listener(client, story)["place"] is None
    assert put(client, story, {"scene": 0, "seconds": 4}) == 204
    assert put(client, story, {"scene": 1, "seconds": 2.5}) == 204
    other_device = Client()
    other_device.force_login(alice)
    place = listener(other_device, story)["place"]
    assert (place["scene"], place["seconds"]) == (1, 2.5)
    assert abs(place["saved"] / 1000 - timezone.now().timestamp()) < 60


def test_the_end_of_a_story_is_kept_and_the_next_is_one_that_was_not_heard(
    client: Client, alice: User, charlie: User, story: Story
) -> None:
    client.force_login(alice)
    url = f"/api/story/{story.pk}/next"
    assert client.get(url).json() is None
    bare_story(alice, story.title, scenes=1)
    assert client.get(url).json() is None, "the same story once more is no other one"
    english, spanish = bare_story(alice, "Next", scenes=1), bare_story(alice, "Luego", scenes=1)
    french = bare_story(alice, "Ensuite", scenes=1)
    easy = bare_story(alice, "Easy", scenes=1)
    change = Story.objects.filter
    change(pk=spanish.pk).update_unwatched(language="es")
    change(pk=french.pk).update_unwatched(language="fr")
    change(pk=easy.pk).update_unwatched(grade=story.grade - 2)
    bare_story(charlie, "Not alice's")
    told = client.get(url).json()
    assert (told["title"], told["url"]) == ("Next", f"/stories/{english.pk}/")
    assert told["cover_url"].startswith("/pictures/")
    assert put(client, english, {"scene": 0, "seconds": 0, "finished": True}) == 204
    assert Bookmark.objects.get(story=english).finished_at
    assert client.get(url).json()["title"] == "Easy", "of another grade, and yet of its language"
    for heard in (easy, spanish):
        assert put(client, heard, {"scene": 0, "seconds": 0, "finished": True}) == 204
    change(pk=english.pk).update_unwatched(language="ar")
    Bookmark.objects.filter(story=english).update(finished_at=None)
    in_arabic = client.get(url, headers={"Accept-Language": "ar"})
    assert in_arabic.json()["title"] == "Next", "none is left in its language: in the reader's"
    assert put(client, english, {"scene": 0, "seconds": 0, "finished": True}) == 204
    assert client.get(url).json()["title"] == "Ensuite"
    assert put(client, french, {"scene": 0, "seconds": 0, "finished": True}) == 204
    assert client.get(url).json() is None


def test_a_story_gives_stickers_of_what_is_there_and_of_nothing_else(
    client: Client, alice: User, story: Story
) -> None:
    client.force_login(alice)
    url = f"/api/story/{story.pk}/stickers"
    Scene.objects.filter(story=story).update_unwatched(text="It was quiet.")
    assert client.get(url).json() == {"is_quiet": False, "stickers": []}
    Scene.objects.filter(story=story).update_unwatched(text="A fox rang a bell. There was no cat.")
    told = client.get(url).json()["stickers"]
    assert [it["name"] for it in told] == ["a fox", "a bell"]
    picture = client.get(told[0]["url"])
    assert picture["Content-Type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    assert client.get("/things/nothing.webp").status_code == 404
    last = Scene.objects.filter(story=story).order_by("-index")[:1]
    Scene.objects.filter(pk__in=last.values("pk")).update_unwatched(text="The fox died. Ann wept.")
    assert client.get(url).json() == {"is_quiet": True, "stickers": []}, "no feast"


def test_strangers_learn_nothing_of_a_story_from_its_next_one_or_its_stickers(
    client: Client, charlie: User, story: Story
) -> None:
    places = [f"/api/story/{story.pk}/{it}" for it in ("next", "stickers")]
    assert [client.get(it).status_code for it in places] == [401, 401]
    client.force_login(charlie)
    assert [client.get(it).status_code for it in places] == [404, 404]


def test_the_page_carries_the_times_of_the_words_that_are_heard_first(
    client: Client, alice: User, story: Story
) -> None:
    times = [[0, 400, 0, 5]]
    spoken = Recording.objects.create(key="k", file="k.mp3", duration=1, words=times)
    Narration.objects.filter(topic=story.topic).update_unwatched(recording=spoken)
    client.force_login(alice)

    def carried(query: str = "") -> list[Any]:
        rows = client.get(f"/stories/{story.pk}/{query}").context["first_state"]["rows"]
        return [row["words"] for row in rows if row["kind"] == "narration"]

    assert carried() == [times, None]
    put(client, story, {"scene": 1, "seconds": 2})
    assert carried() == [None, times]
    assert carried("?whole") == [times, times], "what is kept on a device cannot be asked for more"
    brought = client.get(f"/api/story/{story.pk}/scene/0").json()
    assert (brought["words"], brought["audio_url"]) == (
        times,
        story.scenes.get(index=0).narration.url,
    )


@pytest.mark.parametrize(
    "place",
    [{}, {"scene": -1, "seconds": 0}, {"scene": 1, "seconds": -1}, {"scene": 10**9, "seconds": 0},
     {"scene": 0, "seconds": 10**9}, '{"scene": 0, "seconds": NaN}', "[]", "{"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(
    client: Client, alice: User, story: Story, place: Any
) -> None:
    client.force_login(alice)
    assert put(client, story, place) == 400
    assert not Bookmark.objects.exists()


def test_nobody_keeps_a_place_in_what_they_cannot_see(
    client: Client, charlie: User, story: Story
) -> None:
    assert put(client, story, {"scene": 0, "seconds": 4}) == 401
    client.force_login(charlie)
    assert put(client, story, {"scene": 0, "seconds": 4}) == 404


def answer(client: Client, scene: Scene, choice: Any, index: int = 0) -> Any:
    url = f"/api/story/{scene.story_id}/scene/{index}/answer"
    return client.post(url, {"choice": choice}, content_type="application/json")


def test_the_solution_is_told_only_to_those_who_answered(
    client: Client, charlie: User, asking: Scene
) -> None:
    client.force_login(charlie)
    page = client.get(f"/stories/{asking.story_id}/")
    rows = page.context["first_state"]["rows"]
    (row,) = (row for row in rows if row["kind"] == "scene" and row["scene_index"] == 0)
    asked = {"text": QUESTION["text"], "answers": QUESTION["answers"], "pictures": []}
    assert row["question"] == asked
    assert row["words"] == [{"word": "den", "meaning": "a fox's home"}]
    assert "right" not in str(row)
    assert answer(client, asking, 1).json() == {"right": False, "right_choice": 0}
    assert listener(client, asking.story)["answered"] == {asking.pk: 1}


def test_the_first_answer_counts_and_a_new_question_is_asked_again(
    client: Client, charlie: User, asking: Scene
) -> None:
    client.force_login(charlie)
    answer(client, asking, 1)
    assert answer(client, asking, 0).json()["right"] is True
    assert list(SceneAnswer.objects.values_list("choice", "is_right")) == [(1, False)]
    asking.question = QUESTION | {"text": "Where does the fox sleep?"}
    asking.save()
    assert listener(client, asking.story)["answered"] == {}
    answer(client, asking, 0)
    assert listener(client, asking.story)["answered"] == {asking.pk: 0}


def test_answers_that_cannot_be_given(
    client: Client, charlie: User, alice: User, asking: Scene, story: Story
) -> None:
    assert answer(client, asking, 0).status_code == 401
    client.force_login(charlie)
    assert answer(client, asking, 2).status_code == 400
    assert answer(client, asking, -1).status_code == 400
    assert answer(client, asking, "x").status_code == 400
    assert answer(client, asking, 0, index=1).status_code == 404
    assert answer(client, asking, 0, index=10**12).status_code == 404
    Story.objects.filter(pk=story.pk).update_unwatched(published_at=None)
    assert answer(client, asking, 0).status_code == 404
    assert not SceneAnswer.objects.exists()


def test_the_class_is_seen_by_teachers_only(
    client: Client, alice: User, charlie: User, edith: User, asking: Scene
) -> None:
    url = f"/api/story/{asking.story_id}/answers"
    assert client.get(url).status_code == 401
    client.force_login(charlie)
    answer(client, asking, 0)
    assert client.get(url).status_code == 403
    client.force_login(alice)
    answer(client, asking, 1)
    assert client.get(url).status_code == 403, "a student saw what the others answered"
    client.force_login(edith)
    (asked,) = client.get(url).json()
    assert asked["right_choice"] == 0
    assert asked["given"] == [
        {"user": "charlie", "name": "charlie", "choice": 0, "right": True},
        {"user": "alice", "name": "alice", "choice": 1, "right": False},
    ]


def test_waiting_times_are_medians_of_what_was_measured(story: Story) -> None:
    cache.clear()
    now = timezone.now()
    Story.objects.update_unwatched(created_at=now - timedelta(seconds=9))
    story.telling.__class__.objects.update_unwatched(
        started_at=now - timedelta(seconds=8), finished_at=now - timedelta(seconds=2)
    )
    for scene, seconds in zip(story.scenes.all(), (2, 4), strict=True):
        voice = Narration.objects.filter(pk=scene.narration_id)
        voice.update_unwatched(started_at=now - timedelta(seconds=seconds), finished_at=now)
    assert median_durations() == {"voice": 3.0, "scene": 3.0, "first": 9.0}


def test_waiting_times_cost_nothing_while_they_are_fresh(
    django_assert_num_queries: Any, story: Story
) -> None:
    cache.clear()
    with django_assert_num_queries(4):
        median_durations()
    with django_assert_num_queries(0):
        median_durations()
