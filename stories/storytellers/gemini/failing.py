"""What an error of Gemini's means for the work: wait, give up, or try again.

The provider's own messages are never passed on: they may hold what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
from google.genai import types
from google.genai.errors import APIError

from edusmart.work.errors import RateLimited, Refused, Unavailable, WorkError

RATE_LIMIT_WAIT = timedelta(seconds=30)
OUTAGE_WAIT = timedelta(seconds=5)
SET_UP_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)

_BUSY = "The storyteller is busy at the moment; the story goes on by itself."
_AWAY = "The storyteller cannot be reached at the moment; the story goes on by itself."
_NOT_SET_UP = (
    "The storyteller is not set up yet. Ask whoever runs this site to check its Gemini key; "
    "the story then goes on by itself."
)
_NO_MODEL = (
    "The storyteller is set up with a model that does not exist. Ask whoever runs this site to "
    "correct it, then try again."
)
_BLOCKED = "The storyteller will not tell this document: its safety filter stopped it."
_NOT_TAKEN = "The storyteller could not take this document. Try a shorter or simpler one."
_SLOW = "The storyteller took too long."
_BROKE_OFF = "The storyteller stopped in the middle of the story."
_TOO_LONG = "The story became too long for the storyteller."
_UNREADABLE = "The storyteller gave an answer that could not be read."

_FINAL = {
    types.FinishReason.SAFETY,
    types.FinishReason.BLOCKLIST,
    types.FinishReason.PROHIBITED_CONTENT,
    types.FinishReason.SPII,
    types.FinishReason.LANGUAGE,
    types.FinishReason.ESCALATION,
}


@contextmanager
def understood() -> Iterator[None]:
    """Turn what the SDK and its transport raise into WorkError, Refused, RateLimited or Unavailable."""
    try:
        yield
    except APIError as error:
        raise _answered(error) from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
        raise Unavailable(_AWAY, OUTAGE_WAIT, "unreachable") from error
    except httpx2.TimeoutException as error:
        raise WorkError(_SLOW, "timeout") from error
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        raise broke_off() from error
    except UnicodeEncodeError as error:  # only the key can hold what no header can
        raise Unavailable(_NOT_SET_UP, SET_UP_WAIT, "key") from error
    except (ValueError, TypeError) as error:
        raise unreadable() from error


def refuse_blocked(chunk: types.GenerateContentResponse) -> None:
    """Raises Refused when the filter stopped the document before a word was told."""
    feedback = chunk.prompt_feedback
    if feedback and feedback.block_reason:
        raise Refused(_BLOCKED, "blocked")


def require_end(reason: types.FinishReason | None) -> None:
    """Raises unless the answer ended as it should: a stream that is cut ends without any error."""
    if reason is types.FinishReason.STOP:
        return
    if reason in _FINAL:
        raise Refused(_BLOCKED, "blocked")
    if reason is types.FinishReason.MAX_TOKENS:
        raise too_long()
    raise broke_off()


def broke_off() -> WorkError:
    return WorkError(_BROKE_OFF, "cut")


def too_long() -> WorkError:
    return WorkError(_TOO_LONG, "too_long")


def unreadable() -> WorkError:
    return WorkError(_UNREADABLE, "unreadable")


def _answered(error: APIError) -> WorkError:
    """What an HTTP status, or an error inside a stream, means."""
    match error.code:
        case 429:
            return RateLimited(_BUSY, _asked_wait(error) or RATE_LIMIT_WAIT)
        case 400 if _is_about_key(error) or error.status == "FAILED_PRECONDITION":
            return Unavailable(_NOT_SET_UP, SET_UP_WAIT, "key")
        case 401 | 402 | 403:
            return Unavailable(_NOT_SET_UP, SET_UP_WAIT, "key")
        case 404:
            return Refused(_NO_MODEL, "model")
        case 408 | 499 | 504:
            return WorkError(_SLOW, "timeout")
        case int(code) if 400 <= code < 500:
            return Refused(_NOT_TAKEN, "not_taken")
        case _:
            return Unavailable(_AWAY, _asked_wait(error) or OUTAGE_WAIT)


def _is_about_key(error: APIError) -> bool:
    reasons = (str(detail.get("reason", "")) for detail in _details(error))
    return any(reason.startswith("API_KEY") for reason in reasons) or (
        "api key" in str(error.message).lower()
    )


def _asked_wait(error: APIError) -> timedelta | None:
    """The wait asked for in the body's RetryInfo or the Retry-After header, within LONGEST_WAIT."""
    delays = (detail.get("retryDelay") for detail in _details(error))
    wait = next((found for delay in delays if (found := _seconds(delay))), None)
    wait = wait or _after(getattr(error.response, "headers", {}).get("retry-after", ""))
    return min(wait, LONGEST_WAIT) if wait else None


def _details(error: APIError) -> list[dict[str, Any]]:
    body = error.details if isinstance(error.details, dict) else {}
    inner = body.get("error", body)
    details = inner.get("details") if isinstance(inner, dict) else None
    if not isinstance(details, list):
        return []
    return [detail for detail in details if isinstance(detail, dict)]


def _seconds(delay: object) -> timedelta | None:
    """A protobuf duration such as "1.5s"; None for zero or anything else."""
    try:
        seconds = float(str(delay).removesuffix("s"))
        return timedelta(seconds=seconds) if seconds > 0 else None
    except (ValueError, OverflowError):
        return None


def _after(header: str) -> timedelta | None:
    """Retry-After as seconds or as a date; None for a time that is past or no time."""
    if header.strip().isdecimal():
        return _seconds(header.strip())
    try:
        wait = parsedate_to_datetime(header) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    return wait if wait > timedelta(0) else None
