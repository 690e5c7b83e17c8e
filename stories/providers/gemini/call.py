"""One call of a model, streamed or whole: bounded in time, its errors translated, its cost written down."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from google import genai
from google.genai import types

from edusmart.work.errors import WorkError
from stories.providers.gemini.client import open_client
from stories.providers.gemini.errors import refuse_blocked, translated_errors
from stories.providers.generative.failure_messages import FailureMessages
from stories.providers.metering import Meter, Usage


@dataclass(frozen=True, slots=True)
class Call:
    """A call's purpose, gate and model, the messages of its failures, and the seconds it may take."""

    purpose: str
    gate: str
    model: str
    messages: FailureMessages
    seconds: float

    # A client for each call, as its deadline begins when it is made.
    def client(self) -> genai.Client:
        """Return a client for a `with` block around the call."""
        return open_client(self.seconds)


def stream(
    call: Call, client: genai.Client, content: types.Content, config: types.GenerateContentConfig
) -> Generator[types.GenerateContentResponse, None, None]:
    """Yield the response's pieces as they come; the caller closes it.

    Raises Refused, RateLimited, Unavailable or WorkError. Whether the last piece was an end is for the
    caller to see: a stream that is cut ends without any error.
    """
    with _metered(call) as meter:
        for piece in client.models.generate_content_stream(
            model=call.model, contents=content, config=config
        ):
            meter.used(_usage(piece))  # each piece, so that a crash leaves what was used so far
            refuse_blocked(piece, call.messages)
            yield piece


def generate(
    call: Call, client: genai.Client, content: types.Content, config: types.GenerateContentConfig
) -> types.GenerateContentResponse:
    """Return the whole response at once. Raises as `stream` does."""
    with _metered(call) as meter:
        response = client.models.generate_content(model=call.model, contents=content, config=config)
        # Before a blocked response is refused: it is charged all the same.
        meter.used(_usage(response))
        refuse_blocked(response, call.messages)
    return response


@contextmanager
def _metered(call: Call) -> Iterator[Meter]:
    # Outside the errors' translation: a row that cannot be written is no failure of the provider's.
    meter = Meter(call.purpose, call.gate, call.model)
    try:
        with translated_errors(call.messages):
            yield meter
    except WorkError as error:
        meter.ended(error.code)
        raise
    except GeneratorExit:  # the caller has what it needs, or gave up on this response
        meter.ended("left")
        raise
    # Not in a finally: a call whose process dies has no end in the books.
    meter.ended("answered")


def _usage(response: types.GenerateContentResponse) -> Usage:
    reported = response.usage_metadata or types.GenerateContentResponseUsageMetadata()
    return Usage(
        tokens_in=reported.prompt_token_count or 0,
        tokens_out=reported.candidates_token_count or 0,
        tokens_thinking=reported.thoughts_token_count or 0,
        pictures=len(pictures_of(response)),
    )


def pictures_of(response: types.GenerateContentResponse) -> list[bytes]:
    """Return the bytes of each picture in the first candidate."""
    # One candidate is asked for; a blocked response has none.
    candidate = (response.candidates or [types.Candidate()])[0]
    parts = (candidate.content.parts if candidate.content else None) or []
    # A thinking model sends drafts of the picture as thoughts.
    blobs = (part.inline_data for part in parts if not part.thought)
    return [blob.data for blob in blobs if blob and blob.data]


def finish_reason(response: types.GenerateContentResponse) -> types.FinishReason | None:
    return response.candidates[0].finish_reason if response.candidates else None


def text_of(response: types.GenerateContentResponse) -> str:
    """Return the text of the first candidate, without thoughts."""
    candidate = (response.candidates or [types.Candidate()])[0]
    parts = (candidate.content.parts if candidate.content else None) or []
    return "".join(part.text or "" for part in parts if not part.thought)
