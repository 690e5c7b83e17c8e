"""What an error of the server's means for the work: wait, give up, try again, or ask in another way.

Servers differ in what they say beside the status, so codes, types and words are looked at, in small
letters. None of it is passed on: it may hold what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx2
from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError, OpenAIError

from edusmart.work.errors import RateLimited, Refused, Unavailable, WorkError
from stories.providers.generative.failure_messages import (
    FailureMessages,
    broke_off,
    too_long,
    unreadable,
)
from stories.providers.generative.parts import DoesNotFit
from stories.providers.generative.waits import (
    LONGEST_WAIT,
    OUTAGE_WAIT,
    RATE_LIMIT_WAIT,
    SET_UP_WAIT,
    duration,
    retry_after,
)

PROVIDER = "OpenAI"
STATUS_DIGITS = 3
_LONGEST_SAID = 2_000  # characters of an error that are looked at

_TOO_LARGE = (
    "context length",
    "context size",
    "context window",
    "context_length",
    "exceed_context",
)
_BLOCKED = ("content_filter", "content_policy", "moderation", "safety system", "responsibleai")
_OUT_OF_MONEY = ("insufficient_quota", "billing")
_ASKED_FOR = ("response_format", "stream_options", "max_completion_tokens", "max_tokens")
_ABOUT_KEY = ("api key", "api_key")


class NotUnderstood(Refused):
    """The server may have refused a part of the question that it can do without; `said` is how it put that.

    `otherwise` is the error where it did not.
    """

    code = "not_taken"

    def __init__(self, otherwise: WorkError, said: str) -> None:
        super().__init__(otherwise.sentence)
        self.otherwise = otherwise
        self.said = said


@contextmanager
def translated_errors(messages: FailureMessages) -> Iterator[None]:
    """Turn what the SDK and its transport raise into errors of the work."""
    try:
        yield
    except APIStatusError as error:
        raise _from_status(error.status_code, error, messages) from error
    except APIConnectionError as error:
        raise _from_transport(error, messages) from error
    except APIError as error:
        # Inside a stream, whose status was 200: the code in the event is all there is.
        code = error.code or ""
        status = int(code) if len(code) == STATUS_DIGITS and code.isdecimal() else 0
        raise _from_status(status, error, messages) from error
    except httpx2.HTTPError as error:
        raise _from_transport(error, messages) from error
    except UnicodeEncodeError as error:  # only the key can hold what no header can
        raise Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key") from error
    # The SDK takes whatever JSON comes for what was announced.
    except (
        OpenAIError, ValueError, TypeError, AttributeError, LookupError, RecursionError,
        httpx2.StreamError,
    ) as error:  # fmt: skip
        raise unreadable(messages) from error


def require_end(reason: str | None, messages: FailureMessages) -> None:
    """Raise WorkError unless the response is complete: a stream that is cut ends without any error."""
    match reason:
        case "stop":
            return
        case "content_filter":
            raise Refused(messages.blocked(), "blocked")
        case "length":
            raise too_long(messages)
    raise broke_off(messages)


def _from_transport(error: Exception, messages: FailureMessages) -> WorkError:
    """Return what it means that no response came, or not all of it."""
    # The SDK wraps what its transport raises.
    cause = error.__cause__ or error
    # Nothing was sent, so waiting costs no attempt. Before the timeouts, of which ConnectTimeout is one.
    if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError):
        return Unavailable(messages.away(), OUTAGE_WAIT, "unreachable")
    if isinstance(cause, httpx2.TimeoutException) or isinstance(error, APITimeoutError):
        return WorkError(messages.slow(), "timeout")
    if isinstance(cause, UnicodeEncodeError):
        return Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key")
    return broke_off(messages)


def _from_status(status: int, error: APIError, messages: FailureMessages) -> WorkError:
    """Return what an HTTP status, or an error inside a stream, means."""
    said = _said(error)
    # Whatever the status: servers say this with 400, 413, 422 and 500.
    if status == 413 or _names(said, _TOO_LARGE):
        return DoesNotFit()
    if 400 <= status < 500 and _names(said, _BLOCKED):
        return Refused(messages.blocked(), "blocked")
    if 400 <= status < 500:
        return _from_refusal(status, error, said, messages)
    if status == 504:
        return WorkError(messages.slow(), "timeout")
    away = Unavailable(messages.away(), _requested_wait(error) or OUTAGE_WAIT)
    # llama-cpp-python says 500 to a parameter that it does not know.
    return NotUnderstood(away, said) if status == 500 and _names(said, _ASKED_FOR) else away


def _from_refusal(status: int, error: APIError, said: str, messages: FailureMessages) -> WorkError:
    """Return what a status from 400 to 499 means."""
    match status:
        case 429 if not _names(said, _OUT_OF_MONEY):
            return RateLimited(messages.busy(), _requested_wait(error) or RATE_LIMIT_WAIT)
        case 400 if _names(said, _ABOUT_KEY):
            return Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key")
        case 401 | 402 | 403 | 429:
            return Unavailable(messages.not_set_up(PROVIDER), SET_UP_WAIT, "key")
        case 404:
            return Refused(messages.no_model(), "model")
        case 408:
            return WorkError(messages.slow(), "timeout")
    return NotUnderstood(Refused(messages.not_taken(), "not_taken"), said)


def _names(said: str, words: tuple[str, ...]) -> bool:
    return any(word in said for word in words)


def _said(error: APIError) -> str:
    """Return the error's own words and codes."""
    return f"{error.code} {error.type} {error.param} {error.message} {error.body}"[
        :_LONGEST_SAID
    ].lower()


def _requested_wait(error: APIError) -> timedelta | None:
    """Return the wait asked for in the Retry-After header, within LONGEST_WAIT."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    milliseconds = duration(headers.get("retry-after-ms", ""))
    wait = milliseconds / 1000 if milliseconds else retry_after(headers.get("retry-after", ""))
    return min(wait, LONGEST_WAIT) if wait else None
