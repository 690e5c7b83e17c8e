"""Count how often items are heard, by the day and without names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis import Redis

from briefs.models import Brief, BriefItem, BriefState, Listening
from edusmart.accounts.models import User
from edusmart.live.publish import channel
from edusmart.live.redis_client import attempt

MOST_A_DAY = 5  # plays of one item that one listener adds to the numbers
DAY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class PlayCount:
    """How often an item was begun, and how often it was heard to the end."""

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

    Of one listener MOST_A_DAY are.
    """
    if item.brief.state != BriefState.PUBLISHED or _has_heard_enough(item, user, to_the_end):
        return
    name = "finished" if to_the_end else "plays"
    with transaction.atomic():
        day, _ = Listening.objects.get_or_create(item=item, day=timezone.localdate())
        # Added in the UPDATE, so that two listeners at once count twice.
        Listening.objects.filter(pk=day.pk).update(**{name: F(name) + 1})


def _has_heard_enough(item: BriefItem, user: User, to_the_end: bool) -> bool:
    """Return whether this listener counts no more today. While Redis is away everybody counts."""
    # A keyed hash: what is kept for a day must not say who listened to what.
    heard = f"{user.pk} {item.pk} {timezone.localdate()} {to_the_end}"
    key = channel(f"heard:{salted_hmac('briefs.plays', heard, algorithm='sha256').hexdigest()}")
    counts: list[int] = []

    def count(redis: Redis) -> None:
        with redis.pipeline() as pipe:
            pipe.incr(key)
            pipe.expire(key, DAY_SECONDS)
            counts.append(pipe.execute()[0])

    attempt(count, "a listener's plays")
    return bool(counts) and counts[0] > MOST_A_DAY


def plays_by_item(brief: Brief) -> dict[int, PlayCount]:
    """Return the counts by item id, in one query. Items without plays are left out."""
    sums = (
        Listening.objects.filter(item__brief=brief)
        .values_list("item")
        .annotate(Sum("plays"), Sum("finished"))
    )
    return {item: PlayCount(plays, finished) for item, plays, finished in sums}
