"""What editors do with whole briefs: copies, templates, search, versions, gaps, and who is at the desk."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import av
import pytest
from django.test import Client
from django.utils import timezone

from briefs.actions import write
from briefs.actions.presence import forget_the_gone
from briefs.actions.versions import MOST_VERSIONS
from briefs.live import BriefOwner
from briefs.models import AtDesk, Brief, Version
from briefs.publishing.episode import whole_brief
from edusmart.accounts.models import User
from tests.answers import body_of
from tests.briefs.conftest import let_out, written
from tests.briefs.test_generate import edit, generate
from tests.briefs.test_publication import publish

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


def desk_of(response: Any) -> Brief:
    """The brief whose desk somebody was sent to."""
    found = re.fullmatch(r"/briefs/(\d+)/", response["Location"])
    assert found
    return Brief.objects.get(pk=found[1])


def texts(brief: Brief) -> list[str]:
    return [item.text for item in brief.items.all()]


def test_yesterdays_brief_is_copied_with_its_voice_and_nothing_of_its_publishing(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    generate(desk, brief, "calm")
    step_world()
    publish(desk, brief)
    Brief.objects.filter(pk=brief.pk).update_unwatched(by_itself=True)
    copied = desk_of(desk.post(f"/briefs/{brief.pk}/copy/"))
    assert copied.pk != brief.pk
    assert copied.by_itself, "its audio is made by itself as that of the one before"
    assert (texts(copied), copied.voice, copied.state) == (texts(brief), "calm", "draft")
    assert desk.get("/briefs/new/")["Location"] == "/briefs/#title"
    chosen = desk.post("/briefs/new/", {"title": "Today", "from": brief.pk, "language": "en"})
    assert (desk_of(chosen).title, texts(desk_of(chosen))) == ("Today", texts(brief))
    empty = desk.post("/briefs/new/", {"title": "Empty", "from": "9" * 30, "language": "en"})
    assert texts(desk_of(empty)) == []
    assert desk_of(empty).by_itself, "who begins at the desk need not think of its audio"


def test_a_template_is_offered_for_new_briefs_and_never_published(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    desk.post(f"/briefs/{brief.pk}/template/")
    template = Brief.objects.get(is_template=True)
    page = desk.get("/briefs/").content.decode()
    assert f'<option value="{template.pk}">Morning</option>' in page
    assert f"/briefs/{template.pk}/" not in page
    assert f"/briefs/{template.pk}/" in desk.get("/briefs/?state=templates").content.decode()
    generate(desk, template)
    step_world()
    response = publish(desk, template)
    assert (response.status_code, response.json()["code"]) == (409, "template")
    assert not desk_of(desk.post(f"/briefs/{template.pk}/copy/")).is_template


def test_briefs_are_found_by_words_of_their_titles_and_items(desk: Client, edith: User) -> None:
    written(edith, "Monday", "The library has moved.")
    written(edith, "Tuesday", "Lunch is soup.")

    def found(words: str) -> set[str]:
        answer = desk.get("/api/briefs", {"q": words}).json()["briefs"]
        shown = desk.get("/briefs/", {"q": words}).context["page"]
        assert {it.title for it in shown} == {it["title"] for it in answer}
        return {it["title"] for it in answer}

    assert found("LIBRARY") == {"Monday"}
    assert found("day") == {"Monday", "Tuesday"}
    assert found("tuesday soup") == {"Tuesday"}
    assert found("tuesday library \0") == set()
    assert found("") == {"Monday", "Tuesday"}


def test_a_version_is_looked_at_and_brought_back_to_the_draft(
    desk: Client, brief: Brief, listener: Client, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    edit(brief, 0, "Good evening.")
    generate(desk, brief)
    step_world()
    publish(desk, brief)
    newest, first = Version.objects.all()
    page = desk.get(f"/briefs/{brief.pk}/versions/").content.decode()
    assert page.count("Listeners have this one") == 1
    newer, older = (page.index(f"/versions/{it.pk}/") for it in (newest, first))
    assert newer < page.index("Listeners have this one") < older
    old = desk.get(f"/briefs/{brief.pk}/versions/{first.pk}/").content.decode()
    assert "Good morning." in old
    assert "Good evening." not in old
    assert desk.get(f"/briefs/{brief.pk + 1}/versions/{first.pk}/").status_code == 404
    desk.post(f"/briefs/{brief.pk}/versions/{first.pk}/back/")
    assert texts(brief)[0] == "Good morning."
    assert "Good evening." in listener.get(f"/listen/{brief.pk}/").content.decode()
    newest.items.all().delete()
    desk.post(f"/briefs/{brief.pk}/versions/{newest.pk}/back/")
    assert texts(brief)[0] == "Good morning.", "nothing is brought back from nothing"


def test_the_oldest_versions_go(edith: User) -> None:
    brief = written(edith, "Often", "One.")
    for number in range(MOST_VERSIONS + 3):
        Brief.objects.filter(pk=brief.pk).update_unwatched(title=f"Often {number}")
        let_out(brief)
    assert Version.objects.count() == MOST_VERSIONS
    assert Version.objects.all()[0].title == f"Often {MOST_VERSIONS + 2}"


def test_a_pause_and_a_jingle_are_heard_between_items_and_chapters_know_it(
    desk: Client, brief: Brief, speech: str, step_world: Step
) -> None:
    generate(desk, brief)
    step_world()
    plain = whole_brief(brief)
    wish = {"pause_seconds": 2, "has_jingle": True}
    url = f"/api/brief/{brief.pk}/arrangement"
    assert desk.put(url, wish, "application/json").json()["pause_seconds"] == 2
    whole = whole_brief(Brief.objects.get())
    gap = whole.chapters[1].start - whole.chapters[0].end
    assert 2.5 < gap < 3.5
    assert whole.seconds == pytest.approx(plain.seconds + 2 * gap, abs=0.01)
    assert whole.file.etag != plain.file.etag
    content = body_of(desk.get(f"/api/brief/{brief.pk}/audio/download"))
    assert len(content) == whole.file.size
    with av.open(io.BytesIO(content), "r") as file:
        frames = list(file.decode(audio=0))
    played = sum(frame.samples / frame.sample_rate for frame in frames)
    assert played == pytest.approx(whole.seconds, abs=0.06)
    assert desk.put(url, {"pause_seconds": 11}, "application/json").status_code == 400
    jingle = desk.get("/listen/jingle.mp3")
    with av.open(io.BytesIO(jingle.content), "r") as file:
        assert sum(frame.samples for frame in file.decode(audio=0)) > 0
    page = desk.get(f"/listen/{brief.pk}/").context["listening"]["between"]
    assert page == {"seconds": 2, "jingle": "/listen/jingle.mp3"}


def test_editors_see_who_else_is_at_the_desk_and_listeners_do_not(
    brief: Brief, edith: User, alice: User
) -> None:
    owner, topic = BriefOwner(), brief.topic
    item = brief.items.all()[0].pk
    owner.focus(topic, edith, "at_desk", item)
    owner.focus(topic, alice, "at_desk", item)
    row = AtDesk.objects.get()
    rev = row.rev
    owner.focus(topic, edith, "at_desk", item)
    row.refresh_from_db()
    assert row.rev == rev, "nothing new is not told"
    told = [it for it in owner.rows_since(topic, 0, "editor") if it["kind"] == "at_desk"]
    assert [(it["name"], it["item"]) for it in told] == [("edith", item)]
    assert "at_desk" not in owner.ids(topic, "viewer")
    forget_the_gone()
    assert AtDesk.objects.exists()
    AtDesk.objects.update_unwatched(seen_at=timezone.now() - timedelta(minutes=1))
    forget_the_gone()
    assert not AtDesk.objects.exists()


def test_what_is_left_out_is_not_counted_as_missing(
    desk: Client, edith: User, speech: str, step_world: Step
) -> None:
    brief = written(edith, "Wednesday", "Good morning.", "Soup today.", "…", "")
    generate(desk, brief)
    step_world()
    page = body_of(desk.get("/briefs/")).decode()
    assert "All audio is ready" in page
    assert "2 not read" in page
    assert "2 of" not in page
    # Who makes audio sees how far it is, and the way to stop it, before what is left out.
    page = body_of(desk.get(f"/briefs/{brief.pk}/")).decode()
    order = [
        page.index(f'id="{it}"') for it in ("generate", "job", "job-stop", "hear-all", "left-out")
    ]
    assert order == sorted(order)


def test_versions_say_what_each_changed(desk: Client, edith: User) -> None:
    brief = written(edith, "Monday", "Good morning.", "Soup today.", "Rain.")
    let_out(brief)
    first, second, _third = brief.items.all()
    kept = [
        write.WrittenItem(second.pk, "Lunch", "Rice today."),
        write.WrittenItem(first.pk, first.title, first.text),
        write.WrittenItem(None, "Sport", "A match."),
    ]
    let_out(write.save(Brief.objects.get(pk=brief.pk), "Monday", "en", kept))
    page = body_of(desk.get(f"/briefs/{brief.pk}/versions/")).decode()
    said = " ".join(re.sub("<[^>]+>", " ", page).split())
    for words in ("Added: Sport", "Removed: Item 2", "Changed: Lunch", "In another order"):
        assert words in said, words
