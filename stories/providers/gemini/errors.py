"""What an error of Gemini's means for the work: wait, give up, or try again.

The provider's own messages are never passed on: they may hold what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx2
from google.genai import types
from google.genai.errors import APIError

from edusmart.work.errors import RateLimited, Refused, Unavailable, WorkError
from stories.providers.generative.failure_messages import (
    FailureMessages,
    broke_off,
    too_long,
    unreadable,
)
from stories.providers.generative.waits import (
    LONGEST_WAIT,
    OUTAGE_WAIT,
    RATE_LIMIT_WAIT,
    SET_UP_WAIT,
    duration,
    retry_after,
)

PROVIDER = "Gemini"

# Reasons that would come again for the same text: a retry is only paid for once more.
_FINAL = {
    types.FinishReason.SAFETY,
    types.FinishReason.BLOCKLIST,
    types.FinishReason.PROHIBITED_CONTENT,
    types.FinishReason.SPII,
    types.FinishReason.LANGUAGE,
    types.FinishReason.ESCALATION,
    types.FinishReason.IMAGE_SAFETY,
    types.FinishReason.IMAGE_PROHIBITED_CONTENT,
}


@contextmanager
def translated_errors(messages: FailureMessages) -> Iterator[None]:
    """Turn what the SDK and its transport raise into WorkError, Refused, RateLimited or Unavailable."""
    try:
        yield
    except APIError as error:
        raise _from_status(error, messages) from error
    # Nothing was sent, so waiting costs no attempt. Before TimeoutException, of which ConnectTimeout is one.
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
        raise Unavailable(messages.away(), OUTAGE_WAIT, "unreachable") from error
    # It may have been working and is charged: this costs an attempt.
    except httpx2.TimeoutException as error:
        raise WorkError(messages.slow(), "timeout") from error
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        raise broke_off(messages) from error
    except UnicodeEncodeError as error:  # only the key can hold what no header can
        raise Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise unreadable(messages) from error


def refuse_blocked(response: types.GenerateContentResponse, messages: FailureMessages) -> None:
    """Raise Refused when the filter stopped what was sent."""
    feedback = response.prompt_feedback
    # Said of the prompt, in a response without a candidate.
    if feedback and feedback.block_reason:
        raise Refused(messages.blocked(), "blocked")


def require_end(reason: types.FinishReason | None, messages: FailureMessages) -> None:
    """Raise WorkError unless the response is complete: a stream that is cut ends without any error."""
    if reason is types.FinishReason.STOP:
        return
    if reason in _FINAL:
        raise Refused(messages.blocked(), "blocked")
    if reason is types.FinishReason.MAX_TOKENS:
        raise too_long(messages)
    raise broke_off(messages)


def _from_status(error: APIError, messages: FailureMessages) -> WorkError:
    """Return what an HTTP status, or an error inside a stream, means."""
    match error.code:
        case 429:
            return RateLimited(messages.busy(), _requested_wait(error) or RATE_LIMIT_WAIT)
        # Gemini says 400 for a wrong key and for a country it does not serve; both are for the operator.
        case 400 if _is_about_key(error) or error.status == "FAILED_PRECONDITION":
            return Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key")
        case 401 | 402 | 403:
            return Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key")
        case 404:
            return Refused(messages.no_model(), "model")
        # 499 is Google's CANCELLED, 504 its DEADLINE_EXCEEDED.
        case 408 | 499 | 504:
            return WorkError(messages.slow(), "timeout")
        case int(code) if 400 <= code < 500:
            return Refused(messages.not_taken(), "not_taken")
        case _:
            return Unavailable(messages.away(), _requested_wait(error) or OUTAGE_WAIT)


def _is_about_key(error: APIError) -> bool:
    reasons = (str(detail.get("reason", "")) for detail in _details(error))
    # By reason, and by message where a proxy has left the details away.
    return any(reason.startswith("API_KEY") for reason in reasons) or (
        "api key" in str(error.message).lower()
    )


def _requested_wait(error: APIError) -> timedelta | None:
    """Return the wait asked for in the body's RetryInfo or the Retry-After header, within LONGEST_WAIT."""
    delays = (detail.get("retryDelay") for detail in _details(error))
    wait = next((found for delay in delays if (found := duration(delay))), None)
    wait = wait or retry_after(getattr(error.response, "headers", {}).get("retry-after", ""))
    return min(wait, LONGEST_WAIT) if wait else None


def _details(error: APIError) -> list[dict[str, Any]]:
    body = error.details if isinstance(error.details, dict) else {}
    inner = body.get("error", body)
    details = inner.get("details") if isinstance(inner, dict) else None
    if not isinstance(details, list):
        return []
    return [detail for detail in details if isinstance(detail, dict)]
