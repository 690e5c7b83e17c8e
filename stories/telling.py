"""Telling a story: read its document, let the storyteller tell, stage each scene as it comes."""

from dataclasses import replace

from django.conf import settings

from edusmart.media import on_disk
from edusmart.work.errors import Refused
from edusmart.work.performing import performance
from stories.models import Scene, Story, Telling
from stories.reading import Document, ReadingLimits, UnreadableDocument, read_pdf
from stories.rewriting import Easing
from stories.staging import begin, stage
from stories.storytellers import TellingBrief
from stories.storytellers.choice import storyteller


def tell(telling: Telling) -> None:
    """Stage every scene that is not staged yet. Raises Refused for a document that cannot be told."""
    story = Story.objects.get(pk=telling.story_id)
    attempt = performance()
    attempt.report(0.0, "reading")
    document = read(story)
    brief = TellingBrief(story.grade, story.language or None, story.max_scenes)
    # A retry goes on after the last staged scene: what may be playing already is never retold.
    staged = Scene.objects.filter(story=story).order_by("index").values_list("text", flat=True)
    heard = list(staged)
    teller = storyteller()
    start = teller.start(document, brief, heard)
    begin(telling, start, document.page_count)
    count, easing = len(heard), Easing(start.language, story.grade)
    for told in teller.tell(document, brief, after=count - 1):
        attempt.go_on()
        stage(telling, easing.ease(told))
        count = told.index + 1
        attempt.report(min(1.0, count / max(1, start.scene_count)), "telling")
    if count != start.scene_count:  # planned, not promised: nobody waits for the missing ones
        begin(telling, replace(start, title="", scene_count=count), document.page_count)


def read(story: Story) -> Document:
    """The story's document. Raises Refused with the reader's sentence."""
    limits = ReadingLimits(max_pages=settings.UPLOAD_MAX_PAGES)
    try:
        with on_disk(story.document) as path:
            return read_pdf(path, limits)
    except UnreadableDocument as refusal:
        raise Refused(refusal.sentence, refusal.code) from refusal
    except FileNotFoundError as gone:
        raise Refused("The uploaded file is gone; please upload it again.", "gone") from gone
