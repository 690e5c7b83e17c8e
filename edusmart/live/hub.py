"""One hub per web process: bells in, rows read once, frames serialised once per audience, fan-out.

The hub never awaits one client's send, and a socket has at most one unacknowledged state frame, so a slow
reader holds nobody up and gets the newest state, not a growing queue.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from django.conf import settings

from edusmart.accounts.credentials import Credential
from edusmart.accounts.models import User
from edusmart.live import queries as reading
from edusmart.live import subscribe as wire
from edusmart.live.frames import Audience, Closing, Focus, encode
from edusmart.live.subscriptions import Room, Seat

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.05  # followers of a change within this time travel as one frame
ANSWER_SECONDS = 0.25  # between two answers to one browser that asks what it misses
BEAT_SECONDS = 15.0
RECHECK_SECONDS = 45.0
ACK_SECONDS = 30.0

_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def running_hub() -> "Hub":
    """The hub of the running event loop, started at its first use."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


class Hub:
    """All rooms watched in this process."""

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._loops: list[asyncio.Task[None]] = []

    # Seats

    async def join(self, seat: Seat, epoch: str, rev: int) -> bool:
        """Seat a socket, send it what it misses after `rev`; False when the topic is gone."""
        self._ensure_running()
        room = self.rooms.setdefault(seat.topic_id, Room(seat.topic_id))
        room.seats.add(seat)
        seat.hold()
        if not await self.refresh(room):
            return False
        await self._bring(room, seat, epoch, rev)
        for text in await wire.newest_progress(seat.topic_id):
            seat.send(text)
        return True

    def leave(self, seat: Seat) -> None:
        room = self.rooms.get(seat.topic_id)
        if room:
            room.seats.discard(seat)
            if not room.seats:
                del self.rooms[seat.topic_id]

    async def have(self, seat: Seat, epoch: str, rev: int) -> None:
        """Send what the browser misses; one that asks too often waits for its answer."""
        await asyncio.sleep(seat.answered_at + ANSWER_SECONDS - time.monotonic())
        seat.answered_at = time.monotonic()
        room = self.rooms.get(seat.topic_id)
        seat.hold()
        if room and await self.refresh(room):
            await self._bring(room, seat, epoch, rev)

    def ack(self, seat: Seat, rev: int) -> None:
        room = self.rooms.get(seat.topic_id)
        if room:
            seat.rev, seat.busy_since = max(0, min(rev, room.rev)), None
            if seat.behind(room):
                self._start(self._push(room, [seat]))

    async def focus(self, seat: Seat, frame: Focus) -> None:
        await reading.in_thread(reading.focus, seat.topic_id, seat.user_id, frame)

    # What happens to a room

    async def refresh(self, room: Room) -> bool:
        """Read where the topic stands; push to everybody who is behind; False when the topic is gone."""
        topic = await reading.in_thread(reading.topic, room.topic_id)
        if topic is None:
            self._close(room, Closing.GONE)
            return False
        room.stands_at(topic)
        if room.has_laggards():
            self.changed(room.topic_id)
        return True

    def changed(self, topic_id: int) -> None:
        """A bell: at once when the room is quiet, else with the others of the next 50 ms."""
        room = self.rooms.get(topic_id)
        if room is None:
            return
        room.dirty = True
        if not room.flushing:
            room.flushing = True
            self._start(self._flush(room))

    async def _flush(self, room: Room) -> None:
        try:
            while room.dirty:
                room.dirty = False
                topic = await reading.in_thread(reading.topic, room.topic_id)
                if topic is None:
                    self._close(room, Closing.GONE)
                    return
                room.stands_at(topic)
                await self._push(room, list(room.seats))
                await asyncio.sleep(GATHER_SECONDS)
        finally:
            room.flushing = False

    async def _push(self, room: Room, seats: list[Seat]) -> None:
        alike: dict[tuple[Audience, int], list[Seat]] = {}
        for seat in seats:
            if seat.behind(room):
                alike.setdefault((seat.audience, seat.rev), []).append(seat)
        for (audience, since), behind in alike.items():
            rev, text = await room.frame(audience, since)
            for seat in behind:
                # Still there: another push may have served it meanwhile, a new epoch begun it anew.
                if seat.rev == since and seat.behind(room):
                    seat.carry(rev, text)

    async def _bring(self, room: Room, seat: Seat, epoch: str, rev: int) -> None:
        since = room.starting_rev(epoch, rev)
        seat.rev = since
        if since and since == room.rev:
            seat.busy_since = None
            return
        new_rev, text = await room.frame(seat.audience, since)
        seat.carry(new_rev, text)

    def _close(self, room: Room, code: int) -> None:
        for seat in list(room.seats):
            seat.close(code)
        self.rooms.pop(room.topic_id, None)

    def progress(self, topic_id: int, text: str) -> None:
        room = self.rooms.get(topic_id)
        for seat in room.seats if room else ():
            if seat.keeps_up():
                seat.send(text)

    # What goes on all the time

    async def poll(self) -> None:
        """Ask the database where every watched topic stands: heals a lost bell."""
        watched = list(self.rooms)
        standing = await reading.in_thread(reading.standing, watched)
        for topic_id in watched:
            room = self.rooms.get(topic_id)
            if room is None:
                continue
            if topic_id not in standing:
                self._close(room, Closing.GONE)
            elif standing[topic_id] != (room.epoch, room.rev) or room.has_laggards():
                self.changed(topic_id)

    async def recheck(
        self, topic: int | None = None, user: int | None = None, session: str | None = None
    ) -> None:
        """Close the seats (of all, or of these) whose people may not watch any more.

        A session that is named was signed out, though its row may take a moment to go.
        """
        seats = [
            seat
            for room in self.rooms.values()
            for seat in room.seats
            if (topic is None or seat.topic_id == topic)
            and (user is None or seat.user_id == user)
            and (session is None or seat.credential.session == session)
        ]
        if session is not None:
            for seat in seats:
                seat.close(Closing.SIGN_IN)
            return
        allowed = await reading.in_thread(
            reading.admissions, {(seat.topic_id, seat.credential) for seat in seats}
        )
        for seat in seats:
            self._admit(seat, allowed)

    def _admit(self, seat: Seat, allowed: reading.Admissions) -> None:
        admission = allowed.get((seat.topic_id, seat.credential))
        if admission is None or admission[1] is None:
            seat.close(Closing.SIGN_IN if admission is None else Closing.FORBIDDEN)
        elif admission[1] != seat.audience:
            # The other audience sees other fields: start this seat over from nothing.
            seat.close(Closing.COME_BACK)

    def _beat(self) -> None:
        now = time.monotonic()
        for room in self.rooms.values():
            text = encode({"type": "beat", "rev": room.rev})
            for seat in list(room.seats):
                if seat.busy_since is not None and now - seat.busy_since > ACK_SECONDS:
                    seat.close(Closing.TOO_SLOW)
                else:
                    seat.send(text)

    def _ensure_running(self) -> None:
        if not self._loops:
            self._loops = [
                asyncio.create_task(self._every(settings.HUB_POLL_SECONDS, self.poll)),
                asyncio.create_task(self._every(RECHECK_SECONDS, self.recheck)),
                asyncio.create_task(self._every(BEAT_SECONDS, self._beat_once)),
                asyncio.create_task(wire.listen(self._heard, self.poll)),
            ]

    async def _beat_once(self) -> None:
        self._beat()

    async def _every(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            if self.rooms:
                with contextlib.suppress(Exception):
                    await self._logged(act())

    async def _heard(self, name: str, payload: str) -> None:
        if name == "bell":
            self.changed(int(payload))
        elif name == "progress":
            topic_id, frame = json.loads(payload)
            self.progress(topic_id, encode(frame))
        else:
            await self.recheck(**json.loads(payload))

    def _start(self, work: "Awaitable[None]") -> None:
        task = asyncio.ensure_future(self._logged(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _logged(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception:
            log.exception("the hub failed at something; the next poll tries again")


async def admit(topic_id: int, credential: Credential) -> tuple[User, Audience | None] | None:
    """The user behind the credential and the audience they are for this topic (None: they may not watch)."""
    allowed = await reading.in_thread(reading.admissions, {(topic_id, credential)})
    return allowed.get((topic_id, credential))
