"""Bounds on what a request may send, held while it is being received.

Daphne stores a body whole before it asks the application, and Twisted parses forms on the event loop
although Daphne never looks at the result: 28 MB of newlines stopped every page for 19 seconds.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from daphne import http_protocol, server
from daphne.cli import CommandLineInterface
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from django.conf import settings
from django.http.cookie import parse_cookie
from twisted.internet.threads import deferToThread

from edusmart.accounts.credentials import Credential, bearer
from edusmart.http.body_sender import is_known
from edusmart.http.request_head import (
    forget_what_daphne_believes,
    lacks_one_host,
    problem_body,
)
from edusmart.http.server import HandingServer, PacedRequest
from edusmart.http.unavailable import NO_SPACE

log = logging.getLogger(__name__)
#: Around a form's file: the other fields, their boundaries and headers.
FORM_BYTES = 512 * 1024
#: Somebody who is not signed in sends a name and a password.
ANONYMOUS_BYTES = 64 * 1024
#: A body that is larger, or does not say how large it is, is kept on disk.
IN_MEMORY_BYTES = 100_000
#: A refused body is still read up to here: a browser then gets the answer and not a reset connection.
DISCARD_BYTES = 128 * 1024 * 1024
RETRY_SECONDS = 30
#: How long a browser has to read why its socket is closed.
CLOSE_SECONDS = 10
#: Twice what a message of a socket may have as text; a longer one ends the connection as soon as it says so.
MESSAGE_BYTES = 8192
NO_SPACE_SENTENCE = (
    "EduSmart has no space for this just now. Nothing was kept; please try again later."
)
SENTENCE = "This is larger than EduSmart accepts. Send something smaller."
SIGN_IN_SENTENCE = "Sign in or send a valid API token."


def most_bytes(headers: Any) -> int:
    """Return how large a body with these headers (twisted's Headers) may be."""
    session = f"{settings.SESSION_COOKIE_NAME}=".encode()
    cookies = b";".join(headers.getRawHeaders(b"cookie", []))
    if session not in cookies and not headers.hasHeader(b"authorization"):
        return ANONYMOUS_BYTES
    kind = headers.getRawHeaders(b"content-type", [b""])[0].lower()
    if kind.startswith(b"multipart/form-data"):
        return int(settings.UPLOAD_MAX_BYTES) + FORM_BYTES
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def credential_of(headers: Any) -> Credential | None:
    """Return what a request with these headers (twisted's Headers) says who it is by."""
    # Header bytes have no encoding; latin-1 takes every byte without an error.
    said = headers.getRawHeaders(b"authorization", [b""])[0].decode("latin-1")
    cookies = parse_cookie(b";".join(headers.getRawHeaders(b"cookie", [])).decode("latin-1"))
    session = cookies.get(settings.SESSION_COOKIE_NAME, "")
    return bearer(said) or (Credential(session=session) if session else None)


class BoundedRequest(PacedRequest):
    """Daphne's request, with a bound on its body and without a parser of forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._received = 0
        self._most = 0
        self._no_space = False
        self._is_unknown = False
        super().__init__(*args, parsePOSTFormSubmission=False, **kwargs)

    @property
    def _too_large(self) -> bool:
        return self._received > self._most

    def gotLength(self, length: int | None) -> None:
        """Decide as soon as the headers are there. `length` is None where they do not name it."""
        self._most = most_bytes(self.requestHeaders)
        if length and length > self._most:
            self._received = self._most + 1
            length = 0
            if self.requestHeaders.hasHeader(b"expect"):
                self._refuse_before_it_is_sent()
        elif self._most > ANONYMOUS_BYTES and (length is None or length > ANONYMOUS_BYTES):
            self._ask_who_sends()
        if length is None or length > IN_MEMORY_BYTES:
            self._keep_on_disk()
        else:
            super().gotLength(length)

    def _ask_who_sends(self) -> None:
        """Receive no more before the sender is looked up: anybody can invent a session's name."""
        transport = self.channel.transport
        transport.pauseProducing()

        def go_on(known: bool) -> None:
            if not known:
                self._is_unknown, self._most = True, ANONYMOUS_BYTES
            transport.resumeProducing()

        deferToThread(is_known, credential_of(self.requestHeaders)).addCallback(go_on)

    def handleContentChunk(self, data: bytes) -> None:
        self._received += len(data)
        if self._no_space:
            return
        if not self._too_large:
            self._keep(data)
        elif self._received > self._most + DISCARD_BYTES:
            self.channel.loseConnection()
        else:
            self.content.truncate(0)

    def _keep_on_disk(self) -> None:
        self.content: BinaryIO = BytesIO()
        with self._noting_no_space():
            # The request closes it.
            self.content = cast(BytesIO, TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115

    def _keep(self, data: bytes) -> None:
        with self._noting_no_space():
            super().handleContentChunk(data)

    @contextmanager
    def _noting_no_space(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in NO_SPACE:
                raise
            self._no_space = True

    def process(self) -> Any:
        """Hand the request on, or refuse what was too large or found no space."""
        method = self.method.decode("ascii", "replace")
        if self._too_large and self._is_unknown:
            return self._refuse(401, _problem("sign_in", SIGN_IN_SENTENCE))
        if self._too_large:
            log.warning("refused a body over %s bytes for %s", self._most, method)
            return self._refuse(413, _problem("too_big", SENTENCE))
        if self._no_space:
            log.error("no space for a body for %s", method)
            return self._refuse(503, _problem("busy", NO_SPACE_SENTENCE))
        if lacks_one_host(self.clientproto, self.requestHeaders):
            return self._refuse(400, problem_body(400))
        forget_what_daphne_believes(self.requestHeaders)
        return super().process()

    def _refuse(self, status: int, body: bytes) -> None:
        headers = [(b"Content-Type", b"application/json"), (b"Content-Length", b"%d" % len(body))]
        if status == 503:
            headers.append((b"Retry-After", b"%d" % RETRY_SECONDS))
        self.handle_reply({"type": "http.response.start", "status": status, "headers": headers})
        self.handle_reply({"type": "http.response.body", "body": body})

    def _refuse_before_it_is_sent(self) -> None:
        self.requestHeaders.removeHeader(b"expect")
        self.channel.transport.write(
            b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        )
        self.channel.loseConnection()


class OneWayBound(WebSocketProtocol):  # type: ignore[misc]  # daphne has no types
    """Daphne's socket, whose bound is of what comes in: its library holds what goes out to the same one."""

    maxMessagePayloadSize: int

    def sendMessage(self, *args: Any, **kwargs: Any) -> None:
        bound, self.maxMessagePayloadSize = self.maxMessagePayloadSize, 0
        try:
            super().sendMessage(*args, **kwargs)
        finally:
            self.maxMessagePayloadSize = bound


class PatientFactory(WebSocketFactory):  # type: ignore[misc]  # daphne has no types
    """Daphne's factory of sockets, which waits until a slow browser has read why its socket is closed.

    By default the connection is cut after a second, and with it goes what the browser has not read yet: the
    close code, or even the response to the handshake. And by default each socket, a stranger's too, may have
    a megabyte on its way in before anybody looks at it.
    """

    protocol = OneWayBound

    def setProtocolOptions(self, **options: Any) -> None:
        options |= {
            "closeHandshakeTimeout": CLOSE_SECONDS,
            "maxFramePayloadSize": MESSAGE_BYTES,
            "maxMessagePayloadSize": MESSAGE_BYTES,
        }
        super().setProtocolOptions(**options)


def _problem(code: str, sentence: str) -> bytes:
    return json.dumps({"detail": sentence, "code": code}).encode()


def bound_bodies() -> None:
    """Have daphne, in this process, make each request a BoundedRequest, hand over its file, and close sockets
    with patience."""
    # Daphne's factory takes the class from its module and has no setting for it.
    http_protocol.WebRequest = BoundedRequest
    server.WebSocketFactory = PatientFactory
    CommandLineInterface.server_class = HandingServer
