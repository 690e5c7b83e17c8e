"""One call of a model, streamed or whole: bounded, understood when it fails, written down with its cost."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from google import genai
from google.genai import types

from edusmart.work.errors import WorkError
from stories.providers.gemini.client import open_client
from stories.providers.gemini.errors import refuse_blocked, understood
from stories.providers.generative.failure_messages import FailureMessages
from stories.providers.metering import Meter, Usage


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks which model what for. `gate` names the provider's gate, `seconds` bounds the answer."""

    purpose: str
    gate: str
    model: str
    say: FailureMessages
    seconds: float

    def client(self) -> genai.Client:
        """For a `with` block around the call."""
        return open_client(self.seconds)


def stream(
    call: Call, client: genai.Client, content: types.Content, config: types.GenerateContentConfig
) -> Generator[types.GenerateContentResponse, None, None]:
    """The answer's pieces as they come, closed by the caller.

    Raises Refused, RateLimited, Unavailable or WorkError. Whether the last piece was an end is for the
    caller to see: a stream that is cut ends without any error.
    """
    with _metered(call) as meter:
        for piece in client.models.generate_content_stream(
            model=call.model, contents=content, config=config
        ):
            meter.used(_usage(piece))
            refuse_blocked(piece, call.say)
            yield piece


def whole(
    call: Call, client: genai.Client, content: types.Content, config: types.GenerateContentConfig
) -> types.GenerateContentResponse:
    """The whole answer at once. Raises as `stream` does."""
    with _metered(call) as meter:
        answer = client.models.generate_content(model=call.model, contents=content, config=config)
        meter.used(_usage(answer))
        refuse_blocked(answer, call.say)
    return answer


@contextmanager
def _metered(call: Call) -> Iterator[Meter]:
    meter = Meter(call.purpose, call.gate, call.model)
    try:
        with understood(call.say):
            yield meter
    except WorkError as error:
        meter.ended(error.code)
        raise
    except GeneratorExit:  # the asker has what it needs, or gave up on this answer
        meter.ended("left")
        raise
    meter.ended("answered")


def _usage(answer: types.GenerateContentResponse) -> Usage:
    said = answer.usage_metadata or types.GenerateContentResponseUsageMetadata()
    return Usage(
        tokens_in=said.prompt_token_count or 0,
        tokens_out=said.candidates_token_count or 0,
        tokens_thinking=said.thoughts_token_count or 0,
        pictures=len(pictures_of(answer)),
    )


def pictures_of(answer: types.GenerateContentResponse) -> list[bytes]:
    """The bytes of each picture in the first candidate."""
    candidate = (answer.candidates or [types.Candidate()])[0]
    parts = (candidate.content.parts if candidate.content else None) or []
    blobs = (part.inline_data for part in parts if not part.thought)
    return [blob.data for blob in blobs if blob and blob.data]


def finish_of(answer: types.GenerateContentResponse) -> types.FinishReason | None:
    return answer.candidates[0].finish_reason if answer.candidates else None


def text_of(answer: types.GenerateContentResponse) -> str:
    """The text of the first candidate, without thoughts."""
    candidate = (answer.candidates or [types.Candidate()])[0]
    parts = (candidate.content.parts if candidate.content else None) or []
    return "".join(part.text or "" for part in parts if not part.thought)
