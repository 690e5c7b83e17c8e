"""Ask the model one tiny thing, to see whether it answers, how fast, and what it costs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from time import monotonic

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record
from edusmart.work.errors import NotYet, WorkError
from edusmart.work.gates import ProviderGate
from stories.models import ProviderCall
from stories.providers.choice import text_provider
from stories.providers.metering import charged_to_person

SECONDS = 25.0  # the person waits, and proxies give a page half a minute
_SENTENCE = "The small fox, who was very tired, slept under the old tree."


@dataclass(frozen=True, slots=True)
class Trial:
    """What one try has shown. `sentence` and `code` say what went wrong, "" if nothing did.

    `cost` is in millionths of the currency.
    """

    seconds: float
    tokens_in: int
    tokens_out: int
    cost: int
    sentence: str
    code: str


def try_provider(user: User) -> Trial:
    """Have one sentence said in simpler words. Returns what that took, also where it failed.

    Raises RequestRefused (400) where stories are told without a model. The call is in the books, paid
    from the person's day, and in the audit trail. An answer opens the gate.
    """
    provider = text_provider()
    if not provider.model:
        raise RequestRefused("Stories are told here without a model.", "no_model_to_try")
    key = f"trial:{uuid.uuid4()}"
    record(Event.ADMIN_ACTED, key[:80], by=user, did="tried the model")
    begun, sentence, code = monotonic(), "", ""
    with charged_to_person(user.pk, key):
        try:
            provider.rewriter(SECONDS).rewrite(_SENTENCE, "en", 4, "simpler")
        except WorkError as error:
            sentence, code = error.sentence, error.code
            answered = not isinstance(error, NotYet)
        else:
            answered = True
    if answered:
        ProviderGate.reopen(provider.gate)
    calls = list(ProviderCall.objects.filter(key__startswith=key))
    return Trial(
        monotonic() - begun,
        sum(call.tokens_in for call in calls),
        sum(call.tokens_out + call.tokens_thinking for call in calls),
        sum(call.cost for call in calls),
        sentence,
        code,
    )
