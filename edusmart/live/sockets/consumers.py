"""The socket of every watched topic: authorise, subscribe, first state, relay, resync."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qs, urlsplit

from autobahn.exception import Disconnected
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http.cookie import parse_cookie
from django.http.request import validate_host

from edusmart.accounts.credentials import Credential, bearer
from edusmart.accounts.origin import address_from, network_of
from edusmart.live import queries
from edusmart.live.frames import Ack, AskTime, BadFrame, Closing, Focus, Have, decode, encode
from edusmart.live.hub import admit, running_hub
from edusmart.live.sockets.crowd import Allowance, crowd
from edusmart.live.sockets.eager_start import start_eagerly
from edusmart.live.subscriptions import Subscriber

log = logging.getLogger(__name__)

MESSAGES_PER_SECOND = 30  # a busy topic sends 20 frames a second, and each is acknowledged
MESSAGES_AT_ONCE = 60


class LiveConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Relay one topic to one socket, which a route of the topic's owner leads to."""

    subscriber: Subscriber | None = None
    # As the crowd has counted them.
    _address = ""
    _user_id: int | None = None

    def __init__(self, topic_of: Callable[..., int | None]) -> None:
        super().__init__()
        self._topic_of = topic_of

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Read messages itself: Channels' dispatch hops to a thread for every message of every watcher,
        to look after database connections that this consumer does not hold."""
        self.scope, self.base_send = scope, send
        try:
            while (message := await receive())["type"] != "websocket.disconnect":
                if message["type"] == "websocket.connect":
                    await self.connect()
                else:
                    await self.receive(message.get("text"), message.get("bytes"))
        finally:
            self._unsubscribe()
            crowd.leave(self._address, self._user_id)

    async def connect(self) -> None:
        # Accepted before it is checked: a browser cannot read the reason of a refused handshake.
        await self.accept()
        self._allowance = Allowance(MESSAGES_AT_ONCE, MESSAGES_PER_SECOND)
        self._sending: set[asyncio.Future[Any]] = set()
        headers = dict(self.scope["headers"])
        address = _network(self.scope, headers)
        # Before anything is looked up: a flood is to cost nothing.
        if not crowd.enter(address):
            await self.close(Closing.BUSY)
            return
        self._address = address
        credential = _credential(headers)
        if not credential:
            await self.close(Closing.SIGN_IN)
            return
        # Any page may open a socket here and the browser adds the cookie: only the origin tells them apart.
        if credential.session and not _own_origin(self.scope, headers):
            await self.close(Closing.FORBIDDEN)
            return
        if not crowd.may_ask(credential):
            await self.close(Closing.BUSY)
            return
        await self._subscribe(credential)

    async def _subscribe(self, credential: Credential) -> None:
        topic_id = await queries.in_thread(self._topic_of, **self.scope["url_route"]["kwargs"])
        admission = await admit(topic_id or 0, credential)
        if admission is None:
            await self.close(Closing.SIGN_IN)
            return
        user, audience = admission
        if not crowd.sit_down(user.pk):
            await self.close(Closing.BUSY)
            return
        self._user_id = user.pk
        if topic_id is None or audience is None:
            # One code for "not there" and "not yours": a stranger learns nothing.
            await self.close(Closing.GONE)
            return
        self.subscriber = Subscriber(
            topic_id, user.pk, credential, audience, self._post, self._leave
        )
        epoch, rev = _resume_point(self.scope["query_string"])
        if not await running_hub().join(self.subscriber, epoch, rev):
            await self.close(Closing.GONE)

    def _post(self, text: str) -> None:
        self._hand_over(self.base_send({"type": "websocket.send", "text": text}))

    def _leave(self, code: int) -> None:
        self._unsubscribe()
        self._hand_over(self.close(code))

    def _unsubscribe(self) -> None:
        if self.subscriber:
            running_hub().leave(self.subscriber)
            self.subscriber = None

    def _hand_over(self, sending: Coroutine[Any, Any, None]) -> None:
        """Send without waiting. A message that the server takes at once, as it does most, costs no task."""
        try:
            rest = start_eagerly(sending)
        except Disconnected:  # its disconnect follows
            return
        except Exception:
            log.exception("a frame could not be sent to a socket of user %s", self._user_id)
            return
        if rest:
            task = asyncio.ensure_future(rest)
            # The event loop keeps no reference to a task: one without any could vanish half way.
            self._sending.add(task)
            task.add_done_callback(self._sent)

    def _sent(self, task: "asyncio.Future[Any]") -> None:
        self._sending.discard(task)
        if not task.cancelled():
            task.exception()  # looked at, so that nothing is logged

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        # It is being closed: what the browser still sends does not count.
        if self.subscriber is None:
            return
        if not self._allowance.take():
            return self._leave(Closing.TOO_SLOW)
        try:
            frame = decode(text_data or "")
        except BadFrame:
            return self._leave(Closing.FORBIDDEN)
        await self._handle(self.subscriber, frame)

    async def _handle(self, subscriber: Subscriber, frame: Have | Ack | Focus | AskTime) -> None:
        hub = running_hub()
        match frame:
            case Ack(rev):
                hub.ack(subscriber, rev)
            case AskTime(sent):
                # At once and from here: what the answer takes on its way is what the browser measures.
                now = time.time_ns() // 1_000_000
                self._post(encode({"type": "time", "sent": sent, "now": now}))
            case Focus():
                await hub.focus(subscriber, frame)
            case _:
                # Access may be gone since the socket opened.
                admission = await admit(subscriber.topic_id, subscriber.credential)
                if admission is None or admission[1] is None:
                    return self._leave(Closing.FORBIDDEN if admission else Closing.SIGN_IN)
                await hub.have(subscriber, frame.epoch, frame.rev)


def _credential(headers: dict[bytes, bytes]) -> Credential | None:
    # Header bytes have no encoding; latin-1 takes every byte without an error.
    token = bearer(headers.get(b"authorization", b"").decode("latin-1"))
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    return token or (Credential(session=session) if session else None)


def _network(scope: dict[str, Any], headers: dict[bytes, bytes]) -> str:
    remote = (scope.get("client") or ("",))[0] or ""
    forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
    return network_of(address_from(remote, forwarded))


def _own_origin(scope: dict[str, Any], headers: dict[bytes, bytes]) -> bool:
    """A browser says where its page came from: scheme, host and port must be this site's own."""
    origin = headers.get(b"origin", b"").decode("latin-1")
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    host = headers.get(b"host", b"").decode("latin-1")
    forwarded = headers.get(b"x-forwarded-proto") if settings.SESSION_COOKIE_SECURE else None
    secure = scope.get("scheme") == "wss" or forwarded == b"https"
    return origin == f"{'https' if secure else 'http'}://{host}" and validate_host(
        urlsplit(origin).hostname or "", settings.ALLOWED_HOSTS
    )


def _resume_point(query: bytes) -> tuple[str, int]:
    values = parse_qs(query.decode("latin-1"))
    rev = values.get("rev", ["0"])[0]
    # 18 digits fit the database's BIGINT; more are no rev.
    return values.get("epoch", [""])[0], int(rev) if rev.isdecimal() and len(rev) < 18 else 0
