"""The hour of a brief: no silence goes out, and what is changed goes out once it can be heard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.live import BriefOwner
from briefs.models import AudioGenerationJob, Brief, BriefItem, Version, VersionItem
from briefs.publishing import publication
from briefs.publishing.hour import let_out_due
from edusmart.accounts.mail.notices import of_lately
from edusmart.accounts.models import AuditEntry, Event, User
from edusmart.work.errors import Refused
from tests.briefs.conftest import written
from tests.briefs.test_generate import edit, generate
from tests.briefs.test_publication import publish
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
Step = Callable[[], int]


def its_hour_comes(brief: Brief, ago: timedelta = timedelta(0)) -> None:
    hour = timezone.now() - ago
    Brief.objects.filter(pk=brief.pk).update_unwatched(publish_at=hour)
    Version.objects.waiting().filter(brief=brief).update_unwatched(
        pressed_at=hour - timedelta(minutes=1)
    )
    let_out_due()


def schedule(desk: Client, brief: Brief, **wish: Any) -> None:
    at = (timezone.now() + timedelta(hours=1)).isoformat()
    url = f"/api/brief/{brief.pk}/publish"
    response = desk.post(url, {"at": at, **wish}, content_type="application/json")
    assert response.json()["state"] == "scheduled"


def texts(client: Client, brief: Brief) -> str:
    page: bytes = client.get(f"/listen/{brief.pk}/").content
    return page.decode()


def test_a_brief_without_audio_has_it_made_at_its_hour_and_then_goes_out(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    schedule(desk, brief)
    Brief.objects.update_unwatched(audio_due_at=None)  # the sweep has not come to it
    its_hour_comes(brief, timedelta(minutes=2))
    assert AudioGenerationJob.objects.get().total_items == 3
    state = desk.get(f"/api/brief/{brief.pk}").json()
    assert (state["state"], state["out_at"]) == ("scheduled", None)
    assert listener.get(f"/listen/{brief.pk}/").status_code == 404
    step_world()
    assert "Good morning." in texts(listener, brief)
    late = Brief.objects.get()
    assert late.publish_at
    assert late.was_due_at
    assert late.publish_at - late.was_due_at >= timedelta(minutes=2)
    its_hour_comes(late)
    assert AudioGenerationJob.objects.count() == 1


def test_one_whose_editor_wanted_no_audio_by_itself_stays_back_and_its_editor_is_told(
    desk: Client,
    brief: Brief,
    edith: User,
    listener: Client,
    speech: str,
    step_world: Step,
    settings: Any,
) -> None:
    settings.EMAIL_HOST, settings.PUBLIC_URL = "mail.example.org", "https://school.example.org"
    User.objects.filter(pk=edith.pk).update(email="edith@example.org")
    schedule(desk, brief, by_itself=False)
    for _ in range(2):
        its_hour_comes(brief)
    assert desk.get(f"/api/brief/{brief.pk}").json()["state"] == "held"
    assert [brief["id"] for brief in desk.get("/api/briefs?state=held").json()["briefs"]] == [
        brief.pk
    ]
    _entry, sentence = of_lately(edith)[0]
    assert "stayed back at its hour" in sentence
    assert AuditEntry.objects.filter(event=Event.HELD_BACK).count() == 1
    (sent,) = mail.outbox
    assert sent.to == ["edith@example.org"]
    assert f"https://school.example.org/briefs/{brief.pk}/" in sent.body
    assert "password" not in sent.body
    assert f'href="/briefs/{brief.pk}/"' in desk.get("/accounts/me/").content.decode()
    generate(desk, brief)
    step_world()
    its_hour_comes(brief)
    assert listener.get(f"/listen/{brief.pk}/").status_code == 404, "its editor looks at it first"
    assert publish(desk, brief).json()["state"] == "published"


def test_one_that_cannot_be_spoken_is_tried_once_at_its_hour_and_stays_back(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    schedule(desk, brief)
    Brief.objects.update_unwatched(audio_due_at=None)
    its_hour_comes(brief)
    unlucky = Narration.claim_next("w")
    assert unlucky
    unlucky.fail(Refused("This text cannot be read aloud."))
    step_world()
    for _ in range(2):
        let_out_due()
    held = Brief.objects.get()
    assert held.state == "held"
    assert held.audio_problem == "Some items could not be spoken. Try them again."
    assert held.audio_problem_code == "items_failed"
    assert AudioGenerationJob.objects.count() == 1


def publish_when_ready(desk: Client, brief: Brief, **wish: Any) -> Any:
    url = f"/api/brief/{brief.pk}/publish"
    return desk.post(url, {"wait": True, **wish}, content_type="application/json")


def test_one_that_is_published_now_has_its_audio_made_first_in_the_chosen_voice(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step, settings: Any
) -> None:
    assert publish_when_ready(desk, brief, voice_id="calm").json()["state"] == "scheduled"
    job = AudioGenerationJob.objects.get()
    assert (job.total_items, job.voice_id) == (3, "calm")
    assert publish_when_ready(desk, brief).status_code == 200
    assert AudioGenerationJob.objects.count() == 1, "what is being made is not ordered twice"
    assert listener.get(f"/listen/{brief.pk}/").status_code == 404
    long_ago = timezone.now() - timedelta(minutes=5)
    Brief.objects.update_unwatched(publish_at=long_ago)
    Version.objects.waiting().update_unwatched(pressed_at=long_ago)
    step_world()
    assert "Good morning." in texts(listener, brief)
    out = Brief.objects.get()
    assert out.publish_at
    assert (out.was_due_at, out.publish_at > long_ago) == (None, True), "it had no hour to miss"
    assert AudioGenerationJob.objects.count() == 1
    desk.post(f"/api/brief/{brief.pk}/take-back")
    settings.SPOKEN_CHARS_PER_PERSON = 1
    edit(brief, 1, "The library has moved again.")
    assert publish_when_ready(desk, brief).status_code == 429
    assert Brief.objects.get().state == "draft", "a brief that nobody can pay for is left alone"


def test_one_that_is_published_now_stays_back_with_a_notice_where_its_audio_fails(
    desk: Client, brief: Brief, edith: User, speech: str, step_world: Step
) -> None:
    publish_when_ready(desk, brief)
    unlucky = Narration.claim_next("w")
    assert unlucky
    unlucky.fail(Refused("This text cannot be read aloud."))
    step_world()
    for _ in range(2):
        let_out_due()
    held = Brief.objects.get()
    assert (held.state, held.audio_problem_code) == ("held", "items_failed")
    assert "stayed back" in of_lately(edith)[0][1]
    assert AudioGenerationJob.objects.count() == 1
    publish_when_ready(desk, held)
    step_world()
    assert Brief.objects.get().state == "published", "tried again, it goes out"


def test_a_quota_that_is_used_up_holds_it_back_with_that_reason(
    desk: Client, brief: Brief, settings: Any
) -> None:
    settings.SPOKEN_CHARS_PER_PERSON = 1
    schedule(desk, brief)
    Brief.objects.update_unwatched(audio_due_at=None)
    its_hour_comes(brief)
    assert "new characters" in Brief.objects.get().audio_problem


def test_changes_of_a_published_brief_go_out_with_their_sound_once_they_are_published(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    first = VersionItem.objects.filter(version=Version.objects.get())
    sounds = list(first.values_list("narration__filename", flat=True))
    edit(brief, 1, "The library has moved to the gym.")
    assert "moved to the hall" in texts(listener, brief)
    assert desk.get(f"/api/brief/{brief.pk}").json()["behind"]
    rows = BriefOwner().rows_since(Brief.objects.get().topic, 0, "viewer")
    assert any("moved to the hall" in row.get("text", "") for row in rows)
    generate(desk, brief)
    step_world()
    assert "moved to the hall" in texts(listener, brief), "its sound alone lets nothing out"
    came_out_at = Brief.objects.get().publish_at
    assert publish(desk, brief).json()["behind"] is False
    page = texts(listener, brief)
    assert "moved to the gym" in page
    assert sounds[1] not in page
    edit(brief, 1, "The library has moved to the attic.")
    pressed = publish_when_ready(desk, brief).json()
    assert (pressed["state"], pressed["waiting_edition"]) == ("published", pressed["edition"])
    edit(brief, 1, "Unfinished wor")
    step_world()
    assert "moved to the attic" in texts(listener, brief), "what was pressed, and nothing else"
    now = desk.get(f"/api/brief/{brief.pk}").json()
    assert (now["behind"], now["waiting_edition"]) == (True, 0)
    assert Brief.objects.get().publish_at == came_out_at


def test_changes_whose_audio_fails_stay_back_until_it_is_tried_again(
    desk: Client, brief: Brief, listener: Client, edith: User, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    edit(brief, 1, "The library has moved to the gym.")
    publish_when_ready(desk, brief)
    unlucky = Narration.claim_next("w")
    assert unlucky
    unlucky.fail(Refused("This text cannot be read aloud."))
    for _ in range(2):
        let_out_due()
    stayed = Brief.objects.get()
    assert (stayed.state, stayed.audio_problem_code) == ("published", "items_failed")
    assert AuditEntry.objects.filter(event=Event.HELD_BACK).count() == 1
    assert "moved to the hall" in texts(listener, brief)
    desk.post(f"/api/brief/{brief.pk}/audio/retry")
    step_world()
    assert "moved to the gym" in texts(listener, brief)


def test_at_its_hour_goes_out_what_was_scheduled_and_the_switch_stays_as_its_editor_left_it(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    schedule(desk, brief)
    publication.make_due_audio()
    step_world()
    edit(brief, 1, "Unfinished wor")
    assert not desk.get(f"/api/brief/{brief.pk}").json()["by_itself"]
    assert Brief.objects.get().audio_due_at is None, "made once, not at every pause"
    its_hour_comes(brief)
    assert "moved to the hall" in texts(listener, brief)
    assert desk.get(f"/api/brief/{brief.pk}").json()["behind"]
    assert AuditEntry.objects.filter(event=Event.HELD_BACK).count() == 0


def test_what_was_changed_before_its_audio_was_made_stays_back_with_that_reason(
    desk: Client, brief: Brief, speech: str
) -> None:
    schedule(desk, brief)
    edit(brief, 1, "Unfinished wor")
    its_hour_comes(brief)
    assert Brief.objects.get().audio_problem_code == "changed_before_audio"
    assert not AudioGenerationJob.objects.exists()


def test_an_item_that_is_removed_is_heard_until_the_rest_is_ready(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    first, second, third = brief.items.all()
    sound = first.narration
    assert sound
    write.save(
        brief, brief.title, "en",
        [write.WrittenItem(second.pk, "", "Another."), write.WrittenItem(third.pk, third.title, third.text)],
    )  # fmt: skip
    assert listener.get(sound.url).status_code == 200
    assert "Good morning." in texts(listener, brief)
    publish_when_ready(desk, brief)
    assert "Good morning." in texts(listener, brief)
    step_world()
    assert "Good morning." not in texts(listener, brief)
    assert listener.get(sound.url).status_code == 404
    assert not Narration.objects.filter(pk=sound.pk).exists()


def test_changes_that_need_no_audio_go_out_when_they_are_published(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    items = [write.WrittenItem(it.pk, it.title, it.text) for it in brief.items.all()]
    write.save(brief, "A better title", "en", [*items[::-1], write.WrittenItem(None, "", "…")])
    assert "A better title" not in texts(listener, brief)
    publish(desk, brief)
    page = texts(listener, brief)
    assert "A better title" in page
    assert page.index("Lunch is soup") < page.index("Good morning.")
    assert "…" not in page.split('id="transcript"')[1].split("</ol>")[0]
    assert "A better title" in listener.get("/listen/").content.decode()
    assert Version.objects.count() == 2


def test_taking_back_and_deleting_leave_nothing_to_hear(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    publication.take_back(brief)
    assert listener.get(f"/listen/{brief.pk}/").status_code == 404
    assert not VersionItem.objects.exclude(narration=None).exists()
    publish(desk, brief)
    assert Version.objects.count() == 2
    desk.delete(f"/api/brief/{brief.pk}")
    assert not VersionItem.objects.exists()
    assert not Narration.objects.exists()


def test_many_that_wait_do_not_hold_up_the_next(edith: User) -> None:
    for number in range(3):
        brief = written(edith, f"Brief {number}", "One.")
        publication.publish(brief, timezone.now() + timedelta(hours=1))
    Brief.objects.update_unwatched(publish_at=timezone.now(), audio_due_at=None)
    let_out_due()
    assert AudioGenerationJob.objects.count() == 3
    assert audio_jobs.running_job(Brief.objects.all()[0])
    assert not BriefItem.objects.exclude(narration=None).exists()
