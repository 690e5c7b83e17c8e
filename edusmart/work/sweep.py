"""The sweep: due rows without a waker, expired leases and unsettled topics, found from the rows alone.

It makes a flushed Redis, a crash between commit and wake-up, and a lost worker the same non-event.
"""

import logging
from collections.abc import Callable

from edusmart.live import topics
from edusmart.live.models import Topic, TopicGone, changing
from edusmart.work.kinds import kinds
from edusmart.work.queues import top_up

log = logging.getLogger(__name__)

_chores: list[Callable[[], None]] = []


def register_chore(chore: Callable[[], None]) -> None:
    """Have `chore` called in every round; it must be cheap when there is nothing to do."""
    _chores.append(chore)


def sweep() -> None:
    """Do one round. It is safe to run many at once, anywhere."""
    for kind in kinds():
        top_up(kind)
    for owner in topics.owners():
        for topic in owner.unsettled():
            _settle(topic)
    for chore in _chores:
        chore()


def _settle(topic: Topic) -> None:
    try:
        with changing(topic.pk):
            topics.owner_of(topic).settle(topic)
    except TopicGone:
        pass
    except Exception:  # one topic that cannot settle must not hold up the others
        log.exception("topic %s could not be settled", topic.pk)
