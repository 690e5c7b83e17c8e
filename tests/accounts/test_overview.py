"""The admin's home answers what staff ask of the whole site, and /metrics the same to machines."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from prometheus_client.parser import text_string_to_metric_families

from briefs.actions import write
from briefs.models import Listening
from classroom.models import SchoolClass
from edusmart.accounts.models import User
from edusmart.live.everything import NAME, note_change
from edusmart.live.models import Topic
from edusmart.overview import storage
from edusmart.overview.charts import HEIGHT, WIDTH, chart, days_until
from edusmart.overview.tiles import seconds
from edusmart.work.errors import Refused
from edusmart.work.figures import percentile
from edusmart.work.gates import ProviderGate
from edusmart.work.models import LATER, NOW
from stories.models import ProviderCall, Story, StoryShare, Telling, UploadAttempt
from tests.briefs.conftest import let_out
from tests.conftest import make_user
from tests.live.sockets import watching
from tests.processes import free_port
from tests.stories.making import make_story
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


@pytest.fixture(autouse=True)
def _sums_of_this_test() -> None:
    storage._kept.clear()


@pytest.fixture
def office(client: Client, stella: User) -> Client:
    client.force_login(stella)
    return client


def tile(page: str, name: str) -> tuple[str, str]:
    """The value and the address of a figure of the home."""
    found = re.search(
        rf'<a href="([^"]*)">\s*<span class="tile-name">{name}</span>\s*'
        r'<strong class="tile-value">([^<]*)</strong>',
        page,
    )
    assert found, name
    return found[2], found[1].replace("&amp;", "&")


def test_the_home_says_that_nothing_is_wrong_with_a_new_site(office: Client) -> None:
    page = office.get("/admin/").content.decode()
    assert tile(page, "Stuck")[0] == "0"
    assert page.count('class="alarm ') == 1
    assert "All is well: nothing is stuck" in page
    assert "Nothing" not in page.partition('id="overview"')[2].partition('class="charts"')[0]
    assert tile(page, "First scene")[0] == "–"
    assert "None available" not in page, "what the reader did last is said once there is something"
    assert page.count('class="chart-base"') == 4, "a chart of nothing keeps its place"
    assert 'class="chart-bar"' not in page
    assert re.search(r'<time datetime="[-\d]+T[:\d]+[+-]\d{4}">', page), (
        "valid HTML: no six decimals"
    )


def test_refused_uploads_are_counted_with_whose_they_were(
    office: Client, alice: User, edith: User
) -> None:
    now = timezone.now()
    for person, hours in ((alice, 1), (alice, 2), (edith, 3), (edith, 25)):
        UploadAttempt.objects.create(
            user=person,
            refused_at=now - timedelta(hours=hours),
            code="empty",
            size=2048,
            format="doc",
        )
    UploadAttempt.objects.create(user=alice)  # still looked at
    page = office.get("/admin/").content.decode()
    assert "All is well" in page
    assert "Uploads refused in 24 hours: 3." in page
    assert "Most often: There is nothing in it. For: alice, edith" in page
    url = re.search(r'href="([^"]*uploadattempt[^"]*)"', page)
    assert url, "the sentence leads to the list"
    rows = office.get(unescape(url[1])).content.decode()
    assert rows.count("There is nothing in it.</td>") == 3
    assert "2.0\xa0KB" in rows
    assert "DOC" in rows
    assert "edith" in rows


def test_what_failed_is_named_with_its_reason_its_story_and_its_person(
    office: Client, alice: User
) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    telling.fail(Refused("Too hard.", "too_hard"))
    page = office.get("/admin/").content.decode()
    assert tile(page, "Failed in 24 hours")[0] == "1"
    first = page.partition('id="overview"')[2].partition("</ul>")[0]
    assert "Failed in 24 hours: 1 telling. Too hard. For: alice" in first
    assert "begun: 1, failed: 1" in page, "the chart of stories has the day on which they fail"
    listed = re.search(r'href="(/admin/stories/telling/\?[^"]*too_hard[^"]*)"', first)
    assert listed
    assert "1 telling" in office.get(listed[1].replace("&amp;", "&")).content.decode()
    row = page.partition('id="failures"')[2].partition("</section>")[0]
    for said in (
        f"telling {telling.pk}",
        story.title,
        "alice",
        "Too hard.",
        f"/stories/{story.pk}/",
    ):
        assert said in row
    assert f"/admin/stories/telling/{telling.pk}/change/" in row
    again = re.search(r'action="(/admin/stories/telling/[^"]*)"', row)
    assert again
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', row))
    assert fields.pop("csrfmiddlewaretoken")
    home = office.post(unescape(again[1]), fields, follow=True).content.decode()
    assert "1 will be tried again." in home
    assert tile(home, "Failed in 24 hours")[0] == "0"
    telling.refresh_from_db()
    assert telling.status == "pending"


def test_every_figure_opens_a_list_that_is_there(office: Client, alice: User) -> None:
    make_story(alice)
    Telling.objects.update_unwatched(due_at=timezone.now() - timedelta(hours=1))
    page = office.get("/admin/").content.decode()
    overview = page.partition('id="overview"')[2].partition('id="content-main"')[0]
    addresses = {found.replace("&amp;", "&") for found in re.findall(r'href="(/[^"]*)"', overview)}
    assert len(addresses) > 20
    for address in addresses:
        answer = office.get(address)
        # The admin sends back, with e=1, whoever asks for a filter that it does not know.
        assert answer.status_code == 200, address


def test_what_is_stuck_and_for_whom_work_waits_is_seen(office: Client, alice: User) -> None:
    make_story(alice)
    Telling.objects.update_unwatched(due_at=timezone.now() - timedelta(hours=1))
    page = office.get("/admin/").content.decode()
    value, address = tile(page, "Stuck")
    assert value == "1"
    assert "1 telling" in office.get(address).content.decode()
    waiting = page.partition("What waits for whom")[2]
    assert "alice" in waiting
    assert "1 telling<" in waiting
    first = page.partition('id="overview"')[2].partition("</ul>")[0]
    assert "Stuck: 1 telling." in first
    assert "No worker is there for what waits: 1 telling." in first
    assert "1 telling for alice: waiting" in first


def test_speech_that_answers_nobody_is_named_with_one_age_for_its_queue(
    office: Client, alice: User, speech: str, step_world: Step, settings: Any
) -> None:
    make_story(alice)
    step_world()
    ago = timezone.now() - timedelta(seconds=75)
    Narration.objects.update_unwatched(finished_at=ago - timedelta(seconds=5))
    row = Narration.objects.all()[:1].get()
    Narration.objects.filter(pk=row.pk).update_unwatched(
        status="pending", created_at=ago, due_at=ago, attempts=0
    )
    assert "speech" not in office.get("/admin/").content.decode().lower().partition("</ul>")[0]
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    page = office.get("/admin/").content.decode()
    first = page.partition('id="overview"')[2].partition("</ul>")[0]
    assert re.search(
        r"alarm-bad.>\s*<a[^>]*>Speech service has not answered for 7\d s. Waiting for it: 1 narration",
        first,
    )
    assert "All is well" not in first
    ages = re.findall(r"(?:first for|oldest for|>)\s*(7\d s)", page)
    assert len(ages) >= 4, "the sentence, the tile, the person and the kind"
    assert len(set(ages)) <= 2
    health = office.get("/admin/services/").content.decode()
    assert "does not answer" in health.partition("Speech service")[2].partition("</tr>")[0]
    assert health.count(">answers<") >= 1


def test_the_first_scene_is_timed_once(alice: User, speech: str, step_world: Step) -> None:
    story = make_story(alice)
    step_world()
    story.refresh_from_db()
    before = (story.first_text_at, story.first_scene_at, story.whole_at)
    times = [story.created_at, *(at for at in before if at)]
    assert len(times) == 4
    assert times == sorted(times)
    # What is made again later is no first time.
    from stories.actions.scenes.editing import edit_scene

    edit_scene(story.scenes.get(index=0), alice, "Other words for the fox.")
    step_world()
    story.refresh_from_db()
    assert (story.first_text_at, story.first_scene_at, story.whole_at) == before


def test_waiting_times_spending_plays_and_people_are_counted(
    office: Client, alice: User, edith: User
) -> None:
    now = timezone.now()
    story = make_story(alice)
    Story.objects.update_unwatched(
        created_at=now - timedelta(seconds=30), first_scene_at=now - timedelta(seconds=18)
    )
    ProviderCall.objects.create(
        key="k", provider="gemini-text", model="m", purpose="telling", story=story, user=alice,
        outcome="answered", cost=1_230_000,
    )  # fmt: skip
    brief = write.create(edith, "Morning")
    brief = write.save(brief, "Morning", "en", [write.WrittenItem(None, "", "Words.")])
    let_out(brief)
    Listening.objects.create(item=brief.items.get(), day=timezone.localdate(), plays=41)
    page = office.get("/admin/").content.decode()
    assert tile(page, "First scene")[0] == "12 s"
    assert tile(page, "Spent in 24 hours")[0] == "1.23 USD"
    assert tile(page, "Plays of briefs in seven days")[0] == "41"
    assert tile(page, "Signed in now")[0] == "1"
    spent = page.partition("Spent in 24 hours, and what is left")[2]
    assert "8.77 USD" in spent.partition("</section>")[0]
    assert page.count("<svg") >= 3
    assert "style=" not in page.partition('id="overview"')[2].partition('id="content-main"')[0]


def test_figures_of_the_school_open_the_lists_that_they_count(
    office: Client, alice: User, charlie: User, edith: User
) -> None:
    now = timezone.now()
    charlie.groups.set(alice.groups.all())
    User.objects.filter(pk=alice.pk).update(last_login=now - timedelta(days=2))
    User.objects.filter(pk=charlie.pk).update(last_login=now - timedelta(days=9))
    school_class = SchoolClass.objects.create(name="3B", teacher=edith)
    SchoolClass.objects.create(name="4B", teacher=edith).memberships.create(pupil=alice)
    stories = [make_story(alice) for _ in range(5)]
    StoryShare.objects.create(
        thing=stories[0], school_class=school_class, due_on=timezone.localdate()
    )
    for story, column in zip(
        stories, ("shared_at", "published_at", "offered_at", "removed_at"), strict=False
    ):
        Story.objects.filter(pk=story.pk).update_unwatched(**{column: now - timedelta(hours=30)})
    page = office.get("/admin/").content.decode()
    figures = {
        "Classes": ("2", "2 classes"),
        "Pupils here in seven days": ("1", "1 person"),
        "Stories with classes": ("1", "1 story"),
        "Stories waiting for a teacher": ("1", "1 story"),
        "Stories published": ("1", "1 story"),
    }
    for name, (value, listed) in figures.items():
        shown, address = tile(page, name)
        assert shown == value, name
        assert listed in office.get(address).content.decode(), name
    school = page.partition(">The school<")[2].partition("</section>")[0]
    for note in ("without pupils: 1", "of 2", "to listen to by a day: 1", "the first for 30 h"):
        assert note in school
    private = office.get("/admin/stories/story/?audience=private").content.decode()
    assert "1 story" in private, "neither the removed one nor one that others hear"


def test_a_day_of_a_chart_opens_what_it_counts(office: Client, alice: User, edith: User) -> None:
    make_story(alice)
    brief = write.create(edith, "Morning")
    brief = write.save(brief, "Morning", "en", [write.WrittenItem(None, "", "Words.")])
    Listening.objects.create(item=brief.items.get(), day=timezone.localdate(), plays=41)
    page = office.get("/admin/").content.decode()
    assert page.count('class="chart-bar"') == 2, (
        "a bar for each day with something, and for no other"
    )
    charts = page.partition('class="charts"')[2].partition("</div>")[0]
    begun, played = (unescape(it) for it in re.findall(r'<td><a href="([^"]*)"', charts))
    assert "1 story" in office.get(begun).content.decode()
    assert "1 brief" in office.get(played).content.decode()
    assert office.get("/admin/briefs/brief/?heard=2026-13-45").status_code == 302


def test_staff_who_may_only_look_see_no_figures(client: Client, groups: None) -> None:
    looker = make_user("luke", "students")
    looker.is_staff = True
    looker.save()
    client.force_login(looker)
    page = client.get("/admin/")
    assert page.status_code == 200
    assert b'id="overview"' not in page.content


def test_the_home_is_read_in_arabic_from_right_to_left(office: Client) -> None:
    page = office.get("/admin/", headers={"Accept-Language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert "لا شيء عالق" in page


def test_days_run_from_right_to_left_where_the_page_does() -> None:
    days = days_until(timezone.localdate(), 14)
    values: dict[Any, float] = {days[-1]: 4, days[0]: 2}
    with override("en"):
        last = next(bar for bar in chart("", days, values, {}).bars if bar.day == days[-1])
    with override("ar"):
        first = next(bar for bar in chart("", days, values, {}).bars if bar.day == days[-1])
    assert (last.height, last.y) == (HEIGHT, 0)
    assert last.x > WIDTH / 2 > first.x


def test_a_chart_of_nothing_is_empty_and_little_is_still_seen() -> None:
    days = days_until(timezone.localdate(), 3)
    assert chart("", days, {}, {}).is_empty
    little = chart("", days, {days[0]: 1, days[1]: 1_000_000}, {})
    assert all(bar.height > 1 for bar in little.bars if bar.value)


@pytest.mark.parametrize(
    ("value", "said"), [(0.64, "0.6 s"), (42, "42 s"), (300, "5 min"), (7200, "2 h"), (None, "–")]
)
def test_times_are_said_as_people_say_them(value: float | None, said: str) -> None:
    with override("en"):
        assert seconds(value) == said


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([], 50) is None
    assert percentile([3.0], 99) == 3.0
    assert percentile([float(n) for n in range(1, 101)], 50) == 50
    assert percentile([float(n) for n in range(1, 101)], 99) == 99


def figures(client: Client) -> dict[tuple[str, str], float]:
    """Every figure of /metrics by its name and its labels as text."""
    answer = client.get("/metrics", headers={"Authorization": "Bearer let me in"})
    assert answer.status_code == 200
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_metrics_are_for_who_has_the_token(client: Client, stella: User, settings: Any) -> None:
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "let me in"
    for sent in ("", "Bearer wrong", "Bearer ", "Basic let me in"):
        answer = client.get("/metrics", headers={"Authorization": sent})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    client.force_login(stella)
    assert client.get("/metrics").status_code == 401
    assert client.post("/metrics").status_code == 405


def test_metrics_count_what_the_rows_say(
    client: Client, alice: User, speech: str, step_world: Step, settings: Any
) -> None:
    settings.METRICS_TOKEN = "let me in"
    make_story(alice)
    before = figures(client)
    assert before["edusmart_queue_length", "telling"] == 1
    assert before["edusmart_rows", "telling,pending"] == 1
    assert before["edusmart_queue_oldest_seconds", "telling"] > 0
    step_world()
    ProviderGate.shut("chatterbox", timedelta(hours=1))
    Narration.objects.filter(turn=1).update_unwatched(
        status="failed", error_code="tts_500", finished_at=timezone.now()
    )
    after = figures(client)
    assert after["edusmart_queue_length", "telling"] == 0
    assert after["edusmart_rows", "illustration,completed"] == 3
    assert after["edusmart_failed_in_a_day", "tts_500,narration,chatterbox"] == 1
    assert after["edusmart_completed_in_a_day", "narration,chatterbox"] == 2
    assert after["edusmart_gate_closed", "chatterbox"] == 1
    for until in ("first_text", "first_scene", "whole_story"):
        assert after["edusmart_story_seconds_measured", until] == 1
        assert after["edusmart_story_seconds", f"0.5,{until}"] > 0
    assert after["edusmart_making_seconds", "illustration,0.99"] >= 0
    assert after["edusmart_requests_total", "GET,200"] >= 1
    assert after["edusmart_workers", "telling"] == 0
    assert after["edusmart_sockets", ""] == 0


def test_a_change_of_any_story_is_heard_by_staff_who_watch_everything(
    web: str, stella: User, alice: User
) -> None:
    with watching(web, "/ws/everything/", stella) as socket:
        socket.hear()
        heard = socket.watcher.rev
        make_story(alice)
        socket.hear_until(lambda watcher: watcher.rev > heard)


def test_nobody_else_watches_everything(web: str, alice: User, edith: User) -> None:
    note_change()
    for person in (alice, edith):
        with watching(web, "/ws/everything/", person) as socket:
            assert socket.close_code() == 4404
    with watching(web, "/ws/everything/") as socket:
        assert socket.close_code() == 4401


def test_the_topic_of_everything_counts_nothing_while_nobody_watches(alice: User) -> None:
    note_change()
    before = Topic.objects.get(name=NAME).rev
    make_story(alice)
    assert Topic.objects.get(name=NAME).rev == before


def test_two_kinds_that_share_a_table_are_counted_each_by_itself(
    office: Client, alice: User
) -> None:
    now = timezone.now()
    for band in (NOW, NOW, LATER):
        make_story(alice)
        Telling.objects.filter(status="pending").update_unwatched(
            band=band, status="completed", started_at=now, finished_at=now
        )
    page = office.get("/admin/").content.decode()
    made = re.findall(r'data-of="Made in 24 hours"><a href="([^"]*)">(\d+)</a>', page)
    tellings = [(url.replace("&amp;", "&"), n) for url, n in made if "/telling/" in url]
    assert [n for _url, n in tellings] == ["2", "1"]
    for url, n in tellings:
        listed = office.get(url).content.decode()
        assert f"{n} telling" in listed
