"""What is asked of the provider is in the books, whatever happens; nobody spends more than their day has."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from edusmart.work.models import ENDED
from edusmart.work.sweep import sweep
from stories.actions.scenes.editing import order_rewriting
from stories.actions.scenes.picture import order_picture
from stories.actions.uploads import upload
from stories.costs.budget import left_today
from stories.costs.estimate import cost_of_picture, cost_of_rewriting
from stories.models import Illustration, ProviderCall, Story, Telling
from stories.providers.metering import Usage, cost_of
from tests.gemini_answers import blocked, candidate, event, painted, square, streamed
from tests.gemini_stand_in import GeminiStandIn
from tests.processes import PATIENCE_SECONDS, wait_until
from tests.scripted_http import Hold
from tests.stories.foxes import FOX, SECOND, story_json
from tests.stories.making import bare_story, make_story, pdf_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
Step = Callable[[], int]
COUNTS = ("tokens_in", "tokens_out", "tokens_thinking", "pictures")


def booked() -> Counter[str]:
    """What the books say, in the stand-in's terms."""
    sums = ProviderCall.objects.aggregate(**{name: Sum(name) for name in COUNTS})
    return +Counter({name: sums[name] or 0 for name in COUNTS})


def provided(gemini: Any) -> Counter[str]:
    """What the stand-in says it has given."""
    return +Counter({name: gemini.used[name] for name in COUNTS})


def assert_the_books_are_right(gemini: Any) -> None:
    assert booked() == provided(gemini)
    assert ProviderCall.objects.count() == len(gemini.asked)
    cost = sum(
        cost_of(asked.model, Usage(*(asked.used[name] for name in COUNTS)))
        for asked in gemini.asked
    )
    assert ProviderCall.objects.aggregate(sum=Sum("cost"))["sum"] == cost > 0


def kill_those_at_work(master: int) -> None:
    """kill -9 of every worker, whatever it is making.

    All stand still before the first is killed: another would take up what it leaves, and be killed with it.
    """
    there = _children(master)
    for how in (signal.SIGSTOP, signal.SIGKILL):
        for worker in there:
            with suppress(ProcessLookupError):
                os.kill(worker, how)


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def finished(story: Story) -> bool:
    sweep()
    rows = [*Telling.objects.filter(story=story), *Illustration.objects.filter(topic=story.topic)]
    return len(rows) == 1 + len(FOX) and all(row.status in ENDED for row in rows)


def test_the_books_equal_the_providers_count_after_crashes_and_retries(
    alice: User, model: Any, workers: Any
) -> None:
    says = model.says
    for_ever, painting = threading.Event(), threading.Event()
    model.will(
        says.failure(429, retry="0.1s"),
        says.streamed(story_json(), hold=(SECOND, for_ever)),
        says.streamed(story_json(FOX[1:])),
    )
    model.will_paint(
        says.painted(says.square(), before=[Hold(painting)]),
        says.failure(503, after="1"),
        says.painted(says.square()),
        says.painted(b"not a picture"),
    )
    story = make_story(alice)

    def both_under_way() -> bool:
        sweep()
        asked = (len(model.told), len(model.drawn)) == (2, 1)
        return asked and booked()["tokens_out"] == model.used["tokens_out"] > 0

    wait_until(both_under_way, "the first scene and its picture to be under way")
    kill_those_at_work(workers.pid)
    wait_until(lambda: finished(story), "the story to be told and painted")
    assert_the_books_are_right(model)
    lost = ProviderCall.objects.filter(ended_at=None)
    assert sorted(call.purpose for call in lost) == ["picture", "story"]
    outcomes = Counter(ProviderCall.objects.exclude(outcome="").values_list("outcome", flat=True))
    assert outcomes == {"answered": 5, "rate_limited": 1, "unavailable": 1}
    assert set(ProviderCall.objects.values_list("user", "story")) == {(alice.pk, story.pk)}


def test_calls_that_fail_repair_and_are_left_are_in_the_books(
    alice: User, gemini: GeminiStandIn, step_world: Step, speech: str
) -> None:
    gemini.will(streamed(story_json(cast=["Nobody"])), streamed(story_json(FOX[1:])))
    gemini.will_paint(painted(square()), blocked(in_stream=False))
    make_story(alice)
    step_world()
    assert_the_books_are_right(gemini)
    purposes = ProviderCall.objects.order_by("pk").values_list("purpose", "outcome")
    assert list(purposes) == [
        ("story", "answered"), ("repair", "answered"), ("picture", "answered"),
        ("picture", "blocked"), ("picture", "answered"),
    ]  # fmt: skip


# The budget


def spend(user: User, cost: int) -> None:
    ProviderCall.objects.create(key=f"{user}:{cost}", user=user, cost=cost)


def test_an_estimate_is_shown_before_the_start_and_is_not_far_too_low(
    client: Client, alice: User, gemini: GeminiStandIn, step_world: Step, speech: str
) -> None:
    client.force_login(alice)
    said = client.get("/api/upload/estimate", {"pages": 3, "words": 60}).json()
    assert (said["scenes"], said["pictures"], said["at_most"]) == (3, 3, False)
    gemini.will(streamed(story_json()))
    story = make_story(alice)
    assert story.estimated_cost == pytest.approx(said["cost_micros"], rel=0.1)
    step_world()
    paid = ProviderCall.objects.aggregate(sum=Sum("cost"))["sum"]
    assert paid <= said["cost_micros"] <= 2 * paid
    unknown = client.get("/api/upload/estimate", {"scenes": "8"}).json()
    assert (unknown["scenes"], unknown["at_most"]) == (8, True)
    page = client.get("/stories/upload/").content.decode()
    assert 'id="estimate"' in page
    assert "Up to 24 scenes" in page


def test_what_costs_nothing_is_not_spoken_of(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/api/upload/estimate").json()["is_free"] is True
    assert 'id="estimate"' not in client.get("/stories/upload/").content.decode()


def test_the_estimate_is_for_people_who_are_signed_in(client: Client) -> None:
    assert client.get("/api/upload/estimate").status_code == 401


def test_a_day_that_is_spent_refuses_the_next_story_with_a_clear_sentence(
    client: Client, alice: User, charlie: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.BUDGET_CENTS_PER_DAY = 50
    spend(alice, 480_000)
    client.force_login(alice)
    answer = client.post("/api/upload", {"file": pdf_file()})
    assert answer.status_code == 429
    assert "0.02 USD is left of your 0.50 USD a day" in answer.json()["detail"]
    assert not Story.objects.exists()
    client.force_login(charlie)
    assert client.post("/api/upload", {"file": pdf_file()}).status_code == 202


def test_stories_under_way_count_before_they_are_paid(
    alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.BUDGET_CENTS_PER_DAY = 100
    story = make_story(alice)
    assert left_today(alice) == 1_000_000 - story.estimated_cost
    ProviderCall.objects.create(key="x", user=alice, story=story, cost=story.estimated_cost // 2)
    assert left_today(alice) == 1_000_000 - story.estimated_cost
    settings.BUDGET_CENTS_PER_DAY = 0
    assert left_today(alice) is None


def test_two_uploads_at_once_cannot_both_have_the_last_of_the_day(
    alice: User, gemini: GeminiStandIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost = make_story(alice).estimated_cost
    settings.BUDGET_CENTS_PER_DAY = -(-2 * cost * 100 // 1_000_000)
    both_checked, refusals = threading.Barrier(2, timeout=PATIENCE_SECONDS), list[str]()
    store = upload._store

    def store_together(file: Any) -> str:
        both_checked.wait()
        return store(file)

    def another() -> None:
        try:
            make_story(alice)
        except RequestRefused as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    monkeypatch.setattr(upload, "_store", store_together)
    threads = [threading.Thread(target=another) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (refusals, Story.objects.count()) == (["budget"], 2)


def test_other_words_and_pictures_count_before_they_are_paid(
    alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.BUDGET_CENTS_PER_DAY = 100
    story = bare_story(alice, scenes=2)
    first, second = story.scenes.all()
    order_rewriting(first, "simpler", alice)
    order_picture(second, alice, "more rain")
    promised = cost_of_rewriting(first.text) + cost_of_picture()
    assert left_today(alice) == 1_000_000 - promised
    spend(alice, 1_000_000 - promised - 1)
    with pytest.raises(RequestRefused) as refused:
        order_picture(first, alice, "")
    assert (refused.value.code, Illustration.objects.count()) == ("budget", 3)


def test_trying_again_is_paid_from_the_same_day(
    client: Client, alice: User, gemini: GeminiStandIn, settings: Any
) -> None:
    settings.BUDGET_CENTS_PER_DAY = 100
    story = bare_story(alice, scenes=1)
    Illustration.objects.filter(topic=story.topic).update_unwatched(status="failed")
    client.force_login(alice)
    spend(alice, 1_000_000)
    answers = [client.post(f"/api/story/{story.pk}{part}/retry") for part in ("", "/scene/0")]
    assert [answer.status_code for answer in answers] == [429, 429]
    assert Illustration.objects.get(topic=story.topic).status == "failed"
    ProviderCall.objects.all().delete()
    assert client.post(f"/api/story/{story.pk}/retry").status_code == 200


def test_a_piece_that_says_nothing_of_its_cost_takes_none_back(
    alice: User, gemini: GeminiStandIn
) -> None:
    told = streamed(story_json())
    silent = event(candidate("", "STOP"))
    gemini.will(replace(told, steps=[*list(told.steps)[:-1], silent]))
    make_story(alice)
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    assert booked() == provided(gemini)
    assert booked()["tokens_in"] == 1000


def test_a_question_about_an_absurd_number_is_refused(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get("/api/upload/estimate", {"words": "9" * 400}).status_code == 400


def test_staff_see_what_each_story_and_person_cost(
    client: Client, alice: User, stella: User, gemini: GeminiStandIn
) -> None:
    story = make_story(alice)
    ProviderCall.objects.create(key="x", user=alice, story=story, cost=1_230_000, purpose="story")
    client.force_login(stella)
    calls = client.get("/admin/stories/providercall/").content.decode()
    assert "1.23 USD" in calls
    assert "no answer" in calls
    assert "alice" in calls
    assert "1.23 USD" in client.get("/admin/stories/story/").content.decode()
    client.force_login(alice)
    assert client.get("/admin/stories/providercall/").status_code == 302
