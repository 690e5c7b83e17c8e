"""A scene that was removed is kept for a while, and brought back with what was its."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from edusmart.accounts.models import User
from edusmart.media import store
from stories.actions.review import changes_since_look
from stories.actions.scenes.removed import KEPT_FOR, forget_removed_scenes
from stories.models import Illustration, RemovedScene, SentBack, Story
from tests.stories.acts.test_arranging import TEXTS, ids, owner, path, scenes, texts, told, waiting
from tests.stories.acts.test_scene_acts import send

__all__ = ["owner", "told"]  # fixtures
pytestmark = pytest.mark.django_db(transaction=True)


def remove(client: Client, story: Story, index: int) -> int:
    """Remove a scene; the id of what is kept of it."""
    assert client.delete(path(story, index)).status_code == 204
    return int(client.get(f"/api/story/{story.pk}/removed").json()[0]["id"])


def back(client: Client, story: Story, kept: int) -> int:
    return client.post(f"/api/story/{story.pk}/removed/{kept}").status_code


def test_a_removed_scene_comes_back_where_it_stood_with_its_picture_and_question(
    owner: Client, told: Story
) -> None:
    send(owner, "PATCH", path(told, 1), title="By the river")
    before = scenes(told)[1]
    shown = before.illustration
    file = store("pictures", "jpg", b"a heron")
    Illustration.objects.filter(pk=shown.pk).update_unwatched(file=file, alt="A heron", take=3)
    arabic = {"text": "التقت بمالك الحزين.", "seen_text": before.text, "seen_translation": ""}
    assert send(owner, "PUT", path(told, 1, "/translation/ar"), **arabic).status_code == 200
    spoken = len(waiting(told)[0])

    kept = remove(owner, told, 1)
    assert texts(told) == [TEXTS[0], TEXTS[2]]
    assert default_storage.exists(file)
    listed = owner.get(f"/api/story/{told.pk}/removed").json()
    assert [(it["index"], it["name"], it["text"]) for it in listed] == [
        (1, "By the river", TEXTS[1])
    ]
    assert back(owner, told, kept) == 201
    after = scenes(told)[1]
    assert texts(told) == TEXTS
    same = ("text", "title", "words", "question", "traced", "source_pages", "caption")
    assert [getattr(after, it) for it in same] == [getattr(before, it) for it in same]
    picture = after.illustration
    assert (picture.file, picture.alt, picture.take) == (file, "A heron", 3)
    assert (picture.status, picture.is_uploaded) == ("completed", shown.is_uploaded)
    assert picture.filename != shown.filename  # no page has it as another one
    said = after.translations.get(language="ar")
    assert (said.text, said.by_hand, said.is_shown) == (arabic["text"], True, True)
    # Both are spoken; no picture is made.
    voices, pictures = waiting(told)
    assert (len(voices), pictures) == (spoken + 1, 0)
    assert after.looked_at is None
    assert owner.get(f"/api/story/{told.pk}/removed").json() == []
    assert back(owner, told, kept) == 404
    assert default_storage.exists(file)


def test_to_who_reviews_it_a_scene_that_is_back_has_not_changed(owner: Client, told: Story) -> None:
    sent = [{"scene": it.pk, "text": it.text} for it in scenes(told)]
    SentBack.objects.create(story=told, note="Well done.", texts=sent)
    kept = remove(owner, told, 1)
    assert [it.number for it in changes_since_look(told) or []] == [None]
    back(owner, told, kept)
    assert changes_since_look(told) == []


def test_where_a_story_is_shorter_by_now_the_scene_comes_last(owner: Client, told: Story) -> None:
    last, middle = remove(owner, told, 2), remove(owner, told, 1)
    assert back(owner, told, last) == 201
    assert back(owner, told, middle) == 201
    assert texts(told) == TEXTS


def test_a_scene_whose_picture_was_not_made_gets_one_when_it_is_back(
    owner: Client, told: Story
) -> None:
    Illustration.objects.filter(scene__story=told, scene__index=1).update_unwatched(
        status="failed", file=""
    )
    assert back(owner, told, remove(owner, told, 1)) == 201
    assert waiting(told)[1] == 1


def test_after_its_time_a_removed_scene_is_gone_with_its_picture(
    owner: Client, told: Story
) -> None:
    file = store("pictures", "jpg", b"a heron")
    Illustration.objects.filter(scene__story=told, scene__index=1).update_unwatched(file=file)
    kept = remove(owner, told, 1)
    forget_removed_scenes()
    assert RemovedScene.objects.filter(pk=kept).exists()
    RemovedScene.objects.filter(pk=kept).update(removed_at=timezone.now() - KEPT_FOR)
    assert owner.get(f"/api/story/{told.pk}/removed").json() == []
    assert back(owner, told, kept) == 404
    forget_removed_scenes()
    assert not RemovedScene.objects.exists()
    assert not default_storage.exists(file)


def test_a_story_that_is_deleted_takes_its_removed_scenes_along(owner: Client, told: Story) -> None:
    file = store("pictures", "jpg", b"a heron")
    Illustration.objects.filter(scene__story=told, scene__index=1).update_unwatched(file=file)
    remove(owner, told, 1)
    told.delete()
    assert not RemovedScene.objects.exists()
    assert not default_storage.exists(file)


def test_only_who_works_on_a_story_sees_and_brings_back_what_was_removed(
    owner: Client, told: Story, client: Client, charlie: User
) -> None:
    kept = remove(owner, told, 1)
    client.force_login(charlie)
    assert client.get(f"/api/story/{told.pk}/removed").status_code == 404
    assert back(client, told, kept) == 404
    Story.objects.filter(pk=told.pk).update_unwatched(published_at=timezone.now())
    assert client.get(f"/api/story/{told.pk}/removed").status_code == 403
    assert back(client, told, kept) == 403
    assert ids(told) == [it.pk for it in scenes(told)]
