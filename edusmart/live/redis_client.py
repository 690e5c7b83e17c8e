"""The Redis client for what must never block: short timeouts, and a pause after a failure."""

import logging
import time
from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings

log = logging.getLogger(__name__)

# Requests wait for this after their commit, so it is short.
TIMEOUT_SECONDS = 1.0
PAUSE_SECONDS = 2.0  # after a failure, how long this process does not try again

_paused_until = 0.0


@cache
def quick_redis() -> redis.Redis:
    """Return this process's client for short commands."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        max_connections=16,
        # The client would wait between tries of its own; the sweep and the poll make up for a lost message.
        retry=None,
    )


def attempt(act: Callable[[redis.Redis], object], what: str) -> bool:
    """Do `act` unless Redis failed a moment ago; False when it was not done. Never raises RedisError."""
    global _paused_until
    # Without the pause every commit would wait for the timeout while Redis is away.
    if time.monotonic() < _paused_until:
        return False
    try:
        act(quick_redis())
    except redis.RedisError as error:
        _paused_until = time.monotonic() + PAUSE_SECONDS
        log.warning("%s: Redis is away (%s)", what, error)
        return False
    return True
