"""Reading the answer while it is still written: first the text, then what of its JSON is final."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx2
from django.conf import settings
from google import genai
from google.genai import types
from pydantic_core import from_json

from stories.storytellers.gemini.failing import (
    refuse_blocked,
    require_end,
    too_long,
    understood,
    unreadable,
)

API_VERSION = "v1beta"
SILENCE_SECONDS = 60.0
MOST_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What has arrived so far.

    `title` and `language` are "" until `is_headed`. `scenes` holds, as they came, only those that
    can no longer change; `is_whole` says that no scene follows.
    """

    title: str = ""
    language: str = ""
    scenes: tuple[Any, ...] = ()
    is_headed: bool = False
    is_whole: bool = False


def drafts(
    content: types.Content, config: types.GenerateContentConfig
) -> Generator[Draft, None, None]:
    """Ask, and give a draft whenever more has arrived; the last one is whole.

    Raises Refused, RateLimited, Unavailable or WorkError, after the drafts that came before.
    """
    text = ""
    with closing(_pieces(content, config)) as pieces:
        for piece in pieces:
            text += piece
            if len(text) > MOST_CHARACTERS:
                raise too_long()
            if text.strip():
                yield _draft(text, is_whole=False)
    yield _draft(text, is_whole=True)


def _pieces(
    content: types.Content, config: types.GenerateContentConfig
) -> Generator[str, None, None]:
    """The answer's text in the pieces it comes in, to its proper end."""
    reason: types.FinishReason | None = None
    with understood(), _client() as client:
        for chunk in client.models.generate_content_stream(
            model=settings.GEMINI_TEXT_MODEL, contents=content, config=config
        ):
            refuse_blocked(chunk)
            for candidate in (chunk.candidates or [])[:1]:
                yield _text(candidate)
                reason = candidate.finish_reason or reason
            if reason:
                break
    require_end(reason)


def _text(candidate: types.Candidate) -> str:
    parts = candidate.content.parts if candidate.content else None
    return "".join(part.text or "" for part in parts or () if not part.thought)


def _draft(text: str, *, is_whole: bool) -> Draft:
    try:
        # Strings that are still growing are dropped; numbers are not, so the last scene never counts.
        value = from_json(text, allow_partial=not is_whole)
    except ValueError as error:
        raise unreadable() from error
    scenes = value.get("scenes", []) if isinstance(value, dict) else None
    if not isinstance(scenes, list):
        raise unreadable()
    return Draft(
        title=_string(value.get("title")),
        language=_string(value.get("language")),
        scenes=tuple(scenes if is_whole else scenes[:-1]),
        is_headed=is_whole or {"title", "language"} <= value.keys(),
        is_whole=is_whole,
    )


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _client() -> genai.Client:
    """A client for one call: it neither survives a fork nor goes on after `with`."""
    return genai.Client(vertexai=False, api_key=settings.GEMINI_API_KEY, http_options=_transport())


def _transport() -> types.HttpOptions:
    """Each read may take SILENCE_SECONDS, all together GEMINI_TIMEOUT seconds from now.

    No redirect is followed: it would carry the key elsewhere. Nothing is retried: the row does that.
    """
    deadline = monotonic() + settings.GEMINI_TIMEOUT

    def hold_to_deadline(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Timed(response.stream, deadline)

    hooks = {"response": [hold_to_deadline]}
    return types.HttpOptions(
        base_url=settings.GEMINI_BASE_URL or None,
        api_version=API_VERSION,
        timeout=math.ceil(min(SILENCE_SECONDS, settings.GEMINI_TIMEOUT) * 1000),
        # Else the server would be told that the silence allowed is all the time there is.
        headers={"X-Server-Timeout": str(math.ceil(settings.GEMINI_TIMEOUT))},
        client_args={"follow_redirects": False, "event_hooks": hooks},
    )


class _Timed(httpx2.SyncByteStream):
    """A body whose bytes must all arrive before `deadline`, a time of the monotonic clock."""

    def __init__(self, body: httpx2.SyncByteStream, deadline: float) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            if monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the time for the whole answer is over")
            yield piece

    def close(self) -> None:
        self._body.close()
