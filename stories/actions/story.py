"""What people do to a whole story: cancel it, offer it, publish it, make it private."""

from typing import Any

from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from edusmart.work.models import ENDED, WorkRow
from stories.actions.retry import PARTS
from stories.models import Rewriting, Story

WORK: tuple[type[WorkRow], ...] = (*PARTS, Rewriting)


def cancel_story(story: Story) -> None:
    """Cancel the parts that are not finished; what is done stays."""
    with changing(story.topic_id):
        for model in WORK:
            # One by one: each row says for itself whether a worker holds it and has to be asked to stop.
            for row in model.objects.filter(topic=story.topic_id).exclude(status__in=ENDED):
                row.cancel()


def offer_story(story: Story, user: User) -> None:
    """Offer the story to teachers, who can see it from now on. Raises RequestRefused (403)."""
    if story.owner_id != user.pk:
        raise RequestRefused("Only its owner can offer this story.", "not_allowed", 403)
    _mark(story, offered_at=timezone.now())


def publish_story(story: Story, user: User) -> None:
    """Publish the story to every signed-in user. Raises RequestRefused: 403, or 409 while it is being
    made."""
    if not story.may_publish(user):
        raise RequestRefused("Only a teacher can publish this story.", "not_allowed", 403)
    # Who publishes vouches for what is in view, so everything has to be there.
    if story.is_open or not story.completed_items:
        raise RequestRefused(
            "Look at the whole story first: it is not finished yet.", "unfinished", 409
        )
    _mark(story, published_at=timezone.now(), published_by=user)


def make_private(story: Story, user: User) -> None:
    """Take the story back from its readers and from teachers. Raises RequestRefused (403)."""
    if story.owner_id != user.pk and not story.may_publish(user):
        raise RequestRefused(
            "Only its owner or a teacher can take this story back.", "not_allowed", 403
        )
    _mark(story, published_at=None, published_by=None, offered_at=None)
    # Those who may no longer watch may be watching just now.
    recheck(topic=story.topic_id)


def _mark(story: Story, **values: Any) -> None:
    with changing(story.topic_id):
        for name, value in values.items():
            setattr(story, name, value)
        story.save(update_fields=set(values))
