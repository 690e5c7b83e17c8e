"""Everything about a person can be exported, and erased without a trace."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client

from briefs.actions import feed_links, write
from briefs.models import Brief, Programme
from edusmart.accounts.factors import recovery
from edusmart.accounts.models import ApiToken, AuditEntry, AuthenticatorApp, Identity, Passkey, User
from stories.models import Bookmark, HeardScene, Scene, SceneAnswer, Story
from tests.answers import body_of
from tests.stories.making import make_story
from tts.models import Recording

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]
NAME = "zuleika-of-the-hill"


@pytest.fixture
def zuleika(alice: User) -> User:
    """A pupil with a name that nothing else in the tables has."""
    alice.username, alice.first_name, alice.email = NAME, "Zuleika", "z@example.org"
    alice.save()
    return alice


def a_life(person: User, step_world: Step) -> Story:
    """All that a pupil leaves behind: a made story, a place, an answer, a token, a link, a session."""
    client = Client()
    client.post("/accounts/login/", {"username": NAME, "password": "wrong one"})
    client.post("/accounts/login/", {"username": NAME, "password": "long enough 1"})
    story = make_story(person)
    step_world()
    scene = Scene.objects.get(story=story, index=0)
    heard = datetime(2026, 11, 23, 6, tzinfo=UTC)
    Bookmark.objects.create(user=person, story=story, seconds=3, finished_at=heard)
    HeardScene.objects.create(user=person, scene=scene)
    SceneAnswer.objects.create(user=person, scene=scene, question="q", choice=0, is_right=True)
    ApiToken.issue(person, f"{NAME}'s reader")
    programme = Programme.objects.create(title="Morning")
    feed_links.issue(programme, person)
    recovery.make_codes(person)
    AuthenticatorApp.objects.create(user=person, secret="sealed")
    Passkey.objects.create(user=person, name=f"{NAME}'s tablet", digest="d", credential=b"c")
    Identity.objects.create(user=person, issuer="https://id.example", subject=NAME)
    return story


def stored() -> set[Path]:
    return {it for it in Path(settings.MEDIA_ROOT).rglob("*") if it.is_file()}


def tables() -> list[Any]:
    return [it for it in apps.get_models(include_auto_created=True) if it._meta.managed]


def cells() -> Iterator[tuple[str, str]]:
    """Yield each table's name with all that it holds, as text."""
    for model in tables():
        for row in model._default_manager.values():
            yield model._meta.label, json.dumps(row, default=str, ensure_ascii=False)


def traces(*words: str) -> list[tuple[str, str]]:
    return [(table, word) for table, row in cells() for word in words if word in row]


def references(key: int) -> list[str]:
    """Return the columns that point at the user with this key."""
    found = []
    for model in tables():
        for field in model._meta.fields:
            is_person = field.related_model is User
            if is_person and model._default_manager.filter(**{field.attname: key}).exists():
                found.append(f"{model._meta.label}.{field.name}")
    return found


def test_erasing_leaves_no_row_file_recording_id_or_name(
    zuleika: User, stella: User, speech: str, step_world: Step
) -> None:
    before = stored()
    key = zuleika.pk
    story = a_life(zuleika, step_world)
    office = Client()
    office.force_login(stella)
    office.post(f"/admin/accounts/user/{key}/change/", {"username": NAME, "first_name": "Zuleika"})
    words = (NAME, "Zuleika", "z@example.org", str(story.pk), "She smelled the morning")
    assert len(traces(*words)) > 15
    assert len(stored() - before) > 5
    call_command("person", "erase", NAME, "--yes")
    assert traces(*words) == []
    assert references(key) == []
    assert stored() == before
    assert not Recording.objects.exists()
    assert AuditEntry.objects.filter(event="erased", by=None, account=None).count() == 1


def test_a_recording_that_another_story_plays_stays(
    zuleika: User, charlie: User, speech: str, step_world: Step
) -> None:
    make_story(zuleika)
    other = make_story(charlie)
    step_world()
    call_command("person", "erase", NAME, "--yes")
    scenes = Scene.objects.filter(story=other).select_related("narration__recording")
    names = [it.narration.recording.file for it in scenes if it.narration.recording]
    assert len(names) == 3
    assert all((Path(settings.MEDIA_ROOT) / name).is_file() for name in names)


def test_an_editors_briefs_stay_without_their_author(client: Client, edith: User) -> None:
    brief = write.create(edith, "For everybody")
    call_command("person", "erase", "edith", "--yes")
    assert Brief.objects.get(pk=brief.pk).created_by is None


def test_the_archive_has_everything_of_the_person_and_nothing_of_others(
    zuleika: User, charlie: User, speech: str, step_world: Step, tmp_path: Path
) -> None:
    story = a_life(zuleika, step_world)
    file = tmp_path / "all.zip"
    call_command("person", "export", NAME, str(file))
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        rows = {it: json.loads(archive.read(it)) for it in names if it.endswith(".json")}
    folder = f"stories/{story.pk}"
    assert {f"{folder}/document.pdf", f"{folder}/scene-1.mp3"} <= set(names)
    assert {Path(it).suffix for it in names if "/scene-3" in it} == {".jpg", ".mp3"}
    told: Any = rows[f"{folder}/story.json"]
    assert len(told["scenes"]) == 3
    assert rows["person.json"]["tokens"][0]["name"] == f"{NAME}'s reader"
    assert (len(rows["bookmarks.json"]), len(rows["answers.json"])) == (1, 1)
    assert rows["bookmarks.json"][0]["finished_at"].startswith("2026-11-23")
    assert {"signed_in", "sign_in_failed"} <= {it["event"] for it in rows["audit_trail.json"]}
    about = rows["person.json"]
    assert about["factors"]["passkeys"][0]["name"] == f"{NAME}'s tablet"
    assert about["identities"][0]["subject"] == NAME
    assert about["sessions"][0]["address"] == "127.0.0.1"
    kept = json.dumps(rows)
    assert "charlie" not in kept
    assert not [
        it for it in ("digest", "password", "pbkdf2", "secret", "credential") if f'"{it}"' in kept
    ]
    assert file.stat().st_mode & 0o077 == 0


def test_an_archive_never_takes_another_files_place(zuleika: User, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    file.write_text("precious")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("person", "export", NAME, str(file))
    assert file.read_text() == "precious"
    with pytest.raises(CommandError, match="no person"):
        call_command("person", "erase", "nobody", "--yes")


@pytest.mark.parametrize("in_list", [True, False])
def test_deleting_in_the_admin_erases(
    client: Client, zuleika: User, stella: User, speech: str, step_world: Step, in_list: bool
) -> None:
    story = make_story(zuleika)
    client.force_login(stella)
    users = "/admin/accounts/user/"
    if in_list:
        ids = {"action": "delete_selected", "_selected_action": [zuleika.pk], "post": "yes"}
        client.post(users, ids)
    else:
        client.post(f"{users}{zuleika.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(username=NAME).exists()
    assert not Story.objects.filter(pk=story.pk).exists()
    assert not LogEntry.objects.filter(object_repr__contains=NAME).exists()


def test_staff_do_not_erase_a_superuser(client: Client, stella: User, groups: None) -> None:
    boss = User.objects.create_superuser("boss", password="long enough 1")
    stella.is_superuser = False
    stella.save()
    client.force_login(stella)
    ids = {"action": "delete_selected", "_selected_action": [boss.pk], "post": "yes"}
    client.post("/admin/accounts/user/", ids)
    assert User.objects.filter(username="boss").exists()


def test_people_get_a_copy_and_erase_themselves_with_their_password(
    client: Client, zuleika: User
) -> None:
    client.force_login(zuleika)
    assert client.get("/accounts/me/").status_code == 200
    sent = client.post("/accounts/me/export/")
    with zipfile.ZipFile(io.BytesIO(body_of(sent))) as archive:
        assert json.loads(archive.read("person.json"))["username"] == NAME
        assert json.loads(archive.read("missing.json")) == []
    refused = client.post("/accounts/me/erase/", {"password": "wrong one"})
    assert (refused.status_code, User.objects.filter(username=NAME).count()) == (400, 1)
    client.post("/accounts/me/erase/", {"password": "long enough 1"})
    assert not User.objects.filter(username=NAME).exists()
    assert client.get("/accounts/me/").status_code == 302


def test_who_finds_a_device_signed_in_gets_no_copy(client: Client, zuleika: User) -> None:
    client.force_login(zuleika)
    session = client.session
    session["confirmed_at"] = 0
    session.save()
    refused = client.post("/accounts/me/export/")
    assert refused["Location"] == "/accounts/confirm/?next=/accounts/me/"


@pytest.mark.parametrize("act", ["export", "erase"])
def test_a_stranger_neither_exports_nor_erases(client: Client, zuleika: User, act: str) -> None:
    refused = client.post(f"/accounts/me/{act}/", {"password": "long enough 1"})
    assert refused["Location"].startswith("/accounts/login/")
    assert User.objects.filter(username=NAME).exists()


def test_guessing_the_password_that_erases_is_braked(client: Client, zuleika: User) -> None:
    client.force_login(zuleika)
    AuditEntry.objects.all().delete()
    tries = [client.post("/accounts/me/erase/", {"password": "x"}).status_code for _ in range(6)]
    assert tries == [*[400] * 5, 429]
