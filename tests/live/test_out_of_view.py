"""What a newer job replaces leaves a watcher's screen, without a fresh first state."""

import json
from typing import Any

import pytest

from briefs.actions import audio_jobs, write
from briefs.models import AudioGenerationJob, Brief, Programme
from edusmart.accounts.models import User
from edusmart.live.models import Topic
from edusmart.live.state import frame_since
from tests.live.watching import Watcher
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def brief(redis_server: Any, edith: User) -> Brief:
    """Two items whose audio is made."""
    brief = write.create(edith, "Monday")
    items = [
        write.WrittenItem(None, "One", "First words."),
        write.WrittenItem(None, "Two", "More."),
    ]
    brief = write.save(brief, "Monday", "en", items)
    order(brief, edith, "calm")
    speak()
    return brief


def order(brief: Brief, editor: User, voice: str) -> AudioGenerationJob:
    return audio_jobs.generate_all(Brief.objects.get(pk=brief.pk), editor, voice)


def speak() -> None:
    while row := Narration.claim_next("w"):
        row.complete()


def hear(watcher: Watcher, topic_id: int) -> None:
    """The one frame that a watcher is behind by."""
    topic = Topic.objects.get(pk=topic_id)
    watcher.hear(json.dumps(frame_since(topic, watcher.rev, "editor")))


def fresh(topic_id: int) -> dict[tuple[str, Any], dict[str, Any]]:
    frame = frame_since(Topic.objects.get(pk=topic_id), 0, "editor")
    return {(row["kind"], row["id"]): row for row in json.loads(json.dumps(frame["rows"]))}


@pytest.fixture
def watcher(brief: Brief) -> Watcher:
    watcher = Watcher(lambda _: None)
    hear(watcher, brief.topic_id)
    return watcher


def test_the_job_before_the_newest_goes(brief: Brief, edith: User, watcher: Watcher) -> None:
    newest = order(brief, edith, "warm")
    hear(watcher, brief.topic_id)
    assert [key for key in watcher.rows if key[0] == "job"] == [("job", newest.pk)]
    assert watcher.rows == fresh(brief.topic_id)


def test_the_narration_that_is_no_longer_heard_goes(
    brief: Brief, edith: User, watcher: Watcher
) -> None:
    order(brief, edith, "warm")
    hear(watcher, brief.topic_id)
    speak()
    hear(watcher, brief.topic_id)
    assert len([key for key in watcher.rows if key[0] == "narration"]) == 2
    assert watcher.rows == fresh(brief.topic_id)


def test_a_programme_that_is_deleted_leaves_its_briefs_while_they_are_watched(
    brief: Brief, watcher: Watcher
) -> None:
    programme = Programme.objects.create(title="Mornings")
    brief.refresh_from_db()
    brief.programme = programme
    brief.save()
    hear(watcher, brief.topic_id)
    assert watcher.rows[("brief", brief.pk)]["programme"] == programme.pk
    Programme.objects.filter(pk=programme.pk).delete()
    hear(watcher, brief.topic_id)
    assert watcher.rows[("brief", brief.pk)]["programme"] is None
