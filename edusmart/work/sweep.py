"""The sweep: due rows without a waker, expired leases and unsettled topics, found from the rows alone.

It makes a flushed Redis, a crash between commit and wake-up, and a lost worker the same non-event.
"""

import logging

from django.conf import settings
from redis.exceptions import RedisError

from edusmart.live import topics
from edusmart.live.models import TopicGone, changing
from edusmart.work.kinds import kinds
from edusmart.work.queues import push, tokens_waiting

log = logging.getLogger(__name__)


def sweep() -> None:
    """One round. Safe to run anywhere, any number of times, at once."""
    for kind in kinds():
        _wake(kind)
    for owner in topics.owners():
        for topic in owner.unsettled():
            try:
                with changing(topic.pk):
                    owner.settle(topic)
            except TopicGone:
                continue


def _wake(kind: str) -> None:
    slots = settings.WORK_SLOTS.get(kind, 1)
    due = kinds()[kind].due()[:slots].values_list("pk").count()
    if not due:
        return
    try:
        missing = min(due, slots) - tokens_waiting(kind)
    except RedisError as error:
        log.warning("cannot look for tokens (%s)", error)
        return
    if missing > 0:
        push(kind, missing)
