"""What becomes of a row whose making goes wrong, and how it holds its lease."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from edusmart.live.models import Topic
from edusmart.work import performing
from edusmart.work.errors import NotYet, RateLimited, Refused, Unwanted, WorkError
from edusmart.work.gates import ProviderGate
from edusmart.work.models import WorkRow
from edusmart.work.performing import perform, performance
from tests.processes import wait_until
from tests.work.orders import order_narration, quiet_topic
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
    monkeypatch.setattr(Narration, "perform", raising(error))
    perform(row)
    row.refresh_from_db()
    assert (row.status, row.error_code, row.spent) == outcome
    assert "a child's text" not in caplog.text + row.error


def test_a_row_without_a_provider_closes_no_gate(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    row.provider = ""
    monkeypatch.setattr(Narration, "perform", raising(RateLimited("Busy.", timedelta(hours=1))))
    perform(row)
    assert not ProviderGate.objects.exists()


def test_a_row_cancelled_before_the_start_is_not_made(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Narration, "perform", raising(AssertionError("made all the same")))
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
        Narration.free("w")
        return {"text": "late"}

    monkeypatch.setattr(Narration, "perform", made_too_late)
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

    monkeypatch.setattr(Narration, "perform", slow)
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
                performance().go_on()
            except Unwanted:
                return True
            return False

        wait_until(unwanted, "hearing of the cancel")
        performance().go_on()
        return {}

    monkeypatch.setattr(Narration, "perform", cancelled_meanwhile)
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
    monkeypatch.setattr(Narration, "perform", slow)
    perform(row)
    assert "lease of audio" in caplog.text
    row.refresh_from_db()
    assert row.status == "completed"


def test_progress_is_reported_four_times_a_second_at_most_and_always_at_the_end(
    row: Narration, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    monkeypatch.setattr(performing, "publish_progress", lambda topic, f: told.append(f["fraction"]))

    def busy(self: Narration) -> dict[str, Any]:
        for step in range(101):
            performance().report(step / 100, "speaking")
        return {}

    monkeypatch.setattr(Narration, "perform", busy)
    perform(row)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) < 20


def test_a_kind_must_say_how_it_is_made(row: Narration) -> None:
    with pytest.raises(NotImplementedError):
        WorkRow.perform(row)


def test_a_row_that_spent_everything_fails_when_its_process_dies(topic: Topic) -> None:
    row = order_narration(topic)
    for n in range(4):
        assert Narration.claim_next(f"{n}.x")
        Narration.objects.all().update_unwatched(lease_until=Now() - timedelta(seconds=1))
    Narration.free("3.")
    row.refresh_from_db()
    assert (row.status, row.error_code) == ("failed", "crashed")


def test_a_cancelled_row_that_is_given_back_ends(row: Narration) -> None:
    row.cancel()
    assert row.give_back(NotYet("Later.", timedelta()), timedelta())
    row.refresh_from_db()
    assert row.status == "cancelled"
