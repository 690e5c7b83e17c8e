"""A local server that speaks Gemini's REST: scripted answers out, requests kept for looking at.

    with GeminiStandIn() as gemini:
        gemini.will(streamed(story_json), failure(503))

Every call of a model takes the next scripted answer. Like the real one it refuses a wrong key and a
wrong model by itself, takes keys in camelCase and snake_case, and takes both base64 alphabets.
`gemini_answers` holds the answers.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import parse_qs, urlsplit

from tests.gemini_answers import MODEL, Answer, Drop, Hold, Pause, Step, failure, wrong_key

KEY = "AIza-stand-in"
PATIENCE_SECONDS = 20.0
POLL_SECONDS = 0.02

_PATH = re.compile(r"/v1beta/models/(?P<model>[^/:]+):(?P<verb>\w+)")
_FIELDS = {
    "cachedContent", "contents", "generationConfig", "labels", "model", "safetySettings",
    "serviceTier", "store", "systemInstruction", "toolConfig", "tools",
}  # fmt: skip
_CALLERS_NAMES = {"properties", "args", "response", "responseJsonSchema"}


@dataclass(frozen=True)
class Asked:
    """One request as it came; `body` has camelCase keys whichever way it was sent."""

    verb: str
    model: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def key(self) -> str:
        return self.headers.get("x-goog-api-key") or self.query.get("key", [""])[0]

    @property
    def instruction(self) -> str:
        """The system instruction's text."""
        return "\n".join(_texts(self.body.get("systemInstruction", {})))

    @property
    def texts(self) -> list[str]:
        """The text parts of all contents, in order."""
        return [text for content in self.body["contents"] for text in _texts(content)]

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """(MIME type, bytes) of every inline part."""
        parts = (part for content in self.body["contents"] for part in content.get("parts", ()))
        inline = (part["inlineData"] for part in parts if "inlineData" in part)
        return [(each["mimeType"], _decoded(each["data"])) for each in inline]


class GeminiStandIn:
    """The server, on a free port while the `with` block runs. `asked` holds what it was asked."""

    def __init__(self, key: str = KEY, models: Sequence[str] = (MODEL,)) -> None:
        self.key, self.models = key, models
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._answers: deque[Answer] = deque()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL_SECONDS,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def will(self, *answers: Answer) -> None:
        """Give these answers next, one for each call."""
        self._answers.extend(answers)

    def answer(self, asked: Asked) -> Answer:
        """What this request gets. The refusals every request risks cost no scripted answer."""
        self.asked.append(asked)
        if asked.key != self.key:
            return wrong_key()
        if asked.model not in self.models:
            return failure(404, f"models/{asked.model} is not found for API version v1beta.")
        if unknown := asked.body.keys() - _FIELDS:
            return failure(400, f"Unknown name {sorted(unknown)[0]!r}: Cannot find field.")
        return self._answers.popleft() if self._answers else failure(500, "nothing scripted")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, stand_in: GeminiStandIn) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_in = stand_in

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up early is no news; anything else is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        found = _PATH.fullmatch(url.path)
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not found:
            self._give(failure(404, "no such method"))
            return
        asked = Asked(
            verb=found["verb"],
            model=found["model"],
            query=parse_qs(url.query),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=camel(sent),
        )
        self._give(self._stand_in.answer(asked))

    @property
    def _stand_in(self) -> GeminiStandIn:
        return cast(_Server, self.server).stand_in

    def _give(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self._body(answer.steps)
        except OSError:  # the client had enough
            self.close_connection = True

    def _body(self, steps: Iterable[Step]) -> None:
        for step in steps:
            if isinstance(step, bytes):
                if step:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(step), step))
                    self.wfile.flush()
            elif not self._goes_on(step):
                self.close_connection = True
                return
        self.wfile.write(b"0\r\n\r\n")

    def _goes_on(self, step: Pause | Hold | Drop) -> bool:
        """After a pause or a hold; False where the connection is to break."""
        match step:
            case Pause(seconds):
                return not self._stand_in.closing.wait(seconds)
            case Hold(until):
                return self._is_set(until)
        return False

    def _is_set(self, until: threading.Event) -> bool:
        polls = int(PATIENCE_SECONDS / POLL_SECONDS)
        return any(
            until.wait(POLL_SECONDS) for _ in range(polls) if not self._stand_in.closing.is_set()
        )

    def log_message(self, *_: object) -> None:
        pass


def camel(value: Any) -> Any:
    """Every key of the API's own in camelCase; names a caller chose stay as they are."""
    if isinstance(value, list):
        return [camel(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {_camel(name): _inner(_camel(name), each) for name, each in value.items()}


def _inner(name: str, value: Any) -> Any:
    if name in _CALLERS_NAMES and isinstance(value, dict):
        return {own: camel(each) for own, each in value.items()}
    return camel(value)


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name)


def _texts(content: dict[str, Any]) -> list[str]:
    return [part["text"] for part in content.get("parts", ()) if "text" in part]


def _decoded(data: str) -> bytes:
    """Base64 of either alphabet, with or without its padding."""
    return base64.urlsafe_b64decode(
        data.replace("+", "-").replace("/", "_") + "=" * (-len(data) % 4)
    )
