"""Whose row is claimed next, and that finding it does not sort all that waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from edusmart.accounts.models import User
from edusmart.live.models import Topic
from edusmart.work.gates import ProviderGate
from edusmart.work.rows.columns import LATER
from edusmart.work.turns import count_due
from stories.models import LongTelling, Story, Telling
from tests.work.orders import quiet_topic
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

MANY = 3000


@pytest.fixture
def people() -> list[User]:
    return [User.objects.create_user(name) for name in ("ann", "ben", "cas", "dan")]


Order = Callable[..., Narration]


@pytest.fixture
def order() -> Order:
    def order(owner: User | None, text: str = "A fox.", turn: int = 0, **values: Any) -> Narration:
        owner_id = owner.pk if owner else None
        topic = quiet_topic(str(owner_id))
        return Narration.prepare(
            topic, text, "calm", "en", "stem", turn=turn, owner_id=owner_id, **values
        ).place()

    return order


def owners(count: int) -> str:
    """Who is served, one letter a claim."""
    letters = []
    for number in range(count):
        row = Narration.claim_next(f"w{number}")
        assert row is not None
        letters.append(row.owner.username[0] if row.owner else "-")
    return "".join(letters)


def test_owners_take_turns_however_much_one_of_them_has_ordered(
    order: Order, people: list[User]
) -> None:
    ann, ben, cas, _ = people
    for number in range(6):
        order(ann, f"Scene {number}.", turn=number)
    for number in range(2):
        order(ben, f"Scene {number}.", turn=number)
    order(cas, "The only one.", turn=9)
    assert owners(9) == "abcabaaaa"


def test_who_comes_while_others_wait_waits_for_one_row_of_each_at_most(
    order: Order, people: list[User]
) -> None:
    ann, ben, cas, dan = people
    for number in range(5):
        for person in (ann, ben, cas):
            order(person, f"Scene {number}.", turn=number)
    assert owners(4) == "abca"
    order(dan)
    assert "d" in owners(3)


def test_of_one_owner_first_scenes_come_first_and_of_these_the_short_ones(
    order: Order, people: list[User]
) -> None:
    ann = people[0]
    late = order(ann, "Second scene.", turn=1)
    long = order(ann, "A long first scene. " * 20)
    short = order(ann, "A short first scene.")
    claimed = [Narration.claim_next(f"w{n}") for n in range(3)]
    assert [row and row.pk for row in claimed] == [short.pk, long.pk, late.pk]


def test_what_nobody_waits_for_comes_after_everybodys_turn(
    order: Order, people: list[User]
) -> None:
    ann, ben, _, _ = people
    order(ann, band=LATER)
    order(ben, "One.", turn=0)
    order(ben, "Two.", turn=1)
    assert owners(3) == "bba"


def test_rows_of_nobody_have_one_turn_together(order: Order, people: list[User]) -> None:
    for number in range(4):
        order(None, f"Scene {number}.", turn=number)
        order(people[0], f"Scene {number}.", turn=number)
    assert owners(6) == "a-a-a-"


def test_who_looks_at_many_stories_is_not_served_alone(order: Order, people: list[User]) -> None:
    ann, ben, _, _ = people
    for number in range(4):
        order(ann, f"Scene {number}.")
    order(ben)
    Narration.objects.filter(owner=ann).update_unwatched(urgent_at=Now() - timedelta(seconds=9))
    Narration.objects.filter(owner=ben).update_unwatched(urgent_at=Now())
    assert owners(3) in ("aba", "baa")


def test_looking_at_a_scene_takes_nobodys_turn(order: Order, people: list[User]) -> None:
    ann, ben, cas, _ = people
    for number in range(3):
        order(ben, f"Scene {number}.", turn=number)
        order(cas, f"Scene {number}.", turn=number)
    assert owners(1) == "b"
    urgent = order(ann)
    Narration.objects.filter(pk=urgent.pk).update_unwatched(urgent_at=Now())
    assert owners(3) == "acb"


def test_a_closed_provider_holds_up_its_own_rows_only(order: Order, people: list[User]) -> None:
    ann, ben, _, _ = people
    order(ann)
    other = order(ben)
    Narration.objects.filter(pk=other.pk).update_unwatched(provider="other")
    ProviderGate.shut("chatterbox", timedelta(hours=1))
    assert owners(1) == "b"
    assert Narration.claim_next("w") is None


def test_long_tellings_are_made_by_workers_of_their_own(people: list[User]) -> None:
    for name, band in (("short", 0), ("long", LATER)):
        topic = Topic.objects.create(name=f"story:{name}")
        story = Story(topic=topic, owner=people[0], title=name, document="x")
        story.save(force_insert=True)
        Telling(topic=topic, story=story, owner=people[0], band=band).save()
    assert (count_due(Telling, 9), count_due(LongTelling, 9)) == (1, 1)
    long = LongTelling.claim_next("l")
    assert long is not None
    assert (long.story.title, long.kind, long.queue) == ("long", "long_telling", "long_telling")
    assert LongTelling.claim_next("l") is None
    short = Telling.claim_next("s")
    assert short is not None
    assert (short.story.title, Telling.claim_next("s")) == ("short", None)
    expired = Now() - timedelta(seconds=1)
    Telling.objects.all().update_unwatched(lease_until=expired)
    again = Telling.claim_next("s")
    assert again is not None
    assert again.pk == short.pk


def test_the_sweep_counts_no_more_than_it_asks_for(order: Order, people: list[User]) -> None:
    for number in range(12):
        order(people[number % 4], f"Scene {number}.")
    Narration.objects.filter(owner=people[0]).update_unwatched(urgent_at=Now())
    assert (count_due(Narration, 5), count_due(Narration, 99)) == (5, 12)


def waiting_rows(people: list[User], count: int) -> None:
    topic = quiet_topic()
    rows = [
        Narration(
            topic=topic, text="x", voice="calm", language="en", key="k", provider="chatterbox",
            filename=f"{number}.mp3", owner=people[number % 4], turn=number % 24,
        )
        for number in range(count)
    ]  # fmt: skip
    Narration._base_manager.bulk_create(rows, batch_size=500)


def test_no_question_about_what_is_next_sorts_or_reads_all_that_waits(people: list[User]) -> None:
    waiting_rows(people, MANY)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert Narration.claim_next("first") is not None
    with CaptureQueriesContext(connection) as asked:
        assert count_due(Narration, 8) == 8
    questions = [entry["sql"] for entry in asked.captured_queries]
    about_rows = [question for question in questions if 'FROM "tts_narration"' in question]
    assert len(about_rows) >= 5
    for question in about_rows:
        plan = plan_of(question)
        assert "narration_" in plan, f"no index: {question}\n{plan}"
        assert "SCAN tts_narration\n" not in plan, f"every row is read: {question}\n{plan}"
        assert "Seq Scan on tts_narration" not in plan, f"every row is read: {question}\n{plan}"


def plan_of(query: str) -> str:
    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{word} {query}")
        return "".join(f"{row[-1]}\n" for row in cursor.fetchall())
