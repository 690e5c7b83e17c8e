"""Pictures from the model: what is asked for, what is taken, and in which order they are made."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from edusmart.accounts.models import User
from edusmart.work.attempt import perform
from edusmart.work.kinds import kinds
from stories.actions.scenes.picture import upload_picture
from stories.live import StoryOwner
from stories.models import Illustration, ProviderCall, Scene, Story, Telling
from tests.gemini_answers import blocked, painted, square, streamed
from tests.gemini_stand_in import Asked, GeminiStandIn
from tests.stories.foxes import CAST, FOX, STYLE, story_json
from tests.stories.making import make_story

pytestmark = pytest.mark.django_db(transaction=True)
Step = Callable[[], int]


@pytest.fixture
def story(alice: User, gemini: GeminiStandIn) -> Story:
    """A story whose three scenes are told; nothing is painted yet."""
    gemini.will(streamed(story_json()))
    story = make_story(alice)
    telling = Telling.claim_next("t")
    assert telling
    perform(telling)
    return story


def picture(story: Story, index: int) -> Illustration:
    return Illustration.objects.get(scene__story=story, scene__index=index)


def paint_next() -> Illustration:
    row = Illustration.claim_next("p")
    assert row
    perform(row)
    row.refresh_from_db()
    return row


def fields_of(asked: Asked) -> Any:
    return json.loads(asked.texts[-1].removeprefix("<scene>\n").removesuffix("\n</scene>"))


def test_what_workers_load_before_they_fork_asks_nobody_and_costs_nothing(
    gemini: GeminiStandIn,
) -> None:
    for name in ("telling", "illustration"):
        kinds()[name].preload()
    assert gemini.asked == []
    assert not ProviderCall.objects.exists()


def test_the_first_picture_is_made_from_words_and_the_others_follow_it(
    story: Story, gemini: GeminiStandIn
) -> None:
    gemini.will_paint(painted(square(shade=200)))
    first = paint_next()
    with default_storage.open(first.file) as file:
        reference = file.read()
    assert Image.open(io.BytesIO(reference)).size == (768, 768)
    assert (first.status, first.alt, first.provider) == (
        "completed", FOX[0][1], "gemini-pictures",
    )  # fmt: skip
    paint_next()
    asked, second = gemini.drawn
    assert asked.files == []
    assert second.files == [("image/jpeg", reference)]
    assert fields_of(second) == {
        "shows": f"In the evening light: {FOX[1][1]}", "style": STYLE, "cast": [CAST[0]],
    }  # fmt: skip


def test_the_call_asks_for_one_safe_square(story: Story, gemini: GeminiStandIn) -> None:
    paint_next()
    body = gemini.drawn[0].body
    assert body["generationConfig"]["imageConfig"] == {"aspectRatio": "1:1"}
    assert body["generationConfig"]["responseModalities"] == ["IMAGE"]
    assert body["store"] is False
    assert [each["threshold"] for each in body["safetySettings"]].count("BLOCK_LOW_AND_ABOVE") == 3


def test_the_others_wait_for_the_first_without_spending_an_attempt(story: Story) -> None:
    first = Illustration.claim_next("p")
    assert first
    assert first.pk == picture(story, 0).pk
    assert Illustration.claim_next("q") is None
    perform(first)
    assert {paint_next().attempts for _ in range(2)} == {1}


def test_one_that_was_hurried_before_the_first_is_given_back(story: Story) -> None:
    third = picture(story, 2)
    hurried = {"due_at": story.created_at, "urgent_at": story.created_at}
    Illustration.objects.filter(pk=third.pk).update_unwatched(**hurried)
    row = paint_next()
    assert (row.pk, row.status, row.error_code, row.spent) == (third.pk, "pending", "being_made", 0)


@pytest.mark.parametrize("ending", ["fails", "is cancelled"])
def test_a_first_picture_that_never_comes_holds_up_no_other(
    story: Story, gemini: GeminiStandIn, ending: str
) -> None:
    if ending == "fails":
        gemini.will_paint(blocked(in_stream=False))
        assert paint_next().status == "failed"
    else:
        picture(story, 0).cancel()
    assert paint_next().status == paint_next().status == "completed"
    assert gemini.drawn[-1].files == []


def test_the_scene_looked_at_comes_after_the_first_and_before_the_others(story: Story) -> None:
    third = Scene.objects.get(story=story, index=2)
    StoryOwner().focus(story.topic, story.owner, "scene", third.pk)
    turns = [paint_next().turn for _ in range(3)]
    assert turns == [0, 2, 1]


def test_a_block_is_final_for_its_picture_and_the_rest_of_the_story_goes_on(
    story: Story, gemini: GeminiStandIn, step_world: Step, speech: str
) -> None:
    gemini.will_paint(painted(square()), blocked(in_stream=False))
    step_world()
    story.refresh_from_db()
    assert (story.status, story.completed_items, story.failed_items) == ("completed", 2, 1)
    failed = picture(story, 1)
    assert (failed.status, failed.error_code, failed.attempts) == ("failed", "blocked", 1)
    assert "safety filter" in failed.error


def test_an_answer_that_ended_without_a_picture_costs_an_attempt(
    story: Story, gemini: GeminiStandIn
) -> None:
    gemini.will_paint(painted(finish="NO_IMAGE"))
    row = paint_next()
    assert (row.status, row.error_code) == ("pending", "cut")


def test_a_picture_that_is_nearly_square_is_cropped(story: Story, gemini: GeminiStandIn) -> None:
    gemini.will_paint(painted(square(1024, 960)))
    assert paint_next().status == "completed"


def test_storyteller_and_illustrator_are_chosen_apart(
    alice: User, gemini: GeminiStandIn, settings: Any, step_world: Step, speech: str
) -> None:
    settings.STORYTELLER = "VERBATIM"
    story = make_story(alice)
    step_world()
    settings.STORYTELLER, settings.ILLUSTRATOR = "AUTO", "DRAWN"
    gemini.will(streamed(story_json()))
    other = make_story(alice)
    step_world()
    providers = {
        made: set(Illustration.objects.filter(topic=made.topic).values_list("provider", flat=True))
        for made in (story, other)
    }
    assert providers == {story: {"gemini-pictures"}, other: {""}}
    assert (len(gemini.drawn), len(gemini.told)) == (3, 1)
    shown = fields_of(gemini.drawn[0])
    assert shown["shows"].startswith("The fox woke up early.")


def test_a_picture_somebody_uploaded_is_sent_to_nobody(story: Story, gemini: GeminiStandIn) -> None:
    own = SimpleUploadedFile("class.png", square(), content_type="image/png")
    upload_picture(Scene.objects.get(story=story, index=0), story.owner, own, "Our class")
    assert picture(story, 0).is_uploaded
    second = paint_next()
    assert (second.status, second.turn) == ("completed", 1)
    assert gemini.drawn[0].files == []
