"""A teacher looks at each scene: who and when, undone by what changes, and what publishing says of it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edusmart.accounts.models import User
from edusmart.accounts.personal.person_data import erase_person
from edusmart.live.models import Topic
from edusmart.live.state import frame_since
from edusmart.work.models import Status
from stories.actions.scenes.picture import order_picture
from stories.models import Illustration, Scene, Story
from stories.pipeline.illustrate import complete_illustration
from tests.stories.acts.test_scene_acts import path, send
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(alice: User) -> Story:
    """Alice's story of two scenes, which is offered to teachers."""
    story = bare_story(alice, scenes=2)
    story.offered_at = story.created_at
    story.save(update_fields={"offered_at"})
    return story


@pytest.fixture
def teacher(edith: User) -> Client:
    client = Client()
    client.force_login(edith)
    return client


def looked(story: Story, audience: Any = "editor") -> list[tuple[Any, Any]]:
    rows = frame_since(Topic.objects.get(pk=story.topic_id), 0, audience)["rows"]
    scenes = sorted((it for it in rows if it["kind"] == "scene"), key=lambda it: it["scene_index"])
    return [(row.get("looked_at") is not None, row.get("looked_by")) for row in scenes]


def test_a_tick_says_who_looked_and_when_to_those_who_edit_and_to_nobody_else(
    teacher: Client, story: Story
) -> None:
    response = send(teacher, "PUT", path(story, "/look", 1), seen_text="Scene 1.")
    assert (response.status_code, response.json()["looked_by"]) == (200, "edith")
    assert looked(story) == [(False, ""), (True, "edith")]
    assert looked(story, "viewer") == [(False, None), (False, None)]
    assert teacher.delete(path(story, "/look", 1)).status_code == 204
    assert looked(story) == [(False, ""), (False, "")]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Other words."},
        {"caption": "Another caption"},
        {"title": "A name"},
    ],
)
def test_what_changes_of_a_scene_undoes_the_look_at_it_alone(
    teacher: Client, story: Story, change: dict[str, str]
) -> None:
    for index in (0, 1):
        send(teacher, "PUT", path(story, "/look", index))
    send(teacher, "PATCH", path(story, "", 1), **change)
    assert [is_looked for is_looked, _ in looked(story)] == [True, False]


def test_another_question_undoes_the_look(teacher: Client, story: Story) -> None:
    send(teacher, "PUT", path(story, "/look"))
    words = [{"word": "Scene", "meaning": "a part of a story"}]
    send(teacher, "PUT", path(story, "/lesson"), words=words)
    assert looked(story)[0] == (False, "")


def test_another_picture_undoes_the_look_once_it_is_there(
    teacher: Client, story: Story, alice: User
) -> None:
    send(teacher, "PUT", path(story, "/look"))
    order_picture(story.scenes.get(index=0), alice, "")
    assert looked(story)[0] == (True, "edith"), "the picture that was looked at is still shown"
    picture = Illustration.claim_next("p")
    assert picture
    complete_illustration(picture, file="y.jpg")
    assert looked(story)[0] == (False, "")


def test_a_scene_that_moves_stays_looked_at(teacher: Client, story: Story) -> None:
    send(teacher, "PUT", path(story, "/look"))
    send(teacher, "PUT", path(story, "/place"), to=1)
    assert [is_looked for is_looked, _ in looked(story)] == [False, True]


def test_what_is_no_longer_as_it_was_seen_is_not_ticked(teacher: Client, story: Story) -> None:
    for seen in ({"seen_text": "Older words."}, {"seen_image_url": "/pictures/older.jpg"}):
        response = send(teacher, "PUT", path(story, "/look"), **seen)
        assert (response.status_code, response.json()["code"]) == (409, "changed")
    url = story.scenes.get(index=0).illustration.url
    seen = {"seen_text": "Scene 0.", "seen_image_url": url}
    assert send(teacher, "PUT", path(story, "/look"), **seen).status_code == 200


@pytest.mark.parametrize("status", [Status.PENDING, Status.FAILED])
def test_a_scene_whose_picture_may_still_come_cannot_be_ticked(
    teacher: Client, story: Story, status: Status
) -> None:
    Illustration.objects.filter(scene__story=story).update_unwatched(status=status)
    response = send(teacher, "PUT", path(story, "/look"))
    assert (response.status_code, response.json()["code"]) == (409, "not_ready")


def test_only_teachers_tick(client: Client, story: Story, alice: User, charlie: User) -> None:
    for user, status in ((alice, 403), (charlie, 404)):
        client.force_login(user)
        assert send(client, "PUT", path(story, "/look")).status_code == status
        assert client.delete(path(story, "/look")).status_code == status
    client.logout()
    assert send(client, "PUT", path(story, "/look")).status_code == 401


def publish(client: Client, story: Story, **more: object) -> bool:
    seen = Topic.objects.get(pk=story.topic_id).rev
    client.post(f"/stories/{story.pk}/publish/", {"seen": seen, "desk": 1, **more})
    story.refresh_from_db()
    return story.is_published


def test_publishing_says_what_is_not_looked_at_and_does_not_forbid(
    teacher: Client, story: Story
) -> None:
    send(teacher, "PUT", path(story, "/look"))
    assert "Scenes not looked at yet: 1." in teacher.get(f"/stories/{story.pk}/").content.decode()
    page = teacher.get(f"/stories/{story.pk}/classes/").content.decode()
    # On the page itself, before anything is pressed, and the scenes are folded away.
    assert "Scenes not looked at yet: 1 of 2." in page
    assert f"/story/{story.pk}/edit/#scene-2" in page[page.index("<details>") :]
    # To publish, it is asked first, naming what nobody looked at; then it goes out, and the count stays.
    assert not publish(teacher, story)
    seen = Topic.objects.get(pk=story.topic_id).rev
    asked = teacher.post(f"/stories/{story.pk}/publish/", {"seen": seen}).content.decode()
    assert f"/story/{story.pk}/edit/#scene-2" in asked
    assert f"/story/{story.pk}/edit/#scene-1" not in asked
    assert publish(teacher, story, anyway=1)
    assert "Scenes not looked at yet: 1." in teacher.get(f"/stories/{story.pk}/").content.decode()


def test_where_the_site_asks_for_looks_a_story_is_published_with_all_of_them(
    teacher: Client, story: Story, settings: Any
) -> None:
    settings.PUBLISH_NEEDS_LOOKS = True
    send(teacher, "PUT", path(story, "/look"))
    assert not publish(teacher, story, anyway=1)
    said = teacher.get(f"/story/{story.pk}/edit/").content.decode()
    assert "Look at each scene first: 1 are not looked at yet." in said
    send(teacher, "PUT", path(story, "/look", 1))
    assert publish(teacher, story)


def test_a_teacher_who_is_erased_leaves_the_tick_without_a_name(
    teacher: Client, story: Story, edith: User
) -> None:
    send(teacher, "PUT", path(story, "/look"))
    rev = Topic.objects.get(pk=story.topic_id).rev
    erase_person(edith)
    assert looked(story)[0] == (True, "")
    assert Topic.objects.get(pk=story.topic_id).rev > rev, "who watches is told"


def test_looks_cost_no_query_for_each_scene(edith: User) -> None:
    def queries(count: int) -> int:
        story = bare_story(edith, scenes=count)
        for scene in Scene.objects.filter(story=story):
            scene.looked_at, scene.looked_by = story.created_at, edith
            scene.save(update_fields={"looked_at", "looked_by"})
        topic = Topic.objects.get(pk=story.topic_id)
        with CaptureQueriesContext(connection) as asked:
            frame_since(topic, 0, "editor")
        return len(asked)

    assert queries(1) == queries(9)
