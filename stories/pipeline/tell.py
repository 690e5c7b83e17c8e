"""Tell a story: read its document, have the storyteller tell it, stage each scene as it comes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models.functions import Now

from edusmart.media import on_disk
from edusmart.work.attempt import current_attempt
from edusmart.work.errors import NotYet, Refused
from edusmart.work.models import NOW
from edusmart.work.turns import WAITING
from stories.documents import PICTURES, Document, ReadingLimits, UnreadableDocument, read_file
from stories.models import LeftOutWords, Scene, Story, Telling
from stories.models.reading import Reading
from stories.pipeline.faithful import SourceCheck
from stories.pipeline.rewrite import SceneSimplifier
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.choice import text_provider
from stories.providers.metering import charged_to
from stories.providers.storyteller import CastMember, Storyteller, TellingBrief
from stories.teaching.lesson import Teacher

#: After so many scenes a telling lets others begin: enough to listen to until it is its turn again.
GIVES_WAY_AFTER = (2, 8)


def tell(telling: Telling) -> dict[str, Any]:
    """Stage every scene that is not staged yet. Raises Refused for a document that cannot be told."""
    story = Story.objects.get(pk=telling.story_id)
    current_attempt().report(0.0, "reading")
    try:
        teller = text_provider().storyteller()
        with on_disk(story.document) as file, charged_to(story, telling):
            _tell(telling, story, read_document(story, file), telling_brief(story, file), teller)
    # Refused, not tried again: the file does not come back.
    except FileNotFoundError as gone:
        raise Refused("The uploaded file is gone; please upload it again.", "gone") from gone
    return {}


def preload() -> None:
    """Load the storyteller before the workers fork."""
    text_provider().preload()


def _tell(
    telling: Telling, story: Story, document: Document, brief: TellingBrief, teller: Storyteller
) -> None:
    attempt = current_attempt()
    # A retry goes on after the last staged scene: what may be playing already is never retold.
    staged = Scene.objects.filter(story=story).order_by("index").values_list("text", flat=True)
    heard = list(staged)
    start = teller.start(document, brief, heard)
    # Pages that could not be read are told by nobody; who listens is told which they are.
    left_out = {*start.left_out_pages, *document.unread}
    start = replace(start, left_out_pages=tuple(sorted(left_out)))
    if heard:  # its title has been seen, and may have been changed since
        start = replace(start, title="")
    # Before the first scene, which needs the language for its voice and the cast for its picture.
    begin_story(telling, start, document.page_count, document.pictured)
    LeftOutWords.note(story, document, start.untold)
    count, easing = len(heard), SceneSimplifier(start.language, story.grade)
    check = SourceCheck(document, start.language, story.grade)
    teacher = _teacher(document, brief, start.language)
    for told in teller.tell(document, brief, after=count - 1):
        attempt.check_cancelled()
        # Simplified before it is staged: from then on it is spoken, and may be heard.
        checked, traced = check.checked(easing.ease(told))
        stage_scene(telling, teacher.teach(checked) if teacher else checked, traced)
        count = told.index + 1
        attempt.report(min(1.0, count / max(1, start.scene_count)), "telling")
        if count in GIVES_WAY_AFTER and count < start.scene_count:
            _give_way(telling)
    if count != start.scene_count:  # planned, not promised: the missing ones count no longer
        ending = replace(start, title="", scene_count=count)
        begin_story(telling, ending, document.page_count, document.pictured)


def _give_way(telling: Telling) -> None:
    """Let somebody else's story begin before this one goes on. Raises NotYet where one waits."""
    # A document that took long is read anew at each attempt.
    if telling.band != NOW or not text_provider().stops_anywhere:
        return
    waiting = Telling.objects.filter(WAITING, band=NOW, due_at__lte=Now())
    if waiting.exclude(owner=telling.owner_id).exists():
        raise NotYet("Other stories are begun first; it goes on by itself.", timedelta())


def _teacher(document: Document, brief: TellingBrief, language: str) -> Teacher | None:
    """Return who teaches the scenes by their text; None where the storyteller teaches them itself."""
    if text_provider().teaches:
        return None
    # Of the whole story: what is wrong as an answer is looked for in all scenes.
    scenes = text_provider().storyteller().tell(document, brief)
    return Teacher([told.text for told in scenes], language, brief.grade)


def _reading_page(number: int, count: int) -> None:
    """Report the scanned page that is read next, which takes seconds. Raises ClaimLost when cancelled."""
    attempt = current_attempt()
    attempt.check_cancelled()
    attempt.report(0.0, f"reading page {number} of {count}")


def telling_brief(story: Story, file: Path) -> TellingBrief:
    """Return how the story is to be told, with what an earlier attempt settled."""
    return TellingBrief(
        story.grade,
        story.language or None,
        story.max_scenes,
        cast=tuple(CastMember(**member) for member in story.cast),
        style=story.style,
        # Only of a PDF are there pages to look at.
        pdf=file if file.suffix == ".pdf" else None,
        reached=max(_last_pages(story), default=0),
    )


def _last_pages(story: Story) -> list[int]:
    """Return the pages of the last staged scene that came from any."""
    scenes = Scene.objects.filter(story=story).order_by("-index")
    found = (pages for pages in scenes.values_list("source_pages", flat=True) if pages)
    return next(found, [])


def read_document(story: Story, file: Path) -> Document:
    """Return the story's document as the upload read it, or read it now. Raises Refused."""
    # From the upload's look, which costs no second process.
    if kept := Reading.of(story):
        return kept
    limits = ReadingLimits(max_pages=settings.UPLOAD_MAX_PAGES)
    try:
        return read_file(file, limits, ocr=not text_provider().reads_pages, report=_reading_page)
    except UnreadableDocument as refusal:
        if refusal.code in PICTURES and text_provider().reads_pages:
            return Document(story.title, story.language or "en", (), refusal.page_count)
        raise Refused(refusal.sentence, refusal.code) from refusal
