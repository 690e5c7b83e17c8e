"""Words of a story's document that are not told, kept so that nothing is lost without a word."""

from __future__ import annotations

import re
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
LONGEST_PAGES = 200
# Such a line counts pages or chapters: it is the same one on each.
_RUNNING = frozenset({"header", "footer", "watermark"})
_FIGURES = re.compile(r"\d+")


class LeftOutWords(models.Model):
    """Words of page `page`, from 1, and why they are not told: a reason of `stories.reading`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="left_out")
    #: From 0: what a telling that is done again finds there already.
    number = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    #: Where they stand on more pages than that one: all of them, "2–9, 12". Written by the database too, for
    #: processes that know nothing of it.
    pages = models.CharField(max_length=LONGEST_PAGES, blank=True, default="", db_default="")
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
        alike: dict[tuple[str, str], list[LeftOut]] = {}
        for item in items:
            alike.setdefault((item.why, _as_one(item)), []).append(item)
        firsts = [(min(same, key=_page), same) for same in alike.values()]
        kept = sorted(firsts, key=lambda it: it[0].page)[:_MOST]
        rows = [
            LeftOutWords(
                story=story, number=number, page=item.page, why=item.why,
                pages=_pages({it.page for it in same}), words=item.text[:LONGEST],
            )
            for number, (item, same) in enumerate(kept)
        ]  # fmt: skip
        LeftOutWords.objects.bulk_create(rows, ignore_conflicts=True)


def _page(item: LeftOut) -> int:
    return item.page


def _as_one(item: LeftOut) -> str:
    return _FIGURES.sub("#", item.text) if item.why in _RUNNING else item.text


def _pages(pages: set[int]) -> str:
    """Return several pages as "2–9, 12", "" for one."""
    runs: list[list[int]] = []
    for page in sorted(pages) if len(pages) > 1 else []:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    while len(", ".join(said)) > LONGEST_PAGES:
        said = [*said[:-2], "…"]
    return ", ".join(said)
