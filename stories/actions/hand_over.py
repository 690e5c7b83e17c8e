"""Give a story to another person."""

from edusmart.live.models import changing
from edusmart.live.publish import recheck
from edusmart.work.models import WorkRow
from stories.actions.retry import PARTS
from stories.models import Rewriting, SceneTranslation, Story

EVERY_PART: tuple[type[WorkRow], ...] = (*PARTS, Rewriting, SceneTranslation)


def hand_over(story: Story, before: int) -> None:
    """Save the story's new owner, and that what is made for it is theirs: it waits in their turn.

    `before` is the id of the person whose it was; what was made for somebody else stays theirs.
    """
    with changing(story.topic_id):
        for part in EVERY_PART:
            rows = part.objects.filter(topic=story.topic_id, owner=before)
            rows.update_unwatched(owner=story.owner_id)  # no watcher sees whose turn it is
        story.save(update_fields={"owner"})
    recheck(topic=story.topic_id)
