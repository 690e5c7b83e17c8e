"""Work rows for tests, in a topic whose whole needs no settling."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from edusmart.live import topics
from edusmart.live.models import Topic
from edusmart.work import kinds
from tts.models import Narration


class Quiet:
    """A topic owner whose whole needs no settling."""

    kind = "quiet"
    routes = ()
    row_types: ClassVar[dict[str, type]] = {}

    def settle(self, topic: Topic) -> None:
        pass

    def unsettled(self) -> list[Topic]:
        return []


def quiet_topic(name: str = "1") -> Topic:
    topics.register(Quiet())  # type: ignore[arg-type]
    topic, _ = Topic.objects.get_or_create(name=f"quiet:{name}")
    return topic


def order_narration(
    topic: Topic, text: str = "Hello there, little fox.", turn: int = 0
) -> Narration:
    return Narration.order(topic, text, "calm", "en", "story_x_scene_0", turn=turn)


def perform_narrations_with(
    monkeypatch: pytest.MonkeyPatch, perform: Callable[[Narration], Any]
) -> None:
    """Have narrations made by `perform` in this test."""
    kind = replace(kinds.kinds()["narration"], _perform=perform)
    monkeypatch.setitem(kinds._kinds, "narration", kind)
