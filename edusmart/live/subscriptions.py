"""A subscription holds all sockets of this process that watch one topic; a subscriber is one socket."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from edusmart.accounts.credentials import Credential
from edusmart.live import queries
from edusmart.live.frames import Audience, Focus, encode
from edusmart.live.models import Topic
from edusmart.live.state import starting_rev

# Without an acknowledgement for so long, a socket gets no progress: that may be lost.
LAGGING_SECONDS = 1.0
MOST_FRAMES = 32


@dataclass(eq=False)
class Subscriber:
    """One socket. `rev` is what its browser holds once it has acknowledged all it was sent."""

    topic_id: int
    user_id: int
    credential: Credential
    audience: Audience
    send: Callable[[str], None]
    close: Callable[[int], None]
    rev: int = 0
    busy_since: float | None = None
    answered_at: float = 0.0
    # What it shows and nobody was told yet; when somebody last was.
    focus: Focus | None = None
    focused_at: float = 0.0

    def behind(self, subscription: "Subscription") -> bool:
        """Return whether it may be sent a frame now, and needs one."""
        return self.busy_since is None and self.rev < subscription.rev

    def hold(self) -> None:
        """Send no frame until the one that is being made for this subscriber is out.

        A socket that acknowledges nothing gets no more time by asking again.
        """
        if self.busy_since is None:
            self.busy_since = time.monotonic()

    def carry(self, rev: int, text: str) -> None:
        self.rev = rev
        self.hold()
        self.send(text)

    def keeps_up(self) -> bool:
        return self.busy_since is None or time.monotonic() - self.busy_since < LAGGING_SECONDS


@dataclass(eq=False)
class Subscription:
    """The subscribers of one topic and where it stands, with the frames already made for that standing."""

    topic_id: int
    topic: Topic | None = None
    subscribers: set[Subscriber] = field(default_factory=set)
    dirty: bool = False
    flushing: bool = False
    _frames: dict[tuple[int, Audience, int], "asyncio.Future[str]"] = field(default_factory=dict)

    @property
    def rev(self) -> int:
        return self.topic.rev if self.topic else 0

    @property
    def epoch(self) -> str:
        return self.topic.epoch if self.topic else ""

    def has_laggards(self) -> bool:
        return any(subscriber.behind(self) for subscriber in self.subscribers)

    def stands_at(self, topic: Topic) -> None:
        """Take in a newer epoch and rev. A changed epoch makes every subscriber start again from nothing."""
        if self.topic and self.topic.epoch != topic.epoch:
            for subscriber in self.subscribers:
                subscriber.rev = 0
        # Two reads may come back in the other order.
        elif self.topic and topic.rev <= self.topic.rev:
            return
        self.topic = topic
        self._frames.clear()

    def starting_rev(self, epoch: str, rev: int) -> int:
        return starting_rev(self.topic, epoch, rev) if self.topic else 0

    async def frame(self, audience: Audience, since: int) -> tuple[int, str]:
        """Return the rev and text of the state frame since `since`, made once for all who need it."""
        topic = self.topic
        assert topic is not None  # noqa: S101 - a subscription is read before its first frame
        key = (topic.rev, audience, since)
        if len(self._frames) > MOST_FRAMES:
            self._frames.clear()  # a client asks for every rev there ever was
        if key not in self._frames:
            self._frames[key] = asyncio.ensure_future(self._make(topic, audience, since))
        try:
            # A watcher who leaves must not cancel the read that others wait for.
            return topic.rev, await asyncio.shield(self._frames[key])
        except Exception:
            # A failure is not kept: who asks next reads again.
            self._frames.pop(key, None)
            raise

    async def _make(self, topic: Topic, audience: Audience, since: int) -> str:
        return encode(await queries.in_thread(queries.frame, topic, since, audience))
