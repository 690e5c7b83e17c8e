"""Pictures of 160 pixels for the strip and 384 for covers: made with the picture, or later for old ones."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from edusmart.accounts.models import User
from edusmart.media import store
from edusmart.media.storage import in_use
from stories.actions.scenes import small_picture
from stories.actions.scenes.picture import upload_picture
from stories.models import Illustration, Story
from stories.providers.picture_format import as_jpeg
from tests.answers import body_of
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db
SIZES = {"": 768, "thumb/": 160, "cover/": 384}


def jpeg(side: int = 768) -> bytes:
    return as_jpeg(Image.effect_noise((side, side), 60).convert("RGB"))


def sent(client: Client, picture: Illustration, size: str) -> bytes:
    answer = client.get(f"/pictures/{size}{picture.filename}")
    assert answer.status_code == 200
    return body_of(answer)


def sides(client: Client, picture: Illustration) -> dict[str, int]:
    return {size: Image.open(io.BytesIO(sent(client, picture, size))).width for size in SIZES}


@pytest.fixture
def older(alice: User) -> Illustration:
    """A picture from before there were small ones."""
    story = bare_story(alice, scenes=1)
    picture = Illustration.objects.get(scene__story=story)
    Illustration.objects.update_unwatched(file=store("pictures", "jpg", jpeg()))
    picture.refresh_from_db()
    return picture


@pytest.fixture(autouse=True)
def _first_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_picture, "_nothing_until", 0.0)


def test_an_older_picture_is_shown_whole_until_its_small_copies_are_made(
    client: Client, alice: User, older: Illustration
) -> None:
    client.force_login(alice)
    assert set(sides(client, older).values()) == {768}
    whole = client.get(f"/pictures/thumb/{older.filename}")
    assert whole["Cache-Control"] == "private, no-store"
    small_picture.add_small_pictures()
    assert sides(client, older) == SIZES
    assert len(sent(client, older, "thumb/")) < len(sent(client, older, "")) / 5
    assert "immutable" in client.get(f"/pictures/thumb/{older.filename}")["Cache-Control"]


def test_strangers_see_no_small_picture(client: Client, charlie: User, older: Illustration) -> None:
    small_picture.add_small_pictures()
    client.force_login(charlie)
    for size in SIZES:
        assert client.get(f"/pictures/{size}{older.filename}").status_code == 404


def test_a_picture_that_cannot_be_read_is_left_alone_and_the_others_are_made(
    client: Client, alice: User, older: Illustration
) -> None:
    broken = bare_story(alice, scenes=1).scenes.get().illustration
    Illustration.objects.filter(pk=broken.pk).update_unwatched(
        file=store("pictures", "jpg", b"no picture")
    )
    for _ in range(2):
        small_picture.add_small_pictures()
    older.refresh_from_db()
    broken.refresh_from_db()
    assert older.thumb
    assert not broken.thumb


def test_an_uploaded_picture_has_its_small_copies_and_all_go_with_the_story(
    client: Client, alice: User, django_capture_on_commit_callbacks: Any
) -> None:
    story = bare_story(alice, scenes=1)
    Illustration.objects.update_unwatched(file="")
    picture = upload_picture(story.scenes.get(), alice, SimpleUploadedFile("p.jpg", jpeg()), "")
    client.force_login(alice)
    assert sides(client, picture) == SIZES
    names = {picture.file, picture.thumb, picture.cover}
    kept = {it.name for it in in_use().listing("pictures/")}
    assert names <= kept
    with django_capture_on_commit_callbacks(execute=True):
        Story.objects.get(pk=story.pk).delete()
    assert not names & {it.name for it in in_use().listing("pictures/")}
