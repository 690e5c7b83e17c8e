"""Something stored that somebody may listen to."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.media import store
from stories.models import Story
from tts.models import Narration, Recording


def order(owner: User, text: str = "Rain falls on the hills.") -> Narration:
    """A narration ordered for a story of this user."""
    story_id = uuid4()
    topic = Story.new_topic(story_id)
    Story(id=story_id, topic=topic, owner=owner, title="Rain", document="").save(force_insert=True)
    with changing(topic.pk):
        return Narration.order(topic, text, "en-US-JennyNeural", "en", "scene_1")


@pytest.fixture
def recorded(alice: User) -> Callable[[bytes], Narration]:
    """A narration of alice's whose recording holds these bytes."""

    def record(content: bytes) -> Narration:
        narration = order(alice)
        narration.recording = Recording.objects.create(
            key=narration.key, file=store("recordings", "mp3", content), size=len(content)
        )
        narration.save()
        return narration

    return record
