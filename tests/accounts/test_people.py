"""Who may enter where, tokens, and what the admin lets staff do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from briefs.actions import audio_jobs, write
from briefs.models import AudioGenerationJob, Brief
from edusmart.accounts.models import ApiToken, User
from stories.models import Story
from tests.conftest import make_user
from tests.stories.making import make_story, publish_unseen
from tests.work.orders import order_narration, quiet_topic
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]

PAGES = [
    "/admin/", "/admin/stories/story/", "/admin/stories/telling/", "/admin/stories/illustration/",
    "/admin/tts/narration/", "/admin/tts/recording/", "/admin/briefs/brief/",
    "/admin/briefs/audiogenerationjob/", "/admin/work/providergate/", "/admin/accounts/user/",
    "/admin/accounts/apitoken/",
]  # fmt: skip


@pytest.fixture
def office(client: Client, stella: User) -> Client:
    client.force_login(stella)
    return client


@pytest.fixture
def helper(groups: None) -> User:
    """Staff who are no superuser."""
    user = make_user("hal", "staff")
    user.is_superuser = False
    user.save()
    return user


def act(client: Client, path: str, action: str, *ids: Any, **more: str) -> Any:
    return client.post(path, {"action": action, "_selected_action": ids, **more}, follow=True)


@pytest.mark.parametrize("path", PAGES)
def test_the_admin_is_for_staff_only(
    client: Client, alice: User, edith: User, helper: User, stella: User, path: str
) -> None:
    for user in (None, alice, edith):
        if user:
            client.force_login(user)
        assert client.get(path).status_code in {302, 403}
    for user in (helper, stella):
        client.force_login(user)
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/stories/",
        "/stories/upload/",
        "/briefs/",
        "/briefs/1/",
        "/briefs/1/versions/",
        "/accounts/me/",
    ],
)
def test_pages_send_a_stranger_to_sign_in_and_back(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={path}"


def test_signing_in_leads_to_the_shelf_and_out_again(client: Client, alice: User) -> None:
    answer = client.post("/accounts/login/", {"username": "alice", "password": "long enough 1"})
    assert answer["Location"] == "/stories/"
    assert client.get("/stories/").status_code == 200
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache"', (
        "the browser would show the pages to the next one"
    )
    assert client.get("/stories/").status_code == 302


def test_only_a_tokens_hash_is_kept(office: Client, alice: User) -> None:
    page = office.post(
        "/admin/accounts/apitoken/add/", {"user": alice.pk, "name": "cron"}, follow=True
    )
    shown = next(word for word in page.content.decode().split() if word.startswith(ApiToken.PREFIX))
    token = shown.partition("<")[0]
    kept = ApiToken.objects.get()
    assert token not in str(vars(kept))
    headers = {"Authorization": f"Bearer {token}"}
    assert (
        Client()
        .get("/api/story/00000000-0000-0000-0000-000000000000/status", headers=headers)
        .status_code
        == 404
    )


def test_staff_cannot_make_themselves_superusers(
    client: Client, helper: User, stella: User
) -> None:
    client.force_login(helper)
    client.post(
        f"/admin/accounts/user/{helper.pk}/change/",
        {"username": "hal", "is_superuser": "on", "is_staff": "on", "is_active": "on"},
    )
    helper.refresh_from_db()
    assert not helper.is_superuser
    assert (
        client.post(f"/admin/accounts/user/{stella.pk}/change/", {"username": "x"}).status_code
        == 403
    )
    assert (
        client.post(f"/admin/accounts/user/{stella.pk}/delete/", {"post": "yes"}).status_code == 403
    )


def test_a_storys_page_shows_its_scenes_and_their_states(
    office: Client, alice: User, speech: str, step_world: Step
) -> None:
    story = make_story(alice)
    step_world()
    page = office.get(f"/admin/stories/story/{story.pk}/change/").content.decode()
    assert page.count("data-recording=") == page.count('width="96"') == 3
    assert page.count("state-completed") == 8
    assert f'data-live-url="/ws/story/{story.pk}/"' in page
    assert "js/admin/status" in page


def test_failed_work_is_tried_again_and_waiting_work_cancelled_by_actions(
    office: Client, alice: User
) -> None:
    from edusmart.work.errors import Refused
    from stories.models import Telling

    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    telling.fail(Refused("Too hard."))
    act(office, "/admin/stories/story/", "retry", story.pk)
    telling.refresh_from_db()
    assert telling.status == "pending"
    act(office, "/admin/stories/telling/", "cancel", telling.pk)
    story.refresh_from_db()
    assert story.status == "cancelled"
    act(office, "/admin/stories/telling/", "retry", telling.pk)
    act(office, "/admin/stories/story/", "cancel", story.pk)
    telling.refresh_from_db()
    assert telling.status == "cancelled"


def test_a_narration_is_tried_again_by_an_action_and_never_deleted_by_hand(
    office: Client,
) -> None:
    from edusmart.work.errors import Refused

    order_narration(quiet_topic())
    narration = Narration.claim_next("w")
    assert narration
    narration.fail(Refused("Too hard."))
    act(office, "/admin/tts/narration/", "retry", narration.pk)
    narration.refresh_from_db()
    assert narration.status == "pending"
    page = f"/admin/tts/narration/{narration.pk}"
    assert office.get(f"{page}/change/").status_code == 200
    assert office.get(f"{page}/delete/").status_code == 403


def test_taking_back_by_action_is_written_down(office: Client, alice: User, stella: User) -> None:
    from django.contrib.admin.models import LogEntry

    story = make_story(alice)
    publish_unseen(story, stella)
    act(office, "/admin/stories/story/", "take_back", story.pk)
    story.refresh_from_db()
    assert not story.is_published
    assert LogEntry.objects.get().change_message == "Made private."


@pytest.fixture
def brief(edith: User) -> Brief:
    brief = write.create(edith, "Morning")
    return write.save(brief, "Morning", "en", [write.WrittenItem(None, "", "Words to say.")])


def test_generate_all_audio_asks_for_the_voice_first(office: Client, brief: Brief) -> None:
    page = act(office, "/admin/briefs/brief/", "generate_all_audio", brief.pk)
    assert b'<option value="friendly">' in page.content
    assert not AudioGenerationJob.objects.exists()
    act(office, "/admin/briefs/brief/", "generate_all_audio", brief.pk, voice_id="friendly")
    assert AudioGenerationJob.objects.get().voice_id == "friendly"
    page = act(office, "/admin/briefs/brief/", "generate_all_audio", brief.pk, voice_id="friendly")
    assert b"Audio is being made already" in page.content


def test_jobs_are_cancelled_and_tried_again_by_actions(
    office: Client, brief: Brief, edith: User, speech: str, step_world: Step
) -> None:
    job = audio_jobs.generate_all(brief, edith)
    act(office, "/admin/briefs/audiogenerationjob/", "cancel", job.pk)
    job.refresh_from_db()
    assert job.status == "cancelled"
    act(office, "/admin/briefs/audiogenerationjob/", "retry", job.pk)
    step_world()
    assert AudioGenerationJob.objects.latest("pk").status == "completed"
    page = office.get(f"/admin/briefs/audiogenerationjob/{job.pk}/change/")
    assert b"state-cancelled" in page.content
    page = act(
        office,
        "/admin/briefs/audiogenerationjob/",
        "retry",
        AudioGenerationJob.objects.latest("pk").pk,
    )
    assert b"Nothing of this job failed." in page.content


def test_a_brief_is_written_and_edited_in_the_admin(office: Client, stella: User) -> None:
    form = {
        "title": "From the admin", "language": "en",
        "items-TOTAL_FORMS": 1, "items-INITIAL_FORMS": 0, "items-0-position": 0,
        "items-0-title": "One", "items-0-text": "First words.",
        "jobs-TOTAL_FORMS": 0, "jobs-INITIAL_FORMS": 0,
    }  # fmt: skip
    office.post("/admin/briefs/brief/add/", form)
    brief = Brief.objects.get()
    assert (brief.created_by, brief.items.get().spoken_text) == (stella, "One.\n\nFirst words.")
    item = brief.items.get()
    office.post(
        f"/admin/briefs/brief/{brief.pk}/change/",
        {
            **form,
            "items-INITIAL_FORMS": 1,
            "items-0-id": item.pk,
            "items-0-brief": brief.pk,
            "items-0-text": "Other.",
        },
    )
    item.refresh_from_db()
    brief.topic.refresh_from_db()
    assert item.text == "Other."
    assert item.rev == brief.topic.rev


def test_a_closed_gate_is_opened_by_hand(office: Client) -> None:
    from datetime import timedelta

    from edusmart.work.gates import ProviderGate

    ProviderGate.shut("chatterbox", timedelta(hours=1))
    act(office, "/admin/work/providergate/", "open_now", "chatterbox")
    gate = ProviderGate.objects.get()
    assert (gate.failures, gate.closed_until) == (0, None)


def test_deleting_a_story_in_the_admin_takes_its_narrations_along(
    office: Client, alice: User, speech: str, step_world: Step
) -> None:
    story = make_story(alice)
    step_world()
    act(office, "/admin/stories/story/", "delete_selected", story.pk, post="yes")
    assert not Story.objects.exists()
    assert not Narration.objects.exists()


def test_health_is_answered_to_any_host_and_ready_says_what_is_there(
    client: Client, db: None
) -> None:
    for host in ("testserver", "10.1.2.3"):
        assert client.get("/health", headers={"host": host}).json() == {"status": "healthy"}
    assert client.get("/ready").json() == {"status": "ready", "database": True, "redis": True}


def test_answers_carry_a_strict_content_security_policy(client: Client, db: None) -> None:
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy


def test_errors_are_pages_without_a_trace(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert b"Traceback" not in page.content
