"""Which stories wait in the queue of those whose documents take long to read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from edusmart.accounts.models import User
from edusmart.work import queues
from edusmart.work.rows.columns import LATER, NOW
from stories.actions.retry import retry
from stories.actions.uploads import look
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import LongTelling, Story, Telling
from tests.hostile_pdfs import slow_scans
from tests.processes import start_command, stop_process, wait_until
from tests.stories.documents.test_ocr import needs_ocr, scan
from tests.stories.making import PAGES, make_story

pytestmark = pytest.mark.django_db(transaction=True)


def uploaded(owner: User, content: bytes) -> Telling:
    file = SimpleUploadedFile("scan.pdf", content, content_type="application/pdf")
    return Telling.objects.get(story=upload_story(owner, file, StoryOptions()))


def test_a_document_that_was_read_while_its_person_waited_is_told_at_once(alice: User) -> None:
    make_story(alice)
    telling = Telling.objects.get()
    assert (telling.band, telling.owner, telling.queue) == (NOW, alice, "telling")
    told = " ".join(line for page in PAGES for line in page)
    assert abs(telling.length - len(told)) < 10
    assert (queues.tokens_waiting("telling"), queues.tokens_waiting("long_telling")) == (1, 0)


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """No document can be read in the time that a person waits."""
    monkeypatch.setattr(look, "QUICK_LOOK_SECONDS", 0.0)


@pytest.mark.usefixtures("slow_reading")
def test_a_document_that_takes_longer_than_a_look_waits_in_a_queue_of_its_own(alice: User) -> None:
    make_story(alice)
    telling = Telling.objects.get()
    assert (telling.band, telling.queue) == (LATER, "long_telling")
    assert (queues.tokens_waiting("telling"), queues.tokens_waiting("long_telling")) == (0, 1)
    assert Telling.claim_next("t") is None
    assert LongTelling.claim_next("l") is not None


@needs_ocr
def test_scanned_pages_wait_in_a_queue_of_their_own(alice: User) -> None:
    telling = uploaded(alice, scan("how-rain-travels", 2))
    assert (telling.band, telling.queue, telling.length) == (LATER, "long_telling", 2000)


@needs_ocr
def test_a_storyteller_that_looks_at_pages_need_not_have_them_read_first(
    alice: User, gemini: Any
) -> None:
    assert uploaded(alice, scan("how-rain-travels", 2)).band == NOW


@pytest.mark.usefixtures("slow_reading")
def test_a_long_telling_is_told_shown_and_tried_again_like_any_other(
    alice: User, speech: str, step_world: Callable[[], int]
) -> None:
    story = make_story(alice)
    telling = LongTelling.claim_next("l")
    assert telling is not None
    telling.cancel()
    story.refresh_from_db()
    assert story.status == "cancelled"
    queues.forget_taken("long_telling")
    before = queues.tokens_waiting("long_telling")
    assert retry(story, story.owner) == 1
    assert queues.tokens_waiting("long_telling") == before + 1
    step_world()
    story = Story.objects.get()
    assert (story.status, story.completed_items, story.failed_items) == ("completed", 3, 0)


def test_everything_of_a_story_is_made_in_its_owners_turn(
    alice: User, speech: str, step_world: Callable[[], int]
) -> None:
    story = make_story(alice)
    step_world()
    scene = story.scenes.first()
    assert scene is not None
    assert (scene.narration.owner, scene.illustration.owner) == (alice, alice)
    assert scene.narration.length == len(scene.text)


@needs_ocr
def test_a_child_listens_while_what_others_sent_to_harm_is_still_being_read(
    alice: User, charlie: User, tts_service: str
) -> None:
    """Real workers, one of each kind: the only teller of stories is never held by the long ones."""
    for _ in range(2):
        uploaded(charlie, slow_scans())
    make_story(alice)
    process = start_command("work", {"CHATTERBOX_URL": tts_service, "GEMINI_API_KEY": ""})
    try:
        wait_until(lambda: LongTelling.under_way().exists(), "the start of a long telling")
        made = Story.objects.filter(owner=alice, status="completed")
        wait_until(made.exists, "the child's story")
        assert not LongTelling.objects.filter(band=LATER, status="completed").exists()
    finally:
        stop_process(process)
