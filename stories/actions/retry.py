"""Make the parts of a story that failed or were cancelled again, paid from its owner's day."""

from collections.abc import Sequence

from django.db.models import Q

from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.work.models import Status, WorkRow
from edusmart.work.queues import wake
from stories.actions.scenes.editing import require_editable
from stories.costs.budget import require_budget
from stories.costs.estimate import cost_of_part
from stories.models import Illustration, Scene, Story, Telling
from tts.models import Narration

# Without Rewriting: a scene is whole without one, and a failed one is ordered again by a click.
PARTS: tuple[type[WorkRow], ...] = (Telling, Narration, Illustration)
STOPPED = (Status.FAILED, Status.CANCELLED)


def retry(story: Story, user: User, scene: Scene | None = None) -> int:
    """Start a new round for the parts (of one scene) that failed or were cancelled. Returns how many.

    Raises RequestRefused: 429 when what they cost is more than is left of the owner's day, 409 where the
    user, no teacher, would add to what a teacher has shown to others.
    """
    with changing(story.topic_id):
        story.refresh_from_db()
        parts = _stopped(story, scene)
        # What was stopped no teacher has seen: the rest of a telling, or a picture that was wished for.
        if any(not isinstance(part, Narration) for part in parts):
            require_editable(story, user)
        _pay(story, parts)
        return _start(story, parts)


def retry_part(part: WorkRow) -> bool:
    """Retry one part of a story alone. Returns False for a part that needs no retry.

    Raises RequestRefused (429) when what it costs is more than is left of the owner's day.
    """
    with changing(part.topic_id):
        # Under the lock: the page that asked may be old.
        part.refresh_from_db()
        story = Story.objects.select_related("owner").filter(topic=part.topic_id).first()
        if story is None or part.status not in STOPPED:
            return False
        _pay(story, [part])
        return bool(_start(story, [part]))


def retry_unpaid(story: Story, scene: Scene | None = None) -> int:
    """Do what `retry` does without asking the budget. Returns how many parts are made again."""
    with changing(story.topic_id):
        return _start(story, _stopped(story, scene))


def _pay(story: Story, parts: Sequence[WorkRow]) -> None:
    # What is free takes no lock, and can be tried again on a day whose budget is spent.
    if cost := sum(cost_of_part(story, part) for part in parts):
        require_budget(story.owner, cost)


def _start(story: Story, parts: Sequence[WorkRow]) -> int:
    # A rewriting alone, from the admin, does not open the story again.
    if any(isinstance(part, PARTS) for part in parts):
        story.start_round()
    for part in parts:
        part.retry_unpaid()
        wake(part.queue)
    return len(parts)


def _stopped(story: Story, scene: Scene | None = None) -> list[WorkRow]:
    of_topic = {"topic": story.topic_id, "status__in": STOPPED}
    if scene is None:
        return [row for model in PARTS for row in model.objects.filter(**of_topic)]
    pictures = Illustration.objects.filter(
        Q(pk=scene.illustration_id) | Q(replaces=scene.illustration_id), **of_topic
    )
    return [*Narration.objects.filter(pk=scene.narration_id, **of_topic), *pictures]
