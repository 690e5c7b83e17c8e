"""How many may ask a provider at once: fewer when it asks to wait, one more for each round of answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from edusmart.work.attempt import perform
from edusmart.work.errors import RateLimited, Unavailable
from edusmart.work.gates import ProviderGate
from tests.work.orders import order_narration, perform_narrations_with, quiet_topic
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
PROVIDER = "chatterbox"
SLOTS = 5


@pytest.fixture
def _orders(settings: Any, redis_server: Any) -> None:
    settings.WORK_SLOTS = {"narration": SLOTS}
    for number in range(12):
        order_narration(quiet_topic(str(number % 3)), f"Text {number}.", number)


def claim(count: int) -> list[Narration]:
    rows = [Narration.claim_next(f"w{number}") for number in range(count)]
    return [row for row in rows if row]


def raising(error: Exception) -> Any:
    def act(self: Narration) -> dict[str, Any]:
        raise error

    return act


def limit() -> int | None:
    return ProviderGate.objects.values_list("limit", flat=True).get(name=PROVIDER)


@pytest.mark.usefixtures("_orders")
def test_too_many_at_once_halves_how_many_may(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = claim(5)
    perform_narrations_with(monkeypatch, raising(RateLimited("Busy.", timedelta(minutes=1))))
    perform(rows[0])
    assert limit() == 2
    perform(rows[1])
    assert limit() == 2, "calls that were under way together count once"
    ProviderGate.objects.update(closed_until=Now() - timedelta(seconds=1))
    perform(rows[2])
    assert limit() == 1
    ProviderGate.objects.update(closed_until=Now() - timedelta(seconds=1))
    perform(rows[3])
    assert limit() == 1


@pytest.mark.usefixtures("_orders")
def test_an_outage_halves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = claim(4)
    perform_narrations_with(monkeypatch, raising(Unavailable("Away.", timedelta())))
    perform(rows[0])
    assert limit() is None


@pytest.mark.usefixtures("_orders")
def test_no_more_rows_are_made_at_once_than_may_and_dead_ones_do_not_count() -> None:
    ProviderGate.objects.create(name=PROVIDER, limit=2)
    first, second = claim(9)
    assert not list(Narration.due()), "no token is pushed for what may not be made"
    assert first.complete()
    assert len(claim(9)) == 1
    ago = Now() - timedelta(seconds=1)
    Narration.objects.filter(pk=second.pk).update_unwatched(lease_until=ago)
    assert len(claim(9)) == 1


@pytest.mark.usefixtures("_orders")
def test_answers_widen_it_one_by_one_until_every_worker_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ProviderGate.objects.create(name=PROVIDER, limit=2)
    perform_narrations_with(monkeypatch, lambda self: {})
    seen = []
    for _ in range(9):
        perform(claim(1)[0])
        seen.append(limit())
    assert seen == [2, 3, 3, 3, 4, 4, 4, 4, None]


@pytest.mark.usefixtures("_orders")
def test_workers_that_claim_at_the_same_moment_do_not_go_past_it() -> None:
    ProviderGate.objects.create(name=PROVIDER, limit=3)

    def one(number: int) -> Narration | None:
        try:
            return Narration.claim_next(f"w{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(one, range(16)))
    assert sum(row is not None for row in rows) == 3
    assert Narration.under_way().count() == 3


@pytest.mark.usefixtures("_orders")
def test_a_probe_whose_process_died_is_followed_by_another_at_once() -> None:
    past = Now() - timedelta(seconds=1)
    ProviderGate.objects.create(name=PROVIDER, failures=1, closed_until=past)
    assert len(claim(2)) == 1
    Narration.release("w0")
    assert len(claim(2)) == 1


@pytest.mark.usefixtures("_orders")
def test_other_providers_go_on() -> None:
    ProviderGate.objects.create(name=PROVIDER, limit=1)
    Narration.objects.filter(text__in=["Text 1.", "Text 4."]).update_unwatched(provider="other")
    assert sorted(row.provider for row in claim(9)) == [PROVIDER, "other", "other"]
