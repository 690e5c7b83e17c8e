"""What staff see and do in the admin's lists: whose a row is, what an action did, how much there is."""

import re
from collections.abc import Callable
from datetime import timedelta
from math import inf
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from briefs.actions import audio_jobs, write
from briefs.models import AudioGenerationJob, Brief, FeedLink, Listening, Programme
from classroom.models import SchoolClass
from edusmart.accounts.models import ApiToken, Event, OpenSession, User
from edusmart.accounts.sessions import open_sessions
from edusmart.accounts.trail import record
from edusmart.work.errors import Refused
from edusmart.work.listing import pages
from stories.models import ProviderCall, Story, Telling, UploadAttempt
from tests.accounts.test_people import act
from tests.briefs.conftest import let_out, written
from tests.many_rows import fill
from tests.stories.making import bare_story, make_story
from tests.work.orders import order_narration, quiet_topic
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]

LISTS = [
    "/admin/", "/admin/stories/story/", "/admin/stories/telling/", "/admin/stories/illustration/",
    "/admin/stories/rewriting/", "/admin/stories/scenetranslation/",
    "/admin/stories/providercall/", "/admin/tts/narration/", "/admin/tts/recording/",
    "/admin/briefs/brief/", "/admin/briefs/audiogenerationjob/",
    "/admin/accounts/user/", "/admin/accounts/apitoken/", "/admin/accounts/auditentry/", "/admin/auth/group/",
    "/admin/classroom/schoolclass/", "/admin/briefs/programme/", "/admin/briefs/feedlink/",
    "/admin/stories/uploadattempt/", "/admin/tts/pronunciation/", "/admin/tts/referencevoice/",
]  # fmt: skip


@pytest.fixture
def office(client: Client, stella: User) -> Client:
    client.force_login(stella)
    return client


@pytest.fixture
def brief(edith: User) -> Brief:
    brief = write.create(edith, "Morning")
    return write.save(brief, "Morning", "en", [write.WrittenItem(None, "", "Words to say.")])


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def _classes_and_links(count: int) -> None:
    """Add what a school has beside its stories: classes, podcasts with links, refused uploads, a trail."""
    people = list(User.objects.filter(username__startswith="pupil")[:count])
    for n, person in enumerate(people):
        SchoolClass.objects.create(name=f"{n}B", teacher=person).memberships.create(pupil=person)
        FeedLink.objects.create(
            programme=Programme.objects.create(title=f"On air {n}"), user=person, digest=uuid4().hex
        )
        UploadAttempt.objects.create(user=person, refused_at=timezone.now(), code="empty", size=1)
        record(Event.SIGNED_IN, account=person, by=person)


def test_pages_of_the_admin_ask_as_many_questions_of_a_large_school_as_of_a_small_one(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # That the session is used is noted once a minute, which may pass meanwhile.
    monkeypatch.setattr(open_sessions, "NOTED_EVERY", inf)
    fill(people=10, stories=12, scenes=2, briefs=3)
    _classes_and_links(3)
    for path in LISTS:
        office.get(path)  # what is asked once in a process, such as content types
    few = {path: queries_of(office, path) for path in LISTS}
    fill(people=60, stories=60, scenes=2, briefs=6, seed=2)
    _classes_and_links(40)
    assert {path: queries_of(office, path) for path in LISTS} == few


def test_many_rows_have_no_links_to_days_where_python_would_cut_each_ones_date(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(people=2, stories=4, scenes=2, briefs=1)
    lists = ["/admin/tts/recording/", "/admin/tts/narration/"]
    for path in lists:
        assert office.get(path).context["cl"].date_hierarchy
    monkeypatch.setattr(pages, "MANY_ROWS", 1)
    for path in lists:
        assert not office.get(path).context["cl"].date_hierarchy


def test_the_list_of_people_leads_with_the_names_that_they_are_called_by(
    office: Client, alice: User
) -> None:
    User.objects.filter(pk=alice.pk).update(first_name="Alice", last_name="Adams")
    page = office.get("/admin/accounts/user/").content.decode()
    assert f'<a href="/admin/accounts/user/{alice.pk}/change/">Alice Adams</a>' in page
    assert page.index("field-named") < page.index("field-username")


def test_a_row_of_work_names_and_links_its_story_its_person_and_how_long_it_took(
    office: Client, alice: User
) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    telling.fail(Refused("Too hard.", "too_hard"))
    Telling.objects.filter(pk=telling.pk).update_unwatched(
        started_at=timezone.now() - timedelta(seconds=7), finished_at=timezone.now()
    )
    page = office.get("/admin/stories/telling/").content.decode()
    assert f'class="to-page" href="/admin/stories/story/{story.pk}/change/"' in page
    assert (
        f'<a href="/admin/stories/telling/{telling.pk}/change/"><bdi>{story.title}</bdi></a>'
        in page
    )
    assert "alice" in page
    assert "7.0 s" in page
    assert "Too hard." in page


def test_a_narration_of_a_brief_names_the_brief_and_its_author(
    office: Client, brief: Brief, edith: User
) -> None:
    audio_jobs.generate_all(brief, edith)
    page = office.get("/admin/tts/narration/").content.decode()
    assert f'<a href="/admin/briefs/brief/{brief.pk}/change/"><bdi>Morning</bdi></a>' in page
    assert "><bdi>Words to say.</bdi></a>" in page
    jobs = office.get("/admin/briefs/audiogenerationjob/").content.decode()
    assert f'class="to-page" href="/admin/briefs/brief/{brief.pk}/change/"' in jobs
    briefs = office.get("/admin/briefs/brief/").content.decode()
    assert '<span class="state state-pending">Draft</span>' in briefs
    assert briefs.count(">Briefs</a>") == 0, "an app that is called as its list is named once"
    assert "0 of 1" in jobs


def test_codes_are_words_and_people_are_linked(office: Client, alice: User, edith: User) -> None:
    story = make_story(alice)
    Story.objects.update_unwatched(
        language="en", told_by="VERBATIM, OPENAI small-model", wished_voice="calm"
    )
    Narration.objects.filter(pk=order_narration(quiet_topic("words")).pk).update_unwatched(
        owner=alice
    )
    stories = office.get("/admin/stories/story/").content.decode()
    page = office.get(f"/admin/stories/story/{story.pk}/change/").content.decode()
    narrations = office.get("/admin/tts/narration/").content.decode()
    person = f'<a href="/admin/accounts/user/{alice.pk}/change/"><bdi>alice</bdi></a>'
    for listed in (stories, narrations):
        assert person in listed
        assert "English" in listed
    assert "the document’s own words, small-model" in page
    assert "Calm" in page
    assert "VERBATIM" not in page
    narration = Narration.objects.get()
    page = office.get(f"/admin/tts/narration/{narration.pk}/change/").content.decode()
    assert "speech service" in page
    assert "chatterbox" not in page


def test_the_page_of_a_failed_row_says_what_whose_and_why_and_has_the_way_on(
    office: Client, alice: User
) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    telling.fail(Refused("Too hard.", "too_hard"))
    page = office.get(f"/admin/stories/telling/{telling.pk}/change/").content.decode()
    for said in (f"Telling {telling.pk}", story.title, ">alice<", "Too hard.", "Details"):
        assert said in page
    assert 'name="action" value="retry"' in page
    fields = {"action": "retry", "index": "0", "_selected_action": telling.pk}
    office.post(f"/admin/stories/telling/?id={telling.pk}", fields)
    page = office.get(f"/admin/stories/telling/{telling.pk}/change/").content.decode()
    assert 'name="action" value="cancel"' in page


def test_an_empty_list_says_whether_there_is_nothing_or_nothing_was_found(
    office: Client, alice: User
) -> None:
    for path in LISTS[1:]:
        page = office.get(path).content.decode()
        assert "There is nothing here yet." not in page, f"{path} says what will be there"
    page = office.get("/admin/stories/story/").content.decode()
    assert "Stories are here as soon as somebody uploads" in page
    make_story(alice)
    page = office.get("/admin/stories/story/?q=nowhere").content.decode()
    assert "Nothing matches what is looked for." in page
    assert '<a href="?">Show everything</a>' in page


def test_people_are_found_in_every_list_by_the_name_that_it_shows(
    office: Client, alice: User, edith: User, brief: Brief
) -> None:
    User.objects.filter(pk=alice.pk).update(first_name="Lina", last_name="Quince")
    User.objects.filter(pk=edith.pk).update(first_name="Edith", last_name="Quince")
    story = make_story(alice)
    ProviderCall.objects.create(key="k", provider="p", model="m", story=story, user=alice)
    audio_jobs.generate_all(brief, edith)
    ApiToken.issue(alice, "pad")
    school_class = SchoolClass.objects.create(name="3B", teacher=edith)
    school_class.memberships.create(pupil=alice)
    found = {
        "stories/story": alice, "stories/telling": alice, "stories/providercall": alice,
        "briefs/brief": edith, "briefs/audiogenerationjob": edith, "tts/narration": edith,
        "accounts/apitoken": alice, "accounts/auditentry": alice, "classroom/schoolclass": edith,
    }  # fmt: skip
    for listed, person in found.items():
        page = office.get(f"/admin/{listed}/?q=quince").content.decode()
        link = f'<a href="/admin/accounts/user/{person.pk}/change/"><bdi>'
        assert link in page, f"{listed} finds and links {person}"
    classes = office.get("/admin/classroom/schoolclass/?q=lina").content.decode()
    assert "1 class" in classes, "a class is found by its pupils"
    assert "Found: 1" in classes
    assert "0 classes" in office.get("/admin/classroom/schoolclass/?filled=no").content.decode()
    page = office.get("/admin/stories/story/").content.decode()
    assert "Found:" not in page, "where nothing was looked for nothing was found"


def test_lists_of_work_are_told_where_to_hear_that_something_changed(office: Client) -> None:
    for path in ("/admin/tts/narration/", "/admin/stories/story/", "/admin/"):
        page = office.get(path).content.decode()
        assert 'data-refresh-url="/ws/everything/"' in page
        assert "js/admin/refresh" in page


def test_an_action_says_what_it_did_and_what_had_ended_already(office: Client, alice: User) -> None:
    whole = bare_story(alice)  # its telling has ended
    make_story(alice)
    ids = list(Telling.objects.values_list("pk", flat=True))
    page = act(office, "/admin/stories/telling/", "cancel", *ids)
    assert "1 stopped, 1 had already ended." in page.content.decode()
    stories = list(Story.objects.values_list("pk", flat=True))
    page = act(office, "/admin/stories/story/", "retry", whole.pk)
    assert "stories in which nothing had failed: 1." in page.content.decode()
    page = act(office, "/admin/stories/story/", "take_back", *stories)
    assert "0 made private, private already: 2." in page.content.decode()
    page = act(office, "/admin/stories/story/", "cancel", *stories)
    assert "0 stopped, 2 had already ended." in page.content.decode()


def test_jobs_that_ended_are_not_said_to_be_stopped(
    office: Client, brief: Brief, edith: User
) -> None:
    job = audio_jobs.generate_all(brief, edith)
    path = "/admin/briefs/audiogenerationjob/"
    assert "1 stopped." in act(office, path, "cancel", job.pk).content.decode()
    page = act(office, path, "cancel", job.pk)
    assert "0 stopped, 1 had already ended." in page.content.decode()
    page = act(office, path, "retry", job.pk)
    assert "Morning: what failed is tried again." in page.content.decode()


def test_states_attempts_times_and_counts_of_rows_are_in_the_readers_language(
    client: Client, stella: User, alice: User, brief: Brief, edith: User
) -> None:
    make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    telling.fail(Refused("Too hard.", "too_hard"))
    Telling.objects.filter(pk=telling.pk).update_unwatched(
        attempts=2, started_at=timezone.now() - timedelta(seconds=7), finished_at=timezone.now()
    )
    audio_jobs.generate_all(brief, edith)
    client.force_login(stella)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ar"
    told = client.get("/admin/stories/telling/").content.decode()
    for said in ("لم ينجح</span> المحاولة 2", "7.0 ث", "رواية قصة"):
        assert said in told
    assert ">failed<" not in told
    jobs = client.get("/admin/briefs/audiogenerationjob/").content.decode()
    for said in ("في الانتظار</span>", "0 من 1", "رسمي", "مهمة الصوت"):
        assert said in jobs
    act(client, "/admin/stories/telling/", "retry", telling.pk)
    page = act(client, "/admin/stories/telling/", "cancel", telling.pk).content.decode()
    assert "أُوقف 1." in page
    home = client.get("/admin/").content.decode()
    assert "1 قراءة صوتية" in home


def test_the_list_of_briefs_has_their_state_hour_and_plays(office: Client, brief: Brief) -> None:
    Listening.objects.create(item=brief.items.get(), day=timezone.localdate(), plays=41)
    let_out(brief)
    row = office.get("/admin/briefs/brief/?state=published").content.decode()
    assert '<span class="state state-completed">Published</span>' in row
    assert re.search(r'field-plays[^>]*">41', row)
    assert "Morning" not in office.get("/admin/briefs/brief/?state=draft").content.decode()
    assert "Morning" not in office.get("/admin/briefs/brief/?state=scheduled").content.decode()


def test_items_that_nobody_reads_are_counted_apart(office: Client, edith: User) -> None:
    written(edith, "Thursday", "Good morning.", "…", "")
    written(edith, "Friday", "Good morning.", "Soup today.")
    page = office.get("/admin/briefs/brief/").content.decode()
    assert re.search(r'field-item_count[^>]*">3 \(2 not read\)<', page)
    assert re.search(r'field-item_count[^>]*">2<', page)
    assert "2 not read" in office.get("/briefs/").content.decode()


def test_filters_are_called_by_what_they_ask(office: Client, brief: Brief) -> None:
    page = office.get("/admin/briefs/brief/").content.decode()
    assert "<summary>State</summary>" in page
    assert "<summary>Heard</summary>" in page


def test_cells_of_a_list_say_what_they_are_for_where_a_row_is_a_card(
    office: Client, brief: Brief
) -> None:
    write.save(brief, "<b>Morning</b>", "en", [])
    page = office.get("/admin/briefs/brief/").content.decode()
    assert re.search(r'<th data-of="Title"[^>]*>.*?&lt;b&gt;Morning', page)
    assert re.search(r'<td data-of="Publish at" data-empty class="field-publish_at', page)
    assert re.search(r'<td data-of="" class="action-checkbox"', page)
    # The next click is the desk.
    assert f'href="/briefs/{brief.pk}/">Desk<' in page


def test_stuck_rows_are_those_that_are_due_for_long_or_whose_worker_is_gone(
    office: Client, alice: User
) -> None:
    make_story(alice)
    assert "0 tellings" in office.get("/admin/stories/telling/?stuck=yes").content.decode()
    long_ago = timezone.now() - timedelta(minutes=20)
    Telling.objects.update_unwatched(due_at=long_ago)
    assert "1 telling" in office.get("/admin/stories/telling/?stuck=yes").content.decode()
    Telling.objects.update_unwatched(status="processing", lease_until=long_ago)
    assert "1 telling" in office.get("/admin/stories/telling/?stuck=yes").content.decode()


def test_people_are_found_by_their_group_and_put_into_another(
    office: Client, alice: User, charlie: User, stella: User
) -> None:
    charlie.groups.clear()
    ApiToken.issue(alice, "pad")
    ApiToken.objects.update(last_used_at=timezone.now())
    page = office.get("/admin/accounts/user/?group=-").content.decode()
    assert "no group: listens and uploads, as students" in page
    assert "alice" not in page
    path = "/admin/accounts/user/"
    page = act(office, path, "put_into_editors", alice.pk, charlie.pk)
    assert "2 put into editors." in page.content.decode()
    page = act(office, path, "put_into_editors", alice.pk, charlie.pk)
    assert "0 put into editors, already in it: 2." in page.content.decode()
    act(office, path, "take_out_of_groups", alice.pk)
    assert not alice.groups.exists()


def test_a_superuser_is_asked_before_people_are_made_staff_and_nobody_else_may(
    office: Client, client: Client, alice: User, edith: User, stella: User
) -> None:
    path = "/admin/accounts/user/"
    User.objects.filter(pk=edith.pk).update(first_name="Edith", last_name="Ellis")
    asked = act(office, path, "put_into_staff", edith.pk).content.decode()
    assert "Staff see everything of the school" in asked
    assert "Edith Ellis" in asked
    edith.refresh_from_db()
    assert not edith.is_staff
    page = act(office, path, "put_into_staff", edith.pk, stella.pk, sure="yes").content.decode()
    assert "1 put into staff, already in it: 1." in page
    edith = User.objects.get(pk=edith.pk)
    assert edith.is_staff, "the admin opens to them"
    assert edith.is_overseer
    client.force_login(edith)
    assert "put_into_staff" not in client.get(path).content.decode()
    act(client, path, "put_into_staff", alice.pk, sure="yes")
    assert not User.objects.get(pk=alice.pk).is_overseer
    client.force_login(stella)
    act(client, path, "take_out_of_groups", edith.pk, stella.pk)
    edith, stella = User.objects.get(pk=edith.pk), User.objects.get(pk=stella.pk)
    assert not edith.is_staff
    assert stella.is_staff, "a superuser is let in by more than the group"


def test_who_is_no_superuser_does_not_change_the_groups_of_one_who_is(
    client: Client, stella: User, groups: None
) -> None:
    from tests.conftest import make_user

    helper = make_user("hal", "staff")
    User.objects.filter(pk=helper.pk).update(is_superuser=False)
    client.force_login(User.objects.get(pk=helper.pk))
    act(client, "/admin/accounts/user/", "take_out_of_groups", stella.pk)
    assert stella.groups.exists()


def test_who_is_there_is_listed_and_signed_out_without_a_key_of_a_session_on_the_page(
    office: Client, alice: User, charlie: User
) -> None:
    child = Client()
    child.force_login(alice)
    child.get("/stories/")
    page = office.get("/admin/accounts/user/?there=now").content.decode()
    assert "alice" in page
    assert "charlie" not in page
    path = "/admin/accounts/user/"
    page = act(office, path, "end_sessions", alice.pk, charlie.pk).content.decode()
    assert "1 signed out everywhere, without a session: 1." in page
    assert child.get("/stories/").status_code == 302
    key = OpenSession.objects.get(user__username="stella").session_id
    assert key not in office.get(path).content.decode()


def test_a_job_names_its_own_page_and_is_searched_by_its_brief(
    office: Client, brief: Brief, edith: User
) -> None:
    job = audio_jobs.generate_all(brief, edith)
    page = office.get("/admin/briefs/audiogenerationjob/?q=Morning").content.decode()
    assert f"/admin/briefs/audiogenerationjob/{job.pk}/change/" in page
    assert AudioGenerationJob.objects.count() == 1


def form_of(brief: Brief | None = None, **more: Any) -> dict[str, Any]:
    return {
        "title": "From the admin", "language": "en",
        "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-0-position": 0,
        "items-0-title": "One", "items-0-text": "First words.",
        "jobs-TOTAL_FORMS": 0, "jobs-INITIAL_FORMS": 0, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"language": "zz"}, "The language must be one of: en, ar, es, fr."),
        ({"items-0-language": "zz"}, "The language must be one of: en, ar, es, fr."),
        ({"items-0-text": "a" * 9000}, "Item 1 is longer than 8000 characters."),
        ({"items-0-position": 99}, "A brief has at most 60 items: the place is 0 to 59."),
        ({"title": "   "}, "This field is required."),
    ],
)
def test_the_admins_form_of_a_brief_refuses_what_its_desk_refuses(
    office: Client, wrong: dict[str, Any], sentence: str
) -> None:
    page = office.post("/admin/briefs/brief/add/", form_of(**wrong))
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not Brief.objects.exists()


def test_the_admin_publishes_no_silence(office: Client, brief: Brief) -> None:
    item = brief.items.get()
    due: dict[str, Any] = {
        "items-INITIAL_FORMS": 1, "items-0-id": item.pk, "items-0-brief": brief.pk,
        "publish_at_0": "2020-01-01", "publish_at_1": "08:00:00",
    }  # fmt: skip
    address = f"/admin/briefs/brief/{brief.pk}/change/"
    page = office.post(address, form_of(**due), follow=True)
    assert "One item has no audio of what is written." in page.content.decode()
    brief.refresh_from_db()
    assert (brief.title, brief.publish_at) == ("From the admin", None)


def test_a_programme_in_a_language_that_nobody_speaks_is_refused(office: Client) -> None:
    page = office.post(
        "/admin/briefs/programme/add/", {"title": "Bulletin", "language": "zz", "author": ""}
    )
    assert "The language must be one of: en, ar, es, fr." in page.content.decode()


def test_a_failure_that_comes_from_the_briefs_language_says_so(
    brief: Brief, edith: User, step_world: Step
) -> None:
    Brief.objects.filter(pk=brief.pk).update_unwatched(language="zz")
    brief.refresh_from_db()
    job = audio_jobs.generate_all(brief, edith)
    step_world()
    job.refresh_from_db()
    assert job.status == "failed"
    assert job.error.startswith("The language is set to “zz”, which nobody speaks here.")


def test_a_list_that_is_read_again_has_its_rows_and_not_its_filters(
    office: Client, alice: User
) -> None:
    make_story(alice)
    path = "/admin/stories/telling/?status__exact=pending&created_at__year=2099"
    whole = office.get(path).content.decode()
    again = office.get(path, headers={"X-Read-Again": "1"}).content.decode()
    assert "changelist-filter" in whole
    assert "changelist-filter" not in again
    assert "0 tellings" in again
    again = office.get("/admin/stories/telling/", headers={"X-Read-Again": "1"}).content.decode()
    assert "1 telling" in again


DECEIVING = "Ti\u202etle\x07"


def test_texts_that_staff_write_keep_no_control_characters(office: Client, alice: User) -> None:
    story = make_story(alice)
    office.post(
        f"/admin/stories/story/{story.pk}/change/",
        {"title": DECEIVING, "owner": alice.pk, **forms_of("telling"), **forms_of("scenes")},
    )
    story.refresh_from_db()
    assert story.title == "Title"
    written = {"title": DECEIVING, "language": "en", "author": DECEIVING, "description": DECEIVING}
    office.post("/admin/briefs/programme/add/", written)
    programme = Programme.objects.get()
    assert (programme.title, programme.author, programme.description) == ("Title",) * 3
    office.post(
        "/admin/accounts/apitoken/add/", {"user": alice.pk, "name": DECEIVING, "scope": "read"}
    )
    assert ApiToken.objects.get().name == "Title"
    page = office.post("/admin/briefs/programme/add/", written | {"title": "\x07"})
    assert "This field is required." in page.content.decode()


def test_a_story_that_staff_give_to_another_person_goes_with_what_is_made_for_it(
    office: Client, alice: User, edith: User
) -> None:
    story = make_story(alice)
    fields = {"title": story.title, "owner": edith.pk, **forms_of("telling"), **forms_of("scenes")}
    office.post(f"/admin/stories/story/{story.pk}/change/", fields)
    story.refresh_from_db()
    assert (story.owner, story.telling.owner) == (edith, edith)


def forms_of(prefix: str, *pupils: User) -> dict[str, Any]:
    """The fields of a sheet of rows, with these pupils in its new ones."""
    fields = {f"{prefix}-{n}-pupil": it.pk for n, it in enumerate(pupils)}
    return {f"{prefix}-TOTAL_FORMS": len(pupils), f"{prefix}-INITIAL_FORMS": 0, **fields}


def test_a_class_is_a_teachers_and_of_pupils_in_the_admin_too(
    office: Client, alice: User, edith: User, settings: Any
) -> None:
    def add(name: str, teacher: User, *pupils: User) -> str:
        fields = {
            "name": name,
            "teacher": teacher.pk,
            "pictures": "",
            **forms_of("memberships", *pupils),
        }
        return office.post("/admin/classroom/schoolclass/add/", fields).content.decode()

    assert "Only teachers have classes." in add("3B", alice)
    assert "Classes are joined by pupils." in add("3B", edith, edith)
    settings.PICTURE_SIGN_IN = False
    assert "switched off for the whole site" in add("3B", edith, edith)
    assert not SchoolClass.objects.exists()
    add("3\u202eB", edith, alice)
    assert SchoolClass.objects.get().name == "3B"
