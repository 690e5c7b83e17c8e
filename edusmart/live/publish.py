"""What is published on Redis: changes of topics, rechecks of access, progress. Losing one loses nothing."""

import json
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

from edusmart.live.frames import ProgressFrame
from edusmart.live.redis_client import attempt

PROGRESS_KEPT_SECONDS = 120


def channel(name: str) -> str:
    """A pub/sub channel or key of this installation: change, recheck, progress."""
    return f"{settings.REDIS_PREFIX}{name}"


def _send(commands: list[tuple[Any, ...]]) -> None:
    def send(client: redis.Redis) -> None:
        # One round trip; nothing here has to happen together.
        with client.pipeline(transaction=False) as pipe:
            for command in commands:
                pipe.execute_command(*command)  # type: ignore[no-untyped-call]
            pipe.execute()

    attempt(send, "change not published")


def publish_change(topic_id: int) -> None:
    """Tell every web process that rows of the topic changed. Call after commit; never raises."""
    _send([("PUBLISH", channel("change"), str(topic_id))])


def recheck(
    *, topic: int | None = None, user: int | None = None, session: str | None = None
) -> None:
    """Ask every web process, after commit, to look again whether these sockets may still watch."""
    text = json.dumps({"topic": topic, "user": user, "session": session})
    transaction.on_commit(lambda: _send([("PUBLISH", channel("recheck"), text)]))


def publish_progress(topic_id: int, frame: ProgressFrame) -> None:
    """Send a progress frame to the topic's watchers and keep it for those who join. Lossy."""
    key = channel(f"progress:{topic_id}")
    _send(
        [
            ("PUBLISH", channel("progress"), json.dumps([topic_id, frame])),
            ("HSET", key, f"{frame['kind']}:{frame['id']}", json.dumps(frame)),
            ("EXPIRE", key, PROGRESS_KEPT_SECONDS),
        ]
    )
