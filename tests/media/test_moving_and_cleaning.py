"""Files move between storages and leftovers go, without a row ever losing its file."""

import hashlib
import os
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from edusmart import audit, media
from edusmart.accounts.models import User
from edusmart.media import files, orphans
from edusmart.media.storage import FileStorage, in_use, named
from edusmart.work.sweep import sweep
from stories.models import Story
from tests.media.app_storage import AppStorage
from tests.media.conftest import Choose
from tests.media.faulty import Faulty, Misbehaving
from tts.models import Recording

pytestmark = pytest.mark.django_db

OLD = timedelta(days=4).total_seconds()


def recording(content: bytes) -> Recording:
    sha256 = hashlib.sha256(content).hexdigest()
    name = media.store("recordings", "mp3", content)
    return Recording.objects.create(key=sha256, file=name, size=len(content), sha256=sha256)


def document(owner: User) -> Story:
    unique = uuid.uuid4()
    story = Story(id=unique, topic=Story.new_topic(unique), owner=owner, title="Rain")
    story.document = media.store("documents", "pdf", b"%PDF rain")
    story.save(force_insert=True)
    return story


def names(storage: FileStorage) -> set[str]:
    return {
        kept.name for folder in ("recordings/", "documents/") for kept in storage.listing(folder)
    }


def run_move(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("move_storage", *arguments, stdout=out, stderr=out)
    return int(end.value.code or 0), out.getvalue()


def move(*arguments: str) -> tuple[int, list[int]]:
    """The exit code, and how many were seen, copied, there already, deleted, and had problems."""
    code, said = run_move(*arguments)
    counts = re.fullmatch(r"(\d+) .*: (\d+) .*, (\d+) there .*, (\d+) deleted .*, (\d+) .*\n", said)
    assert counts, said
    return code, [int(count) for count in counts.groups()]


@pytest.fixture
def everywhere(choose: Choose, in_s3: dict[str, str], app_storage: AppStorage) -> Choose:
    """A machine on which all three storages can be had; the disk is in use."""
    choose({**in_s3, "REPL_ID": "1", "FILE_STORAGE": "disk"})
    return choose


@pytest.mark.parametrize("to", ["s3", "replit"])
def test_there_and_back_in_the_order_the_manual_gives(
    to: str, everywhere: Choose, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH", 2)
    rows = [recording(f"sound {n}".encode()) for n in range(3)]
    kept = {document(alice).document, *(row.file for row in rows)}
    assert move("--to", to, "--dry-run") == (0, [4, 4, 0, 0, 0])
    assert names(named(to)) == set()
    assert move("--to", to) == (0, [4, 4, 0, 0, 0])
    assert names(named(to)) == names(named("disk")) == kept
    with pytest.raises(CommandError, match="in use"):
        move("--to", to, "--delete-source")
    late = recording(b"made while the settings were changed").file
    everywhere({"FILE_STORAGE": to})
    assert move("--from", "disk", "--to", to, "--delete-source") == (0, [5, 1, 4, 5, 0])
    assert names(named("disk")) == set()
    assert names(named(to)) == kept | {late}
    assert list(audit.problems()) == []
    assert move("--to", "disk")[0] == 0
    assert names(named("disk")) == kept | {late}


def test_what_was_cut_off_goes_on_and_half_a_copy_is_made_whole(
    everywhere: Choose, alice: User
) -> None:
    first, second = recording(b"the first sound"), recording(b"the second sound")
    unhashed = document(alice).document
    move("--to", "replit")
    named("replit").save(unhashed, ContentFile(b"%PDF"))
    named("replit").delete(first.file)
    named("replit").save(second.file, ContentFile(b"the sec"))
    assert move("--to", "replit") == (0, [3, 3, 0, 0, 0])
    assert named("replit").size(unhashed) == len(b"%PDF rain")
    with named("replit").read_from(second.file) as file:
        assert file.read() == b"the second sound"


def test_a_file_that_is_not_what_its_row_says_is_named_and_never_deleted(
    everywhere: Choose,
) -> None:
    bad, lost, good = (recording(text) for text in (b"bad", b"lost", b"good"))
    Path(in_use().local_path(bad.file) or "").write_bytes(b"rot")
    in_use().delete(lost.file)
    everywhere({"FILE_STORAGE": "s3"})
    code, said = run_move("--from", "disk", "--to", "s3", "--delete-source")
    assert code == 1
    assert f"recording {bad.pk} is not what was stored" in said
    assert f"recording {lost.pk} is in neither storage" in said
    assert "1 copied" in said
    assert names(named("disk")) == {bad.file}
    assert names(named("s3")) == {good.file}


def test_a_target_that_fails_ends_it_with_a_sentence_and_deletes_nothing(
    choose: Choose, faulty_bucket: Faulty
) -> None:
    choose({"FILE_STORAGE": "disk"})
    row = recording(b"sound")
    choose({"FILE_STORAGE": "s3"})
    faulty_bucket.fault = lambda method, path: Misbehaving(200) if method == "PUT" else None
    with pytest.raises(CommandError, match="Run this again"):
        call_command("move_storage", "--from", "disk", "--to", "s3", "--delete-source")
    assert names(named("disk")) == {row.file}
    faulty_bucket.heal()
    assert move("--from", "disk", "--to", "s3", "--delete-source") == (0, [1, 1, 0, 1, 0])


@pytest.fixture
def aged(choose: Choose) -> Callable[[str], None]:
    """Make a file on disk three days old."""
    choose({"FILE_STORAGE": "disk"})

    def age(name: str) -> None:
        path = in_use().local_path(name)
        assert path
        os.utime(path, (time() - OLD, time() - OLD))

    return age


def test_only_old_files_without_a_row_are_deleted(aged: Callable[[str], None], alice: User) -> None:
    spoken, story = recording(b"sound"), document(alice)
    left = media.store("recordings", "mp3", b"left behind")
    under_way = media.store("pictures", "jpg", b"its row points at it in a moment")
    elsewhere = media.store("posters", "jpg", b"of an app that registered nothing")
    for name in (spoken.file, story.document, left, elsewhere):
        aged(name)
    found = audit.report()
    assert found["problems"] == [f"No row refers to {left}."]
    assert found["leftovers"] == 2
    assert orphans.clean() == (1, len(b"left behind"))
    assert not in_use().exists(left)
    for name in (spoken.file, story.document, under_way, elsewhere):
        assert in_use().exists(name)


def test_the_sweep_cleans_a_share_now_and_then(
    aged: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    recording(b"sound")
    left = media.store("recordings", "mp3", b"left behind")
    aged(left)
    share = int(left.split("/")[1], 16)
    monkeypatch.setattr(orphans, "_done", -1)
    monkeypatch.setattr(orphans, "time", lambda: (share + 0.5) * orphans.DAY_SECONDS / 256)
    listed: list[str] = []
    listing = type(in_use()._wrapped).listing  # type: ignore[attr-defined]

    def counted(self: Any, prefix: str) -> Any:
        listed.append(prefix)
        return listing(self, prefix)

    monkeypatch.setattr("edusmart.media.disk.DiskStorage.listing", counted)
    sweep()
    assert not in_use().exists(left)
    assert listed == [
        f"{folder}/{share:02x}/"
        for folder in ("covers", "documents", "pictures", "recordings", "sheets")
    ]
    sweep()
    assert len(listed) == 5


def test_a_database_that_knows_none_of_the_files_deletes_none(aged: Callable[[str], None]) -> None:
    for _ in range(orphans.FEW + 1):
        name = f"recordings/ab/{os.urandom(16).hex()}.mp3"
        in_use().save(name, ContentFile(b"of another installation"))
        aged(name)
    with pytest.raises(orphans.NotOurs):
        orphans.clean_share(0xAB)
    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("audit", "--clean")
    assert len(list(in_use().listing("recordings/"))) == orphans.FEW + 1


def test_while_the_storage_is_away_the_sweep_goes_on(
    faulty_bucket: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty_bucket.fault = lambda method, path: Misbehaving(503)
    monkeypatch.setattr(orphans, "_done", -1)
    sweep()
    assert any("list-type=2" in path for path in faulty_bucket.seen)
