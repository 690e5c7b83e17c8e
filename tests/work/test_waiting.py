"""Rows that wait for another row: a column says for what, and the end of that row makes them due."""

from datetime import timedelta

import pytest

from edusmart.work.errors import BeingMade, NotYet
from edusmart.work.models import Status
from tests.work.orders import order_narration, quiet_topic
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def claimed(name: str) -> Narration:
    row = Narration.claim_next(name)
    assert row is not None
    return row


def test_a_row_that_waits_for_another_is_due_as_soon_as_that_one_ends() -> None:
    topic = quiet_topic()
    order_narration(topic, turn=0)
    order_narration(topic, turn=1)
    first, twin = claimed("a"), claimed("b")
    twin.give_back(BeingMade("The same is being made.", HOUR, twin.key), HOUR)
    assert Narration.waiting_for(twin.key).get().pk == twin.pk
    assert Narration.claim_next("c") is None
    first.complete()
    assert claimed("d").pk == twin.pk
    assert not Narration.waiting_for(twin.key).exists()


def test_a_row_that_waits_for_time_alone_is_not_woken_by_its_twins() -> None:
    topic = quiet_topic()
    order_narration(topic, turn=0)
    order_narration(topic, turn=1)
    first, other = claimed("a"), claimed("b")
    other.give_back(NotYet("The storage is away.", HOUR), HOUR)
    first.complete()
    assert Narration.claim_next("c") is None


def test_what_a_row_waits_for_is_not_its_reason_for_people() -> None:
    order_narration(quiet_topic())
    row = claimed("a")
    row.give_back(BeingMade("The same is being made.", HOUR, row.key), HOUR)
    row.refresh_from_db()
    assert (row.error, row.waits_for) == ("The same is being made.", row.key)


def test_a_cancelled_row_that_is_tried_again_waits_for_nothing() -> None:
    order_narration(quiet_topic())
    row = claimed("a")
    row.give_back(BeingMade("The same is being made.", HOUR, row.key), HOUR)
    assert row.cancel()
    assert row.retry_unpaid()
    again = claimed("b")
    assert (again.pk, again.waits_for, again.status) == (row.pk, "", Status.PROCESSING)


def test_a_row_that_waits_for_one_that_is_deleted_is_due_at_once() -> None:
    topic = quiet_topic()
    order_narration(topic, turn=0)
    order_narration(topic, turn=1)
    first, twin = claimed("a"), claimed("b")
    twin.give_back(BeingMade("The same is being made.", HOUR, twin.key), HOUR)
    first.delete()
    assert claimed("c").pk == twin.pk


def test_a_wait_that_ran_out_comes_after_everybody_who_waits_for_nothing() -> None:
    topic = quiet_topic()
    for turn in range(3):
        order_narration(topic, turn=turn)
    first = claimed("a")
    first.give_back(BeingMade("The same is being made.", HOUR, first.key), -HOUR)
    assert [claimed(f"w{number}").turn for number in range(3)] == [1, 2, 0]
