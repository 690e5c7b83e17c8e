"""A PDF without words of its own goes to the model as it is: inside the question, or handed in before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from edusmart.accounts.models import User
from edusmart.work.errors import WorkError
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.documents import Document
from stories.models import Scene, Telling
from stories.providers.gemini import attachment
from stories.providers.generative.story_prompt import StoryPrompt, is_readable
from stories.providers.storyteller import TellingBrief
from stories.reading.records import TextQuality
from tests import pdfs
from tests.gemini_answers import failure, streamed
from tests.gemini_stand_in import GeminiStandIn
from tests.stories.documents.test_ocr import scan
from tests.stories.foxes import FOX, document, story_json, tell

SCANNED = Document("", "en", (), 3)
Step = Callable[[], int]


@pytest.fixture
def brief(tmp_path: Path) -> TellingBrief:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.7 a scan")
    return TellingBrief(pdf=path)


@pytest.mark.parametrize(
    ("words", "readable"), [("fox", False), ("The fox went to the river every morning. " * 3, True)]
)
def test_a_text_layer_with_hardly_a_letter_is_not_trusted(words: str, readable: bool) -> None:
    assert is_readable(document(words)) == readable


def test_a_document_with_words_is_sent_as_words(gemini: GeminiStandIn, brief: TellingBrief) -> None:
    gemini.will(streamed(story_json()))
    tell(brief, of=document(*["The fox went to the river every morning, as foxes do."] * 2))
    assert (gemini.told[0].files, gemini.told[0].file_uris) == ([], [])


def test_a_small_file_goes_within_the_question(gemini: GeminiStandIn, brief: TellingBrief) -> None:
    gemini.will(streamed(story_json()))
    scenes = tell(brief, of=SCANNED)
    assert gemini.told[0].files == [("application/pdf", b"%PDF-1.7 a scan")]
    assert "about 3 scenes" in gemini.told[0].instruction
    assert [scene.source_pages for scene in scenes] == [(1,), (1, 2), (2,)]


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment, "MOST_INLINE_BYTES", 3)
    monkeypatch.setattr(attachment, "LOOK_EVERY_SECONDS", 0.01)


@pytest.mark.usefixtures("_large")
def test_a_large_file_is_handed_in_before_and_deleted_after(
    gemini: GeminiStandIn, brief: TellingBrief
) -> None:
    gemini.slow_files = 2
    gemini.will(streamed(story_json()))
    assert len(tell(brief, of=SCANNED)) == len(FOX)
    assert gemini.files == {"files/f0": b"%PDF-1.7 a scan"}
    assert gemini.told[0].file_uris == [f"{gemini.url}/v1beta/files/f0"]
    assert gemini.told[0].files == []
    assert gemini.deleted == ["files/f0"]


@pytest.mark.usefixtures("_large")
def test_it_is_deleted_whatever_becomes_of_the_question(
    gemini: GeminiStandIn, brief: TellingBrief
) -> None:
    gemini.will(failure(503))
    with pytest.raises(WorkError):
        tell(brief, of=SCANNED)
    assert gemini.deleted == ["files/f0"]


@pytest.mark.usefixtures("_large")
def test_a_wrong_key_is_understood_at_the_handing_in_too(
    gemini: GeminiStandIn, brief: TellingBrief, settings: Any
) -> None:
    settings.GEMINI_API_KEY = "wrong"
    with pytest.raises(WorkError) as caught:
        tell(brief, of=SCANNED)
    assert (caught.value.code, gemini.files) == ("key", {})


@pytest.mark.django_db(transaction=True)
def test_a_scan_becomes_a_story_where_the_storyteller_sees_pages(
    alice: User, gemini: GeminiStandIn, step_world: Step, speech: str
) -> None:
    gemini.will(streamed(story_json()))
    file = SimpleUploadedFile("scan.pdf", pdfs.pictures_only(), content_type="application/pdf")
    story = upload_story(alice, file, StoryOptions())
    step_world()
    assert Telling.objects.get(story=story).status == "completed"
    assert Scene.objects.filter(story=story).count() == len(FOX)
    assert gemini.told[0].files[0][0] == "application/pdf"
    assert "about 2 scenes" in gemini.told[0].instruction


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("without_ocr")
def test_a_scan_needs_no_ocr_where_the_storyteller_sees_pages(
    alice: User, gemini: GeminiStandIn, step_world: Step, speech: str
) -> None:
    gemini.will(streamed(story_json()))
    content = scan("how-rain-travels", 2, 3)
    story = upload_story(alice, SimpleUploadedFile("scan.pdf", content), StoryOptions())
    assert story.pages == 2
    step_world()
    assert Scene.objects.filter(story=story).count() == len(FOX)
    assert "about 2 scenes" in gemini.told[0].instruction


@pytest.mark.parametrize(("scanned", "sends_file"), [((1,), False), ((1, 4), False), ((3,), True)])
def test_a_page_that_may_be_a_picture_of_words_is_looked_at_unless_it_is_a_cover(
    brief: TellingBrief, scanned: tuple[int, ...], sends_file: bool
) -> None:
    read = document(*["The fox went to the river every morning, as foxes do. " * 3] * 4)
    told = tuple(page for page in read.pages if page.number not in scanned)
    mixed = replace(read, pages=told, quality=TextQuality(scanned=scanned))
    assert StoryPrompt(mixed, brief).sends_file == sends_file
