"""Recordings of superseded narrations are released and purged; what is heard or shown stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from briefs.actions import audio_jobs, release_recordings, write
from briefs.models import Brief, BriefItem
from edusmart.accounts.models import User
from edusmart.live.models import Topic
from edusmart.live.state import frame_since
from tests.media.asking import ask
from tts.models import Narration, Recording
from tts.purge import purge_recordings

pytestmark = pytest.mark.django_db(transaction=True)


def aged(hours: int) -> None:
    then = timezone.now() - timedelta(hours=hours)
    Narration.objects.update_unwatched(finished_at=then)
    Recording.objects.update(created_at=then)


def test_what_a_newer_version_replaced_is_purged_after_its_keep_time_and_nobody_notices(
    brief: Brief, edith: User, speech: str, step_world: Callable[[], int]
) -> None:
    audio_jobs.generate_all(brief, edith)
    step_world()
    first, second, third = brief.items.all()
    old, deleted = first.recording, third.recording
    assert old
    assert deleted
    kept = [
        write.WrittenItem(first.pk, first.title, "Good evening."),
        write.WrittenItem(second.pk, second.title, second.text),
    ]
    write.save(brief, brief.title, brief.language, kept)
    audio_jobs.generate_all(brief, edith)
    step_world()
    heard = {item.narration.url for item in BriefItem.objects.all() if item.narration}
    assert len(heard) == 2

    assert release_recordings.release_recordings() == 0  # it is all younger than the keep time
    aged(25)
    before = Topic.objects.get(pk=brief.topic_id)
    shown = frame_since(before, 0, "editor")
    assert release_recordings.release_recordings() == 2  # the deleted item took its own along
    assert release_recordings.release_recordings() == 0
    after = Topic.objects.get(pk=brief.topic_id)
    assert (after.rev, frame_since(after, 0, "editor")) == (before.rev, shown)
    purge_recordings()
    assert not Recording.objects.filter(pk__in=[old.pk, deleted.pk]).exists()
    assert {ask(url, edith).status for url in heard} == {200}


def test_an_order_that_failed_leaves_the_older_one_that_is_still_heard(
    brief: Brief, edith: User, speech: str, step_world: Callable[[], int]
) -> None:
    audio_jobs.generate_all(brief, edith)
    step_world()
    job = audio_jobs.generate_all(brief, edith, "calm")
    audio_jobs.cancel(job)
    aged(25)
    assert release_recordings.release_recordings() == 0
    assert all(item.heard for item in brief.items.all())


def test_the_sweep_looks_once_a_day_unless_there_is_more(
    brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    portions = [0, release_recordings.AT_ONCE]
    monkeypatch.setattr(release_recordings, "_next", 0.0)
    monkeypatch.setattr(release_recordings, "release_recordings", portions.pop)
    for _ in range(5):
        release_recordings.release_recordings_daily()
    assert portions == []
