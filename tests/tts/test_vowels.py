"""A reader asks for the vowels of an Arabic scene."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from edusmart.accounts.models import User
from stories.models import Story
from tests.processes import free_port
from tests.stories.making import bare_story
from tts.lexicon import bare

pytestmark = pytest.mark.django_db

TEXT = "جلس القط على السرير."
AWAY = "The vowels cannot be fetched just now; try again in a moment."


@pytest.fixture
def story(alice: User) -> Story:
    cache.clear()
    made = bare_story(alice, scenes=1)
    Story.objects.filter(pk=made.pk).update_unwatched(language="ar")
    made.scenes.update_unwatched(text=TEXT)
    return made


def asked(client: Client, story: Story, index: int = 0) -> tuple[int, dict[str, Any]]:
    answer = client.get(f"/api/story/{story.pk}/scene/{index}/vowels")
    return answer.status_code, answer.json()


def test_an_arabic_scene_comes_with_its_vowels_and_stays_without_in_its_row(
    client: Client, alice: User, story: Story, speech: str
) -> None:
    client.force_login(alice)
    status, body = asked(client, story)
    assert (status, body["text"]) == (200, TEXT)
    assert bare(body["vowelled"]) == TEXT
    assert body["vowelled"].startswith("جَلَسَ الْقِط")
    assert story.scenes.get().text == TEXT


def test_the_same_text_is_asked_of_the_service_once(
    client: Client, alice: User, story: Story, pretender: Callable[..., list[str]]
) -> None:
    client.force_login(alice)
    body = json.dumps({"text": TEXT.replace("جلس", "جَلَسَ")}).encode()
    calls = pretender(200, body, Content_Type="application/json")
    assert asked(client, story)[0] == asked(client, story)[0] == 200
    assert calls == ["/text/vowels"]


@pytest.mark.parametrize("answer", [b'{"text": "another"}', b'{"words": 1}', b"<html>"])
def test_what_is_not_the_text_with_vowels_is_not_believed(
    client: Client, alice: User, story: Story, pretender: Callable[..., list[str]], answer: bytes
) -> None:
    client.force_login(alice)
    pretender(200, answer, Content_Type="application/json")
    assert asked(client, story) == (503, {"detail": AWAY, "code": "vowels_away"})


def test_without_the_service_the_page_is_told_to_try_again(
    client: Client, alice: User, story: Story, settings: Any
) -> None:
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    client.force_login(alice)
    assert asked(client, story) == (503, {"detail": AWAY, "code": "vowels_away"})


def test_a_stranger_gets_no_vowels_and_another_language_has_none(
    client: Client, alice: User, charlie: User, story: Story
) -> None:
    assert asked(client, story)[0] == 401
    client.force_login(charlie)
    assert asked(client, story)[0] == 404
    client.force_login(alice)
    assert asked(client, story, 7)[0] == 404
    Story.objects.filter(pk=story.pk).update_unwatched(language="fr")
    status, body = asked(client, story)
    assert (status, body["code"]) == (409, "no_vowels")
