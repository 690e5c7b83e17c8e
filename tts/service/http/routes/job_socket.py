"""WS /ws/tts/{id}: a job's status whenever it changes, until the job ends.

Where keys are set, a caller that cannot send an Authorization header sends `{"key": "…"}` first.
Closed with 4401 for a wrong key, 4404 for an unknown job or another owner's, 1013 without Redis.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import redis
import redis.asyncio
from fastapi import APIRouter, HTTPException, WebSocket
from starlette.websockets import WebSocketDisconnect

from tts.service.http.api_keys import ApiKeys
from tts.service.http.dependencies import JOB_ID, job_queue_of
from tts.service.http.response_bodies import JobStatus
from tts.service.jobs.queue import JobQueue
from tts.service.jobs.store import progress_channel

routes = APIRouter()

WRONG_KEY: Final = 4401
NOT_FOUND: Final = 4404
TRY_AGAIN_LATER: Final = 1013
_KEY_SECONDS: Final = 10.0  # a socket without a key must not stay open
_POLL_SECONDS: Final = 1.0


@routes.websocket("/ws/tts/{job_id}")
async def watch(socket: WebSocket, job_id: str) -> None:
    """Send the status now and at each change; close with 1000 when the job has ended."""
    # Accepted before it is checked: a browser cannot read the reason of a refused handshake.
    await socket.accept()
    with suppress(WebSocketDisconnect):
        await socket.close(await _send_until_ended(socket, job_id))


async def _send_until_ended(socket: WebSocket, job_id: str) -> int:
    """Send changes until the job ends or the caller leaves; return the code to close with."""
    owner = await _owner(socket)
    if owner is None:
        return WRONG_KEY
    try:
        queue = job_queue_of(socket.app.state)
        sending = asyncio.create_task(_send_changes(socket, queue, job_id, owner))
        disconnecting = asyncio.create_task(_until_disconnected(socket))
        await asyncio.wait({sending, disconnecting}, return_when=asyncio.FIRST_COMPLETED)
        for task in (sending, disconnecting):
            task.cancel()
        # Until both have ended: neither may use the socket once it is closed.
        await asyncio.wait({sending, disconnecting})
        return 1000 if sending.cancelled() else sending.result()
    except (redis.RedisError, HTTPException):
        return TRY_AGAIN_LATER


async def _owner(socket: WebSocket) -> str | None:
    """Return the owner by header or by the first message; None if the key is wrong."""
    keys: ApiKeys = socket.app.state.keys
    owner = keys.owner(socket.headers.get("authorization", ""))
    if owner is not None or "authorization" in socket.headers:
        return owner
    try:
        async with asyncio.timeout(_KEY_SECONDS):
            said = json.loads(await socket.receive_text())
        return keys.owner_of_key(str(said["key"]))
    except (TimeoutError, ValueError, KeyError, TypeError, RecursionError):
        return None


async def _send_changes(socket: WebSocket, queue: JobQueue, job_id: str, owner: str) -> int:
    """Send each changed status; return the code to close with."""
    sent: dict[str, Any] | None = None
    async with _changes(queue.url, job_id) as changes:
        while True:
            known = JOB_ID.fullmatch(job_id)
            job = await asyncio.to_thread(queue.find, job_id, owner) if known else None
            if job is None:
                return NOT_FOUND
            frame = JobStatus.of(job).model_dump()
            # Time that passes is no news.
            if sent is None or {**sent, "elapsed_sec": 0} != {**frame, "elapsed_sec": 0}:
                await socket.send_json(frame)
                sent = frame
            if job.ended:
                return 1000
            # A lost message only delays the change: the record is read every second anyway.
            await changes.get_message(ignore_subscribe_messages=True, timeout=_POLL_SECONDS)


async def _until_disconnected(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


@asynccontextmanager
async def _changes(url: str, job_id: str) -> "AsyncIterator[redis.asyncio.client.PubSub]":
    """Yield a subscription to the job's progress channel."""
    connection = redis.asyncio.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
    subscription = connection.pubsub()
    try:
        await subscription.subscribe(progress_channel(job_id))
        yield subscription
    finally:
        await subscription.aclose()  # type: ignore[no-untyped-call]
        await connection.aclose()
