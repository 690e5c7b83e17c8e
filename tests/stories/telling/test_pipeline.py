"""What is made while something else is still being made: proved by holding one until the other has begun."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from edusmart.accounts.models import User
from edusmart.work.sweep import sweep
from stories.models import Illustration, Story, Telling
from tests.processes import wait_until
from tests.scripted_http import Hold
from tests.stories.foxes import SECOND, story_json
from tests.stories.making import make_story
from tts.models import Narration

pytestmark = pytest.mark.django_db(transaction=True)


def is_completed(model: Any, story: Story) -> Callable[[], bool]:
    return lambda: status(model, story, 0) == "completed"


def status(model: Any, story: Story, turn: int) -> str:
    rows = model.objects.filter(topic=story.topic, turn=turn)
    return str(rows.values_list("status", flat=True).first() or "not staged")


def test_voice_and_picture_are_made_while_the_story_is_told_and_pictures_side_by_side(
    alice: User, model: Any, workers: Any
) -> None:
    says = model.says
    telling_on, painting_on = threading.Event(), threading.Event()
    model.will(says.streamed(story_json(), hold=(SECOND, telling_on)))
    model.will_paint(
        says.painted(says.square()),
        *[says.painted(says.square(), before=[Hold(painting_on)]) for _ in range(2)],
    )
    story = make_story(alice)
    for kind in (Illustration, Narration):
        wait_until(is_completed(kind, story), f"scene 1's {kind.kind}")
    assert Telling.objects.get(story=story).status == "processing"
    telling_on.set()
    wait_until(lambda: len(model.drawn) == 3, "two pictures to be painted at once")
    assert [status(Illustration, story, turn) for turn in (1, 2)] == ["processing"] * 2
    painting_on.set()

    def is_finished() -> bool:
        sweep()
        story.refresh_from_db()
        return story.status == "completed"

    wait_until(is_finished, "the whole story")
    assert len(model.asked) == 4
