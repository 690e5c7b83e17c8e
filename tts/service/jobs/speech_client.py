"""The job worker's HTTP client for POST /tts: one chunk a call, which can be aborted."""

import http.client
import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

_CONNECT_SECONDS: Final = 5.0
_MAX_WAIT_SECONDS: Final = 30.0
# A chunk is far smaller: this bounds memory, should something else respond.
_MAX_BYTES: Final = 256 * 1024 * 1024
# 401 to 404 are errors of the configuration: the job waits until the operator repairs them.
_UNAVAILABLE: Final = frozenset({401, 403, 404, 429, 502, 503})


class RetryLater(Exception):
    """The service cannot speak now; `seconds` until the next attempt."""

    def __init__(self, why: str, seconds: float) -> None:
        super().__init__(why)
        self.seconds = seconds


class SpeechRejected(Exception):
    """The service will never speak this text; the message is its sentence."""


class SpeechFailed(Exception):
    """The service failed to speak this chunk; the message is one sentence."""


class ConnectionLost(Exception):
    """The connection ended before the response was complete."""


@dataclass(frozen=True, slots=True)
class ChunkAudio:
    """A chunk as a WAV file, empty if it has no sound, and engine versions by name.

    `notice` says why another engine than the voice's own spoke, "" if none did.
    """

    wav: bytes
    engines: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


class SpeechClient:
    """A keep-alive connection to the service."""

    def __init__(self, url: str, key: str, timeout: float) -> None:
        """Prepare a connection; the service gives up on a request after `timeout` seconds."""
        parts = urlsplit(url)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        self._connection = kind(parts.hostname or "", parts.port, timeout=_CONNECT_SECONDS)
        self._path = f"{parts.path.rstrip('/')}/tts"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        # Longer than the service's own limit, so that its 504 arrives before this side gives up.
        self._timeout = timeout + _CONNECT_SECONDS

    def speak(self, body: Mapping[str, Any], request_id: str) -> ChunkAudio:
        """Return one chunk spoken.

        Raises RetryLater, SpeechRejected, SpeechFailed, ConnectionLost.
        """
        self._connect()
        headers = {**self._headers, "Content-Type": "application/json", "X-Request-ID": request_id}
        try:
            self._connection.request("POST", self._path, json.dumps(body).encode(), headers)
            response = self._connection.getresponse()
            content = response.read(_MAX_BYTES)
            if (
                response.length
            ):  # told what to expect, a read of so many bytes ends early without a word
                raise http.client.IncompleteRead(content, response.length)
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise ConnectionLost("The speech service was cut off.") from error
        # Another server at this address may respond with 200 as well.
        if response.status == 200 and response.headers.get_content_type() == "audio/wav":
            notice = response.headers.get("X-TTS-Notices", "")
            return ChunkAudio(content, _engines(response), notice)
        raise _error_from(response, content)

    def abort(self) -> None:
        """End the call under way, from any thread: the service then stops speaking."""
        if self._connection.sock is not None:
            # Not close: only a shutdown wakes the thread that reads.
            with suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _connect(self) -> None:
        """Connect again if the service closed the connection; raises RetryLater."""
        try:
            # Idle connections are closed by the service; a call on one would count as a failure.
            if self._connection.sock is not None and _is_closed(self._connection.sock):
                self._connection.close()
            if self._connection.sock is None:
                self._connection.connect()
            self._connection.sock.settimeout(self._timeout)
        except OSError as error:
            self._connection.close()
            raise RetryLater(f"The speech service cannot be reached: {error}", 0.5) from error


def _is_closed(connected: socket.socket) -> bool:
    """Return whether the other side closed the connection.

    Between responses the service sends nothing, so readable data means its end.
    """
    connected.settimeout(0)
    try:
        return connected.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _engines(response: http.client.HTTPResponse) -> dict[str, str]:
    """Return the engines' versions by name, from the response's headers."""
    names, versions = (
        response.headers.get(name, "").split(", ")
        for name in ("X-TTS-Engine", "X-TTS-Engine-Version")
    )
    return dict(zip(names, versions, strict=False))


def _error_from(response: http.client.HTTPResponse, content: bytes) -> Exception:
    """Return the exception for an unsuccessful response."""
    detail = _detail(content)
    if response.status in (400, 413):
        return SpeechRejected(detail)
    if response.status in (500, 504):
        return SpeechFailed(detail)
    after = response.headers.get("Retry-After", "")
    seconds = float(after) if after.isdecimal() else 2.0
    why = detail if response.status in _UNAVAILABLE else f"unexpected answer {response.status}"
    return RetryLater(why, min(_MAX_WAIT_SECONDS, seconds))


def _detail(content: bytes) -> str:
    """Return the sentence of an error response."""
    with suppress(ValueError, KeyError, TypeError):
        return str(json.loads(content)["detail"])
    return "The speech service answered with something else."
