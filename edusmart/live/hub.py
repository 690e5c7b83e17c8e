"""One hub per web process: changes in, rows read once, frames serialised once per audience, fan-out.

The hub never awaits one client's send, and a socket has at most one unacknowledged state frame, so a slow
reader holds no other up and gets the newest state, not a growing queue.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary

from django.conf import settings

from edusmart.accounts.credentials import Credential
from edusmart.accounts.models import User
from edusmart.live import queries
from edusmart.live.frames import Audience, Closing, Focus, encode
from edusmart.live.overheard import Overheard
from edusmart.live.subscribe import listen, newest_progress
from edusmart.live.subscriptions import Subscriber, Subscription
from edusmart.live.tasks import Tasks

GATHER_SECONDS = 0.05  # followers of a change within this time travel as one frame
ASK_SECONDS = 0.25  # between two frames for one browser that asks what it misses
BEAT_SECONDS = 15.0
# Finds what no message tells, such as a session that ran out.
RECHECK_SECONDS = 45.0
# A socket that acknowledges nothing for so long is dead or hopelessly slow.
ACK_SECONDS = 30.0

# A hub's tasks belong to one event loop, and a process (a test's) may have several.
_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def running_hub() -> "Hub":
    """Return the hub of the running event loop, started at its first use."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


class Hub:
    """All subscriptions watched in this process."""

    def __init__(self) -> None:
        self.subscriptions: dict[int, Subscription] = {}
        self._tasks = Tasks()
        self._loops: list[asyncio.Task[None]] = []
        self._overheard = Overheard(self._tasks.start)

    # What one subscriber does

    async def join(self, subscriber: Subscriber, epoch: str, rev: int) -> bool:
        """Add a socket and send it what it misses after `rev`. Returns False when the topic is gone."""
        self._ensure_running()
        subscription = self.subscriptions.setdefault(
            subscriber.topic_id, Subscription(subscriber.topic_id)
        )
        subscription.subscribers.add(subscriber)
        # Its first frame must be the state it asked for, not a push that happens to run now.
        subscriber.hold()
        if not await self.refresh(subscription):
            return False
        self._overheard.joined(subscription.topic)
        await self._bring(subscription, subscriber, epoch, rev)
        for text in await newest_progress(subscriber.topic_id):
            subscriber.send(text)
        return True

    def leave(self, subscriber: Subscriber) -> None:
        subscription = self.subscriptions.get(subscriber.topic_id)
        if subscription:
            subscription.subscribers.discard(subscriber)
            if not subscription.subscribers:
                del self.subscriptions[subscriber.topic_id]

    async def have(self, subscriber: Subscriber, epoch: str, rev: int) -> None:
        """Send what the browser misses; one that asks too often is made to wait."""
        await asyncio.sleep(subscriber.answered_at + ASK_SECONDS - time.monotonic())
        subscriber.answered_at = time.monotonic()
        subscription = self.subscriptions.get(subscriber.topic_id)
        subscriber.hold()
        if subscription and await self.refresh(subscription):
            await self._bring(subscription, subscriber, epoch, rev)

    def ack(self, subscriber: Subscriber, rev: int) -> None:
        subscription = self.subscriptions.get(subscriber.topic_id)
        if subscription:
            # A browser that claims to be ahead would never be sent what it lacks.
            subscriber.rev, subscriber.busy_since = max(0, min(rev, subscription.rev)), None
            if subscriber.behind(subscription):
                self._tasks.start(self._push(subscription, [subscriber]))

    async def focus(self, subscriber: Subscriber, frame: Focus) -> None:
        """Pass on what the browser shows now; of several within ASK_SECONDS the first and the last."""
        is_waiting, subscriber.focus = subscriber.focus is not None, frame
        if is_waiting:
            return
        wait = subscriber.focused_at + ASK_SECONDS - time.monotonic()
        if wait > 0:
            self._tasks.start(self._focus_later(subscriber, wait))
        else:
            await self._focus(subscriber)

    async def _focus_later(self, subscriber: Subscriber, wait: float) -> None:
        await asyncio.sleep(wait)
        await self._focus(subscriber)

    async def _focus(self, subscriber: Subscriber) -> None:
        frame, subscriber.focus = subscriber.focus, None
        subscriber.focused_at = time.monotonic()
        await queries.in_thread(queries.focus, subscriber.topic_id, subscriber.user_id, frame)

    # What happens to a subscription

    async def refresh(self, subscription: Subscription) -> bool:
        """Read where the topic stands, push to all who are behind. Returns False when the topic is gone."""
        topic = await queries.in_thread(queries.topic, subscription.topic_id)
        if topic is None:
            self._close(subscription, Closing.GONE)
            return False
        subscription.stands_at(topic)
        if subscription.has_laggards():
            self.changed(subscription.topic_id)
        return True

    def changed(self, topic_id: int) -> None:
        """Push a change: at once when the subscription is quiet, else with the others of the next 50 ms."""
        subscription = self.subscriptions.get(topic_id)
        if subscription is None:
            return
        # One flush a subscription: what changes while it reads is left to its next round.
        subscription.dirty = True
        if not subscription.flushing:
            subscription.flushing = True
            self._tasks.start(self._flush(subscription))

    async def _flush(self, subscription: Subscription) -> None:
        try:
            while subscription.dirty:
                # Before the read, so that a change during it is not missed.
                subscription.dirty = False
                topic = await queries.in_thread(queries.topic, subscription.topic_id)
                if topic is None:
                    self._close(subscription, Closing.GONE)
                    return
                subscription.stands_at(topic)
                await self._push(subscription, list(subscription.subscribers))
                await asyncio.sleep(GATHER_SECONDS)
        finally:
            subscription.flushing = False

    async def _push(self, subscription: Subscription, subscribers: list[Subscriber]) -> None:
        alike: dict[tuple[Audience, int], list[Subscriber]] = {}
        for subscriber in subscribers:
            if subscriber.behind(subscription):
                alike.setdefault((subscriber.audience, subscriber.rev), []).append(subscriber)
        for (audience, since), behind in alike.items():
            rev, text = await subscription.frame(audience, since)
            for subscriber in behind:
                # Still there: another push may have served it meanwhile, a new epoch reset it.
                if subscriber.rev == since and subscriber.behind(subscription):
                    subscriber.carry(rev, text)

    async def _bring(
        self, subscription: Subscription, subscriber: Subscriber, epoch: str, rev: int
    ) -> None:
        since = subscription.starting_rev(epoch, rev)
        subscriber.rev = since
        # Nothing is missing. Who starts from nothing is sent a frame even without rows: it waits for one.
        if since and since == subscription.rev:
            subscriber.busy_since = None
            return
        new_rev, text = await subscription.frame(subscriber.audience, since)
        subscriber.carry(new_rev, text)

    def _close(self, subscription: Subscription, code: int) -> None:
        # A copy, as each close takes its subscriber out of the set.
        for subscriber in list(subscription.subscribers):
            subscriber.close(code)
        self.subscriptions.pop(subscription.topic_id, None)

    def progress(self, topic_id: int, text: str) -> None:
        subscription = self.subscriptions.get(topic_id)
        for subscriber in list(subscription.subscribers) if subscription else ():
            if subscriber.keeps_up():
                subscriber.send(text)

    # What goes on all the time

    async def poll(self) -> None:
        """Ask the database where every watched topic stands: heals a lost message."""
        watched = list(self.subscriptions)
        standing = await queries.in_thread(queries.standing, watched)
        for topic_id in watched:
            subscription = self.subscriptions.get(topic_id)
            if subscription is None:
                continue
            if topic_id not in standing:
                self._close(subscription, Closing.GONE)
            elif (
                standing[topic_id] != (subscription.epoch, subscription.rev)
                or subscription.has_laggards()
            ):
                self.changed(topic_id)

    async def recheck(
        self, topic: int | None = None, user: int | None = None, session: str | None = None
    ) -> None:
        """Close the subscribers (of all, or of these) whose people may not watch any more.

        A session that is named was signed out, though its row may take a moment to go.
        """
        subscribers = [
            subscriber
            for subscription in self.subscriptions.values()
            for subscriber in subscription.subscribers
            if (topic is None or subscriber.topic_id == topic)
            and (user is None or subscriber.user_id == user)
            and (session is None or subscriber.credential.session == session)
        ]
        if session is not None:
            for subscriber in subscribers:
                subscriber.close(Closing.SIGN_IN)
            return
        allowed = await queries.in_thread(
            queries.admissions,
            {(subscriber.topic_id, subscriber.credential) for subscriber in subscribers},
        )
        for subscriber in subscribers:
            self._admit(subscriber, allowed)

    def _admit(self, subscriber: Subscriber, allowed: queries.Admissions) -> None:
        admission = allowed.get((subscriber.topic_id, subscriber.credential))
        if admission is None or admission[1] is None:
            subscriber.close(Closing.SIGN_IN if admission is None else Closing.FORBIDDEN)
        elif admission[1] != subscriber.audience:
            # The other audience sees other fields: start this subscriber over from nothing.
            subscriber.close(Closing.COME_BACK)

    def _beat(self) -> None:
        now = time.monotonic()
        # A copy of both: a close takes its subscriber out, and the last one its subscription.
        for subscription in list(self.subscriptions.values()):
            text = encode({"type": "beat", "rev": subscription.rev})
            for subscriber in list(subscription.subscribers):
                if subscriber.busy_since is not None and now - subscriber.busy_since > ACK_SECONDS:
                    subscriber.close(Closing.TOO_SLOW)
                else:
                    subscriber.send(text)

    def _ensure_running(self) -> None:
        if not self._loops:
            self._loops = [
                asyncio.create_task(self._every(settings.HUB_POLL_SECONDS, self.poll)),
                asyncio.create_task(self._every(RECHECK_SECONDS, self.recheck)),
                asyncio.create_task(self._every(BEAT_SECONDS, self._beat_once)),
                asyncio.create_task(listen(self._heard, self.poll)),
            ]

    async def _beat_once(self) -> None:
        self._beat()

    async def _every(self, seconds: float, act: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            if self.subscriptions:
                with contextlib.suppress(Exception):
                    await self._tasks.logged(act())

    async def _heard(self, name: str, payload: str) -> None:
        if name == "change":
            self.changed(int(payload))
            self._overheard.changed(int(payload), self.subscriptions)
        elif name == "progress":
            topic_id, frame = json.loads(payload)
            self.progress(topic_id, encode(frame))
        else:
            await self.recheck(**json.loads(payload))


async def admit(topic_id: int, credential: Credential) -> tuple[User, Audience | None] | None:
    """Return the user of the credential and their audience for the topic (None: they may not watch)."""
    allowed = await queries.in_thread(queries.admissions, {(topic_id, credential)})
    return allowed.get((topic_id, credential))
