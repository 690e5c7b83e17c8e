"""A work row's life, through its own acts."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from edusmart.live.models import Topic
from edusmart.work.errors import ClaimLost, NotYet, RateLimited, Refused, WorkError
from edusmart.work.gates import ProviderGate
from edusmart.work.models import MAX_ATTEMPTS
from tests.work.orders import Quiet, order_narration, quiet_topic
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def topic() -> Topic:
    return quiet_topic()


@pytest.fixture
def order(topic: Topic) -> Callable[..., Narration]:
    def order(text: str = "Hello there.", turn: int = 0, on: Topic | None = None) -> Narration:
        return order_narration(on or topic, text, turn)

    return order


Order = Callable[..., Narration]


def expire(row: Narration) -> None:
    Narration.objects.filter(pk=row.pk).update_unwatched(lease_until=Now() - timedelta(seconds=1))


def claimed(name: str) -> Narration:
    row = Narration.claim_next(name)
    assert row is not None
    return row


def test_a_pending_row_is_claimed_by_one_worker_only(order: Order) -> None:
    row = order()
    assert claimed("a").pk == row.pk
    assert Narration.claim_next("b") is None


@pytest.mark.parametrize(("expired", "holder", "attempts"), [(False, "a", 1), (True, "b", 2)])
def test_a_worker_that_was_overtaken_does_not_claim_what_it_saw(
    order: Order, monkeypatch: pytest.MonkeyPatch, expired: bool, holder: str, attempts: int
) -> None:
    row, due = order(), Narration.due

    def seen_then_overtaken(without: list[int]) -> Iterator[Narration]:
        monkeypatch.setattr(Narration, "due", due)
        seen = list(due())
        claimed("a")
        if expired:
            expire(row)
        return iter(seen)

    monkeypatch.setattr(Narration, "due", seen_then_overtaken)
    assert (Narration.claim_next("b") is not None) is expired
    row.refresh_from_db()
    assert (row.claim, row.attempts) == (holder, attempts)


def test_every_act_bumps_the_topic_and_stamps_the_row(order: Order, topic: Topic) -> None:
    order()
    before = Topic.objects.get(pk=topic.pk).rev
    row = claimed("a")
    topic.refresh_from_db()
    assert topic.rev == before + 1 == row.rev


def test_a_worker_that_lost_its_lease_changes_nothing(order: Order, topic: Topic) -> None:
    order()
    zombie = claimed("zombie")
    expire(zombie)
    heir = claimed("heir")
    topic.refresh_from_db()
    rev = topic.rev
    assert not zombie.complete()
    assert not zombie.fail(Refused("no"))
    assert not zombie.give_back(NotYet("later", timedelta()), timedelta())
    with pytest.raises(ClaimLost):
        zombie.renew()
    topic.refresh_from_db()
    assert topic.rev == rev
    assert heir.complete()


def test_an_abandoned_row_fails_after_its_last_attempt(order: Order) -> None:
    row = order()
    for number in range(MAX_ATTEMPTS):
        expire(claimed(f"w{number}"))
    assert Narration.claim_next("one too many") is None
    row.refresh_from_db()
    assert (row.status, row.error_code) == ("failed", "crashed")


def test_giving_back_spends_no_attempt_and_keeps_the_row_for_later(order: Order) -> None:
    order()
    for _ in range(MAX_ATTEMPTS + 2):
        claimed("w").give_back(RateLimited("busy", timedelta()), timedelta())
    row = claimed("w")
    assert (row.attempts, row.spent) == (MAX_ATTEMPTS + 3, 1)
    row.give_back(NotYet("later", timedelta()), timedelta(hours=1))
    assert Narration.claim_next("w") is None


def test_a_stumble_spends_an_attempt_and_the_last_one_fails(order: Order) -> None:
    row = order()
    for _ in range(MAX_ATTEMPTS):
        claimed("w").retry_later(WorkError("It broke.", "broke"))
        Narration.objects.filter(pk=row.pk).update_unwatched(due_at=Now())
    row.refresh_from_db()
    assert (row.status, row.error, row.error_code) == ("failed", "It broke.", "broke")


def test_a_person_can_retry_a_failed_row_with_fresh_attempts(order: Order) -> None:
    row = order()
    claimed("w").fail(Refused("No."))
    assert row.retry_unpaid()
    again = claimed("w")
    assert (again.spent, again.error, again.attempts) == (1, "", 2)


def test_cancelling_a_waiting_row_ends_it_at_once(order: Order) -> None:
    row = order()
    assert row.cancel()
    row.refresh_from_db()
    assert row.status == "cancelled"
    assert Narration.claim_next("w") is None


def test_cancelling_a_row_under_way_ends_it_though_its_worker_hangs(order: Order) -> None:
    row = order()
    worker = claimed("w")
    assert row.cancel()
    row.refresh_from_db()
    assert row.status == "cancelled"
    with pytest.raises(ClaimLost):
        worker.renew()
    assert not worker.complete()
    row.refresh_from_db()
    assert row.status == "cancelled"


def test_the_rows_of_a_dead_process_are_due_at_once(order: Order) -> None:
    order()
    claimed("job-1.aa")
    Narration.release("job-1.")
    assert claimed("job-2.bb").attempts == 2


def test_freeing_one_job_leaves_another_whose_name_begins_alike(order: Order) -> None:
    order()
    claimed("job-10.aa")
    Narration.release("job-1.")
    assert Narration.claim_next("w") is None


def test_the_urgent_row_comes_first_then_turns_take_their_round(order: Order, topic: Topic) -> None:
    other = Topic.objects.create(name="quiet:2")
    late = [order(f"Long brief {n}.", turn=n) for n in range(3)]
    short = order("Short one.", turn=0, on=other)
    Narration.prioritise(topic, [late[2].pk])
    got = [claimed(f"w{n}").pk for n in range(4)]
    assert got == [late[2].pk, short.pk, late[0].pk, late[1].pk]


def test_a_fast_clicker_has_one_urgent_row_at_a_time(order: Order, topic: Topic) -> None:
    rows = [order(f"Scene {n}.", turn=n) for n in range(4)]
    for row in rows:
        Narration.prioritise(topic, [row.pk])
    assert Narration.objects.exclude(urgent_at=None).get().pk == rows[3].pk


def test_a_shut_gate_stops_its_provider_and_opens_for_one_probe(order: Order) -> None:
    for n in range(3):
        order(f"Text {n}.")
    worker = claimed("w")
    ProviderGate.shut("chatterbox", timedelta(hours=1))
    worker.give_back(NotYet("down", timedelta()), timedelta())
    assert Narration.claim_next("w") is None
    ProviderGate.objects.update(closed_until=Now() - timedelta(seconds=1))
    probe = claimed("probe")
    assert Narration.claim_next("second") is None
    ProviderGate.release("chatterbox")
    other_probe = claimed("another probe")
    assert Narration.claim_next("second") is None
    ProviderGate.reopen("chatterbox")
    assert {probe.status, other_probe.status, claimed("everybody").status} == {"processing"}


def test_a_gate_waits_longer_after_each_failure_and_no_longer_than_its_cap() -> None:
    waits = []
    for _ in range(12):
        waits.append(ProviderGate.shut("p", timedelta(seconds=2)))
        ProviderGate.objects.update(closed_until=Now())
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert waits[-1] == timedelta(minutes=5)


def test_calls_that_fail_together_count_as_one_failure() -> None:
    for _ in range(16):
        ProviderGate.shut("p", timedelta(seconds=2))
    assert ProviderGate.objects.get().failures == 1


def test_a_topic_that_cannot_settle_holds_up_no_other(
    order: Order, topic: Topic, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = order(), order(on=quiet_topic("2"))

    def settle(self: object, settled: Topic) -> None:
        if settled.pk == broken.topic_id:
            raise RuntimeError("cannot settle")

    monkeypatch.setattr(Quiet, "settle", settle)
    assert claimed("w").pk == fine.pk
    assert Narration.claim_next("w") is None
    assert "could not be claimed" in caplog.text


def test_a_row_of_a_deleted_topic_is_lost_quietly(order: Order, topic: Topic) -> None:
    order()
    worker = claimed("w")
    Topic.objects.filter(pk=topic.pk).delete()
    assert not worker.complete()
