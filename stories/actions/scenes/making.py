"""A new scene with the orders for its picture and its voice."""

from typing import Any

from edusmart.work.models import ENDED
from edusmart.work.queues import wake
from stories.models import Illustration, Scene, Story
from stories.providers.choice import image_provider


def make_scene(
    story: Story, index: int, text: str, *, picture: Illustration | None = None, **values: Any
) -> Scene:
    """Save a scene and order its narration, and a picture where it has none. Inside `changing(topic)`."""
    illustration = picture or _ordered_picture(story, index)
    illustration.save()
    scene = Scene(
        topic=story.topic, story=story, index=index, text=text, illustration=illustration,
        narration=story.order_narration(index, text), **values,
    )  # fmt: skip
    scene.save()
    return scene


def _ordered_picture(story: Story, index: int) -> Illustration:
    painter = image_provider()
    illustration = Illustration(
        topic=story.topic, turn=index, provider=painter.gate,
        filename=Illustration.public_name(story, index), owner_id=story.owner_id,
    )  # fmt: skip
    if index and painter.follows_the_first and _first_is_open(story):
        # No worker is woken for it: the end of the first picture does that.
        illustration.wait_for_the_first()
    else:
        wake(Illustration.kind)
    return illustration


def _first_is_open(story: Story) -> bool:
    first = Illustration.objects.filter(scene__story=story, scene__index=0)
    return first.exclude(status__in=ENDED).exists()
