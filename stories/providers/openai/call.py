"""One call of a model, streamed or whole: bounded in time, its errors translated, its cost written down."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from openai import OpenAI, Stream
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionChunk

from edusmart.work.errors import Refused, WorkError
from stories.providers.generative.failure_messages import FailureMessages, unreadable
from stories.providers.generative.parts import DoesNotFit, tokens
from stories.providers.generative.story_prompt import shape
from stories.providers.metering import Meter, Usage
from stories.providers.openai.abilities import Abilities, abilities_of
from stories.providers.openai.address import base_url
from stories.providers.openai.client import open_client
from stories.providers.openai.errors import NotUnderstood, require_end, translated_errors

GUESS_SECONDS = 1.0  # between two notes of what a stream has used; each is a transaction


@dataclass(frozen=True, slots=True)
class Call:
    """A call's purpose, gate and model, the messages of its failures, and the seconds it may take."""

    purpose: str
    gate: str
    model: str
    messages: FailureMessages
    seconds: float

    @property
    def abilities(self) -> Abilities:
        return abilities_of(base_url(), self.model)

    def client(self) -> OpenAI:
        """Return a client for a `with` block around the call, whose time begins now."""
        return open_client(self.seconds)

    @contextmanager
    def metered(self) -> Iterator[Meter]:
        """Keep the call's row for the block, which reports to the meter. Raises errors of the work."""
        # Outside the errors' translation: a row that cannot be written is no failure of the server's.
        meter = Meter(self.purpose, self.gate, self.model)
        try:
            with translated_errors(self.messages):
                yield meter
        except WorkError as error:
            meter.ended(error.code)
            raise
        except GeneratorExit:  # the caller has what it needs, or gave up on this response
            meter.ended("left")
            raise
        # Not in a finally: a call whose process dies has no end in the books.
        meter.ended("answered")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the rules, the data in lines, and the shape of what is to come back."""

    rules: str
    lines: tuple[str, ...]
    name: str
    schema: dict[str, Any]

    def messages(self, abilities: Abilities) -> list[Any]:
        """Return the two messages; the schema is in the rules where the server does not hold to it."""
        held = abilities.holds_the_shape
        rules = self.rules if held else f"{self.rules}\n{shape(self.schema)}"
        return [
            {"role": "system", "content": rules},
            {"role": "user", "content": "\n".join(self.lines)},
        ]


def stream(call: Call, question: Question) -> Generator[str, None, None]:
    """Yield the response's text in the pieces it comes in, to its proper end.

    Raises Refused, DoesNotFit, RateLimited, Unavailable or WorkError.
    """
    while True:
        try:
            yield from _stream_once(call, question)
            return
        except NotUnderstood as refusal:
            if not call.abilities.forget(refusal.said):
                raise refusal.otherwise from refusal


def respond(call: Call, question: Question) -> str:
    """Return the text of the whole response. Raises as `stream` does."""
    while True:
        try:
            return _respond_once(call, question)
        except NotUnderstood as refusal:
            if not call.abilities.forget(refusal.said):
                raise refusal.otherwise from refusal


def _stream_once(call: Call, question: Question) -> Generator[str, None, None]:
    abilities, reason = call.abilities, None
    usage: dict[str, Any] = (
        {"stream_options": {"include_usage": True}} if abilities.reports_usage else {}
    )
    with call.metered() as meter, call.client() as client:
        counted = _Counted(meter, question, abilities)
        response: Stream[ChatCompletionChunk] = client.chat.completions.create(
            model=call.model, messages=question.messages(abilities), stream=True,
            **usage, **abilities.options(question.name, question.schema),
        )  # fmt: skip
        counted.note()
        with closing(response):
            for text, ending, used in _pieces(response, call.messages):
                counted.piece(text, used)
                # Before the reason: a scene that is whole may be staged even if the stream is cut after it.
                yield text
                reason = ending or reason
        counted.note()
        if reason is None and not counted.has_begun:
            _ask_why(call, client, question)
        require_end(reason, call.messages)


def _ask_why(call: Call, client: OpenAI, question: Question) -> None:
    """Raise DoesNotFit where that is why a stream ended before it began; return where it is not.

    A stream's status is 200 before llama.cpp's Python server has counted the tokens, so it can only hang up.
    """
    try:
        with translated_errors(call.messages):
            client.chat.completions.create(
                model=call.model, messages=question.messages(call.abilities), max_tokens=1
            )
    except DoesNotFit:
        raise
    except WorkError:
        return


def _pieces(
    response: Stream[ChatCompletionChunk], messages: FailureMessages
) -> Iterator[tuple[str, str | None, CompletionUsage | None]]:
    """Yield the text, the finish reason and the usage of each piece, as far as it has them."""
    kind = response.response.headers.get("content-type", "")
    if "text/event-stream" not in kind:
        # Some servers ignore that a stream was asked for; what is no JSON at all is a proxy's page.
        if "json" not in kind:
            raise unreadable(messages)
        whole = ChatCompletion.model_validate_json(response.response.read())
        yield _text_of(whole, messages), whole.choices[0].finish_reason, whole.usage
        return
    for chunk in response:
        # The last one has no choice, only what was used.
        choice = chunk.choices[0] if chunk.choices else None
        if choice and choice.delta and choice.delta.refusal:
            raise Refused(messages.blocked(), "blocked")
        text = (choice.delta.content or "") if choice and choice.delta else ""
        yield text, choice.finish_reason if choice else None, chunk.usage


def _respond_once(call: Call, question: Question) -> str:
    abilities = call.abilities
    with call.metered() as meter, call.client() as client:
        response = client.chat.completions.create(
            model=call.model, messages=question.messages(abilities), stream=False,
            **abilities.options(question.name, question.schema),
        )  # fmt: skip
        # Before a blocked response is refused: it is charged all the same.
        meter.used(usage_of(response.usage))
        text = _text_of(response, call.messages)
        # A text that is cut can be whole JSON all the same.
        require_end(response.choices[0].finish_reason, call.messages)
    return text


def _text_of(response: ChatCompletion, messages: FailureMessages) -> str:
    message = response.choices[0].message
    if message.refusal:
        raise Refused(messages.blocked(), "blocked")
    return message.content or ""


class _Counted:
    """Counts what a stream uses until the server says it, which most do only at the end."""

    def __init__(self, meter: Meter, question: Question, abilities: Abilities) -> None:
        sent = question.messages(abilities)
        self._meter = meter
        self._tokens_in = sum(tokens(message["content"]) for message in sent)
        self._tokens_out = 0
        self.has_begun = False
        self._noted_at = monotonic()

    def piece(self, text: str, used: CompletionUsage | None) -> None:
        self.has_begun = True
        if used:
            self._meter.used(usage_of(used))
            return
        self._tokens_out += bool(text)  # servers send a token at a time, or a few
        if monotonic() - self._noted_at >= GUESS_SECONDS:
            self.note()

    def note(self) -> None:
        """Write down what was counted, so that a crash leaves it."""
        self._noted_at = monotonic()
        self._meter.guessed(Usage(self._tokens_in, self._tokens_out))


def usage_of(reported: CompletionUsage | None) -> Usage:
    """Return what the server says it has used, nothing where it does not say."""
    if reported is None:
        return Usage()
    details = reported.completion_tokens_details
    thought = (details.reasoning_tokens if details else 0) or 0
    written = reported.completion_tokens or 0
    return Usage(reported.prompt_tokens or 0, max(0, written - thought), thought)
