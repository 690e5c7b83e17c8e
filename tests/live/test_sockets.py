"""Sockets against a real web process: who may watch, what they hear, when they are shown out."""

import json
import time
import uuid
from contextlib import ExitStack, suppress
from time import monotonic
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from websockets.exceptions import ConnectionClosed

from briefs.actions import audio_jobs, write
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from edusmart.accounts.models import ApiToken, User
from edusmart.http.request_body import MESSAGE_BYTES
from edusmart.live.frames import Closing
from edusmart.live.hub import RECHECK_SECONDS
from edusmart.live.models import Topic, new_epoch
from edusmart.live.state import frame_since
from stories.actions.story import make_private
from stories.models import ClassListening, Scene, Story, StoryShare, Telling
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.storyteller import StoryStart, ToldScene
from tests.live.sockets import cookie_of, watching
from tests.processes import PATIENCE_SECONDS, wait_until
from tests.stories.making import make_story, publish_unseen
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def story(alice: User) -> Story:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 4), 3)
    stage_scene(telling, ToldScene(0, "The fox woke up early.", "A fox", (1,)))
    story.refresh_from_db()
    return story


def path_of(story: Story) -> str:
    return f"/ws/story/{story.pk}/"


def stage_another(story: Story, index: int) -> None:
    telling = Telling.objects.get(story=story)
    stage_scene(telling, ToldScene(index, f"Scene {index}.", "", (1,)))


def fresh_rows(story: Story) -> dict[Any, Any]:
    frame = frame_since(Topic.objects.get(pk=story.topic_id), 0, "editor")
    return {(row["kind"], row["id"]): row for row in json.loads(json.dumps(frame["rows"]))}


def test_the_first_state_is_the_rows_and_a_change_follows_at_once(
    web: str, alice: User, story: Story
) -> None:
    with watching(web, path_of(story), alice) as socket:
        first = socket.hear()
        assert (first["prev"], socket.watcher.rows) == (0, fresh_rows(story))
        stage_another(story, 1)
        socket.hear_until(lambda w: w.rev >= Topic.objects.get(pk=story.topic_id).rev)
        assert socket.watcher.rows == fresh_rows(story)
        assert socket.frames[-1]["prev"] == first["rev"]


def test_a_browser_that_comes_back_hears_only_what_it_missed(
    web: str, alice: User, story: Story
) -> None:
    with watching(web, path_of(story), alice) as socket:
        first = socket.hear()
    stage_another(story, 1)
    path = f"{path_of(story)}?epoch={first['epoch']}&rev={first['rev']}"
    with watching(web, path, alice) as socket:
        missed = socket.hear()
        assert missed["prev"] == first["rev"]
        kinds = {row["kind"] for row in missed["rows"]}
        assert kinds == {"scene", "narration", "illustration"}
        assert sum(row["kind"] == "scene" for row in missed["rows"]) == 1


def test_after_a_restore_everything_starts_again_from_nothing(
    web: str, alice: User, story: Story
) -> None:
    with watching(web, path_of(story), alice) as socket:
        first = socket.hear()
    Topic.objects.filter(pk=story.topic_id).update(epoch=new_epoch(), rev=1)
    path = f"{path_of(story)}?epoch={first['epoch']}&rev={first['rev']}"
    with watching(web, path, alice) as socket:
        assert socket.hear()["prev"] == 0


def test_every_kind_of_row_edited_or_deleted_reaches_the_watcher(
    web: str, alice: User, stella: User, story: Story
) -> None:
    stage_another(story, 1)
    admin = Client()
    admin.force_login(stella)
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        admin.post(
            f"/admin/stories/story/{story.pk}/change/",
            {
                "title": "Renamed in the admin", "owner": alice.pk,
                "telling-TOTAL_FORMS": 1, "telling-INITIAL_FORMS": 1,
                "telling-0-id": story.telling.pk, "telling-0-story": story.pk,
                "scenes-TOTAL_FORMS": 0, "scenes-INITIAL_FORMS": 0,
            },
        )  # fmt: skip
        socket.hear_until(
            lambda w: w.rows["story", str(story.pk)]["title"] == "Renamed in the admin"
        )
        scene = Scene.objects.get(story=story, index=1)
        scene.delete()
        socket.hear_until(lambda w: ("scene", scene.pk or 0) not in w.rows and len(w.rows) < 7)
        Narration.objects.get(scene=None).delete()
        socket.hear_until(lambda w: sum(kind == "narration" for kind, _ in w.rows) == 1)
        assert socket.watcher.rows == fresh_rows(story)


STRANGERS: list[tuple[str, int]] = [("nobody", Closing.SIGN_IN), ("charlie", Closing.GONE)]


@pytest.mark.parametrize(("who", "code"), STRANGERS)
def test_a_stranger_hears_nothing_of_a_story(
    web: str, charlie: User, story: Story, who: str, code: int
) -> None:
    user = charlie if who == "charlie" else None
    for path in (path_of(story), f"/ws/story/{uuid.uuid4()}/"):
        with watching(web, path, user) as socket:
            assert socket.close_code() == code
            assert socket.frames == []


def test_a_student_hears_nothing_of_a_brief(web: str, alice: User, edith: User) -> None:
    brief = write.create(edith, "Morning")
    brief = write.save(brief, "Morning", "en", [write.WrittenItem(None, "", "Words.")])
    job = audio_jobs.generate_all(brief, edith)
    for path in (f"/ws/brief/{brief.pk}/", f"/ws/brief/audio/{job.pk}/"):
        with watching(web, path, alice) as socket:
            assert socket.close_code() == Closing.GONE
        with watching(web, path, edith) as socket:
            assert {row["kind"] for row in socket.hear()["rows"]} == {
                "brief", "item", "job", "item_audio", "narration",
            }  # fmt: skip


def test_a_socket_opened_where_nothing_is_is_closed(web: str, alice: User) -> None:
    for path in ("/ws/elsewhere/", "/ws/brief/999999999999999999999/"):
        with watching(web, path, alice) as socket:
            assert socket.close_code() == Closing.GONE


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null"])
def test_a_page_of_another_site_may_not_use_the_session(
    web: str, alice: User, story: Story, origin: str
) -> None:
    with watching(web, path_of(story), alice, origin=origin) as socket:
        assert socket.close_code() == Closing.FORBIDDEN


def test_a_program_watches_with_its_token(web: str, alice: User, story: Story) -> None:
    token = ApiToken.issue(alice, "watcher")
    with watching(web, path_of(story), Authorization=f"Bearer {token}") as socket:
        assert socket.hear()["type"] == "state"
        ApiToken.objects.get().delete()
        token_user = User.objects.get(pk=alice.pk)
        token_user.save()
        assert socket.close_code() == Closing.SIGN_IN


def test_signing_out_closes_the_socket_at_once(web: str, alice: User, story: Story) -> None:
    client = Client()
    client.force_login(alice)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    with watching(web, path_of(story), Cookie=cookie) as socket:
        socket.hear()
        client.post("/accounts/logout/")
        assert socket.close_code() == Closing.SIGN_IN


def test_a_deactivated_person_is_shown_out(web: str, alice: User, story: Story) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        alice.is_active = False
        alice.save()
        assert socket.close_code() == Closing.SIGN_IN


def test_a_changed_password_closes_the_old_sessions(web: str, alice: User, story: Story) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        alice.set_password("another long one 2")
        alice.save()
        assert socket.close_code() == Closing.SIGN_IN


def test_who_is_no_editor_any_more_is_told_to_begin_anew(
    web: str, edith: User, stella: User, story: Story
) -> None:
    publish_unseen(story, stella)
    with watching(web, path_of(story), edith) as socket:
        socket.hear()
        edith.groups.clear()
        assert socket.close_code() == Closing.COME_BACK


def test_who_has_too_many_sockets_open_is_told_so(web: str, alice: User, story: Story) -> None:
    with ExitStack() as opened:
        for _ in range(settings.SOCKETS_PER_PERSON):
            opened.enter_context(watching(web, path_of(story), alice)).hear()
        with watching(web, path_of(story), alice) as socket:
            assert socket.close_code() == Closing.BUSY


def test_a_story_taken_back_closes_its_viewers_sockets(
    web: str, alice: User, charlie: User, stella: User, story: Story
) -> None:
    publish_unseen(story, stella)
    with (
        watching(web, path_of(story), charlie) as viewer,
        watching(web, path_of(story), alice) as owner,
    ):
        viewer.hear()
        owner.hear()
        make_private(story, alice)
        assert viewer.close_code() == Closing.FORBIDDEN
        owner.hear_until(lambda w: not w.rows["story", str(story.pk)]["published"])


def test_who_is_taken_out_of_a_class_watches_no_more_of_what_it_shares(
    web: str, charlie: User, edith: User, story: Story
) -> None:
    school_class = make_class(edith, "Foxes 2b")
    add_pupil(school_class, charlie)
    StoryShare.objects.create(thing=story, school_class=school_class)
    Story.objects.filter(pk=story.pk).update_unwatched(shared_at=timezone.now())
    with watching(web, path_of(story), charlie) as pupil:
        pupil.hear()
        began = monotonic()
        school_class.delete()
        assert pupil.close_code() == Closing.FORBIDDEN
        assert monotonic() - began < RECHECK_SECONDS / 3


def test_a_deleted_story_closes_its_sockets(web: str, alice: User, story: Story) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        story.delete()
        assert socket.close_code() == Closing.GONE


BAD_FRAMES = [
    "", "[]", "{}", "nonsense", '{"type":"ack"}', '{"type":"ack","rev":"1"}', "[" * 4000,
    '{"type":"have","epoch":1,"rev":2}', '{"type":"focus","kind":"scene","id":1,"more":2}',
    json.dumps({"type": "have", "epoch": "x" * 5000, "rev": 1}),
    '{"type":"time"}', '{"type":"time","sent":"1"}', '{"type":"time","sent":NaN}',
    '{"type":"time","sent":1e300}',
]  # fmt: skip


@pytest.mark.parametrize("text", BAD_FRAMES)
def test_what_is_no_frame_closes_the_socket(web: str, alice: User, story: Story, text: str) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        socket.say(text)
        assert socket.close_code() == Closing.FORBIDDEN


def test_a_message_of_a_megabyte_ends_the_socket_before_it_is_received(
    web: str, alice: User, story: Story
) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        # Of a frame of a million bytes what stands before them: text, masked, and how long it is.
        head = b"\x81\xff" + (1_000_000).to_bytes(8, "big") + b"mask"
        began = monotonic()
        socket.connection.socket.sendall(head)
        assert socket.close_code() == 1006  # no code: the line was cut
        assert monotonic() - began < RECHECK_SECONDS / 3  # and not for want of an ack


def test_a_long_story_is_sent_whole(web: str, alice: User, story: Story) -> None:
    """Longer than any message may be that comes in."""
    telling = Telling.objects.get(story=story)
    for index in range(1, 24):
        stage_scene(
            telling, ToldScene(index, f"Scene {index}. " + "The fox walks on. " * 60, "", (1,))
        )
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        assert len(json.dumps(list(socket.watcher.rows.values()))) > 3 * MESSAGE_BYTES
        assert socket.watcher.rows == fresh_rows(story)


def test_whoever_asks_is_told_the_servers_clock(web: str, alice: User, story: Story) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        before = time.time() * 1000
        socket.say({"type": "time", "sent": -12.5})
        # Rows of the story may arrive in between.
        told = next(it for it in iter(socket.hear, None) if it["type"] == "time")
        assert told["sent"] == -12.5
        assert before - 1 <= told["now"] <= time.time() * 1000


def test_only_the_people_of_a_class_hear_where_it_is(
    web: str, alice: User, charlie: User, edith: User, story: Story
) -> None:
    school_class = make_class(edith, "Foxes 2b")
    add_pupil(school_class, alice)
    listening = ClassListening.of(school_class)
    path = f"/ws/class/{school_class.pk}/"
    with watching(web, path, charlie) as socket:
        assert socket.close_code() == Closing.GONE
    with watching(web, path, alice) as pupil, watching(web, path, edith) as teacher:
        pupil.hear()
        assert "conductor" in teacher.hear()["rows"][0]
        listening.playing = True
        listening.save()
        pupil.hear_until(lambda w: w.rows["class_listening", listening.pk]["playing"])
        assert "conductor" not in pupil.watcher.rows["class_listening", listening.pk]


def test_a_flood_of_messages_closes_the_socket(web: str, alice: User, story: Story) -> None:
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        with suppress(ConnectionClosed):  # it may close before all is said
            for _ in range(150):
                socket.say({"type": "ack", "rev": 1})
        assert socket.close_code() == Closing.TOO_SLOW


def test_focus_makes_the_scene_urgent(web: str, alice: User, story: Story) -> None:
    stage_another(story, 1)
    scene = Scene.objects.get(story=story, index=1)
    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        socket.say({"type": "focus", "kind": "scene", "id": scene.pk})
        urgent = Narration.objects.filter(scene=scene, urgent_at__isnull=False)
        wait_until(urgent.exists, "the urgency of the scene looked at")


def test_a_reader_that_does_not_acknowledge_gets_one_frame_and_then_the_newest(
    web: str, alice: User, story: Story
) -> None:
    with (
        watching(web, path_of(story), alice) as slow,
        watching(web, path_of(story), alice) as quick,
    ):
        held = slow.hear_unanswered()
        quick.hear()
        for index in range(1, 4):
            stage_another(story, index)
            quick.hear_until(lambda w, n=index: sum(kind == "scene" for kind, _ in w.rows) > n)
        slow.watcher.hear(json.dumps(held))
        slow.hear_until(lambda w: w.rev > held["rev"])
        missed = [frame for frame in slow.frames if frame["type"] == "state"]
        assert [frame["prev"] for frame in missed] == [held["rev"]]
        assert slow.watcher.rows == quick.watcher.rows


def test_the_state_over_http_is_the_frame_of_the_socket(
    web: str, alice: User, story: Story
) -> None:
    with watching(web, path_of(story), alice) as socket:
        first = socket.hear()
    url = f"{web}/api/story/{story.pk}/status"
    headers = {"Cookie": cookie_of(alice)}
    assert (
        httpx.get(f"{url}?epoch=&since=0", headers=headers, timeout=PATIENCE_SECONDS).json()
        == first
    )
    nothing = httpx.get(
        f"{url}?epoch={first['epoch']}&since={first['rev']}",
        headers=headers,
        timeout=PATIENCE_SECONDS,
    ).json()
    assert (nothing["prev"], nothing["rows"]) == (first["rev"], [])


def test_progress_is_relayed_and_kept_for_those_who_join(
    web: str, alice: User, story: Story
) -> None:
    from edusmart.live.publish import publish_progress

    with watching(web, path_of(story), alice) as early:
        early.hear()
        frame: Any = {
            "type": "progress", "kind": "narration", "id": 1, "attempt": 1, "seq": 1,
            "fraction": 0.5, "note": "speaking",
        }  # fmt: skip
        publish_progress(story.topic_id, frame)
        assert early.hear() == frame
    with watching(web, path_of(story), alice) as late:
        late.hear()
        assert late.hear() == frame


def test_a_lost_bell_is_healed_by_the_poll(
    web: str, alice: User, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edusmart.live import models

    with watching(web, path_of(story), alice) as socket:
        socket.hear()
        monkeypatch.setattr(models, "publish_change", lambda topic_id: None)
        stage_another(story, 1)
        socket.hear_until(lambda w: sum(kind == "scene" for kind, _ in w.rows) == 2)
