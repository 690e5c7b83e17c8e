"""The shelf: found, continued, removed and brought back; the same few queries however full it is."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from edusmart.accounts.models import User
from edusmart.work.sweep import sweep
from stories.actions.bookmark import save_bookmark
from stories.actions.removal import UNDO_FOR, remove_story, restore_story
from stories.live import audience_of
from stories.models import Bookmark, Story, Telling
from stories.web.shelf import NEW_FOR, ON_A_PAGE
from tests.processes import PATIENCE_SECONDS, ROOT
from tests.stories.making import bare_story, make_story
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db


def shelf(client: Client, user: User, **query: Any) -> Any:
    client.force_login(user)
    return client.get("/stories/", query).context


def titles(page: Any) -> list[str]:
    return [story.title for story in page.stories]


def test_every_story_is_found_by_its_title_however_old(client: Client, alice: User) -> None:
    bare_story(alice, "The secret of honey")
    bare_story(alice, "سر العسل")
    for number in range(ON_A_PAGE + 1):
        bare_story(alice, f"Story {number}")
    first = shelf(client, alice)["mine"]
    assert len(first.stories) == ON_A_PAGE
    assert "The secret of honey" not in titles(first)
    second = shelf(client, alice, mine=first.older)["mine"]
    assert titles(second) == ["Story 0", "سر العسل", "The secret of honey"]
    assert (second.newer, second.older) == (1, 0)
    assert titles(shelf(client, alice, q="HONEY secret")["mine"]) == ["The secret of honey"]
    assert titles(shelf(client, alice, q="العسل")["mine"]) == ["سر العسل"]
    assert titles(shelf(client, alice, q="nowhere")["mine"]) == []


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 30, "٣"])
def test_a_page_that_is_none_is_not_an_error(client: Client, alice: User, number: str) -> None:
    client.force_login(alice)
    assert client.get("/stories/", {"mine": number, "q": "%_' \x00"}).status_code == 200


def test_others_titles_are_not_found(client: Client, alice: User, charlie: User) -> None:
    bare_story(alice, "Mine alone")
    found = shelf(client, charlie, q="Mine")
    assert titles(found["mine"]) == titles(found["shared"]) == []


def test_what_was_begun_is_offered_first_and_the_rest_is_not(client: Client, alice: User) -> None:
    old, new, _untouched, at_its_beginning, looked_at = (
        bare_story(alice, f"{n}", scenes=4) for n in range(5)
    )
    opening = old.scenes.get(index=0)
    save_bookmark(alice, old, 3, 1.0, heard=[opening.pk])
    save_bookmark(alice, new, 3, 4.0)
    save_bookmark(alice, at_its_beginning, 0, 1.0)
    save_bookmark(alice, looked_at, 3, 0.0)
    begun = shelf(client, alice)["begun"]
    assert [story.pk for story in begun] == [new.pk, old.pk]
    # Where one is brings back; how far one is, is what was heard.
    assert [story.heard_scene for story in begun] == [3, 3]
    assert begun[0].heard_percent is None, "of no scene was enough heard"
    assert begun[1].heard_percent == pytest.approx(25)
    page = " ".join(client.get("/stories/").content.decode().split())
    assert "Scene 4 of 4" in page
    Bookmark.objects.filter(story=new).delete()
    page = " ".join(client.get("/stories/").content.decode().split())
    assert "Scenes heard: 1 of 4" in page, "the bar and its words say the same"
    assert "Scene 4 of 4" not in page
    assert not shelf(client, alice, q="0")["begun"]


def test_a_story_stands_once_and_leaves_the_beginning_when_it_is_heard(
    client: Client, alice: User
) -> None:
    story = bare_story(alice, "Heard", scenes=2)
    bare_story(alice, "Unheard", scenes=2)
    save_bookmark(alice, story, 1, 5.0)
    page = shelf(client, alice)
    assert [it.title for it in page["begun"]] == ["Heard"]
    assert titles(page["mine"]) == ["Unheard"]
    save_bookmark(alice, story, 0, 0.0, ended=True, heard=None)
    page = shelf(client, alice)
    assert not page["begun"]
    assert {it.title: it.is_finished for it in page["mine"].stories} == {
        "Heard": True,
        "Unheard": False,
    }
    assert titles(shelf(client, alice, unheard="1")["mine"]) == ["Unheard"]
    save_bookmark(alice, story, 0, 15.0)
    page = shelf(client, alice)
    assert not page["begun"], "a look into it once more begins nothing"
    assert titles(page["mine"]) == ["Unheard", "Heard"]
    save_bookmark(alice, story, 1, 5.0)
    again = shelf(client, alice)["begun"][0]
    assert again.is_finished, "hearing it once more takes no star away"
    assert again.heard_percent is None, "how much of it is heard this time is not known"
    save_bookmark(alice, story, 1, 0.0)
    assert not shelf(client, alice)["begun"], "looking at its scenes is not hearing it again"
    save_bookmark(alice, story, 1, 5.0)
    assert b"book-mark" in client.get("/stories/").content


def test_the_shelf_tells_what_is_new_where_one_is_and_how_many_were_heard(
    client: Client, alice: User
) -> None:
    begun, heard, _new, old, made = (bare_story(alice, f"{n}", scenes=4) for n in range(5))
    save_bookmark(alice, begun, 1, 5.0)
    save_bookmark(alice, heard, 0, 0.0, ended=True, heard=None)
    Story.objects.filter(pk=old.pk).update_unwatched(created_at=timezone.now() - NEW_FOR)
    Story.objects.filter(pk=made.pk).update_unwatched(status="processing")
    page = shelf(client, alice)
    assert {it.title for it in page["mine"].stories if it.is_new} == {"2"}
    assert page["heard"] == 1
    words = " ".join(client.get("/stories/").content.decode().split())
    assert "Scene 2 of 4" in words
    assert "Stories heard: 1" in words
    assert words.count('class="book-new') == 1


def test_words_that_are_looked_for_open_no_filters(client: Client, alice: User) -> None:
    client.force_login(alice)
    shut, opened = (client.get("/stories/", wish).content for wish in ({"q": "x"}, {"grade": "3"}))
    assert b'<details class="filters">' in shut
    assert b'<details class="filters" open>' in opened


def test_a_shelf_that_is_all_begun_has_one_place_for_the_next_story_and_no_empty_shelf(
    client: Client, alice: User
) -> None:
    save_bookmark(alice, bare_story(alice, scenes=2), 1, 5.0)
    client.force_login(alice)
    page = client.get("/stories/").content.decode()
    assert page.count("Make a story") == 2  # the header's and the page's own
    assert "My stories" not in page


def test_a_book_keeps_its_cloth_wherever_it_stands(client: Client, alice: User) -> None:
    story = bare_story(alice, scenes=2)
    client.force_login(alice)
    cloth = f'data-book="{story.pk}"'
    assert cloth in client.get("/stories/").content.decode()
    assert cloth in client.get("/stories/", {"q": story.title}).content.decode()
    save_bookmark(alice, story, 1, 5.0)
    assert cloth in client.get("/stories/").content.decode()


def test_stories_are_found_by_their_words_and_filtered_and_sorted(
    client: Client, alice: User
) -> None:
    short, long = bare_story(alice, "B", scenes=1), bare_story(alice, "A", scenes=2)
    spanish = bare_story(alice, "C")
    Story.objects.filter(pk=spanish.pk).update_unwatched(language="es", grade=7)
    for story, seconds in ((short, 60), (long, 600)):
        spoken = Recording.objects.create(
            key=str(seconds), file="k.mp3", duration=seconds, words=[]
        )
        Narration.objects.filter(topic=story.topic).update_unwatched(recording=spoken)

    def found(**query: Any) -> list[str]:
        return titles(shelf(client, alice, **query)["mine"])

    assert found(q="scene 1") == ["A"], "its second scene says so"
    assert found(q="a scene") == ["A"], "one word of the title, one of the text"
    assert found(language="es") == found(grade="7") == ["C"]
    assert found(length="short") == ["B"]
    assert found(length="long") == ["A"]
    assert found(length="medium") == []
    assert found(order="title") == ["A", "B", "C"]
    assert found(order="longest") == ["A", "B", "C"]
    assert found(order="shortest") == ["B", "A", "C"]
    assert found(language="xx", grade="99", length="?", order="id") == ["C", "A", "B"]


def test_a_book_says_for_which_grade_it_is_told_and_that_it_is_being_made(
    client: Client, alice: User
) -> None:
    for grade in (1, 3):
        story = bare_story(alice, "One document", scenes=2)
        Story.objects.filter(pk=story.pk).update_unwatched(grade=grade, status="processing")
    client.force_login(alice)
    page = client.get("/stories/").content.decode()
    assert [f"Grade {n}</span>" in page for n in (1, 2, 3)] == [True, False, True]
    assert "Being made:" in page, "no such count as that of the scenes that were heard"


def test_a_new_person_is_offered_a_ready_story_once(
    client: Client, alice: User, charlie: User
) -> None:
    assert shelf(client, charlie)["is_new"]
    assert shelf(client, charlie)["opening"] is None
    ready, made = bare_story(alice, "Ready", scenes=1), bare_story(alice, "Being made")
    Story.objects.update_unwatched(published_at=timezone.now())
    Story.objects.filter(pk=made.pk).update_unwatched(status="processing")
    page = shelf(client, charlie)
    assert page["opening"].pk == ready.pk
    assert titles(page["shared"]) == ["Being made"]
    save_bookmark(charlie, ready, 0, 9.0)
    assert not shelf(client, charlie)["is_new"]


def test_nobody_continues_what_they_may_not_see_any_more(
    client: Client, alice: User, charlie: User
) -> None:
    story = bare_story(alice, scenes=2)
    save_bookmark(charlie, story, 1, 5.0)
    assert not shelf(client, charlie)["begun"]


def test_a_removed_story_is_gone_for_everybody_and_can_be_brought_back(
    client: Client, alice: User, charlie: User, stella: User
) -> None:
    story = bare_story(alice, "Gone", scenes=1)
    Story.objects.update_unwatched(published_at=timezone.now())
    client.force_login(charlie)
    assert client.post(f"/stories/{story.pk}/delete/").status_code == 403
    client.force_login(alice)
    client.post(f"/stories/{story.pk}/delete/")
    story.refresh_from_db()
    assert {audience_of(story, user) for user in (alice, charlie, stella)} == {None}
    assert shelf(client, charlie)["opening"] is None
    assert client.post(f"/stories/{story.pk}/restore/").status_code == 404, "charlie undid it"
    page = shelf(client, alice)
    assert titles(page["mine"]) == []
    assert [it.pk for it in page["removed"]] == [story.pk]
    assert client.post(f"/stories/{story.pk}/restore/").status_code == 302
    assert titles(shelf(client, alice)["mine"]) == ["Gone"]
    assert shelf(client, charlie)["opening"].title == "Gone"


def test_nothing_is_brought_back_after_its_time(client: Client, alice: User) -> None:
    story = bare_story(alice)
    remove_story(story, alice)
    late = timezone.now() - UNDO_FOR - timedelta(seconds=1)
    Story.objects.update_unwatched(removed_at=late)
    assert not shelf(client, alice)["removed"]
    assert client.post(f"/stories/{story.pk}/restore/").status_code == 404
    sweep()
    assert not Story.objects.exists()


def test_removing_stops_the_work_and_bringing_back_goes_on_with_it(
    alice: User, step_world: Any
) -> None:
    story = make_story(alice)
    remove_story(story, alice)
    assert Telling.objects.get().status == "cancelled"
    assert step_world() == 0
    restore_story(Story.objects.get(), alice)
    assert Telling.objects.get().status == "pending"


def test_watchers_of_a_removed_story_are_told(
    alice: User, redis_server: Any, django_capture_on_commit_callbacks: Any
) -> None:
    story = bare_story(alice)
    heard = redis_server.pubsub()
    heard.psubscribe("*recheck")
    heard.get_message(timeout=PATIENCE_SECONDS)
    with django_capture_on_commit_callbacks(execute=True):
        remove_story(story, alice)
    told = heard.get_message(timeout=PATIENCE_SECONDS)
    assert json.loads(told["data"])["topic"] == story.topic_id


def test_the_shelf_costs_the_same_however_full(
    client: Client, alice: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(alice)
    client.get("/stories/")  # the session is noted once
    for full in (1, 6):
        for number in range(full):
            save_bookmark(alice, bare_story(alice, f"{number}", scenes=1), 0, 9.0)
        with django_assert_max_num_queries(12):
            client.get("/stories/")


def test_the_site_can_be_installed_and_its_manifest_belongs_to_nobody(client: Client) -> None:
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": "ar"})
    assert answer["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["start_url"], told["display"], told["dir"]) == ("/stories/", "standalone", "rtl")
    folder = ROOT / "static" / "img"
    for icon in told["icons"]:
        with Image.open(folder / icon["src"].rsplit("/", 1)[1]) as image:
            assert "{}x{}".format(*image.size) == icon["sizes"]
    page = client.get("/accounts/login/").content.decode()
    assert 'rel="manifest"' in page
    assert 'name="description"' in page
    assert page.index('value="ar"') < page.index("<main"), "the language is switched at the top"


def test_the_service_worker_belongs_to_the_whole_site_and_to_nobody(client: Client) -> None:
    worker = client.get("/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Service-Worker-Allowed"] == "/"
    assert worker["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in worker["Content-Security-Policy"]
    shell = json.loads(worker.content.decode().split("const SHELL = ")[1].split(";\n")[0])
    assert shell[0] == "/offline/"
    page = client.get("/offline/").content.decode()
    assert "data-user" not in page, "the page of everybody says who kept it"
    assert set(shell) > {it for it in shell if it in page and it.endswith(".js")} > set()


def test_a_new_person_begins_with_a_story_in_the_language_of_the_page(
    client: Client, alice: User, charlie: User
) -> None:
    english, arabic = bare_story(alice, "Rain", scenes=1), bare_story(alice, "المطر", scenes=1)
    Story.objects.update_unwatched(published_at=timezone.now())
    Story.objects.filter(pk=arabic.pk).update_unwatched(language="ar")
    client.force_login(charlie)
    for language, expected in (("en", english), ("ar", arabic)):
        page = client.get("/stories/", headers={"Accept-Language": language})
        assert page.context["opening"].pk == expected.pk
    for told in ("en", ""):
        Story.objects.filter(pk=english.pk).update_unwatched(status="processing", language=told)
        coming = client.get("/stories/", headers={"Accept-Language": "en"})
        assert coming.context["opening"] is None, "its own language is coming: no other before it"


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "٣", "9" * 12, "9" * 5000])
def test_a_page_that_no_shelf_has_is_the_first_or_an_empty_one(
    client: Client, alice: User, page: str
) -> None:
    client.force_login(alice)
    for name in ("mine", "shared"):
        assert client.get("/stories/", {name: page}).status_code == 200
