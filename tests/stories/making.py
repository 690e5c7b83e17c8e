"""Stories for tests, made as users make them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from edusmart.accounts.models import User
from stories import acts
from stories.models import Story
from stories.uploading import Wishes, upload
from tests.pdfs import text_pdf

PAGES = [
    ["The fox woke up early.", "She smelled the morning and ran down the hill."],
    ["At the river she met a heron.", "The heron stood on one leg and looked very wise."],
    ["They shared a fish and told old tales.", "The sun climbed over the reeds."],
]


def pdf_file(pages: Any = PAGES, name: str = "fox.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text_pdf(pages), content_type="application/pdf")


def publish_unseen(story: Story, teacher: User) -> None:
    """Publish a story as if it were finished."""
    Story.objects.filter(pk=story.pk).update_unwatched(status="completed", completed_items=1)
    story.refresh_from_db()
    acts.publish(story, teacher)


def make_story(owner: User, **wishes: Any) -> Story:
    return upload(owner, pdf_file(), Wishes(**wishes))
