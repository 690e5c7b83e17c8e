"""A local server that speaks OpenAI's REST: scripted answers out, requests kept for looking at.

    with OpenAIStandIn() as server:
        server.will(streamed(story_json), failure(503))

It is scripted like `GeminiStandIn`, and `openai_answers` has the same answers in OpenAI's shapes, so that
both providers go through the same cases. It refuses a wrong key, a wrong model and what it `lacks` by
itself, in the words of real servers. What each call used is counted from the bytes that really went out.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

from tests import openai_answers
from tests.gemini_answers import square
from tests.openai_answers import IMAGE_MODEL, MODEL, failure, painted, wrong_key
from tests.scripted_http import Answer, ScriptedHandler, ScriptedServer

KEY = "sk-stand-in"

_CHAT = {
    "model", "messages", "stream", "stream_options", "response_format", "max_tokens",
    "max_completion_tokens",
}  # fmt: skip
_IMAGES = {"model", "prompt", "n", "size", "response_format"}


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    model: str
    headers: dict[str, str]
    body: dict[str, Any]
    sent: bytearray = field(default_factory=bytearray, compare=False)

    @property
    def used(self) -> Counter[str]:
        """Tokens and pictures by the last whole piece that was sent."""
        pieces = list(_pieces(bytes(self.sent)))
        last: dict[str, Any] = next(
            (piece["usage"] for piece in reversed(pieces) if piece.get("usage")), {}
        )
        thinking = last.get("completion_tokens_details", {}).get("reasoning_tokens", 0)
        return Counter(
            tokens_in=last.get("prompt_tokens", last.get("input_tokens", 0)),
            tokens_out=last.get("completion_tokens", last.get("output_tokens", 0)) - thinking,
            tokens_thinking=thinking,
            pictures=sum(len(piece.get("data", ())) for piece in pieces),
        )

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def instruction(self) -> str:
        """The system message."""
        return "\n".join(each["content"] for each in self._messages("system"))

    @property
    def roles(self) -> list[str]:
        """In whose name the data comes."""
        return [each["role"] for each in self.body["messages"] if each["role"] != "system"]

    @property
    def texts(self) -> list[str]:
        """The lines of the user's message, or of a picture's prompt."""
        if "prompt" in self.body:
            return [self.body["prompt"][self.body["prompt"].index("<scene>\n") :]]
        return [line for each in self._messages("user") for line in each["content"].split("\n")]

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """None: no file goes with a question."""
        return []

    def _messages(self, role: str) -> list[dict[str, str]]:
        return [each for each in self.body["messages"] if each["role"] == role]


class OpenAIStandIn(ScriptedServer):
    """The server, on a free port while the `with` block runs. `asked` holds what it was asked."""

    says = openai_answers
    #: Of the settings that set it up, and of its gates in small letters.
    prefix = "OPENAI"
    name = "OpenAI"

    def __init__(self, key: str = KEY, models: Sequence[str] = (MODEL, IMAGE_MODEL)) -> None:
        super().__init__(_Handler)
        self.key, self.models = key, models
        self.asked: list[Asked] = []
        #: Parts of a question that it does not understand: "json_schema", "json_object", "stream_options" …
        self.lacks: set[str] = set()
        #: The status it says so with, after which real servers differ.
        self.refuses_with = 400
        #: How many tokens a question may have, by letters; None for any number.
        self.context: int | None = None
        #: Whether it ends a stream before it began, where that is too much for it.
        self.hangs_up = False
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
        if refusal := self._refusal(asked):
            return refusal
        if asked.model == IMAGE_MODEL:
            return self._paintings.popleft() if self._paintings else painted(square())
        return self._answers.popleft() if self._answers else failure(500, "nothing scripted")

    def _refusal(self, asked: Asked) -> Answer | None:
        if asked.key != self.key:
            return wrong_key()
        if asked.model not in self.models:
            return failure(
                404, f"The model `{asked.model}` does not exist.", name="model_not_found"
            )
        known = _IMAGES if asked.path.endswith("/images/generations") else _CHAT
        if unknown := asked.body.keys() - known:
            return failure(400, f"Unrecognized request argument supplied: {sorted(unknown)[0]}")
        sent = json.dumps(asked.body)
        if missing := next((each for each in sorted(self.lacks) if f'"{each}"' in sent), ""):
            where = (
                "response_format" if "json" in missing or "schema" in missing else "the question"
            )
            said = f"{missing} in {where} is not supported by this model."
            return failure(self.refuses_with, said, name="unsupported")
        if self.context is not None and len(sent) // openai_answers.LETTERS_A_TOKEN > self.context:
            if self.hangs_up and asked.body.get("stream"):
                return Answer([], content_type=openai_answers.STREAM)
            said = f"This model's maximum context length is {self.context} tokens."
            return failure(400, said, name="context_length_exceeded")
        return None


class _Handler(ScriptedHandler):
    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path not in ("/v1/chat/completions", "/v1/images/generations"):
            self.give(failure(404, "no such path"))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, sent["model"], headers, sent)
        self.give(cast(OpenAIStandIn, self.script).answer(asked), asked.sent)


def _pieces(sent: bytes) -> Iterator[dict[str, Any]]:
    """The JSON values of an answer, whole or streamed, as far as they were sent."""
    whole = [line[6:] for line in sent.split(b"\n\n")[:-1]] if sent[:5] == b"data:" else [sent]
    for text in whole:
        with suppress(ValueError):
            yield json.loads(text)
