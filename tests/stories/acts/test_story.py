"""A story from upload to the last scene, and who may see it."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import Topic
from edusmart.work.attempt import perform
from stories.actions.removal import UNDO_FOR, delete_removed
from stories.actions.scenes.editing import edit_scene, order_rewriting, require_editable
from stories.actions.scenes.picture import order_picture
from stories.actions.story import make_private, offer_story
from stories.actions.uploads.upload import StoryOptions, upload_story
from stories.models import Illustration, Reading, Scene, Story, Telling
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.own.papercut.alt_text import described_page
from stories.providers.storyteller import StoryStart, ToldScene
from stories.web.api.titles import StoryTitle
from tests.answers import body_of
from tests.stories.making import bare_story, make_story, publish
from tts.models import Narration, Recording

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
Step = Callable[[], int]
SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "how-rain-travels.pdf"


@pytest.fixture
def told(alice: User, speech: str, step_world: Step) -> Story:
    story = make_story(alice)
    step_world()
    story.refresh_from_db()
    return story


def seconds_of(audio: bytes) -> float:
    with av.open(io.BytesIO(audio), "r") as container:
        return float(sum(f.samples / f.sample_rate for f in container.decode(audio=0)))


@pytest.mark.parametrize(("known", "from_page"), [(None, True), ([2], True), ([1], False)])
def test_only_pages_that_may_have_a_picture_are_looked_at(
    alice: User, step_world: Step, known: list[int] | None, from_page: bool
) -> None:
    upload_story(alice, SimpleUploadedFile("rain.pdf", SAMPLE.read_bytes()), StoryOptions(scenes=2))
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    story = Story.objects.get()
    assert story.pictured_pages
    scene = story.scenes.get(index=0)
    Scene.objects.filter(pk=scene.pk).update_unwatched(source_pages=[2])
    Story.objects.update_unwatched(pictured_pages=known)
    picture = Illustration.claim_next("p")
    assert picture
    perform(picture)
    picture.refresh_from_db()
    assert (picture.alt == described_page("en")) is from_page
    if known != [2]:
        return
    Scene.objects.filter(story=story, index=1).update_unwatched(source_pages=[2])
    beside = Illustration.claim_next("p")
    assert beside
    perform(beside)
    beside.refresh_from_db()
    assert beside.scene.index == 1
    assert beside.alt != described_page("en"), "the scene before it has that picture"


def test_every_scene_ends_with_a_picture_and_a_voice_that_decode(
    client: Client, alice: User, told: Story
) -> None:
    client.force_login(alice)
    state = client.get(f"/api/story/{told.pk}/status").json()
    assert (state["status"], state["progress"]) == ("completed", 100)
    assert [scene["scene_index"] for scene in state["scenes"]] == [0, 1, 2]
    for scene in state["scenes"]:
        assert (scene["image_status"], scene["audio_status"]) == ("completed", "completed")
        audio = body_of(client.get(scene["audio_url"]))
        assert seconds_of(audio) > 1
        assert scene["words"][-1][1] <= scene["audio_duration"] * 1000
        spoken = [scene["text"][word[2] : word[3]] for word in scene["words"]]
        assert spoken == [word.strip(".,") for word in scene["text"].split()]
        picture = Image.open(io.BytesIO(body_of(client.get(scene["image_url"]))))
        assert picture.size == (768, 768)


def _spoil_document(story: Story) -> None:
    default_storage.delete(story.document)
    default_storage.save(story.document, ContentFile(b"no document any more"))


def test_what_the_upload_read_is_told_without_reading_it_again(
    alice: User, speech: str, step_world: Step
) -> None:
    story = make_story(alice)
    _spoil_document(story)
    step_world()
    assert story.scenes.count() == 3
    assert not Reading.objects.exists()


@pytest.mark.parametrize("content", ["", "{}", '{"quality": 1}', "[]", "null"])
def test_a_kept_reading_that_makes_no_sense_is_read_anew(alice: User, content: str) -> None:
    story = make_story(alice)
    Reading.objects.update(content=content)
    assert Reading.of(story) is None


def test_a_telling_without_a_kept_reading_reads_the_document(
    alice: User, speech: str, step_world: Step
) -> None:
    story = make_story(alice)
    Reading.objects.all().delete()
    step_world()
    assert story.scenes.count() == 3


def test_the_first_scene_is_staged_while_the_storyteller_is_still_telling(alice: User) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 3), 3)
    stage_scene(telling, ToldScene(0, "The fox woke up early.", "A fox", (1,)))
    assert Narration.claim_next("v") is not None
    assert Illustration.claim_next("p") is not None
    story.refresh_from_db()
    assert (story.status, telling.status) == ("processing", "processing")


def test_a_worker_that_lost_its_claim_stages_nothing(alice: User) -> None:
    story = make_story(alice)
    zombie = Telling.claim_next("zombie")
    assert zombie
    Telling.release("zombie")
    assert Telling.claim_next("heir")
    from edusmart.work.errors import ClaimLost

    with pytest.raises(ClaimLost):
        stage_scene(zombie, ToldScene(0, "Late words.", "", (1,)))
    assert not Scene.objects.filter(story=story).exists()


def test_a_retry_goes_on_after_the_last_staged_scene(
    alice: User, speech: str, step_world: Step
) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("dies")
    assert telling
    begin_story(telling, StoryStart("Kept title", "en", 3), 3)
    stage_scene(telling, ToldScene(0, "What may be playing already.", "", (1,)))
    Telling.release("dies")
    step_world()
    texts = list(Scene.objects.filter(story=story).values_list("text", flat=True))
    assert texts[0] == "What may be playing already."
    assert len(texts) == 3
    story.refresh_from_db()
    assert story.status == "completed"


def test_the_same_words_in_the_same_voice_are_spoken_once(
    alice: User, charlie: User, speech: str, step_world: Step
) -> None:
    make_story(alice)
    make_story(charlie)
    step_world()
    assert Narration.objects.filter(status="completed").count() == 6
    assert Recording.objects.count() == 3


def test_a_failed_part_is_named_and_a_person_can_retry_it(
    client: Client, alice: User, speech: str, step_world: Step, settings: Any
) -> None:
    from edusmart.work.errors import Refused

    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 1), 3)
    stage_scene(telling, ToldScene(0, "The fox woke up early.", "A fox", (1,)))
    narration = Narration.claim_next("v")
    assert narration
    narration.fail(Refused("This text cannot be read aloud."))
    telling.complete()
    step_world()
    story.refresh_from_db()
    assert (story.status, story.failed_items) == ("completed", 1)
    assert story.error == "1 of 1 scenes are missing their picture or voice."
    client.force_login(alice)
    assert client.post(f"/api/story/{story.pk}/retry").json()["status"] == "processing"
    step_world()
    story.refresh_from_db()
    assert (story.status, story.failed_items, story.error, story.round) == ("completed", 0, "", 2)


def test_a_document_that_cannot_be_told_fails_with_its_sentence(
    alice: User, step_world: Step, settings: Any
) -> None:
    story = make_story(alice)
    default_storage.delete(story.document)
    step_world()
    story.refresh_from_db()
    assert (story.status, story.progress) == ("failed", 100)
    assert story.error == "The uploaded file is gone; please upload it again."


def test_cancelling_stops_what_is_open_and_keeps_what_is_done(
    client: Client, alice: User, speech: str
) -> None:
    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 2), 3)
    stage_scene(telling, ToldScene(0, "The fox woke up early.", "A fox", (1,)))
    picture = Illustration.claim_next("p")
    assert picture
    picture.complete(file="x.jpg")
    client.force_login(alice)
    client.post(f"/api/story/{story.pk}/cancel")
    assert Narration.objects.get().status == "cancelled"
    assert Illustration.objects.get().status == "completed"
    assert not telling.complete()
    story.refresh_from_db()
    assert story.status == "cancelled"


def test_looking_at_a_scene_makes_it_next_after_the_first(alice: User, settings: Any) -> None:
    from edusmart.live.topics import owner_of

    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 4), 3)
    for index in range(4):
        stage_scene(telling, ToldScene(index, f"Scene number {index}.", "", (1,)))
    looked_at = Scene.objects.get(index=3)
    topic = Topic.objects.get(pk=story.topic_id)
    owner_of(topic).focus(topic, alice, "scene", looked_at.pk)
    for index in (0, 3, 1, 2):
        scene = Scene.objects.get(index=index)
        narration, picture = Narration.claim_next("v"), Illustration.claim_next("p")
        assert narration
        assert picture
        assert (narration.pk, picture.pk) == (scene.narration_id, scene.illustration_id)


def test_a_deleted_story_takes_its_rows_and_files_along(
    client: Client, alice: User, told: Story
) -> None:
    document, topic_id = told.document, told.topic_id
    pictures = list(Illustration.objects.values_list("file", flat=True))
    client.force_login(alice)
    assert client.post(f"/stories/{told.pk}/delete/").status_code == 302
    assert {client.get(path).status_code for path in open_paths(told)} == {404}
    delete_removed()
    assert Story.objects.exists(), "there is nothing left to undo"
    long_ago = timezone.now() - UNDO_FOR - timedelta(seconds=1)
    Story.objects.update_unwatched(removed_at=long_ago)
    delete_removed()
    for model in (Story, Telling, Scene, Narration, Illustration):
        assert not model.objects.filter(topic=topic_id).exists()
    assert not Topic.objects.filter(pk=topic_id).exists()
    assert not any(default_storage.exists(name) for name in [document, *pictures])


def open_paths(story: Story) -> list[str]:
    scene = Scene.objects.select_related("narration", "illustration").filter(story=story)[0]
    return [
        f"/stories/{story.pk}/",
        f"/api/story/{story.pk}/status",
        f"/api/story/{story.pk}/scene/0",
        scene.narration.url,
        scene.illustration.url,
    ]


def test_a_story_is_its_owners_alone_until_a_teacher_publishes_it(
    client: Client, alice: User, charlie: User, edith: User, stella: User, told: Story
) -> None:
    def sees(user: User) -> bool:
        client.force_login(user)
        codes = {client.get(path).status_code for path in open_paths(told)}
        assert codes in ({200}, {404})
        return codes == {200}

    assert [sees(user) for user in (alice, charlie, edith, stella)] == [True, False, False, True]
    client.force_login(alice)
    assert client.post(f"/stories/{told.pk}/publish/").status_code == 403
    client.post(f"/stories/{told.pk}/offer/")
    assert [sees(user) for user in (alice, charlie, edith)] == [True, False, True]
    client.force_login(edith)
    client.post(f"/stories/{told.pk}/publish/", {"seen": seen_rev(client, told), "anyway": 1})
    assert [sees(user) for user in (alice, charlie, edith)] == [True, True, True]
    client.force_login(alice)
    client.post(f"/stories/{told.pk}/take-back/")
    assert [sees(user) for user in (alice, charlie, edith)] == [True, False, False]


def test_a_stranger_gets_nothing_of_a_story(client: Client, told: Story) -> None:
    for path in open_paths(told):
        answer = client.get(path, headers={"Accept": "application/json"})
        assert answer.status_code in {302, 401}, path
        assert "fox" not in answer.content.decode().lower()


def seen_rev(client: Client, story: Story) -> str:
    """The rev that the page with the button was made of."""
    page = client.get(f"/stories/{story.pk}/").content.decode()
    found = re.search(r'name="seen" value="([0-9]+)"', page)
    assert found
    return found[1]


def test_what_is_published_is_what_the_teacher_saw(
    client: Client, alice: User, edith: User, told: Story
) -> None:
    def publish(seen: str) -> str:
        client.force_login(edith)
        page = client.post(f"/stories/{told.pk}/publish/", {"seen": seen, "anyway": 1}, follow=True)
        told.refresh_from_db()
        return page.content.decode()

    offer_story(told, alice)
    client.force_login(edith)
    seen = seen_rev(client, told)
    scene = told.scenes.get(index=1)
    edit_scene(scene, alice, caption="Not what the teacher read.")
    assert "has changed since you looked at it" in publish(seen)
    assert not told.is_published
    for wrong in ("", "-1", "x", str(10**30)):
        publish(wrong)
        assert not told.is_published
    publish(seen_rev(client, told))
    assert told.is_published


def test_what_was_stopped_before_the_publishing_is_not_made_after_it(
    client: Client, alice: User, edith: User
) -> None:
    story = bare_story(alice, scenes=1)
    for model in (Telling, Illustration):
        model.objects.filter(topic=story.topic_id).update_unwatched(status="cancelled")
    offer_story(story, alice)
    publish(story, edith)
    client.force_login(alice)
    for path in (f"/api/story/{story.pk}/retry", f"/api/story/{story.pk}/scene/0/retry"):
        refused = client.post(path)
        assert (refused.status_code, refused.json()["code"]) == (409, "published")
    assert Telling.objects.get().status == Illustration.objects.get().status == "cancelled"
    make_private(story, alice)
    assert client.post(f"/api/story/{story.pk}/retry").status_code == 200
    assert Telling.objects.get().status == "pending"


def test_an_order_that_is_still_open_holds_the_publishing(
    alice: User, edith: User, told: Story
) -> None:
    offer_story(told, alice)
    order_picture(told.scenes.get(index=1), alice, "A rude sign")
    with pytest.raises(RequestRefused, match="not finished"):
        publish(told, edith)


def test_a_change_that_was_allowed_before_the_publishing_is_refused_after_it(
    alice: User, edith: User, told: Story
) -> None:
    offer_story(told, alice)
    scene = told.scenes.get(index=1)
    require_editable(told, alice)
    publish(told, edith)
    for change in (
        lambda: edit_scene(scene, alice, text="Too late."),
        lambda: order_rewriting(scene, "simpler", alice),
        lambda: order_picture(scene, alice, ""),
    ):
        with pytest.raises(RequestRefused, match="shared with others"):
            change()


@pytest.mark.parametrize("act", ["retry", "cancel"])
def test_only_the_owner_or_a_teacher_may_act_on_a_story(
    client: Client, charlie: User, stella: User, told: Story, act: str
) -> None:
    path = f"/api/story/{told.pk}/{act}"
    assert client.post(path).status_code == 401
    client.force_login(charlie)
    assert client.post(path).status_code == 404
    publish(told, stella)
    assert client.post(path).status_code == 403
    assert client.post(f"/stories/{told.pk}/delete/").status_code == 403
    assert client.post(f"/stories/{told.pk}/take-back/").status_code in {302, 403}
    told.refresh_from_db()
    assert told.is_published


def test_a_story_is_published_only_once_it_can_be_looked_at(alice: User, stella: User) -> None:
    with pytest.raises(RequestRefused, match="not finished"):
        publish(make_story(alice), stella)


def test_a_telling_that_fails_midway_counts_what_is_untold(
    alice: User, speech: str, step_world: Step
) -> None:
    from edusmart.work.errors import Refused

    story = make_story(alice)
    telling = Telling.claim_next("w")
    assert telling
    begin_story(telling, StoryStart("Fox", "en", 4), 3)
    stage_scene(telling, ToldScene(0, "The fox woke up early.", "A fox", (1,)))
    telling.fail(Refused("It cannot go on."))
    step_world()
    story.refresh_from_db()
    assert (story.status, story.failed_items, story.error) == ("completed", 3, "It cannot go on.")


def test_an_arabic_document_gets_an_arabic_voice_and_reads_from_right_to_left(
    client: Client, alice: User, speech: str, step_world: Step
) -> None:
    from pathlib import Path

    from django.core.files.uploadedfile import SimpleUploadedFile

    from stories.actions.uploads.upload import StoryOptions, upload_story

    sample = Path(__file__).parents[3] / "samples" / "sirr-al-asal.pdf"
    file = SimpleUploadedFile(sample.name, sample.read_bytes())
    story = upload_story(alice, file, StoryOptions(voice="en-US-JennyNeural"))
    step_world()
    story.refresh_from_db()
    assert (story.status, story.language, story.direction) == ("completed", "ar", "rtl")
    assert set(Narration.objects.values_list("voice", flat=True)) == {"ar-SA-HamedNeural"}


def test_pages_cost_the_same_queries_however_many_stories(
    client: Client, alice: User, django_assert_num_queries: Any
) -> None:
    client.force_login(alice)

    def queries(path: str) -> int:
        from django.core.cache import cache
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    story = make_story(alice)
    paths = ["/stories/", f"/api/story/{story.pk}/status", f"/stories/{story.pk}/"]
    client.get(paths[0])  # the session is noted once
    one = [queries(path) for path in paths]
    for _ in range(5):
        make_story(alice)
    assert [queries(path) for path in paths] == one


def test_a_story_gets_another_title_unless_somebody_else_gave_it_one(
    alice: User, charlie: User
) -> None:
    story = bare_story(alice, "Rain")
    owner, stranger = Client(), Client()
    owner.force_login(alice)
    stranger.force_login(charlie)

    def rename(client: Client, **sent: str) -> int:
        path = f"/api/story/{story.pk}/title"
        return client.put(path, sent, content_type="application/json").status_code

    assert rename(stranger, title="Mine") == 404
    assert rename(owner, title="  How rain\n travels ", seen_title="Rain") == 204
    assert rename(owner, title="Again", seen_title="Rain") == 409
    unseen = ("\u200b\u200e", "\u2060\ue000", "\ufeff \u00ad")
    assert [rename(owner, title=it) for it in (" ", "x" * 121, *unseen)] == [400] * 5
    # What the API's document refuses is refused, and what it takes is taken.
    asked = StoryTitle.model_json_schema()["properties"]["title"]["pattern"]
    assert [bool(re.search(asked, it)) for it in (*unseen, "\u0378")] == [False] * 3 + [True]
    assert rename(owner, title="\u0378") == 204
    assert rename(owner, title="How rain travels") == 204
    story.refresh_from_db()
    assert story.title == "How rain travels"
