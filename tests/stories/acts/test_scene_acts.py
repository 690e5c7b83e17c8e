"""What a teacher does to one scene: new words, simpler words, another picture; and who may not."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import Topic
from edusmart.live.state import frame_since
from edusmart.media import store
from edusmart.work.errors import ClaimLost, Refused
from stories.actions.scenes.editing import edit_scene, order_rewriting
from stories.actions.scenes.picture import order_picture
from stories.actions.story import make_private, offer_story
from stories.models import Illustration, ProviderCall, Rewriting, Scene, SourcePage, Story, Telling
from stories.pipeline.rewrite import complete_rewriting
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.storyteller import StoryStart, ToldScene
from tests.answers import body_of
from tests.stories.making import make_story, publish
from tts.models import Narration, Recording

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]
NEW = "The fox slept until noon."


@pytest.fixture
def told(alice: User) -> Story:
    """A finished story of two scenes, whose pictures and voices nobody had to make."""
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("The fox", "en", 2), 3)
    for index, text in enumerate(["The fox woke up early.", "At the river she met a heron."]):
        stage_scene(telling, ToldScene(index, text, "A fox.", (index + 1,)))
    telling.complete()
    while voice := Narration.claim_next("v"):
        file = store("recordings", "mp3", b"voice")
        voice.complete(recording=Recording.objects.create(key=voice.key, file=file, duration=1.0))
    while picture := Illustration.claim_next("p"):
        picture.complete(file=store("pictures", "jpg", b"picture"), alt="A fox.")
    story.refresh_from_db()
    assert story.status == "completed"
    return story


@pytest.fixture
def owner(client: Client, alice: User, told: Story) -> Client:
    client.force_login(alice)
    return client


def scene(story: Story, index: int = 0) -> Scene:
    scenes = Scene.objects.select_related("narration__recording", "illustration", "story__topic")
    return scenes.get(story=story, index=index)


def path(story: Story, act: str = "", index: int = 0) -> str:
    return f"/api/story/{story.pk}/scene/{index}{act}"


def send(client: Client, method: str, url: str, **body: Any) -> Any:
    return client.generic(method, url, json.dumps(body), content_type="application/json")


def photo(side: int = 300, shape: str = "PNG") -> SimpleUploadedFile:
    sheet = io.BytesIO()
    Image.new("RGB", (side, side // 2 + 10), (200, 30, 30)).save(sheet, shape)
    return SimpleUploadedFile(f"mine.{shape.lower()}", sheet.getvalue())


def seen(story: Story, audience: Any = "editor") -> dict[tuple[str, Any], Any]:
    frame = frame_since(Topic.objects.get(pk=story.topic_id), 0, audience)
    return {(row["kind"], row["id"]): row for row in frame["rows"]}


# Words


def test_an_edit_of_the_words_makes_only_that_scenes_voice_again(
    owner: Client, told: Story, speech: str, step_world: Step
) -> None:
    before, other = scene(told), scene(told, 1)
    told.refresh_from_db()
    spoken, finished_at = Narration.objects.count(), told.finished_at
    send(owner, "PATCH", path(told), caption=f"{before.text[:12]}…")
    answer = send(owner, "PATCH", path(told), text=f"  {NEW}\x07 ", seen_text=before.text)
    assert answer.status_code == 200
    assert (answer.json()["text"], answer.json()["audio_status"]) == (NEW, "pending")
    assert answer.json()["audio_url"] is None, "the old voice does not say the new words"
    told.refresh_from_db()
    assert (told.status, told.round) == ("processing", 2)
    assert step_world() == 1
    after = scene(told)
    assert after.narration.recording
    assert after.narration.text == NEW
    assert (after.illustration_id, after.level["words"]) == (before.illustration_id, 5)
    assert not after.caption, "it quotes words that are no longer there"
    assert scene(told, 1).narration_id == other.narration_id
    assert Narration.objects.count() == spoken
    told.refresh_from_db()
    assert (told.status, told.progress) == ("completed", 100)
    assert finished_at
    assert told.finished_at == finished_at, "an edit is no other finish"


def test_words_that_stay_the_same_and_captions_cost_no_voice(owner: Client, told: Story) -> None:
    before = scene(told)
    answer = send(owner, "PATCH", path(told), text=before.text + "\n", caption="A heron.")
    assert (answer.status_code, answer.json()["caption"]) == (200, "A heron.")
    assert scene(told).narration_id == before.narration_id
    told.refresh_from_db()
    assert told.status == "completed"


def test_the_second_of_two_writers_is_told_and_loses_nothing(owner: Client, told: Story) -> None:
    started_from = scene(told).text
    assert send(owner, "PATCH", path(told), text=NEW, seen_text=started_from).status_code == 200
    late = send(owner, "PATCH", path(told), text="Late words.", seen_text=started_from)
    assert (late.status_code, late.json()["code"]) == (409, "moved_on")
    assert "Somebody else" in late.json()["detail"]
    assert scene(told).text == NEW
    again = send(owner, "PATCH", path(told), text=NEW, seen_text=started_from)
    assert again.status_code == 200, "the same words are no quarrel"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" … ", "empty"), ("ab " * 301, "too_long"), ("x" * 4001, "too_long")],
)
def test_words_that_cannot_be_spoken_change_nothing(
    owner: Client, told: Story, text: str, code: str
) -> None:
    before = scene(told)
    answer = send(owner, "PATCH", path(told), text=text)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert (scene(told).text, scene(told).narration_id) == (before.text, before.narration_id)


def test_an_edit_while_the_voice_is_made_takes_the_order_away_from_its_maker(alice: User) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 2), 3)
    stage_scene(telling, ToldScene(0, "Old words.", "A fox", (1,)))
    making = Narration.claim_next("v")
    assert making
    edit_scene(scene(story), story.owner, NEW)
    with pytest.raises(ClaimLost):
        making.renew()
    assert not making.complete()
    stage_scene(telling, ToldScene(1, "The telling goes on.", "A fox", (2,)))
    assert list(Narration.objects.values_list("text", "status")) == [
        (NEW, "pending"), ("The telling goes on.", "pending"),
    ]  # fmt: skip


# Simpler and harder


def test_simpler_words_come_from_the_storyteller_in_the_background(
    owner: Client, told: Story, step_world: Step, speech: str
) -> None:
    long = (
        "The old heron stood in the middle of the quiet river; the little fox watched him from the "
        "bank, and the frogs sang until the moon went down."
    )
    send(owner, "PATCH", path(told), text=long)
    step_world()
    answer = send(owner, "POST", path(told, "/rewrite"), direction="simpler")
    assert (answer.status_code, answer.json()["status"]) == (202, "pending")
    assert send(owner, "POST", path(told, "/rewrite"), direction="simpler").status_code == 409
    assert scene(told).text == long
    step_world()
    after = scene(told)
    assert after.text == (
        "The old heron stood in the middle of the quiet river. The little fox watched him from the "
        "bank. And the frogs sang until the moon went down."
    )
    assert after.narration.text == after.text
    assert after.narration.recording
    assert after.level["longest"] < 15


def test_words_that_cannot_be_found_leave_a_reason_and_the_scene(
    owner: Client, told: Story, step_world: Step
) -> None:
    before = scene(told)
    for direction in ("harder", "simpler"):
        assert send(owner, "POST", path(told, "/rewrite"), direction=direction).status_code == 202
        step_world()
        rewriting = Rewriting.objects.get()
        assert (rewriting.status, rewriting.direction) == ("failed", direction)
        assert "Edit the text yourself" in rewriting.error
    assert scene(told).narration_id == before.narration_id
    assert ("rewriting", rewriting.pk) in seen(told)
    assert ("rewriting", rewriting.pk) not in seen(told, "viewer")


def test_a_persons_words_win_over_words_that_were_on_their_way(told: Story, alice: User) -> None:
    order_rewriting(scene(told), "simpler", alice)
    rewriting = Rewriting.claim_next("r")
    assert rewriting
    Scene.objects.filter(pk=scene(told).pk).update_unwatched(text="A person's words.")
    assert complete_rewriting(rewriting, after="The model's words.")
    rewriting.refresh_from_db()
    assert (rewriting.status, rewriting.error_code) == ("failed", "moved_on")
    assert scene(told).text == "A person's words."


# Pictures


def test_another_picture_takes_the_place_of_the_first_only_when_it_is_made(
    owner: Client, told: Story, step_world: Step
) -> None:
    before = scene(told).illustration
    answer = send(owner, "POST", path(told, "/picture"), wish="a whale in the sea")
    assert answer.status_code == 202
    assert answer.json()["image_url"] == before.url
    told.refresh_from_db()
    assert told.status == "completed", "a story that can be watched stays complete"
    assert [row["replaces"] for row in seen(told).values() if row.get("replaces")] == [before.pk]
    step_world()
    after = scene(told).illustration
    assert after.pk != before.pk
    assert (after.status, after.replaces_id, after.take) == ("completed", None, 1)
    assert not default_storage.exists(before.file)
    assert not Illustration.objects.filter(pk=before.pk).exists()
    assert body_of(owner.get(after.url))[:2] == b"\xff\xd8"


def test_the_newest_wish_counts_and_one_that_fails_leaves_the_picture(
    owner: Client, told: Story, step_world: Step
) -> None:
    before = scene(told).illustration
    send(owner, "POST", path(told, "/picture"), wish="a whale")
    send(owner, "POST", path(told, "/picture"), wish="an owl")
    assert list(Illustration.objects.exclude(replaces=None).values_list("wish", flat=True)) == [
        "an owl"
    ]
    made = Illustration.claim_next("p")
    assert made
    made.fail(Refused("The painter will not draw this."))
    assert scene(told).illustration == before
    assert send(owner, "POST", path(told, "/retry")).json()["image_url"] == before.url
    step_world()
    assert scene(told).illustration.wish == "an owl"


def test_a_picture_of_ones_own_is_shown_at_once_with_its_description(
    owner: Client, told: Story
) -> None:
    before = scene(told).illustration
    answer = owner.post(path(told, "/picture"), {"file": photo(), "alt": "Our  class"})
    assert answer.status_code == 202
    assert (answer.json()["image_status"], answer.json()["image_alt"]) == ("completed", "Our class")
    picture = Image.open(io.BytesIO(body_of(owner.get(answer.json()["image_url"]))))
    assert (picture.size, picture.format) == ((768, 768), "JPEG")
    assert not default_storage.exists(before.file)


def bomb() -> SimpleUploadedFile:
    sheet = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(sheet, "PNG")
    return SimpleUploadedFile("bomb.png", sheet.getvalue())


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        (lambda: SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>"), 400, "not_a_picture"),
        (lambda: SimpleUploadedFile("a.png", photo().read()[:200]), 400, "not_a_picture"),
        (lambda: photo(shape="GIF"), 400, "not_a_picture"),
        (lambda: photo(60), 400, "too_small"),
        (bomb, 413, "too_many_pixels"),
        (lambda: SimpleUploadedFile("a.png", b"\x89PNG" * 2_700_000), 413, "too_big"),
        (lambda: None, 400, "no_file"),
    ],
)
def test_a_file_that_is_no_picture_changes_nothing(
    owner: Client, told: Story, file: Callable[[], Any], status: int, code: str
) -> None:
    before = scene(told).illustration_id
    sent = file()
    answer = owner.post(path(told, "/picture"), {"file": sent} if sent else {"alt": "x"})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert scene(told).illustration_id == before


def test_what_costs_money_needs_a_budget(owner: Client, told: Story, settings: Any) -> None:
    settings.STORYTELLER = settings.ILLUSTRATOR = "GEMINI"
    settings.BUDGET_CENTS_PER_DAY = 1
    ProviderCall.objects.create(key="spent", user=told.owner, cost=9_999)
    for act, body in (("/rewrite", {"direction": "harder"}), ("/picture", {"wish": "a whale"})):
        answer = send(owner, "POST", path(told, act), **body)
        assert (answer.status_code, answer.json()["code"]) == (429, "budget"), act


def test_words_to_learn_go_with_the_words_they_explain(owner: Client, told: Story) -> None:
    learnt = scene(told)
    learnt.words = [{"word": "Fox", "meaning": "an animal"}, {"word": "early", "meaning": "soon"}]
    learnt.save()
    send(owner, "PATCH", path(told), text=NEW)
    assert [it["word"] for it in scene(told).words] == ["Fox"]


# Levels and pages


def test_the_levels_of_a_story_and_of_words_still_being_written(owner: Client, told: Story) -> None:
    levels = owner.get(f"/api/story/{told.pk}/levels").json()
    assert (levels["grade_level"], levels["caps"]["words_per_sentence"]) == (4, 12)
    assert [it["scene_index"] for it in levels["scenes"]] == [0, 1]
    level = {**scene(told).level, "under": None, "hardest": None}
    assert levels["scenes"][0]["level"] == level
    assert seen(told)[("scene", scene(told).pk)]["level"] == level
    assert "level" not in seen(told, "viewer")[("scene", scene(told).pk)]
    long = "word " * 13
    found = send(owner, "POST", f"/api/story/{told.pk}/measure", text=long).json()
    assert (found["longest"], found["over"]) == (13, ["sentence"])


def test_a_source_page_is_drawn_once_and_goes_with_the_story(
    owner: Client, told: Story, alice: User
) -> None:
    url = f"/story/{told.pk}/page/2.jpg"
    shown = Image.open(io.BytesIO(body_of(owner.get(url))))
    assert shown.size == (900, 1275)
    assert body_of(owner.get(url))
    kept = SourcePage.objects.get()
    assert default_storage.exists(kept.file)
    assert owner.get(f"/story/{told.pk}/page/99.jpg").status_code == 404
    told.delete()
    assert not default_storage.exists(kept.file)


# Who may


ACTS: list[tuple[str, str, dict[str, Any]]] = [
    ("PATCH", "/scene/0", {"text": "Stolen words."}),
    ("POST", "/scene/0/rewrite", {"direction": "simpler"}),
    ("POST", "/scene/0/picture", {"wish": "a whale"}),
    ("POST", "/scene/0/retry", {}),
    ("GET", "/levels", {}),
    ("POST", "/measure", {"text": "Words."}),
]


@pytest.mark.parametrize(("method", "act", "body"), ACTS)
def test_only_the_owner_and_teachers_work_on_scenes(
    client: Client, told: Story, charlie: User, edith: User, stella: User,
    method: str, act: str, body: dict[str, Any],
) -> None:  # fmt: skip
    def status(user: User | None) -> int:
        client.logout()
        if user:
            client.force_login(user)
        return int(send(client, method, f"/api/story/{told.pk}{act}", **body).status_code)

    assert [status(None), status(charlie), status(edith)] == [401, 404, 404]
    publish(told, stella)
    assert status(charlie) == 403
    assert status(edith) in {200, 202}


@pytest.mark.parametrize(("page", "unknown"), [("edit/", 302), ("page/1.jpg", 401)])
def test_strangers_and_readers_see_neither_desk_nor_source(
    client: Client, told: Story, charlie: User, stella: User, page: str, unknown: int
) -> None:
    url = f"/story/{told.pk}/{page}"
    assert client.get(url).status_code == unknown
    client.force_login(charlie)
    assert client.get(url).status_code == 404
    publish(told, stella)
    assert client.get(url).status_code == 403
    client.force_login(stella)
    assert client.get(url).status_code == 200


def test_a_student_cannot_change_what_a_teacher_has_shared(
    owner: Client, told: Story, edith: User, alice: User
) -> None:
    offer_story(told, alice)
    publish(told, edith)
    for method, act, body in ACTS[:3]:
        answer = send(owner, method, f"/api/story/{told.pk}{act}", **body)
        assert (answer.status_code, answer.json()["code"]) == (409, "published")
    owner.force_login(edith)
    assert send(owner, "PATCH", path(told), text=NEW).status_code == 200
    make_private(told, alice)
    owner.force_login(alice)
    assert send(owner, "PATCH", path(told), text="Mine again.").status_code == 200


def test_a_wish_is_bounded_and_must_be_words(owner: Client, told: Story) -> None:
    assert send(owner, "POST", path(told, "/picture"), wish="x" * 201).status_code == 400
    assert send(owner, "POST", path(told, "/picture"), wish=3).status_code == 400
    assert owner.post(path(told, "/picture"), "{", "application/json").status_code == 400
    with pytest.raises(RequestRefused):
        order_picture(scene(told), told.owner, "x" * 201)
    assert send(owner, "PATCH", path(told, index=9), text=NEW).status_code == 404
