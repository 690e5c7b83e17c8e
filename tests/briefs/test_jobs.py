"""Many jobs at once: fair, each once, in the right order; quotas; audio that is made by itself."""

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.models import AudioGenerationJob, Brief, BriefItem
from briefs.publishing import publication
from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from edusmart.work.errors import Refused
from tests.briefs.conftest import written
from tests.briefs.test_generate import edit, generate, status
from tests.conftest import make_user
from tts import client
from tts.client import Speech
from tts.models import Lexicons, Narration, Pronunciation, Recording, reserve

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
Step = Callable[[], int]


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch, speech: str) -> list[str]:
    """The texts that were really sent to the speech service."""
    sent: list[str] = []
    really = client.speak

    def speak(text: str, *how: Any) -> Speech:
        sent.append(text)
        return really(text, *how)

    monkeypatch.setattr(client, "speak", speak)
    return sent


def claimed_briefs(count: int) -> list[int]:
    """Which briefs' items are taken next, without making them."""
    rows = [Narration.claim_next(f"w{n}") for n in range(count)]
    items = [row.item_audio.item for row in rows if row]
    return [item.brief_id for item in items]


def test_two_editors_ten_briefs_a_hundred_items_at_once(edith: User) -> None:
    """Each job completes once, its progress never falls or passes 100, and none waits for another's end."""
    others = make_user("ed", "editors")
    briefs = [
        written((edith, others)[n % 2], f"Brief {n}", *(f"Item {i} of {n}." for i in range(10)))
        for n in range(10)
    ]
    jobs = [audio_jobs.generate_all(it, it.created_by, "calm") for it in briefs if it.created_by]
    rng, open_rows, taken = random.Random(7), list[Narration](), list[int]()
    seen: dict[int, list[int]] = {job.pk: [0] for job in jobs}
    completions: Counter[int] = Counter()
    while open_rows or len(taken) < 100:
        while len(open_rows) < 4 and (row := Narration.claim_next(f"w{len(taken)}")):
            open_rows.append(row)
            taken.append(row.item_audio.item.brief_id)
        row = open_rows.pop(rng.randrange(len(open_rows)))
        before = dict(AudioGenerationJob.objects.values_list("pk", "status"))
        row.complete(recording=Recording.objects.get_or_create(key=row.key, file="x.mp3")[0])
        for job in AudioGenerationJob.objects.all():
            seen[job.pk].append(job.progress)
            completions[job.pk] += job.status == "completed" != before[job.pk]
    assert all(steps == sorted(steps) and steps[-1] == 100 for steps in seen.values())
    assert completions == Counter({job.pk: 1 for job in jobs})
    assert BriefItem.objects.exclude(narration=None).count() == 100
    for turn in range(10):
        assert len(set(taken[turn * 10 : turn * 10 + 10])) == 10


def test_the_brief_that_is_published_next_is_spoken_first(edith: User) -> None:
    first, later, soon = (written(edith, f"Brief {n}", "One.", "Two.") for n in range(3))
    now = timezone.now()
    publication.publish(later, now + timedelta(minutes=50))
    publication.publish(soon, now + timedelta(minutes=10))
    for brief in (first, later, soon):
        brief.refresh_from_db()
        audio_jobs.generate_all(brief, edith)
    assert claimed_briefs(6) == [soon.pk] * 2 + [later.pk] * 2 + [first.pk] * 2


def test_a_new_hour_of_publishing_changes_the_order_of_what_waits(edith: User) -> None:
    one, two = (written(edith, f"Brief {n}", "One.", "Two.") for n in range(2))
    for brief in (one, two):
        audio_jobs.generate_all(brief, edith)
    publication.publish(two, timezone.now() + timedelta(minutes=5))
    assert claimed_briefs(4) == [two.pk, two.pk, one.pk, one.pk]


def test_the_same_words_asked_for_by_two_briefs_at_once_are_spoken_once(
    edith: User, spoken: list[str]
) -> None:
    jobs = [audio_jobs.generate_all(written(edith, t, "Same words."), edith) for t in ("A", "B")]
    rows = [row for name in "ab" if (row := Narration.claim_next(name))]
    assert len(rows) == 2
    rows[0].refresh_from_db()
    reserve(Recording.objects.get_or_create(key=rows[0].key)[0], rows[0].claim)
    perform(rows[1])  # while the other is at it
    perform(rows[0])
    while row := Narration.claim_next("c"):
        perform(row)
    assert len(spoken) == 1
    done = AudioGenerationJob.objects.filter(pk__in=[j.pk for j in jobs], status="completed")
    assert done.count() == 2


def test_an_edit_of_one_item_in_thirty_makes_one_call(
    desk: Client, edith: User, spoken: list[str], step_world: Step
) -> None:
    brief = written(edith, "Thirty", *(f"This is item number {n}." for n in range(30)))
    generate(desk, brief)
    step_world()
    assert len(spoken) == 30
    edit(brief, 17, "This one is different.")
    generate(desk, brief)
    step_world()
    assert spoken[30:] == ["Item 17.\n\nThis one is different."]


def test_a_failed_item_is_tried_again_alone_and_the_others_stay_failed(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    for name in "ab":
        row = Narration.claim_next(name)
        assert row
        row.fail(Refused("No."))
    step_world()
    failed = BriefItem.objects.filter(narration=None)
    assert failed.count() == 2
    one = failed[0]
    response = desk.post(f"/api/brief/{brief.pk}/item/{one.pk}/audio/retry")
    assert response.json()["total_items"] == 1
    step_world()
    assert failed.count() == 1
    again = desk.post(f"/api/brief/{brief.pk}/audio/retry").json()
    assert again["total_items"] == 1
    step_world()
    assert failed.count() == 0
    assert desk.post(f"/api/brief/{brief.pk}/audio/retry").status_code == 409
    kinds = [row["kind"] for row in desk.get(f"/api/brief/{brief.pk}/state").json()["rows"]]
    assert Counter(kinds)["item_audio"] == 3


def test_another_voice_keeps_the_old_audio_until_the_new_is_there(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    generate(desk, brief, "warm")
    step_world()
    old = set(BriefItem.objects.values_list("narration", flat=True))
    generate(desk, brief, "calm")
    assert set(BriefItem.objects.values_list("narration", flat=True)) == old
    step_world()
    voices = BriefItem.objects.values_list("narration__voice", flat=True)
    assert set(voices) == {"calm"}
    assert Brief.objects.get().voice == "calm"


def test_new_words_are_counted_against_the_day_and_known_ones_are_not(
    desk: Client, brief: Brief, edith: User, speech: str, step_world: Step, settings: Any
) -> None:
    settings.SPOKEN_CHARS_PER_PERSON = sum(len(it.spoken_text) for it in brief.items.all())
    generate(desk, brief)
    step_world()
    assert generate(desk, brief).status_code == 200  # all of it is known
    step_world()
    edit(brief, 0, "Good evening.")
    response = generate(desk, brief)
    assert (response.status_code, response.json()["code"]) == (429, "quota")
    assert "22 new characters; 0 of" in response.json()["detail"]
    other = make_user("ed", "editors")
    assert audio_jobs.generate_all(Brief.objects.get(), other).new_chars == 22
    settings.SPOKEN_CHARS_PER_PERSON, settings.SPOKEN_CHARS_PER_DAY = 0, 1
    desk.post(f"/api/brief/audio/job/{AudioGenerationJob.objects.all()[0].pk}/cancel")
    edit(brief, 0, "Good night.")
    assert "everybody together" in generate(desk, brief, "warm").json()["detail"]


def test_what_was_cancelled_before_it_was_spoken_does_not_count(
    desk: Client, brief: Brief, settings: Any
) -> None:
    settings.SPOKEN_CHARS_PER_PERSON = sum(len(it.spoken_text) for it in brief.items.all())
    for _ in range(2):
        job = generate(desk, brief).json()
        assert job["success"]
        desk.post(f"/api/brief/audio/job/{job['job_id']}/cancel")
    assert {it.new_chars for it in AudioGenerationJob.objects.all()} == {0}


def test_a_word_that_is_said_otherwise_makes_its_items_stale_and_them_alone(
    desk: Client, brief: Brief, spoken: list[str], step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    Pronunciation.objects.create(word="soup", say_as="soop")
    items = desk.get(f"/api/brief/{brief.pk}/items").json()
    assert [it["stale"] for it in items] == [False, False, True]
    job = audio_jobs.generate_missing(Brief.objects.get())
    step_world()
    assert job
    assert (job.total_items, spoken[3:]) == (1, ["Item 2.\n\nLunch is soop today."])
    assert audio_jobs.missing_audio(brief) == []


def test_audio_is_made_by_itself_once_the_writing_has_paused(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    wish = {"by_itself": True}
    url = f"/api/brief/{brief.pk}/arrangement"
    assert desk.put(url, wish, content_type="application/json").json()["by_itself"]
    publication.make_due_audio()
    step_world()
    assert all(item.heard for item in BriefItem.objects.all())
    edit(brief, 0, "Good evening.")
    publication.make_due_audio()
    assert AudioGenerationJob.objects.count() == 1  # somebody is still writing
    Brief.objects.update_unwatched(audio_due_at=timezone.now() - write.PAUSE)
    publication.make_due_audio()
    publication.make_due_audio()
    assert AudioGenerationJob.objects.all()[0].total_items == 1
    step_world()
    assert not BriefItem.objects.get(position=0).stale(Lexicons())
    assert Brief.objects.get().audio_due_at is None


def test_what_nobody_waits_for_is_spoken_after_what_somebody_does(edith: User) -> None:
    waiting, by_itself = (written(edith, f"Brief {n}", "One.", "Two.") for n in range(2))
    publication.arrange(by_itself, programme_id=None, by_itself=True)
    publication.make_due_audio()
    audio_jobs.generate_all(waiting, edith)
    assert claimed_briefs(4) == [waiting.pk] * 2 + [by_itself.pk] * 2


def test_audio_that_cannot_be_made_by_itself_says_so_at_the_desk(
    desk: Client, brief: Brief, settings: Any
) -> None:
    settings.SPOKEN_CHARS_PER_PERSON = 1
    publication.arrange(brief, programme_id=None, by_itself=True)
    publication.make_due_audio()
    rows = desk.get(f"/api/brief/{brief.pk}/state").json()["rows"]
    told = next(row for row in rows if row["kind"] == "brief")
    assert told["audio_problem"].startswith("These items have 94 new characters")
    arabic = desk.get(f"/briefs/{brief.pk}/", headers={"accept-language": "ar"}).content.decode()
    said = re.search(rf'data-text="error-{told["audio_problem_code"]}">([^<]+)<', arabic)
    assert said, "a reader of Arabic is told in Arabic"
    assert "غد" in said[1], "come back tomorrow"
    assert "error-quota" not in desk.get(f"/briefs/{brief.pk}/").content.decode()
    assert Brief.objects.get().audio_due_at is None


def test_a_job_cancelled_half_way_stops_within_one_item(
    desk: Client, edith: User, spoken: list[str], step_world: Step
) -> None:
    brief = written(edith, "Twenty", *(f"Number {n}." for n in range(20)))
    job = generate(desk, brief).json()["job_id"]
    for n in range(10):
        row = Narration.claim_next(f"w{n}")
        assert row
        perform(row)
    desk.post(f"/api/brief/audio/job/{job}/cancel")
    step_world()
    assert len(spoken) == 10
    state = status(desk, job)
    assert (state["status"], state["completed_items"]) == ("cancelled", 10)
    assert BriefItem.objects.exclude(narration=None).count() == 10
