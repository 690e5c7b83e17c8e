"""A response read while it is still streamed: first its text, then what of its JSON is final."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from stories.providers.generative.failure_messages import STORY, too_long, unreadable

MOST_CHARACTERS = 400_000  # many times the longest story; a model may repeat itself without an end


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


def drafts(pieces: Generator[str, None, None]) -> Generator[Draft, None, None]:
    """Yield a draft whenever more of the response has arrived; the last one is whole.

    Raises what `pieces` raises, after the drafts that came before, and WorkError for what is no story.
    """
    text = ""
    with closing(pieces):
        for piece in pieces:
            text += piece
            if len(text) > MOST_CHARACTERS:
                raise too_long(STORY)
            # White space alone is no JSON yet.
            if text.strip():
                yield _draft(text, is_whole=False)
    # Once more and strictly: what was cut is noticed here.
    yield _draft(text, is_whole=True)


def _draft(text: str, *, is_whole: bool) -> Draft:
    try:
        # Strings that are still growing are dropped; numbers are not, so an open scene never counts.
        value = from_json(text, allow_partial=not is_whole)
    except ValueError as error:
        raise unreadable(STORY) from error
    scenes = value.get("scenes", []) if isinstance(value, dict) else None
    if not isinstance(scenes, list):
        raise unreadable(STORY)
    # The model writes in the schema's order, so all before "scenes" is final once that begins.
    is_headed = is_whole or "scenes" in value
    return Draft(
        title=_string(value.get("title")),
        language=_string(value.get("language")),
        # A list that still grows would settle a cast without its last members.
        cast=value.get("cast") if is_headed else None,
        style=_string(value.get("style")),
        scenes=tuple(scenes if is_whole or _is_closed(text) else scenes[:-1]),
        is_headed=is_headed,
        is_whole=is_whole,
    )


def _is_closed(text: str) -> bool:
    """Return whether the last scene is complete, so that it need not wait for the next one to begin."""
    # The last scene stands open in list and story; if closing both gives JSON, it is whole.
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
