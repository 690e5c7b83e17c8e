"""How many listen along: counted from signs of their pages, which Redis holds for less than a minute.

The count is a column of the class's row, so its teacher's page learns it as it learns everything else.
"""

import time

import redis

from edusmart.live.models import TopicGone, changing
from edusmart.live.publish import channel
from edusmart.live.redis_client import attempt
from stories.models import ClassListening

#: How often a page says that it goes along: see HERE_EVERY in static/js/together/together.js.
GONE_AFTER_SECONDS = 50


def be_there(topic_id: int, user_id: int, *, goes_along: bool) -> None:
    """Note that somebody goes along with the class of this topic, or does no more. Lossy."""
    key = _key(topic_id)

    def note(client: redis.Redis) -> None:
        if goes_along:
            client.zadd(key, {str(user_id): time.time()})
            client.expire(key, GONE_AFTER_SECONDS)
        else:
            client.zrem(key, str(user_id))

    attempt(note, "listener not noted")
    for listening in ClassListening.objects.filter(topic=topic_id):
        _count_again(listening)


def forget_silent_listeners() -> None:
    """Count those out whose page says nothing any more. A chore of the sweep."""
    for listening in ClassListening.objects.filter(there__gt=0):
        _count_again(listening)


def _count_again(listening: ClassListening) -> None:
    if _counted(listening.topic_id, listening.there) == listening.there:
        return
    try:
        with changing(listening.topic_id):
            # Under the lock: of two processes that count at once the later one is right.
            listening.there = _counted(listening.topic_id, listening.there)
            listening.save(update_fields=["there"])
    except TopicGone:  # with its class
        return


def _counted(topic_id: int, known: int) -> int:
    """Return how many people go along now; what was known, where Redis cannot be asked."""
    counted = [known]

    def count(client: redis.Redis) -> None:
        since = time.time() - GONE_AFTER_SECONDS
        counted[0] = int(client.zcount(_key(topic_id), since, "+inf"))

    attempt(count, "listeners not counted")
    return counted[0]


def _key(topic_id: int) -> str:
    return channel(f"there:{topic_id}")
