"""The daily quota of spoken characters. Text that has a recording already is free."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils import timezone

from briefs.models import AudioGenerationJob
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from tts.models import Narration, Recording

DAY = timedelta(days=1)


def new_characters(orders: Sequence[Narration]) -> int:
    """Return the characters of orders without a recording; two orders of one recording count once."""
    fresh = {order.key: len(order.text) for order in orders}
    made = Recording.objects.filter(key__in=fresh).exclude(file="").values_list("key", flat=True)
    return sum(fresh.values()) - sum(fresh[key] for key in made)


def check(user: User, new_chars: int) -> None:
    """Raise RequestRefused (429) when so many characters are more than is left for the last 24 hours."""
    if not new_chars:
        return
    # No lock over all jobs: two of different briefs at one moment may together exceed it once. It
    # bounds what a day costs, not the last character.
    day = AudioGenerationJob.objects.filter(created_at__gte=timezone.now() - DAY)
    _within(day.filter(ordered_by=user), new_chars, settings.SPOKEN_CHARS_PER_PERSON, "you")
    _within(day, new_chars, settings.SPOKEN_CHARS_PER_DAY, "everybody together")


def give_back(job: AudioGenerationJob, unspoken: Sequence[Narration]) -> None:
    """Take off the job's cost what was cancelled before a worker began it."""
    spent = max(0, job.new_chars - new_characters(unspoken))
    AudioGenerationJob.objects.filter(pk=job.pk).update_unwatched(new_chars=spent)


def _within(jobs: "QuerySet[AudioGenerationJob]", new_chars: int, limit: int, whose: str) -> None:
    """Raise RequestRefused when the jobs' characters and these exceed `limit`; 0 is no limit."""
    spent = jobs.aggregate(spent=Sum("new_chars"))["spent"] or 0
    if not limit or spent + new_chars <= limit:
        return
    left = max(0, limit - spent)
    raise RequestRefused(
        f"These items have {new_chars:,} new characters; {left:,} of {limit:,} a day are left for "
        f"{whose}. Shorten them, generate fewer, or come back tomorrow.",
        "quota",
        429,
    )
