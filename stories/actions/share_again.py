"""A story that was made private is shared again as it was: with everybody, and with the same classes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from classroom.models import SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from stories.actions.story import require_seen
from stories.models import Story, StoryShare


@dataclass(frozen=True)
class SharedBefore:
    """With whom a story was shared until it was made private; its classes are those that are still there."""

    everybody: bool
    classes: list[SchoolClass]
    due: dict[int, date | None]


def shared_before(story: Story, user: User) -> SharedBefore | None:
    """Return with whom the user can share the story again; None where it is shared, or never was."""
    kept: dict[str, Any] = story.shared_before
    if not kept or story.is_vouched_for or not story.may_publish(user):
        return None
    due = {it: date.fromisoformat(day) if day else None for it, day in kept["classes"]}
    classes = list(SchoolClass.objects.filter(pk__in=due, teacher__isnull=False))
    if not (kept["everybody"] or classes):
        return None
    return SharedBefore(kept["everybody"], classes, due)


def share_again(story: Story, user: User, seen: int | None) -> None:
    """Share the story as it was before it was made private.

    Raises RequestRefused: 403 for whoever cannot share it, 409 as `publish_story`, and where there is
    nothing to take up.
    """
    with changing(story.topic_id) as rev:
        story.refresh_from_db()
        if not story.may_publish(user):
            raise RequestRefused("Only a teacher can share this story.", "not_allowed", 403)
        before = shared_before(story, user)
        if before is None:
            raise RequestRefused(
                "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
            )
        require_seen(story, user, seen, rev)
        _share(story, user, before)
    recheck(topic=story.topic_id)


def _share(story: Story, user: User, before: SharedBefore) -> None:
    now = timezone.now()
    for it in before.classes:
        # A day that is over by now stays: whoever shares it again takes back what they did.
        StoryShare.objects.create(
            thing=story, school_class=it, shared_by=user, due_on=before.due[it.pk]
        )
    if before.classes:
        story.shared_at = now
        record(Event.SHARED, story, classes=sorted(it.pk for it in before.classes))
    if before.everybody:
        story.published_at, story.published_by = now, user
        record(Event.PUBLISHED, story, account=story.owner, by=user)
    story.save(update_fields={"shared_at", "published_at", "published_by"})
