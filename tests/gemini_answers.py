"""What the local Gemini can be told to answer, in the words and shapes of the real one."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from PIL import Image

from tests.scripted_http import Answer, Hold, Pause, Step

MODEL = "gemini-3.8-flash"
IMAGE_MODEL = "gemini-nano-banana-2.1"
TOKENS_IN, TOKENS_THINKING, LETTERS_A_TOKEN = 1000, 50, 4

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


def streamed(
    text: str,
    *,
    finish: str | None = "STOP",
    every: int = 40,
    packet: int | None = None,
    hold: tuple[str, threading.Event] | None = None,
    before_end: Sequence[Step] = (),
) -> Answer:
    """`text` as server-sent events of `every` characters each; the last event has the finish reason.

    finish: None for a stream that just stops.
    packet: cut the bytes after every so many, in the middle of JSON and of UTF-8 if that is there.
    hold: (mark, event): everything from `mark` in the text on waits for the event.
    before_end: steps between the text and the finish reason, such as a Hold or a Drop.
    """
    first, rest = text, ""
    if hold:
        first, mark, rest = text.partition(hold[0])
        rest = mark + rest
    steps: list[Step] = [*_events(first, 0, every, packet)]
    if hold:
        steps += [Hold(hold[1]), *_events(rest, len(first), every, packet)]
    total = usage(len(text) // LETTERS_A_TOKEN, TOKENS_THINKING)
    end = [event(candidate("", finish) | total)] if finish else []
    return Answer([*steps, *before_end, *end], content_type="text/event-stream")


def trickled(texts: Iterable[str], seconds: float) -> Answer:
    """Each text as an event, `seconds` after the one before; good for one call."""
    pairs = ((event(candidate(text)), Pause(seconds)) for text in texts)
    return Answer((step for pair in pairs for step in pair), content_type="text/event-stream")


def blocked(reason: str = "PROHIBITED_CONTENT", *, in_stream: bool = True) -> Answer:
    """The prompt is refused: no candidate at all."""
    body = {"promptFeedback": {"blockReason": reason}, "usageMetadata": {"promptTokenCount": 12}}
    if in_stream:
        return Answer([event(body)], content_type="text/event-stream")
    return Answer([json.dumps(body).encode()])


def square(side: int = 1024, high: int = 0, form: str = "PNG", shade: int = 90) -> bytes:
    """A picture as the model encodes it."""
    sheet = io.BytesIO()
    Image.new("RGB", (side, high or side), (shade, 140, 200)).save(sheet, form)
    return sheet.getvalue()


def painted(
    *pictures: bytes, finish: str = "STOP", tokens_out: int = 1290, before: Sequence[Step] = ()
) -> Answer:
    """What :generateContent answers when it has painted; `before` are steps before the first byte."""
    parts = [
        {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(each).decode()}}
        for each in pictures
    ]
    one = {"content": {"role": "model", "parts": parts}, "finishReason": finish, "index": 0}
    body = {"candidates": [one], "modelVersion": IMAGE_MODEL, **usage(tokens_out)}
    return Answer([*before, json.dumps(body).encode()])


def usage(tokens_out: int, thinking: int = 0) -> dict[str, Any]:
    """What was used so far, as every piece of an answer says it."""
    counts = {
        "promptTokenCount": TOKENS_IN,
        "candidatesTokenCount": tokens_out,
        "thoughtsTokenCount": thinking,
        "totalTokenCount": TOKENS_IN + tokens_out + thinking,
    }
    return {"usageMetadata": counts}


def whole(text: str, finish: str = "STOP") -> Answer:
    """What :generateContent answers."""
    body = candidate(text, finish) | usage(len(text) // LETTERS_A_TOKEN)
    return Answer([json.dumps(body).encode()])


def tokens(count: int) -> Answer:
    """What :countTokens answers."""
    return Answer([json.dumps({"totalTokens": count}).encode()])


def failure(
    status: int,
    message: str = "",
    *,
    reason: str = "",
    retry: str = "",
    after: str = "",
    name: str = "",
) -> Answer:
    """Google's error body. `retry` is a RetryInfo delay such as "7s", `after` a Retry-After header."""
    google = "type.googleapis.com/google.rpc"
    details: list[dict[str, Any]] = []
    if reason:
        details.append(
            {"@type": f"{google}.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
        )
    if retry:
        details.append({"@type": f"{google}.QuotaFailure", "violations": []})
        details.append({"@type": f"{google}.RetryInfo", "retryDelay": retry})
    status_name = name or _STATUS.get(status, "UNKNOWN")
    error = {"code": status, "message": message or status_name, "status": status_name}
    body = json.dumps({"error": {**error, "details": details} if details else error}, indent=2)
    return Answer([body.encode()], status, headers={"Retry-After": after} if after else {})


def wrong_key() -> Answer:
    message = "API key not valid. Please pass a valid API key."
    return failure(400, message, reason="API_KEY_INVALID")


def candidate(text: str, finish: str | None = None, *, thought: bool = False) -> dict[str, Any]:
    """A GenerateContentResponse with one candidate."""
    part = {"text": text, "thought": True} if thought else {"text": text}
    one: dict[str, Any] = {"content": {"role": "model", "parts": [part]}, "index": 0}
    if finish:
        one["finishReason"] = finish
    return {"candidates": [one], "modelVersion": MODEL, "responseId": "stand-in"}


def event(value: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(value, ensure_ascii=False)}\r\n\r\n".encode()


def _events(text: str, before: int, every: int, packet: int | None) -> Iterator[bytes]:
    def piece(at: int) -> bytes:
        letters = before + min(at + every, len(text))
        so_far = usage(letters // LETTERS_A_TOKEN, TOKENS_THINKING)
        return event(candidate(text[at : at + every]) | so_far)

    events = [piece(at) for at in range(0, len(text), every)]
    if packet is None:
        yield from events
        return
    joined = b"".join(events)
    yield from (joined[at : at + packet] for at in range(0, len(joined), packet))
