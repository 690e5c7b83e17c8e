"""What the local OpenAI-compatible server can be told to answer, in the words and shapes of real ones."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from threading import Event
from typing import Any

from tests import gemini_answers as pictures
from tests.scripted_http import Answer, Hold, Pause, Step

MODEL = "qwen3:8b"
IMAGE_MODEL = "sd-turbo"
TOKENS_IN, TOKENS_THINKING, LETTERS_A_TOKEN = 1000, 50, 4
STREAM = "text/event-stream; charset=utf-8"
_TYPES = {
    400: "invalid_request_error",
    401: "invalid_request_error",
    403: "permission_error",
    404: "invalid_request_error",
    429: "rate_limit_exceeded",
    500: "server_error",
    503: "server_error",
    504: "timeout",
}
#: What Gemini's reasons are called here.
_FINISH = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "SAFETY": "content_filter",
    "PROHIBITED_CONTENT": "content_filter",
    "IMAGE_SAFETY": "content_filter",
}


def streamed(
    text: str,
    *,
    finish: str | None = "STOP",
    every: int = 40,
    packet: int | None = None,
    hold: tuple[str, Event] | None = None,
    before_end: Sequence[Step] = (),
    is_counted: bool = True,
) -> Answer:
    """`text` as server-sent events of `every` characters each, ended as OpenAI ends them.

    finish: in Gemini's words; None for a stream that just stops.
    packet: cut the bytes after every so many, in the middle of JSON and of UTF-8 if that is there.
    hold: (mark, event): everything from `mark` in the text on waits for the event.
    before_end: steps between the text and the finish reason, such as a Hold or a Drop.
    is_counted: whether each piece says what was used so far, as vLLM does; the last one always does.
    """
    first, rest = text, ""
    if hold:
        first, mark, rest = text.partition(hold[0])
        rest = mark + rest
    steps: list[Step] = [*_events(first, 0, every, packet, is_counted)]
    if hold:
        steps += [Hold(hold[1]), *_events(rest, len(first), every, packet, is_counted)]
    total = usage(len(text) // LETTERS_A_TOKEN, TOKENS_THINKING)
    end = [event(candidate("", finish)), event({"choices": [], **total}), b"data: [DONE]\n\n"]
    return Answer([*steps, *before_end, *(end if finish else [])], content_type=STREAM)


def trickled(texts: Iterable[str], seconds: float) -> Answer:
    """Each text as an event, `seconds` after the one before; good for one call."""
    pairs = ((event(candidate(text)), Pause(seconds)) for text in texts)
    return Answer((step for pair in pairs for step in pair), content_type=STREAM)


def blocked(reason: str = "content_filter", *, in_stream: bool = True) -> Answer:
    """The prompt is refused, as Azure does it: with a status, streamed or not."""
    message = (
        "The response was filtered due to the prompt triggering the content management policy."
    )
    return failure(400, message, name=reason)


def painted(
    *pictures: bytes, finish: str = "STOP", tokens_out: int = 1290, before: Sequence[Step] = ()
) -> Answer:
    """What images/generations answers; a filter that stopped the picture answers with a status."""
    if _FINISH.get(finish) == "content_filter":
        return failure(
            400, "Your request was rejected by the safety system.", name="moderation_blocked"
        )
    data = [{"b64_json": base64.b64encode(each).decode()} for each in pictures]
    counts = {"input_tokens": TOKENS_IN, "output_tokens": tokens_out, "total_tokens": 0}
    body = {"created": 1, "data": data, "usage": counts}
    return Answer([*before, json.dumps(body).encode()])


def usage(tokens_out: int, thinking: int = 0) -> dict[str, Any]:
    """What was used; written tokens include those of thinking here."""
    counts = {
        "prompt_tokens": TOKENS_IN,
        "completion_tokens": tokens_out + thinking,
        "total_tokens": TOKENS_IN + tokens_out + thinking,
        "completion_tokens_details": {"reasoning_tokens": thinking},
    }
    return {"usage": counts}


def whole(text: str, finish: str = "STOP", **message: Any) -> Answer:
    """What chat/completions answers when no stream was asked for."""
    said = {"role": "assistant", "content": text, **message}
    choice = {"index": 0, "message": said, "finish_reason": _FINISH.get(finish, finish)}
    body = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [choice],
    }
    return Answer([json.dumps(body | usage(len(text) // LETTERS_A_TOKEN)).encode()])


def failure(
    status: int,
    message: str = "",
    *,
    reason: str = "",
    retry: str = "",
    after: str = "",
    name: str = "",
) -> Answer:
    """OpenAI's error body. `retry` and `after` are a Retry-After header, with and without an "s"."""
    error = {
        "message": message or f"status {status}",
        "type": _TYPES.get(status, "error"),
        "param": None,
        "code": name or reason or None,
    }
    wait = after or retry.removesuffix("s")
    if "." in wait:
        headers = {"Retry-After-Ms": str(float(wait) * 1000)}
    else:
        headers = {"Retry-After": wait} if wait else {}
    return Answer([json.dumps({"error": error}).encode()], status, headers=headers)


def page(status: int = 200) -> Answer:
    """What a proxy in between shows to people."""
    body = b"<!doctype html><html><body><h1>Sign in to the school's network</h1></body></html>"
    return Answer([body], status, content_type="text/html; charset=utf-8")


def wrong_key() -> Answer:
    return failure(401, "Incorrect API key provided.", name="invalid_api_key")


def candidate(text: str, finish: str | None = None) -> dict[str, Any]:
    """A chat.completion.chunk with one choice."""
    reason = _FINISH.get(finish, finish.lower()) if finish else None
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": reason}
    return {"id": "1", "object": "chat.completion.chunk", "model": MODEL, "choices": [choice]}


def event(value: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def _events(
    text: str, before: int, every: int, packet: int | None, is_counted: bool
) -> Iterator[bytes]:
    def piece(at: int) -> bytes:
        letters = before + min(at + every, len(text))
        so_far = usage(letters // LETTERS_A_TOKEN, TOKENS_THINKING) if is_counted else {}
        return event(candidate(text[at : at + every]) | so_far)

    events = [piece(at) for at in range(0, len(text), every)]
    if packet is None:
        yield from events
        return
    joined = b"".join(events)
    yield from (joined[at : at + packet] for at in range(0, len(joined), packet))


def square(side: int = 1024, high: int = 0, form: str = "PNG", shade: int = 90) -> bytes:
    """A picture as the model encodes it."""
    return pictures.square(side, high, form, shade)
