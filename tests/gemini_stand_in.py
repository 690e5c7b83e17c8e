"""A local server that speaks Gemini's REST: scripted answers out, requests kept for looking at.

    with GeminiStandIn() as gemini:
        gemini.will(streamed(story_json), failure(503))

Every call of a model takes the next scripted answer. Like the real one it refuses a wrong key and a
wrong model by itself, takes keys in camelCase and snake_case, and takes both base64 alphabets. The
model that paints has answers of its own, a fresh square where none is scripted. What each call used is
counted from the bytes that really went out. `gemini_answers` holds the answers.
"""

from __future__ import annotations

import base64
import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from tests import gemini_answers
from tests.gemini_answers import IMAGE_MODEL, MODEL, failure, painted, square, wrong_key
from tests.scripted_http import Answer, ScriptedHandler, ScriptedServer

KEY = "AIza-stand-in"

_PATH = re.compile(r"/v1beta/models/(?P<model>[^/:]+):(?P<verb>\w+)")
_FILE = re.compile(r"/v1beta/(files/\w+)")
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
    sent: bytearray = field(default_factory=bytearray, compare=False)

    @property
    def used(self) -> Counter[str]:
        """Tokens and pictures by the last whole piece that was sent."""
        pieces = list(_pieces(bytes(self.sent)))
        said = [piece["usageMetadata"] for piece in pieces if "usageMetadata" in piece]
        last = said[-1] if said else {}
        return Counter(
            tokens_in=last.get("promptTokenCount", 0),
            tokens_out=last.get("candidatesTokenCount", 0),
            tokens_thinking=last.get("thoughtsTokenCount", 0),
            pictures=sum(json.dumps(piece).count('"inlineData"') for piece in pieces),
        )

    @property
    def key(self) -> str:
        return self.headers.get("x-goog-api-key") or self.query.get("key", [""])[0]

    @property
    def instruction(self) -> str:
        """The system instruction's text."""
        return "\n".join(_texts(self.body.get("systemInstruction", {})))

    @property
    def roles(self) -> list[str]:
        """In whose name the data comes."""
        return [content["role"] for content in self.body["contents"]]

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

    @property
    def file_uris(self) -> list[str]:
        """The addresses of the files handed in before that go with it."""
        parts = (part for content in self.body["contents"] for part in content.get("parts", ()))
        return [part["fileData"]["fileUri"] for part in parts if "fileData" in part]


class GeminiStandIn(ScriptedServer):
    """The server, on a free port while the `with` block runs. `asked` holds what it was asked."""

    says = gemini_answers
    #: Of the settings that set it up, and of its gates in small letters.
    prefix = "GEMINI"
    name = "Gemini"

    def __init__(self, key: str = KEY, models: Sequence[str] = (MODEL, IMAGE_MODEL)) -> None:
        super().__init__(_Handler)
        self.key, self.models = key, models
        self.asked: list[Asked] = []
        self.files: dict[str, bytes] = {}
        self.deleted: list[str] = []
        #: How often a file handed in says that it is still being looked through.
        self.slow_files = 0
        self._answers: deque[Answer] = deque()
        self._paintings: deque[Answer] = deque()

    def will(self, *answers: Answer) -> None:
        """Give these answers next, one for each call."""
        self._answers.extend(answers)

    def will_paint(self, *answers: Answer) -> None:
        """As `will`, for the model that paints."""
        self._paintings.extend(answers)

    @property
    def told(self) -> list[Asked]:
        """What the model that tells was asked."""
        return [asked for asked in self.asked if asked.model == MODEL]

    @property
    def drawn(self) -> list[Asked]:
        """What the model that paints was asked."""
        return [asked for asked in self.asked if asked.model == IMAGE_MODEL]

    @property
    def used(self) -> Counter[str]:
        """Tokens and pictures of all calls together."""
        return sum((asked.used for asked in self.asked), Counter())

    def answer(self, asked: Asked) -> Answer:
        """What this request gets. The refusals every request risks cost no scripted answer."""
        self.asked.append(asked)
        if asked.key != self.key:
            return wrong_key()
        if asked.model not in self.models:
            return failure(404, f"models/{asked.model} is not found for API version v1beta.")
        if unknown := asked.body.keys() - _FIELDS:
            return failure(400, f"Unknown name {sorted(unknown)[0]!r}: Cannot find field.")
        if asked.model == IMAGE_MODEL:
            return self._paintings.popleft() if self._paintings else painted(square())
        return self._answers.popleft() if self._answers else failure(500, "nothing scripted")


class _Handler(ScriptedHandler):
    def do_POST(self) -> None:
        url = urlsplit(self.path)
        sent_bytes = self.rfile.read(int(self.headers["Content-Length"]))
        if url.path.startswith("/upload/"):
            self._take_file(url.path, sent_bytes)
            return
        found = _PATH.fullmatch(url.path)
        sent = json.loads(sent_bytes)
        if not found:
            self.give(failure(404, "no such method"))
            return
        asked = Asked(
            verb=found["verb"],
            model=found["model"],
            query=parse_qs(url.query),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=camel(sent),
        )
        self.give(self._stand_in.answer(asked), asked.sent)

    def do_GET(self) -> None:
        name = _FILE.fullmatch(urlsplit(self.path).path)
        known = name and name[1] in self._stand_in.files
        self.give(Answer([self._file(name[1])]) if name and known else failure(404))

    def do_DELETE(self) -> None:
        name = _FILE.fullmatch(urlsplit(self.path).path)
        if name and name[1] in self._stand_in.files:
            self._stand_in.deleted.append(name[1])
            self.give(Answer([b"{}"]))
        else:
            self.give(failure(404))

    def _take_file(self, path: str, content: bytes) -> None:
        """The two steps of a resumable upload: an address first, then the bytes to it."""
        files = self._stand_in.files
        if self.headers.get("x-goog-api-key", self._stand_in.key) != self._stand_in.key:
            self.give(wrong_key())
        elif path == "/upload/v1beta/files":
            address = f"{self._stand_in.url}/upload/session/f{len(files)}"
            self.give(Answer([b"{}"], headers={"X-Goog-Upload-URL": address}))
        else:
            name = f"files/{path.rpartition('/')[2]}"
            files[name] = files.get(name, b"") + content
            last = "finalize" in self.headers["X-Goog-Upload-Command"]
            state = {"X-Goog-Upload-Status": "final" if last else "active"}
            body = b'{"file": %b}' % self._file(name) if last else b"{}"
            self.give(Answer([body], headers=state))

    def _file(self, name: str) -> bytes:
        stand_in = self._stand_in
        slow = stand_in.slow_files > 0
        stand_in.slow_files -= slow
        state = "PROCESSING" if slow else "ACTIVE"
        uri = f"{stand_in.url}/v1beta/{name}"
        return json.dumps(
            {"name": name, "uri": uri, "state": state, "mimeType": "application/pdf"}
        ).encode()

    @property
    def _stand_in(self) -> GeminiStandIn:
        return cast(GeminiStandIn, self.script)


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


def _pieces(sent: bytes) -> Iterator[dict[str, Any]]:
    """The JSON values of an answer, whole or streamed, as far as they were sent."""
    whole = [line[6:] for line in sent.split(b"\r\n\r\n")[:-1]] if sent[:5] == b"data:" else [sent]
    for text in whole:
        with suppress(ValueError):
            yield json.loads(text)


def _texts(content: dict[str, Any]) -> list[str]:
    return [part["text"] for part in content.get("parts", ()) if "text" in part]


def _decoded(data: str) -> bytes:
    """Base64 of either alphabet, with or without its padding."""
    return base64.urlsafe_b64decode(
        data.replace("+", "-").replace("/", "_") + "=" * (-len(data) % 4)
    )
