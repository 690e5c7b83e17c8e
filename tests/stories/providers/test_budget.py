"""Everything that starts paid work again asks the owner's day first, and one after the other."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from stories.actions.scenes.editing import order_rewriting
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_picture
from stories.models import Illustration, ProviderCall, Rewriting, Story, Telling
from tests.gemini_stand_in import GeminiStandIn
from tests.processes import PATIENCE_SECONDS
from tests.stories.making import bare_story, make_story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
DAY = 1_000_000


@pytest.fixture
def story(alice: User, gemini: GeminiStandIn, settings: Any) -> Story:
    """A story whose telling, picture and other words failed, on a day of which nothing is left."""
    settings.BUDGET_CENTS_PER_DAY = 100
    story = bare_story(alice, scenes=1)
    Story.objects.filter(pk=story.pk).update_unwatched(estimated_cost=1000, planned_scenes=2)
    order_rewriting(story.scenes.get(), "simpler", alice)
    for model in (Telling, Illustration, Rewriting):
        model.objects.filter(topic=story.topic).update_unwatched(status="failed")
    spend(alice, DAY)
    return story


@pytest.fixture
def staff(client: Client, stella: User) -> Client:
    client.force_login(stella)
    return client


def spend(user: User, cost: int) -> None:
    ProviderCall.objects.create(key=f"{user}:{cost}", user=user, cost=cost)


def act(client: Client, model: str, *keys: Any) -> str:
    """Choose "try again" for these rows; the page that follows."""
    body = {"action": "retry", "_selected_action": [str(key) for key in keys]}
    return client.post(f"/admin/stories/{model}/", body, follow=True).content.decode()


def statuses(story: Story) -> set[str]:
    models = (Telling, Illustration, Rewriting)
    return {
        status
        for model in models
        for status in model.objects.filter(topic=story.topic).values_list("status", flat=True)
    }


def test_staff_cannot_try_a_story_again_that_its_owner_cannot_pay(
    staff: Client, story: Story
) -> None:
    page = act(staff, "story", story.pk)
    assert "The fox (alice): This would cost about" in page
    assert "will be tried again" not in page
    assert statuses(story) == {"failed"}
    ProviderCall.objects.all().delete()
    assert "2 parts will be tried again." in act(staff, "story", story.pk)
    assert Telling.objects.get().status == Illustration.objects.get().status == "pending"


@pytest.mark.parametrize("model", [Telling, Illustration, Rewriting])
def test_nor_one_part_of_it(staff: Client, story: Story, model: Any) -> None:
    row, name = model.objects.get(topic=story.topic), model._meta.model_name
    page = act(staff, name, row.pk)
    assert "This would cost about" in page
    assert "0 will be tried again, left as they were: 1." in page
    assert statuses(story) == {"failed"}
    ProviderCall.objects.all().delete()
    assert "1 will be tried again." in act(staff, name, row.pk)
    row.refresh_from_db()
    assert row.status == "pending"
    story.refresh_from_db()
    assert story.is_open == (model is not Rewriting), "a whole story is whole with its old words"
    # It is under way already.
    assert "0 will be tried again, left as they were: 1." in act(staff, name, row.pk)


def test_old_stories_that_are_tried_again_at_once_share_the_day(
    client: Client, alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.BUDGET_CENTS_PER_DAY = 10
    cost, long_ago = cost_of_picture(), timezone.now() - timedelta(days=9)
    assert DAY / 20 < cost < DAY / 10 < 2 * cost
    stories = [bare_story(alice, scenes=1) for _ in range(2)]
    for story in stories:
        Illustration.objects.filter(topic=story.topic).update_unwatched(status="failed")
        Story.objects.filter(pk=story.pk).update_unwatched(estimated_cost=cost, created_at=long_ago)
    client.force_login(alice)
    answers = [client.post(f"/api/story/{story.pk}/retry").status_code for story in stories]
    assert answers == [200, 429]


def test_bringing_a_story_back_is_no_way_round_the_budget(
    client: Client, alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.BUDGET_CENTS_PER_DAY = 100
    story = make_story(alice)
    client.force_login(alice)
    client.post(f"/stories/{story.pk}/delete/")
    spend(alice, DAY)
    page = client.post(f"/stories/{story.pk}/restore/", follow=True).content.decode()
    assert "The story is back, but stopped. This would cost about" in page
    story.refresh_from_db()
    assert (story.removed_at, story.status, Telling.objects.get().status) == (
        None, "cancelled", "cancelled",
    )  # fmt: skip
    ProviderCall.objects.all().delete()
    assert client.post(f"/api/story/{story.pk}/retry").status_code == 200


def test_one_who_spends_waits_for_the_other_who_spends_from_the_same_day(
    alice: User, charlie: User, gemini: GeminiStandIn, settings: Any
) -> None:
    """The lock itself: on SQLite the transaction's, on PostgreSQL that of the person's row."""
    settings.BUDGET_CENTS_PER_DAY = 100
    mine, others = _Spender(alice), _Spender(charlie)
    with transaction.atomic():
        require_budget(alice, DAY)
        mine.start()
        assert not mine.ended.wait(0.3), "it looked while somebody was spending"
        if connection.vendor == "postgresql":
            others.start()
            assert others.ended.wait(PATIENCE_SECONDS), "nobody waits for another person's day"
        spend(alice, DAY)
    assert mine.ended.wait(PATIENCE_SECONDS)
    assert mine.refused == ["budget"]
    for spender in (mine, others):
        spender.finish()


class _Spender:
    """Somebody who wants to spend a whole day at once, in a thread of their own."""

    def __init__(self, user: User) -> None:
        self.user, self.ended, self.refused = user, threading.Event(), list[str]()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._spend)
        self._thread.start()

    def finish(self) -> None:
        if self._thread:
            self._thread.join()

    def _spend(self) -> None:
        try:
            with transaction.atomic():
                require_budget(self.user, DAY)
        except RequestRefused as refused:
            self.refused.append(refused.code)
        finally:
            connection.close()
            self.ended.set()
