"""How much may be spoken in a day: only words that nobody had spoken before count."""

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
    """Characters of the orders that have no recording yet; the same words twice count once."""
    fresh = {order.key: len(order.text) for order in orders}
    made = Recording.objects.filter(key__in=fresh).exclude(file="").values_list("key", flat=True)
    return sum(fresh.values()) - sum(fresh[key] for key in made)


def check(user: User, new_chars: int) -> None:
    """Raises RequestRefused (429) when this much more would be too much for one day."""
    if not new_chars:
        return
    day = AudioGenerationJob.objects.filter(created_at__gte=timezone.now() - DAY)
    _within(day.filter(ordered_by=user), new_chars, settings.SPOKEN_CHARS_PER_PERSON, "you")
    _within(day, new_chars, settings.SPOKEN_CHARS_PER_DAY, "everybody together")


def give_back(job: AudioGenerationJob, unspoken: Sequence[Narration]) -> None:
    """What was cancelled before anybody began to speak it was not spent."""
    spent = max(0, job.new_chars - new_characters(unspoken))
    AudioGenerationJob.objects.filter(pk=job.pk).update_unwatched(new_chars=spent)


def _within(jobs: "QuerySet[AudioGenerationJob]", new_chars: int, limit: int, whose: str) -> None:
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
