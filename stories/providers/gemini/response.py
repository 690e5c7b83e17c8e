"""Reading the answer while it is still written: first the text, then what of its JSON is final."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from google.genai import types
from pydantic_core import from_json

from stories.providers.gemini import gates
from stories.providers.gemini.attachment import attached
from stories.providers.gemini.call import Call, finish_of, stream, text_of
from stories.providers.gemini.errors import Sayings, require_end, too_long, unreadable
from stories.providers.gemini.prompt import Ask, config, question

MOST_CHARACTERS = 400_000
LONGEST_SECONDS = 270.0  # twice that, for the repair, is less than the row's own deadline
SAY = Sayings(
    maker="The storyteller",
    goes_on="the story goes on",
    does="tell this document",
    takes="this document. Try a shorter or simpler one.",
    goal="the story",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What has arrived so far.

    All that stands before the scenes is empty until `is_headed`. `scenes` holds, as they came, only
    those that can no longer change; `is_whole` says that no scene follows.
    """

    title: str = ""
    language: str = ""
    cast: Any = None
    style: str = ""
    scenes: tuple[Any, ...] = ()
    is_headed: bool = False
    is_whole: bool = False


def drafts(ask: Ask) -> Generator[Draft, None, None]:
    """Ask, and give a draft whenever more has arrived; the last one is whole.

    Raises Refused, RateLimited, Unavailable or WorkError, after the drafts that came before.
    """
    text = ""
    with closing(_pieces(ask)) as pieces:
        for piece in pieces:
            text += piece
            if len(text) > MOST_CHARACTERS:
                raise too_long(SAY)
            if text.strip():
                yield _draft(text, is_whole=False)
    yield _draft(text, is_whole=True)


def _pieces(ask: Ask) -> Generator[str, None, None]:
    """The answer's text in the pieces it comes in, to its proper end."""
    purpose = "repair" if ask.complaint else "story"
    seconds = min(settings.GEMINI_TIMEOUT, LONGEST_SECONDS)
    call = Call(purpose, gates.TEXT, settings.GEMINI_TEXT_MODEL, SAY, seconds)
    reason: types.FinishReason | None = None
    pdf = ask.brief.pdf if ask.sends_file else None
    with call.client() as client, attached(client, pdf, SAY) as file:
        answer = stream(call, client, question(ask, file), config(ask))
        with closing(answer) as pieces:
            for piece in pieces:
                yield text_of(piece)
                reason = finish_of(piece) or reason
    require_end(reason, SAY)


def _draft(text: str, *, is_whole: bool) -> Draft:
    try:
        # Strings that are still growing are dropped; numbers are not, so an open scene never counts.
        value = from_json(text, allow_partial=not is_whole)
    except ValueError as error:
        raise unreadable(SAY) from error
    scenes = value.get("scenes", []) if isinstance(value, dict) else None
    if not isinstance(scenes, list):
        raise unreadable(SAY)
    is_headed = is_whole or "scenes" in value
    return Draft(
        title=_string(value.get("title")),
        language=_string(value.get("language")),
        cast=value.get("cast") if is_headed else None,
        style=_string(value.get("style")),
        scenes=tuple(scenes if is_whole or _is_closed(text) else scenes[:-1]),
        is_headed=is_headed,
        is_whole=is_whole,
    )


def _is_closed(text: str) -> bool:
    """Whether the last scene is written to its end, so that nobody waits for the next one to begin."""
    so_far = text.rstrip().removesuffix(",")
    if not so_far.endswith("}"):
        return False
    try:
        from_json(so_far + "]}")
    except ValueError:
        return False
    return True


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
