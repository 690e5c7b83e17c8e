"""What becomes of a row whose making goes wrong, and how it holds its lease."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from edusmart.live.models import Topic
from edusmart.work import attempt
from edusmart.work.attempt import current_attempt, perform
from edusmart.work.errors import ClaimLost, NotYet, RateLimited, Refused, WorkError
from edusmart.work.gates import ProviderGate
from edusmart.work.models import WorkRow
from tests.processes import wait_until
from tests.work.orders import order_narration, perform_narrations_with, quiet_topic
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def topic() -> Topic:
    return quiet_topic()


@pytest.fixture
def row(topic: Topic) -> Narration:
    order_narration(topic)
    claimed = Narration.claim_next("w")
    assert claimed
    return claimed


def raising(error: BaseException) -> Any:
    def act(self: WorkRow) -> dict[str, Any]:
        raise error

    return act


OUTCOMES: list[tuple[Exception, tuple[str, str, int]]] = [
    (Refused("No.", "blocked"), ("failed", "blocked", 1)),
    (WorkError("It broke.", "broke"), ("pending", "broke", 1)),
    (NotYet("Later.", timedelta()), ("pending", "waiting", 0)),
    (RateLimited("Busy.", timedelta()), ("pending", "rate_limited", 0)),
    (KeyError("a child's text"), ("pending", "failed", 1)),
]


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES)
def test_every_error_leads_to_its_state(
    row: Narration, monkeypatch: pytest.MonkeyPatch, caplog: Any, error: Exception, outcome: Any
) -> None:
    perform_narrations_with(monkeypatch, raising(error))
    perform(row)
    row.refresh_from_db()
    assert (row.status, row.error_code, row.spent) == outcome
    assert "a child's text" not in caplog.text + row.error


def test_a_row_without_a_provider_closes_no_gate(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    row.provider = ""
    perform_narrations_with(monkeypatch, raising(RateLimited("Busy.", timedelta(hours=1))))
    perform(row)
    assert not ProviderGate.objects.exists()


def test_a_row_cancelled_before_the_start_is_not_made(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform_narrations_with(monkeypatch, raising(AssertionError("made all the same")))
    row.cancel()
    perform(row)
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_what_was_made_for_nobody_is_thrown_away(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    discarded: list[dict[str, Any]] = []
    monkeypatch.setattr(Narration, "discard", lambda self, fields: discarded.append(fields))

    def made_too_late(self: Narration) -> dict[str, Any]:
        Narration.release("w")
        return {"text": "late"}

    perform_narrations_with(monkeypatch, made_too_late)
    perform(row)
    assert discarded == [{"text": "late"}]


def test_the_lease_is_renewed_while_the_row_is_being_made(
    row: Narration, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WORK_LEASE_SECONDS = 1

    def slow(self: Narration) -> dict[str, Any]:
        begun = Narration.objects.get().lease_until
        wait_until(lambda: Narration.objects.get().lease_until != begun, "a renewed lease")
        return {}

    perform_narrations_with(monkeypatch, slow)
    perform(row)
    row.refresh_from_db()
    assert row.status == "completed"


def test_a_maker_hears_that_its_row_is_no_longer_wanted(
    row: Narration, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WORK_LEASE_SECONDS = 1

    def cancelled_meanwhile(self: Narration) -> dict[str, Any]:
        Narration.objects.get().cancel()

        def unwanted() -> bool:
            try:
                current_attempt().check_cancelled()
            except ClaimLost:
                return True
            return False

        wait_until(unwanted, "hearing of the cancel")
        current_attempt().check_cancelled()
        return {}

    perform_narrations_with(monkeypatch, cancelled_meanwhile)
    perform(row)
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_a_lease_that_could_not_be_renewed_once_is_renewed_the_next_time(
    row: Narration, monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: Any
) -> None:
    settings.WORK_LEASE_SECONDS = 1
    tries: list[str] = []
    renew = Narration.renew

    def failing_once(self: Narration) -> None:
        if threading.current_thread().name == "lease":
            tries.append("lease")
            if len(tries) == 1:
                raise RuntimeError("database away")
        renew(self)

    def slow(self: Narration) -> dict[str, Any]:
        begun = Narration.objects.get().lease_until
        wait_until(lambda: Narration.objects.get().lease_until != begun, "a renewed lease")
        return {}

    monkeypatch.setattr(Narration, "renew", failing_once)
    perform_narrations_with(monkeypatch, slow)
    perform(row)
    assert "lease of narration" in caplog.text
    row.refresh_from_db()
    assert row.status == "completed"


def test_progress_is_reported_four_times_a_second_at_most_and_always_at_the_end(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    monkeypatch.setattr(attempt, "publish_progress", lambda topic, f: told.append(f["fraction"]))

    def busy(self: Narration) -> dict[str, Any]:
        for step in range(101):
            current_attempt().report(step / 100, "speaking")
        return {}

    perform_narrations_with(monkeypatch, busy)
    perform(row)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) < 20


def test_a_row_that_spent_everything_fails_when_its_process_dies(topic: Topic) -> None:
    row = order_narration(topic)
    for n in range(4):
        assert Narration.claim_next(f"{n}.x")
        Narration.objects.all().update_unwatched(lease_until=Now() - timedelta(seconds=1))
    Narration.release("3.")
    row.refresh_from_db()
    assert (row.status, row.error_code) == ("failed", "crashed")


def test_a_cancelled_row_is_not_given_back(row: Narration) -> None:
    row.cancel()
    assert not row.give_back(NotYet("Later.", timedelta()), timedelta())
    row.refresh_from_db()
    assert row.status == "cancelled"
