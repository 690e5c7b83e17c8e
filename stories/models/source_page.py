"""A page of a story's document as a picture, or a part of it as text; made at the first request and kept."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourcePage(models.Model):
    """The picture of page `number`, from 1, or the text of that part; its file goes with the row."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=200)

    # Drawn when first asked for, since most pages of most documents never are; kept, as drawing starts
    # a process.
    class Meta:
        verbose_name = _("page of the document")
        verbose_name_plural = _("pages of the document")
        constraints: ClassVar = [
            # Two requests may draw the same page at once; the second throws its own file away.
            models.UniqueConstraint(fields=["story", "number"], name="one_picture_for_each_page")
        ]

    def __str__(self) -> str:
        return f"page {self.number}"
