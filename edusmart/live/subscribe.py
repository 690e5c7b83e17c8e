"""The hub's subscription on Redis: changes, rechecks and progress from every process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import redis.asyncio as redis
from django.conf import settings
from redis.exceptions import RedisError

from edusmart.live.publish import channel

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
# Each wait ends this soon, so that the client's health check finds a dead connection.
QUIET_SECONDS = 5.0


async def listen(
    heard: Callable[[str, str], Awaitable[None]], returned: Callable[[], Awaitable[None]]
) -> None:
    """Call `heard(channel, payload)` for each message, for ever; `returned()` after each (re)connection,
    because what was published meanwhile is lost."""
    while True:
        try:
            await _listen_once(heard, returned)
        except (RedisError, OSError) as error:
            log.warning("nothing from Redis (%s); polling meanwhile", error)
        except Exception:
            log.exception("a message could not be read")
        await asyncio.sleep(RETRY_SECONDS)


async def _listen_once(
    heard: Callable[[str, str], Awaitable[None]], returned: Callable[[], Awaitable[None]]
) -> None:
    names = {channel(name): name for name in ("change", "recheck", "progress")}
    # No socket timeout: a quiet channel is no fault.
    client = redis.Redis.from_url(
        settings.REDIS_URL, decode_responses=True, socket_timeout=None, socket_connect_timeout=2,
        health_check_interval=15,
    )  # fmt: skip
    async with client, client.pubsub() as pubsub:
        await pubsub.subscribe(*names)
        # After subscribing: a change before it is found by asking, one after it is heard.
        await returned()
        while True:
            message = await pubsub.get_message(
                ignore_subscribe_messages=True, timeout=QUIET_SECONDS
            )
            if message and message["type"] == "message":
                await heard(names[message["channel"]], message["data"])


async def newest_progress(topic_id: int) -> list[str]:
    """Return the newest progress frame of each row of the topic, as text; empty while Redis is away."""
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, decode_responses=True, socket_timeout=1)
        async with client:
            kept: Any = await client.hgetall(channel(f"progress:{topic_id}"))
            return list(kept.values())
    except (RedisError, OSError):
        return []
