"""What is wrong with a request's first lines is said with the status that names it.

Twisted responds to all of it with a bare 400 or a closed connection, from which no client learns that its
address or a cookie is too long; and Daphne takes a request without a Host for one to the machine's name.
"""

import json
from typing import Any, cast

from daphne import http_protocol
from twisted.web.http import HTTPChannel, _GenericHTTPChannelProtocol

PROBLEMS = {
    400: (b"Bad Request", "This is no HTTP request that can be read.", "unreadable"),
    414: (b"URI Too Long", "This address is too long. Ask for less at once.", "address_too_long"),
    431: (
        b"Request Header Fields Too Large",
        "The headers of this request are too large. Delete the cookies of this site, or send fewer.",
        "headers_too_large",
    ),
}


def problem_body(status: int) -> bytes:
    """Return the JSON body of one of PROBLEMS."""
    _, sentence, code = PROBLEMS[status]
    return json.dumps({"detail": sentence, "code": code}).encode()


#: A path before every address that pages name and redirects lead to; and the protocols of a socket, of which
#: this site has none. Letters in either that are not ASCII were a 500.
BELIEVED = (b"daphne-root-path", b"sec-websocket-protocol")


class PlainChannel(HTTPChannel):
    """A connection that says why it refuses what it cannot read."""

    def lineLengthExceeded(self, line: bytes) -> None:
        # Nothing of this request has been received before its first line.
        self._refuse(431 if self._receivedHeaderSize else 414)

    def _respondToBadRequestAndDisconnect(self) -> None:
        too_much = (
            self._receivedHeaderSize > self.totalHeadersSize
            or self._receivedHeaderCount > self.maxHeaders
        )
        self._refuse(431 if too_much else 400)

    def _refuse(self, status: int) -> None:
        reason, body = PROBLEMS[status][0], problem_body(status)
        head = (
            b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
            b"Connection: close\r\n\r\n"
        )
        cast(Any, self.transport).write(head % (status, reason, len(body)) + body)
        self.loseConnection()  # type: ignore[no-untyped-call]  # twisted's


def lacks_one_host(version: bytes, headers: Any) -> bool:
    """Return whether a request of this version ("HTTP/1.1") with these headers names no host, or two."""
    named = headers.getRawHeaders(b"host", [])
    return len(named) > 1 or (version == b"HTTP/1.1" and not (named and named[0].strip()))


def forget_what_daphne_believes(headers: Any) -> None:
    """Take out of the headers (twisted's Headers) what Daphne reads as if a proxy had written it."""
    for name in BELIEVED:
        headers.removeHeader(name)


def say_what_is_wrong() -> None:
    """Have daphne, in this process, speak through PlainChannel."""
    # Twisted's factory has no setting for the class of its channels.
    http_protocol.HTTPFactory.protocol = lambda _factory: _GenericHTTPChannelProtocol(
        PlainChannel()  # type: ignore[no-untyped-call]  # twisted's
    )
