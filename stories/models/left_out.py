"""Words of a story's document that are not told, kept so that nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from stories.documents import Document, LeftOut
from stories.models.story import Story

# What comes back on each page, or belongs to the page and not to the text, would hide the rest.
_NOT_WORTH_NAMING = frozenset({"title", "page number", "note mark", "line numbers", "hidden text"})
_MOST = 60
LONGEST = 4_000


class LeftOutWords(models.Model):
    """Words of page `page`, from 1, and why they are not told: a reason of `stories.reading`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="left_out")
    #: From 0: what a telling that is done again finds there already.
    number = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    why = models.CharField(max_length=40)
    words = models.TextField(max_length=LONGEST)
    #: Set when somebody had them told after all.
    told = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("words that are not told")
        verbose_name_plural = _("words that are not told")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "number"], name="one_left_out_for_each_number")
        ]

    def __str__(self) -> str:
        return f"{self.why} of page {self.page}"

    @staticmethod
    def note(story: Story, document: Document, untold: Sequence[LeftOut] = ()) -> None:
        """Keep what the document has that is not told; each running line once. May be called again.

        `untold` is what no scene had room for.
        """
        items = [
            item
            for item in (*document.left_out, *untold)
            if item.text and item.why not in _NOT_WORTH_NAMING
        ]
        unique = {(item.why, item.text): item for item in reversed(items)}
        kept = sorted(unique.values(), key=lambda item: item.page)[:_MOST]
        rows = [
            LeftOutWords(
                story=story, number=number, page=item.page, why=item.why, words=item.text[:LONGEST]
            )
            for number, item in enumerate(kept)
        ]
        LeftOutWords.objects.bulk_create(rows, ignore_conflicts=True)
