"""Remove a story: it disappears at once and is deleted later, so that its owner can undo it."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from edusmart.work.models import Status
from stories.actions.retry import PARTS, retry
from stories.actions.story import cancel_story
from stories.models import Story, StoryQuerySet

UNDO_FOR = timedelta(minutes=30)  # for a removal by mistake; the files cost space meanwhile
DELETED_AT_ONCE = 20  # so that the sweep's other work does not wait


def may_remove(story: Story, user: User) -> bool:
    """Return whether the user may remove the story."""
    return story.owner_id == user.pk or user.is_overseer


def remove_story(story: Story, user: User) -> None:
    """Hide the story, stop the work on it and disconnect its watchers.

    Raises RequestRefused (403) for a user who may not.
    """
    if not may_remove(story, user):
        raise RequestRefused("Only its owner can delete this story.", "not_allowed", 403)
    with changing(story.topic_id):
        # Before anything is cancelled: restoring finds what the removal stopped by this time.
        story.removed_at = timezone.now()
        story.save(update_fields={"removed_at"})
        record(Event.REMOVED, story, account=story.owner, by=user)
        cancel_story(story)
        # Sockets ask for permission when they open only; this asks again.
        recheck(topic=story.topic_id)


def restore_story(story: Story, user: User) -> RequestRefused | None:
    """Bring a removed story back, and retry what its removal stopped.

    Returns the refusal where the owner's budget does not pay for the retry, or the user may not change what
    is shared; the story is back all the same.
    """
    removed_at = story.removed_at
    if removed_at is None:
        return None
    with changing(story.topic_id):
        story.removed_at = None
        story.save(update_fields={"removed_at"})
        record(Event.RESTORED, story, account=story.owner)
        # A story in which its removal stopped nothing comes back as it was.
        stopped = Q(topic=story.topic_id, status=Status.CANCELLED, finished_at__gte=removed_at)
        if any(model.objects.filter(stopped).exists() for model in PARTS):
            try:
                retry(story, user)
            except RequestRefused as refused:
                return refused
    return None


def restorable_stories(user: User) -> StoryQuerySet:
    """Return the removed stories that the user can still bring back."""
    removed = Story.objects.filter(removed_at__gt=timezone.now() - UNDO_FOR)
    return removed if user.is_overseer else removed.filter(owner=user)


def delete_removed() -> None:
    """Delete the stories whose time to be restored is over, some in each call. A chore of the sweep."""
    for story in Story.objects.filter(removed_at__lt=timezone.now() - UNDO_FOR)[:DELETED_AT_ONCE]:
        story.delete()
