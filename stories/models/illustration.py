"""The work of making one scene's picture."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edusmart.media import discard
from edusmart.work.models import Status, WorkRow
from edusmart.work.queues import wake
from stories.models.story import Story

LONGEST_WISH = 200
FIRST_WAIT = timedelta(seconds=60)  # between two looks whether the first picture is there
FIRST_PICTURE = "first picture"  # of the same story: what the others wait for


class Illustration(WorkRow):
    """One picture of a scene.

    One that `replaces` another takes its place in the scene once it is made.
    """

    kind = "illustration"
    # Above what one call to a provider may take (LONGEST_SECONDS of its illustrator), as it must end first.
    deadline = timedelta(minutes=3)

    #: Its public name, with a part that cannot be guessed: a new picture is a new address, so nothing
    #: stale is shown.
    filename = models.CharField(_("public name"), max_length=120, unique=True, editable=False)
    #: Its name in the storage, "" until it is made.
    file = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    #: The same picture 160 pixels a side, for the strip of scenes, and 384, for a cover; "" until they are
    #: made: the sweep makes those of older pictures.
    thumb = models.CharField(max_length=200, blank=True, editable=False, db_default="", default="")
    cover = models.CharField(max_length=200, blank=True, editable=False, db_default="", default="")
    #: Its figures alone, as WebP, which move before the rest of it; "" where there are none.
    front = models.CharField(max_length=200, blank=True, editable=False, db_default="", default="")
    #: What falls or blows over it while it is heard: snow, rain, leaves, or "".
    falls = models.CharField(max_length=10, blank=True, editable=False, db_default="", default="")
    #: How well it shows what the story is about, from 0: the shelf's cover is the highest one.
    cover_rank = models.PositiveSmallIntegerField(editable=False, db_default=0, default=0)
    #: With `sha256` what a move between storages and the audit compare a stored file with.
    size = models.PositiveIntegerField(_("size"), default=0, editable=False, help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    #: The text for listeners who do not see it; the scene's caption where it is empty.
    alt = models.CharField(_("what can be seen on it"), max_length=300, blank=True)
    #: What a teacher asked to see. Kept on the row, as the worker knows nothing else of the order.
    wish = models.CharField(
        _("what was asked for"), max_length=LONGEST_WISH, blank=True, editable=False
    )
    #: Makes another picture of the same words differ from the one before, and counts it for the budget.
    take = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="how many pictures the scene had before"
    )
    #: The picture that is shown until this one is made (decision 006). One to one: one wish at a time.
    replaces = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="successor", verbose_name=_("takes the place of"),
    )  # fmt: skip

    class Meta(WorkRow.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.filename

    def discard(self, fields: dict[str, Any]) -> None:
        for name in ("file", "thumb", "cover", "front"):
            discard(fields.get(name, ""))

    def wait_for_the_first(self) -> None:
        """Not due before the story's first picture has ended: this one is to look like it."""
        self.wait_for(FIRST_PICTURE, FIRST_WAIT)

    def ended(self) -> None:
        """Those that waited for the story's first picture need not wait any longer."""
        # Whichever way the first ended, as one that failed must not hold up the others.
        if self.turn == 0:
            Illustration.look_again(self.topic_id)

    @classmethod
    def look_again(cls, topic_id: int) -> None:
        """Have those that wait for the story's first picture look whether it is there."""
        waiting = cls.waiting_for(FIRST_PICTURE).filter(topic=topic_id)
        if count := waiting.update_unwatched(due_at=Now(), waits_for=""):
            wake(cls.kind, count)

    @property
    def is_uploaded(self) -> bool:
        """Return whether a person uploaded it: a completed row that no worker ever claimed."""
        return self.status == Status.COMPLETED and not self.attempts

    @property
    def url(self) -> str:
        return f"/pictures/{self.filename}"

    @property
    def front_url(self) -> str | None:
        """Return the address of its figures alone, None where there are none."""
        return f"/pictures/front/{self.filename}" if self.front else None

    @staticmethod
    def public_name(story: Story, index: int) -> str:
        stamp = timezone.now()
        token = hashlib.sha256(
            f"{story.topic.epoch}{index}{stamp.isoformat()}".encode()
        ).hexdigest()
        return f"story_{story.pk}_scene_{index}_{stamp:%Y%m%d_%H%M%S}_{token[:8]}.jpg"
