"""What the upload read of a document, kept until it is told: no document is read twice."""

from __future__ import annotations

import dataclasses
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.documents import Document, document_from
from stories.models.story import Story

# Longer texts are read again from the file: a row of many megabytes costs more than that (decision 013).
MOST_CHARACTERS = 2_000_000


class Reading(models.Model):
    """A document as it was read, in JSON. It may be deleted at any time: the file is then read again."""

    #: A row of its own, as a telling is loaded at every settling (decision 013).
    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="reading"
    )
    #: Text, not JSON: it is read once and whole, and no query looks into it.
    content = models.TextField()

    class Meta:
        verbose_name = _("document that was read")
        verbose_name_plural = _("documents that were read")

    def __str__(self) -> str:
        return f"reading of {self.pk}"

    @classmethod
    def keep(cls, story: Story, document: Document | None) -> None:
        """Keep the document for the telling; not one with scanned pages, which OCR may read better."""
        if document is None or not document.pages or document.quality.scanned:
            return
        content = json.dumps(dataclasses.asdict(document))
        if len(content) <= MOST_CHARACTERS:
            cls.objects.create(story=story, content=content)

    @classmethod
    def of(cls, story: Story) -> Document | None:
        """Return the kept document; None for none, or for one that another version of this program
        wrote."""
        kept = cls.objects.filter(story=story).first()
        try:
            return document_from(json.loads(kept.content)) if kept else None
        # A row of an older version is no failure: the file is still there to be read.
        except (KeyError, TypeError, ValueError):
            return None
