"""How many listen along: a count from signs of their pages, which Redis holds for less than a minute."""

import time

import redis

from edusmart.live.publish import channel
from edusmart.live.redis_client import attempt

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


def count_there(topic_id: int) -> int:
    """Return how many people go along now, 0 where that cannot be known."""
    counted = [0]

    def count(client: redis.Redis) -> None:
        since = time.time() - GONE_AFTER_SECONDS
        counted[0] = int(client.zcount(_key(topic_id), since, "+inf"))

    attempt(count, "listeners not counted")
    return counted[0]


def _key(topic_id: int) -> str:
    return channel(f"there:{topic_id}")
