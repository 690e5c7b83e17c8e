"""Count how many people hear an item, each once a day and without names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from briefs.actions.counting.day_marks import mark_of
from briefs.models import Brief, BriefItem, BriefState, Listening
from edusmart.accounts.models import User


@dataclass(frozen=True)
class PlayCount:
    """How many people began an item on one day or another, and how many heard it to the end."""

    plays: int = 0
    finished: int = 0

    @property
    def percent(self) -> int:
        """Return how many of a hundred plays reached the end; 0 without plays."""
        # Clients report both, so that more ends than plays can arrive.
        return min(100, round(100 * self.finished / self.plays)) if self.plays else 0


def total(heard: Iterable[PlayCount]) -> PlayCount:
    """Return the sum."""
    items = list(heard)
    return PlayCount(sum(it.plays for it in items), sum(it.finished for it in items))


def count_play(item: BriefItem, user: User, *, to_the_end: bool) -> None:
    """Count a play, or one that reached the end, of a published brief's item; drafts are not counted.

    Of each person the first of the day is.
    """
    if item.brief.state != BriefState.PUBLISHED:
        return
    name = "finished" if to_the_end else "plays"
    with transaction.atomic():
        mark = mark_of("play", name, item.pk, user.pk)
        if mark.is_counted:
            return
        mark.is_counted = True
        mark.save(update_fields={"is_counted"})
        day, _ = Listening.objects.get_or_create(item=item, day=timezone.localdate())
        # Added in the UPDATE, so that two listeners at once count twice.
        Listening.objects.filter(pk=day.pk).update(**{name: F(name) + 1})


def plays_by_item(brief: Brief) -> dict[int, PlayCount]:
    """Return the counts by item id, in one query. Items without plays are left out."""
    sums = (
        Listening.objects.filter(item__brief=brief)
        .values_list("item")
        .annotate(Sum("plays"), Sum("finished"))
    )
    return {item: PlayCount(plays, finished) for item, plays, finished in sums}
