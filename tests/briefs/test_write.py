"""Several editors of one brief, and items in languages of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from briefs.models import Brief, BriefItem
from tests.briefs.test_generate import generate, status
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


def read(desk: Client, brief: Brief) -> dict[str, Any]:
    response: dict[str, Any] = desk.get(f"/api/brief/{brief.pk}").json()
    return response


def save(desk: Client, brief: Brief, body: dict[str, Any]) -> Any:
    return desk.put(f"/api/brief/{brief.pk}", body, content_type="application/json")


def test_who_has_not_seen_the_newest_edition_overwrites_nothing(desk: Client, brief: Brief) -> None:
    seen = read(desk, brief)
    mine, theirs = {**seen, "title": "Mine"}, {**seen, "title": "Theirs"}
    assert save(desk, brief, theirs).json()["edition"] == seen["edition"] + 1
    response = save(desk, brief, mine)
    assert (response.status_code, response.json()["code"]) == (409, "conflict")
    assert Brief.objects.get().title == "Theirs"
    again = {**read(desk, brief), "title": "Both"}
    assert save(desk, brief, again).status_code == 200


def test_an_item_added_meanwhile_is_not_deleted_by_who_has_not_seen_it(
    desk: Client, brief: Brief
) -> None:
    seen = read(desk, brief)
    save(desk, brief, {**seen, "items": [*seen["items"], {"text": "Just in."}]})
    assert save(desk, brief, {**seen, "title": "Unaware"}).status_code == 409
    assert brief.items.count() == 4


def test_saving_the_same_again_is_no_new_edition(desk: Client, brief: Brief) -> None:
    seen = read(desk, brief)
    assert save(desk, brief, seen).json() == save(desk, brief, seen).json() == seen


def test_an_item_is_read_by_a_voice_of_its_own_language(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    seen = read(desk, brief)
    seen["items"][1] |= {"language": "ar", "text": "انتقلت المكتبة إلى القاعة."}
    assert save(desk, brief, seen).status_code == 200
    job = generate(desk, brief, "en-US-JennyNeural").json()["job_id"]
    step_world()
    assert status(desk, job)["status"] == "completed"
    heard = Narration.objects.order_by("turn").values_list("voice", "language")
    jenny = ("en-US-JennyNeural", "en")
    assert list(heard) == [jenny, ("ar-SA-HamedNeural", "ar"), jenny]
    page = desk.get(f"/listen/{brief.pk}/").content.decode()
    assert page.count('lang="ar" dir="rtl"') == 2


def test_another_language_of_the_brief_makes_the_audio_of_its_own_items_stale(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    seen = read(desk, brief)
    seen["items"][0]["language"] = "en"
    seen = save(desk, brief, seen).json()
    generate(desk, brief)
    step_world()
    response = save(desk, brief, {**seen, "language": "fr"}).json()
    assert [it["stale"] for it in response["items"]] == [False, True, True]


def test_a_language_nobody_offers_is_refused(desk: Client, brief: Brief) -> None:
    seen = read(desk, brief)
    seen["items"][0]["language"] = "tlh"
    response = save(desk, brief, seen)
    assert (response.status_code, response.json()["code"]) == (400, "language")
    assert not BriefItem.objects.filter(language="tlh").exists()


def test_briefs_are_listed_by_state_and_day(desk: Client, brief: Brief) -> None:
    page = desk.get("/api/briefs", {"state": "draft"}).json()
    assert [it["id"] for it in page["briefs"]] == [brief.pk]
    assert (page["total"], page["briefs"][0]["total_items"]) == (1, 3)
    assert desk.get("/api/briefs", {"state": "published"}).json()["total"] == 0
    day = brief.created_at.date()
    assert desk.get("/api/briefs", {"day": day.isoformat()}).json()["total"] == 1
    assert desk.get("/api/briefs", {"day": "2001-01-01"}).json()["total"] == 0
    assert list(desk.get("/briefs/?state=draft").context["page"]) == [brief]
    assert not desk.get("/briefs/?state=published").context["page"]
