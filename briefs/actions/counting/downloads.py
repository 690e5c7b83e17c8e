"""Count downloads of episodes by the rules of the IAB's podcast measurement, and without keeping who it was.

A download is a minute of the episode, or all of a shorter one, that reached one program at one address on one
day, in however many requests. Programs of which it is known that nobody listens with them do not count.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from briefs.actions.counting.agents import is_robot
from briefs.actions.counting.day_marks import mark_of
from briefs.models import Brief, Downloads, Programme

MINUTE = 60  # seconds of sound that make a download
LATELY = timedelta(days=30)
MOST_SPANS = 100  # kept of one program; who asks in more pieces is no player

Spans = list[list[int]]


@dataclass(frozen=True)
class Fetching:
    """An episode that a program at an address asks for.

    Its sound is `size` bytes from byte `begin` of the file on, `seconds` long: what stands before is none.
    """

    brief_id: int
    address: str
    agent: str
    begin: int
    size: int
    seconds: float

    @property
    def needed(self) -> int:
        """Return how many bytes of sound make a download."""
        return math.ceil(self.size * min(1.0, MINUTE / self.seconds)) if self.seconds else self.size


def note_sent(fetching: Fetching, first: int, end: int) -> None:
    """Note that bytes from `first` to before `end` were sent, and count the download that they complete."""
    if is_robot(fetching.agent):
        return
    first, end = (max(0, min(at - fetching.begin, fetching.size)) for at in (first, end))
    if first == end:
        return
    with transaction.atomic():
        mark = mark_of("download", fetching.brief_id, fetching.address, fetching.agent)
        if mark.is_counted or len(mark.spans) >= MOST_SPANS:
            return
        mark.spans = joined([*mark.spans, [first, end]])
        if sum(end - first for first, end in mark.spans) >= fetching.needed:
            mark.is_counted, mark.spans = True, []
            _count(fetching.brief_id)
        mark.save()


def _count(brief_id: int) -> None:
    # It may be deleted while it is sent.
    if not Brief.objects.filter(pk=brief_id).exists():
        return
    day, _ = Downloads.objects.get_or_create(brief_id=brief_id, day=timezone.localdate())
    Downloads.objects.filter(pk=day.pk).update(count=F("count") + 1)


def joined(spans: Sequence[Sequence[int]]) -> Spans:
    """Return the spans in order, those that touch or overlap as one: what is sent twice is heard once."""
    found: Spans = []
    for first, end in sorted((span[0], span[1]) for span in spans):
        if found and first <= found[-1][1]:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([first, end])
    return found


def downloads_of(brief: Brief) -> int:
    """Return how often the brief was downloaded, on all days."""
    return Downloads.objects.filter(brief=brief).aggregate(sum=Sum("count"))["sum"] or 0


def downloads_lately(programme: Programme) -> int:
    """Return how often the programme's episodes were downloaded in the last thirty days."""
    since = timezone.localdate() - LATELY
    counts = Downloads.objects.filter(brief__programme=programme, day__gt=since)
    return counts.aggregate(sum=Sum("count"))["sum"] or 0
