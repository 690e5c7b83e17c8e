"""Generate All Audio: what becomes of one click."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from briefs.actions import write
from briefs.models import AudioGenerationJob, Brief, BriefItem
from edusmart.accounts.models import ApiToken, User
from edusmart.work.errors import Refused
from tests.answers import body_of
from tests.briefs.conftest import written
from tts.models import Lexicons, Narration, Recording

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


def generate(client: Client, brief: Brief, voice_id: str = "warm") -> Any:
    return client.post(
        f"/api/brief/{brief.pk}/audio/generate",
        {"voice_id": voice_id},
        content_type="application/json",
    )


def status(client: Client, job_id: int) -> dict[str, Any]:
    response: dict[str, Any] = client.get(f"/api/brief/audio/job/{job_id}/status").json()
    return response


def edit(brief: Brief, place: int, text: str) -> None:
    items = [write.WrittenItem(it.pk, it.title, it.text) for it in brief.items.all()]
    items[place] = write.WrittenItem(items[place].id, items[place].title, text)
    write.save(brief, brief.title, brief.language, items)


def test_one_click_gives_every_item_its_audio(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    response = generate(desk, brief).json()
    job_id = response.pop("job_id")
    assert response == {"success": True, "status": "queued", "total_items": 3}
    assert status(desk, job_id)["progress"] == 0
    step_world()
    assert status(desk, job_id) == {
        "id": job_id, "brief_id": brief.pk, "voice_id": "warm", "status": "completed", "progress": 100,
        "total_items": 3, "completed_items": 3, "failed_items": 0, "error_code": "", "error_message": None,
    }  # fmt: skip
    for item in BriefItem.objects.select_related("narration"):
        assert item.narration
        name = rf"brief_{brief.pk}_item_{item.pk}_\d{{8}}_\d{{6}}_[0-9a-f]{{8}}\.mp3"
        assert re.fullmatch(name, item.narration.filename)
        sound = desk.get(f"/audio/{item.narration.filename}")
        assert sound["Content-Type"] == "audio/mpeg"
        assert len(body_of(sound)) > 1000


def test_the_voice_may_be_left_out(desk: Client, brief: Brief) -> None:
    response = desk.generic("POST", f"/api/brief/{brief.pk}/audio/generate")
    assert response.status_code == 200
    assert AudioGenerationJob.objects.get().voice_id == "professional"


def test_an_unchanged_item_is_not_spoken_again(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    edit(brief, 1, "The library has moved to the gym.")
    generate(desk, brief)
    step_world()
    assert Recording.objects.count() == 4
    assert Narration.objects.filter(status="completed").count() == 6


def test_an_edited_item_is_stale_and_keeps_its_old_audio_until_the_new_is_ready(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    old = BriefItem.objects.get(position=0).narration
    edit(brief, 0, "Good evening.")
    item = BriefItem.objects.get(position=0)
    assert item.stale(Lexicons())
    generate(desk, brief)
    item.refresh_from_db()
    assert item.narration == old
    step_world()
    item = BriefItem.objects.get(position=0)
    assert not item.stale(Lexicons())
    assert item.narration != old


def test_a_second_click_while_a_job_runs_is_refused(desk: Client, brief: Brief) -> None:
    generate(desk, brief)
    response = generate(desk, brief)
    assert (response.status_code, response.json()["code"]) == (409, "running")
    assert AudioGenerationJob.objects.count() == 1


def test_an_unknown_voice_an_empty_brief_and_one_without_words_get_one_sentence_each(
    desk: Client, brief: Brief, edith: User
) -> None:
    assert generate(desk, brief, "nobody").json()["code"] == "voice"
    assert generate(desk, brief, "ar-SA-HamedNeural").json()["code"] == "voice_language"
    assert generate(desk, write.create(edith, "Empty")).json()["code"] == "no_items"
    blank = written(edith, "Blank", " … ", "ـــــ", "🎉")
    response = generate(desk, blank)
    assert (response.status_code, response.json()["detail"]) == (
        400,
        "No item of this brief has text to read aloud.",
    )
    assert not AudioGenerationJob.objects.exists()
    assert not Narration.objects.exists()


def test_an_item_without_words_is_left_out_and_the_others_are_spoken(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    edit(brief, 1, " … ")
    assert generate(desk, brief).json()["total_items"] == 2
    step_world()
    assert [item.heard for item in BriefItem.objects.all()] == [True, False, True]


def test_what_failed_says_why_and_only_that_is_tried_again(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    job_id = generate(desk, brief).json()["job_id"]
    unlucky = Narration.claim_next("w")
    assert unlucky
    unlucky.fail(Refused("This text cannot be read aloud."))
    step_world()
    state = status(desk, job_id)
    assert (state["status"], state["failed_items"], state["progress"]) == ("completed", 1, 100)
    assert state["error_message"] == "1 of 3 items could not be spoken."
    assert state["error_code"] == "items_failed"
    again = desk.post(f"/api/brief/audio/job/{job_id}/retry").json()
    assert again["total_items"] == 1
    step_world()
    assert status(desk, again["job_id"])["status"] == "completed"
    assert status(desk, job_id) == state
    assert desk.post(f"/api/brief/audio/job/{again['job_id']}/retry").status_code == 409


def test_a_job_whose_every_item_fails_has_failed(desk: Client, brief: Brief) -> None:
    job_id = generate(desk, brief).json()["job_id"]
    while row := Narration.claim_next("w"):
        row.fail(Refused("No."))
    assert status(desk, job_id)["status"] == "failed"


def test_a_cancelled_job_stops_and_keeps_what_is_done(
    desk: Client, brief: Brief, speech: str
) -> None:
    from edusmart.work.attempt import perform

    job_id = generate(desk, brief).json()["job_id"]
    first, under_way = Narration.claim_next("a"), Narration.claim_next("b")
    assert first
    assert under_way
    perform(first)
    assert desk.post(f"/api/brief/audio/job/{job_id}/cancel").status_code == 200
    perform(under_way)
    state = status(desk, job_id)
    assert (state["status"], state["completed_items"], state["progress"]) == ("cancelled", 1, 33)
    assert Narration.claim_next("c") is None
    assert BriefItem.objects.filter(narration__isnull=False).count() == 1


def test_cancelling_one_order_leaves_anothers_of_the_same_words(
    desk: Client, brief: Brief, edith: User, speech: str, step_world: Step
) -> None:
    twin = write.create(edith, "Twin")
    items = [write.WrittenItem(None, it.title, it.text) for it in brief.items.all()]
    write.save(twin, "Twin", "en", items)
    one, two = generate(desk, brief).json(), generate(desk, twin).json()
    desk.post(f"/api/brief/audio/job/{one['job_id']}/cancel")
    step_world()
    assert status(desk, two["job_id"])["status"] == "completed"
    assert Recording.objects.exclude(file="").count() == 3


def test_a_deleted_item_takes_its_order_along(desk: Client, brief: Brief) -> None:
    job_id = generate(desk, brief).json()["job_id"]
    items = [write.WrittenItem(it.pk, it.title, it.text) for it in brief.items.all()]
    write.save(brief, brief.title, brief.language, items[:1])
    assert Narration.objects.count() == 1
    assert status(desk, job_id)["total_items"] == 1
    write.save(brief, brief.title, brief.language, [])
    assert status(desk, job_id)["status"] == "cancelled"


def test_a_watcher_is_sent_the_newest_job_only(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    def size() -> int:
        return len(desk.get(f"/api/brief/{brief.pk}/state").json()["rows"])

    generate(desk, brief)
    step_world()
    once = size()
    for _ in range(3):
        generate(desk, brief)
        step_world()
    assert size() == once


def test_progress_never_falls_and_ends_at_a_hundred(
    desk: Client, brief: Brief, speech: str
) -> None:
    from edusmart.work.attempt import perform

    job_id = generate(desk, brief).json()["job_id"]
    seen = [0]
    while row := Narration.claim_next("w"):
        seen.append(status(desk, job_id)["progress"])
        perform(row)
        seen.append(status(desk, job_id)["progress"])
    assert seen == sorted(seen)
    assert seen[-1] == 100


PATHS = [
    ("get", "/briefs/"), ("get", "/briefs/{b}/"), ("post", "/briefs/new/"),
    ("post", "/briefs/{b}/delete/"), ("put", "/api/brief/{b}"), ("post", "/api/brief"),
    ("get", "/api/brief/{b}/state"), ("get", "/api/brief/{b}"), ("get", "/api/brief/{b}/items"),
    ("get", "/api/briefs"), ("delete", "/api/brief/{b}"), ("post", "/api/brief/{b}/publish"),
    ("post", "/api/brief/{b}/take-back"), ("put", "/api/brief/{b}/arrangement"),
    ("post", "/api/brief/{b}/audio/retry"), ("post", "/api/brief/{b}/item/{i}/audio/retry"),
    ("get", "/api/brief/{b}/audio/download"), ("post", "/api/brief/{b}/item/{i}/heard"),
    ("get", "/listen/{b}/"), ("get", "/listen/{b}/brief.mp3"), ("get", "/listen/{b}/brief.zip"),
    ("get", "/briefs/programmes/"), ("get", "/briefs/programmes/new/"),
    ("post", "/api/brief/{b}/audio/generate"), ("get", "/api/brief/audio/job/{j}/status"),
    ("post", "/api/brief/audio/job/{j}/retry"), ("post", "/api/brief/audio/job/{j}/cancel"),
    ("get", "/audio/{a}"),
]  # fmt: skip


def test_briefs_are_for_editors_only(
    client: Client, alice: User, brief: Brief, edith: User, speech: str, step_world: Step
) -> None:
    from briefs.actions.audio_jobs import generate_all

    job = generate_all(brief, edith)
    step_world()
    sound = Narration.objects.all()[0].filename
    item = brief.items.all()[0]

    def call(method: str, path: str) -> int:
        url = path.format(b=brief.pk, j=job.pk, a=sound, i=item.pk)
        writes = path in {"/api/brief", "/api/brief/{b}"}
        body = {"title": "Taken over", "items": []} if writes else {}
        return int(getattr(client, method)(url, body, content_type="application/json").status_code)

    for method, path in PATHS:
        assert call(method, path) in {302, 401}, path
    client.force_login(alice)
    for method, path in PATHS:
        assert call(method, path) in {403, 404}, path
    assert Brief.objects.get().title == "Morning"


def test_a_token_that_may_not_publish_changes_nothing_that_listeners_have(
    brief: Brief, edith: User
) -> None:
    def call(scope: str, method: str, path: str = "") -> int:
        headers = {"authorization": f"Bearer {ApiToken.issue(edith, 'tests', scope)}"}
        send = getattr(Client(), method)
        url = f"/api/brief/{brief.pk}{path}"
        return int(send(url, {}, content_type="application/json", headers=headers).status_code)

    assert call("write", "put", "/arrangement") == 200
    Brief.objects.filter(pk=brief.pk).update_unwatched(out_at=timezone.now())
    assert (call("write", "put", "/arrangement"), call("write", "delete")) == (403, 403)
    assert (call("publish", "put", "/arrangement"), call("publish", "delete")) == (200, 204)


def test_a_brief_does_not_go_with_words_that_were_not_seen(desk: Client, brief: Brief) -> None:
    seen = brief.edition
    body = {"title": "Morning", "items": [{"text": "Just written by somebody else."}]}
    desk.put(f"/api/brief/{brief.pk}", body, content_type="application/json")
    response = desk.delete(f"/api/brief/{brief.pk}?edition={seen}")
    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    page = desk.post(f"/briefs/{brief.pk}/delete/", {"edition": seen}, follow=True)
    assert "Somebody else has changed this brief meanwhile." in page.text
    assert f'name="edition" id="seen-edition" value="{seen + 1}"' in page.text
    desk.post(f"/briefs/{brief.pk}/delete/", {"edition": seen + 1})
    assert not Brief.objects.exists()


def test_saving_a_brief_keeps_order_and_ids_and_deletes_what_is_left_out(
    desk: Client, brief: Brief
) -> None:
    first, second, third = brief.items.all()
    body = {
        "title": "Evening", "language": "fr",
        "items": [
            {"id": third.pk, "title": "C", "text": "Trois."},
            {"title": "New", "text": "Neuf."},
            {"id": first.pk, "title": "A", "text": "Un."},
        ],
    }  # fmt: skip
    response = desk.put(f"/api/brief/{brief.pk}", body, content_type="application/json").json()
    assert [item["title"] for item in response["items"]] == ["C", "New", "A"]
    assert [response["items"][n]["id"] for n in (0, 2)] == [third.pk, first.pk]
    assert not BriefItem.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""}, {"title": "x" * 201}, {"title": "A", "language": "xx"},
        {"title": "A", "items": [{"text": "x" * 8001}]}, {"title": "A", "items": [{"text": "y"}] * 61},
        {"title": "A", "items": [{"id": -1, "text": "y"}]}, {"title": "A", "items": "none"}, {},
    ],
)  # fmt: skip
def test_a_brief_that_cannot_be_kept_is_refused_and_nothing_is_lost(
    desk: Client, brief: Brief, body: dict[str, Any]
) -> None:
    response = desk.put(f"/api/brief/{brief.pk}", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["detail"]
    assert brief.items.count() == 3


def test_a_new_brief_with_an_item_of_another_leaves_nothing_behind(
    desk: Client, brief: Brief
) -> None:
    body = {"title": "New", "items": [{"id": brief.items.all()[0].pk, "text": "Mine."}]}
    response = desk.post("/api/brief", body, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (409, "gone")
    assert Brief.objects.count() == 1


def test_control_characters_are_taken_out_of_what_is_written(desk: Client, brief: Brief) -> None:
    body = {"title": "A\x00\x9f", "items": [{"text": "One\x07 line.\nAnother\x1b one.\ufffe"}]}
    response = desk.put(f"/api/brief/{brief.pk}", body, content_type="application/json").json()
    assert (response["title"], response["items"][0]["text"]) == ("A", "One line.\nAnother one.")


def test_an_item_somebody_else_deleted_is_not_made_again(desk: Client, brief: Brief) -> None:
    gone = brief.items.all()[0]
    pk = gone.pk
    gone.delete()
    body = {"title": "A", "items": [{"id": pk, "text": "Back?"}]}
    response = desk.put(f"/api/brief/{brief.pk}", body, content_type="application/json")
    assert response.status_code == 409
    assert brief.items.count() == 2
