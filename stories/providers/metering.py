"""Metering calls of paid providers: one ProviderCall row for each.

A row is written before the call is sent and completed when its response has come, each in a transaction
of its own. So a call that was under way when its process died stays visible as one without a response.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone

from edusmart.work.models import WorkRow
from stories.models import ProviderCall, Story

MOST_SAID = 1_000_000_000  # of each figure: more than any call uses, and what the columns hold


@dataclass(frozen=True, slots=True)
class Usage:
    """What the provider says one call has used so far."""

    tokens_in: int = 0
    tokens_out: int = 0
    tokens_thinking: int = 0
    pictures: int = 0

    def at_least(self, other: Usage) -> Usage:
        """Return the larger of each, up to MOST_SAID: not every piece of a response names all of it."""
        return Usage(
            _at_most(max(self.tokens_in, other.tokens_in)),
            _at_most(max(self.tokens_out, other.tokens_out)),
            _at_most(max(self.tokens_thinking, other.tokens_thinking)),
            _at_most(max(self.pictures, other.pictures)),
        )


def _at_most(figure: int) -> int:
    return min(figure, MOST_SAID)


def cost_of(model: str, usage: Usage) -> int:
    """Return the millionths of the currency, by MODEL_PRICES; 0 for a model without a price there."""
    # A price for a million tokens is the millionths for one. Thinking is charged as output.
    price_in, price_out = settings.MODEL_PRICES.get(model, (Fraction(0), Fraction(0)))
    return round(
        usage.tokens_in * price_in + (usage.tokens_out + usage.tokens_thinking) * price_out
    )


@dataclass
class _Bill:
    story_id: Any | None
    user_id: int
    attempt: str
    numbers: Iterator[int] = field(default_factory=itertools.count)


# A context variable, so that storytellers need no parameter for what only the books want to know.
_bill: ContextVar[_Bill | None] = ContextVar("_bill", default=None)


@contextmanager
def charged_to(story: Story, row: WorkRow) -> Iterator[None]:
    """Write down calls made inside for this story, its owner and this attempt at `row`."""
    # With the attempt in its key a call is written down once, and a retry's calls beside the first's.
    attempt = f"{row._meta.model_name}:{row.pk}:{row.attempts}"
    with _billed(_Bill(story.pk, story.owner_id, attempt)):
        yield


@contextmanager
def charged_to_person(user_id: int, trial: str) -> Iterator[None]:
    """Write down calls made inside for this person alone, under the keys that begin with `trial`."""
    with _billed(_Bill(None, user_id, trial)):
        yield


@contextmanager
def _billed(bill: _Bill) -> Iterator[None]:
    token = _bill.set(bill)
    try:
        yield
    finally:
        _bill.reset(token)


class Meter:
    """Keeps one call's row; keeps nothing outside `charged_to`."""

    def __init__(self, purpose: str, provider: str, model: str) -> None:
        self._model = model
        self._usage = Usage()
        self._pk: int | None = None
        if bill := _bill.get():
            self._pk = ProviderCall.objects.create(
                key=f"{bill.attempt}:{next(bill.numbers)}", provider=provider, model=model,
                purpose=purpose, story_id=bill.story_id, user_id=bill.user_id,
            ).pk  # fmt: skip

    def used(self, usage: Usage) -> None:
        """Write down what was used so far, as often as the provider reports it."""
        # Most pieces report nothing new, and each write is a transaction.
        if (usage := usage.at_least(self._usage)) != self._usage:
            self._usage = usage
            self._write(**_columns(usage), cost=cost_of(self._model, usage))

    def guessed(self, usage: Usage) -> None:
        """Write down what was counted here, until the provider reports what it was."""
        if self._usage == Usage():
            self._write(**_columns(usage), cost=cost_of(self._model, usage))

    def ended(self, outcome: str) -> None:
        """End the call's row: `outcome` is "answered", or the code of its failure."""
        # Completed once: what a closed generator reports later must not overwrite the outcome.
        self._write(outcome=outcome[:40], ended_at=timezone.now())

    def _write(self, **values: Any) -> None:
        if self._pk is not None:
            ProviderCall.objects.filter(pk=self._pk, ended_at=None).update(**values)


def _columns(usage: Usage) -> dict[str, int]:
    return {
        "tokens_in": usage.tokens_in,
        "tokens_out": usage.tokens_out,
        "tokens_thinking": usage.tokens_thinking,
        "pictures": usage.pictures,
    }
