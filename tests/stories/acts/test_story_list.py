"""The API's list of stories: what a person may see, narrowed and in pages."""

import pytest
from django.test import Client

from edusmart.accounts.models import User
from stories.models import Story
from tests.stories.making import bare_story, publish_unseen

pytestmark = pytest.mark.django_db(transaction=True)


def listed(client: Client, user: User, **wanted: str | int) -> list[str]:
    client.force_login(user)
    response = client.get("/api/stories", wanted)
    assert response.status_code == 200, response.content
    return [it["title"] for it in response.json()["stories"]]


@pytest.fixture
def some(alice: User, charlie: User, stella: User) -> dict[str, Story]:
    found = {}
    for title, owner in (("Foxes", alice), ("Owls", charlie), ("Secret", charlie)):
        story = bare_story(owner, scenes=1)
        story.title = title
        story.save()
        found[title] = story
    publish_unseen(found["Owls"], stella)
    return found


def test_everybody_finds_what_they_may_see(
    client: Client, some: dict[str, Story], alice: User, stella: User
) -> None:
    assert listed(client, alice) == ["Owls", "Foxes"]
    assert listed(client, alice, whose="own") == ["Foxes"]
    assert listed(client, alice, whose="others") == ["Owls"]
    assert listed(client, stella) == ["Secret", "Owls", "Foxes"]


def test_the_list_is_searched_ordered_and_in_pages(
    client: Client, some: dict[str, Story], alice: User
) -> None:
    assert listed(client, alice, q="fox") == ["Foxes"]
    assert listed(client, alice, order="title") == ["Foxes", "Owls"]
    assert listed(client, alice, order="title", limit=1, offset=1) == ["Owls"]
    assert listed(client, alice, q="nothing of the kind") == []
    assert client.get("/api/stories", {"limit": 1}).json()["total"] == 2


def test_a_listed_story_says_where_it_is_and_how_far(
    client: Client, some: dict[str, Story], alice: User
) -> None:
    client.force_login(alice)
    found = client.get("/api/stories", {"whose": "own"}).json()["stories"][0]
    assert found["story_id"] == str(some["Foxes"].pk)
    assert (found["is_own"], found["published_at"]) == (True, None)
    assert client.get(found["status_url"]).json()["title"] == "Foxes"
    assert client.get(found["url"]).status_code == 200


@pytest.mark.parametrize("wrong", [{"limit": 0}, {"limit": 201}, {"offset": -1}, {"whose": "his"}])
def test_a_wrong_wish_is_refused(client: Client, alice: User, wrong: dict[str, str | int]) -> None:
    client.force_login(alice)
    response = client.get("/api/stories", wrong)
    assert (response.status_code, response.json()["code"]) == (400, "invalid")


def test_the_list_is_not_for_strangers(client: Client) -> None:
    assert client.get("/api/stories").status_code == 401
