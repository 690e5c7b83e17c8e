"""The figures of a picture alone, which move before it: who gets them, and that they go with the story."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from edusmart.accounts.models import User
from edusmart.media import store
from edusmart.media.storage import in_use
from stories.models import Illustration, Story
from stories.rows import illustration_row
from tests.answers import body_of
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def moving(alice: User) -> Illustration:
    """A picture of Alice's story, with its figures."""
    sheet = BytesIO()
    Image.new("RGBA", (8, 8), (200, 40, 40, 90)).save(sheet, "WEBP")
    picture = Illustration.objects.get(scene__story=bare_story(alice, scenes=1))
    names = {
        "file": store("pictures", "jpg", b"jpg"),
        "front": store("pictures", "webp", sheet.getvalue()),
    }
    Illustration.objects.filter(pk=picture.pk).update_unwatched(**names)
    picture.refresh_from_db()
    return picture


def test_who_sees_the_story_gets_the_figures(
    client: Client, alice: User, moving: Illustration
) -> None:
    client.force_login(alice)
    address = illustration_row(moving)["front_url"]
    assert address
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert Image.open(BytesIO(body_of(answer))).mode == "RGBA"


def test_a_stranger_gets_none_nor_somebody_who_is_not_signed_in(
    client: Client, charlie: User, moving: Illustration
) -> None:
    address = str(moving.front_url)
    assert client.get(address).status_code in (302, 401)
    client.force_login(charlie)
    assert client.get(address).status_code == 404


def test_a_picture_without_figures_has_no_address_for_them(
    client: Client, alice: User, moving: Illustration
) -> None:
    address = str(moving.front_url)
    Illustration.objects.filter(pk=moving.pk).update_unwatched(front="")
    moving.refresh_from_db()
    assert illustration_row(moving)["front_url"] is None
    client.force_login(alice)
    assert client.get(address).status_code == 404


def test_the_figures_go_with_the_story(
    moving: Illustration, django_capture_on_commit_callbacks: Any
) -> None:
    assert moving.front in {it.name for it in in_use().listing("pictures/")}
    with django_capture_on_commit_callbacks(execute=True):
        Story.objects.get(topic_id=moving.topic_id).delete()
    assert moving.front not in {it.name for it in in_use().listing("pictures/")}
