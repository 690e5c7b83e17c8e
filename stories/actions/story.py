"""What people do to a whole story: retry what failed, cancel, offer, publish, take back."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from edusmart.work.models import ENDED, Status, WorkRow
from edusmart.work.queues import wake
from stories.models import Illustration, Rewriting, Scene, Story, Telling
from tts.models import Narration

PARTS: tuple[type[WorkRow], ...] = (Telling, Narration, Illustration)
WORK: tuple[type[WorkRow], ...] = (*PARTS, Rewriting)
AGAIN = (Status.FAILED, Status.CANCELLED)


def retry(story: Story, scene: Scene | None = None) -> int:
    """A new round for all parts (of one scene) that failed or were cancelled; answers how many."""
    with changing(story.topic_id):
        parts = stopped(story, scene)
        start_again(story, parts)
    return len(parts)


def start_again(story: Story, parts: Sequence[WorkRow]) -> None:
    """New attempts at these. Call inside `changing(topic)`."""
    if any(isinstance(part, PARTS) for part in parts):
        new_round(story)
    for part in parts:
        part.retry()
        wake(part.kind)


def stopped(story: Story, scene: Scene | None = None) -> list[WorkRow]:
    """The parts (of one scene) that failed or were cancelled."""
    of_topic = {"topic": story.topic_id, "status__in": AGAIN}
    if scene is None:
        return [row for model in PARTS for row in model.objects.filter(**of_topic)]
    pictures = Illustration.objects.filter(
        Q(pk=scene.illustration_id) | Q(replaces=scene.illustration_id), **of_topic
    )
    return [*Narration.objects.filter(pk=scene.narration_id, **of_topic), *pictures]


def new_round(story: Story) -> None:
    """The story is being made again. Call inside `changing(topic)`, then settle it."""
    fresh = Story.objects.get(pk=story.pk)
    fresh.round, fresh.progress, fresh.finished_at = fresh.round + 1, 0, None
    fresh.status = Status.PROCESSING
    fresh.save(update_fields={"round", "progress", "finished_at", "status"})


def cancel(story: Story) -> None:
    """Stop whatever is not finished; what is done stays."""
    with changing(story.topic_id):
        for model in WORK:
            for row in model.objects.filter(topic=story.topic_id).exclude(status__in=ENDED):
                row.cancel()


def offer(story: Story, user: User) -> None:
    """The owner asks a teacher to publish it: editors can see it from now on. Raises RequestRefused."""
    if story.owner_id != user.pk:
        raise RequestRefused("Only its owner can offer this story.", "not_allowed", 403)
    _mark(story, offered_at=timezone.now())


def publish(story: Story, user: User) -> None:
    """Let every signed-in person see it. Raises RequestRefused for somebody who may not."""
    if not story.may_publish(user):
        raise RequestRefused("Only a teacher can publish this story.", "not_allowed", 403)
    if story.is_open or not story.completed_items:
        raise RequestRefused(
            "Look at the whole story first: it is not finished yet.", "unfinished", 409
        )
    _mark(story, published_at=timezone.now(), published_by=user)


def take_back(story: Story, user: User) -> None:
    """Make it its owner's alone again. Raises RequestRefused for somebody who may not."""
    if story.owner_id != user.pk and not story.may_publish(user):
        raise RequestRefused(
            "Only its owner or a teacher can take this story back.", "not_allowed", 403
        )
    _mark(story, published_at=None, published_by=None, offered_at=None)
    recheck(topic=story.topic_id)


def _mark(story: Story, **values: Any) -> None:
    with changing(story.topic_id):
        for name, value in values.items():
            setattr(story, name, value)
        story.save(update_fields=set(values))
