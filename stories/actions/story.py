"""What people do to a whole story: cancel it, offer it, publish it, make it private."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record
from edusmart.live.models import changing
from edusmart.live.publish import recheck
from edusmart.plain.text import is_seen
from edusmart.work.models import ENDED, WorkRow
from stories.actions.retry import PARTS
from stories.actions.scenes.editing import require_editable
from stories.actions.scenes.looked_at import require_looks
from stories.models import Rewriting, Scene, SceneTranslation, Story, StoryShare

LONGEST_STORY_TITLE = 120
WORK: tuple[type[WorkRow], ...] = (*PARTS, Rewriting, SceneTranslation)


def cancel_story(story: Story) -> None:
    """Cancel the parts that are not finished; what is done stays."""
    with changing(story.topic_id):
        for model in WORK:
            # One by one: each row says for itself whether a worker holds it and has to be asked to stop.
            for row in model.objects.filter(topic=story.topic_id).exclude(status__in=ENDED):
                row.cancel()


def rename_story(story: Story, user: User, title: str, seen: str | None = None) -> Story:
    """Give the story this title; `seen` is the one that its writer saw.

    Raises RequestRefused, and changes nothing: 400 for none or one too long, 409 where another person gave
    one meanwhile or a teacher published the story.
    """
    kept = (it for it in title if it.isprintable() or it.isspace() or is_seen(it))
    title = " ".join("".join(kept).split())
    if not is_seen(title) or len(title) > LONGEST_STORY_TITLE:
        raise RequestRefused(
            f"Give the story a title of at most {LONGEST_STORY_TITLE} characters.", "story_title"
        )
    with changing(story.topic_id):
        story.refresh_from_db()
        require_editable(story, user)
        if seen is not None and seen != story.title:
            raise RequestRefused(
                "Somebody else changed this meanwhile. Look at it, then try again.", "changed", 409
            )
        story.title = title
        story.save(update_fields={"title"})
    return story


def offer_story(story: Story, user: User) -> None:
    """Offer the story to teachers, who can see it from now on. Raises RequestRefused (403)."""
    if story.owner_id != user.pk:
        raise RequestRefused("Only its owner can offer this story.", "not_allowed", 403)
    _mark(story, offered_at=timezone.now())


def publish_story(story: Story, user: User, seen: int | None) -> None:
    """Publish the story to every signed-in user; `seen` is the topic's rev that the user looked at.

    Raises RequestRefused: 403, or 409 while anything of it is being made or where another person's
    story changed since.
    """
    with changing(story.topic_id) as rev:
        # Under the lock: nothing may change between this look and the publishing.
        story.refresh_from_db()
        if not story.may_publish(user):
            raise RequestRefused("Only a teacher can publish this story.", "not_allowed", 403)
        require_seen(story, user, seen, rev)
        _mark(story, published_at=timezone.now(), published_by=user)
        record(Event.PUBLISHED, story, account=story.owner, by=user)


def require_seen(story: Story, user: User, seen: int | None, rev: int) -> None:
    """Raise RequestRefused (409) unless the story is finished and the user, no owner, looked at it as it
    is, at each scene where PUBLISH_NEEDS_LOOKS. Call it inside `changing`, whose rev this is."""
    # Who shows a story to others vouches for what is in view, so everything has to be there.
    if not story.completed_items or _in_the_making(story):
        raise RequestRefused(
            "Look at the whole story first: it is not finished yet.", "unfinished", 409
        )
    if story.owner_id != user.pk and seen != rev - 1:
        raise RequestRefused(_what_changed(story, seen), "changed_since", 409)
    require_looks(story)


def publish_ahead(story: Story) -> None:
    """Publish a story before it is made: only one whose document the site itself brings along."""
    _mark(story, published_at=timezone.now(), published_by=story.owner)


def _in_the_making(story: Story) -> bool:
    """Return whether a part is being made; a new picture or wording would come after the teacher's look."""
    rows = (model.objects.filter(topic=story.topic_id).exclude(status__in=ENDED) for model in WORK)
    return story.is_open or any(it.exists() for it in rows)


def _what_changed(story: Story, seen: int | None) -> str:
    since = seen or 0
    changed = Q(rev__gt=since) | Q(illustration__rev__gt=since) | Q(translations__rev__gt=since)
    found = Scene.objects.filter(changed, story=story).values_list("index", flat=True)
    scenes = sorted({index + 1 for index in found})
    which = ", ".join(map(str, scenes))
    what = f" (scene {which})" if scenes else ""
    return f"This story has changed since you looked at it{what}. Look again, then share it."


def make_private(story: Story, user: User) -> None:
    """Take the story back from its readers and from teachers. Raises RequestRefused (403)."""
    if story.owner_id != user.pk and not story.may_publish(user):
        raise RequestRefused(
            "Only its owner or a teacher can take this story back.", "not_allowed", 403
        )
    with changing(story.topic_id):
        story.refresh_from_db()
        shares = StoryShare.objects.filter(thing=story)
        if story.is_vouched_for:  # who takes back an offer leaves what was shared before
            story.shared_before = {
                "everybody": story.is_published,
                "classes": [[it.school_class_id, str(it.due_on or "")] for it in shares],
            }
        shares.delete()
        nobody: dict[str, Any] = {"published_at": None, "published_by": None, "shared_at": None}
        _mark(story, offered_at=None, shared_before=story.shared_before, **nobody)
        record(Event.TAKEN_BACK, story, account=story.owner, by=user)
    # Those who may no longer watch may be watching just now.
    recheck(topic=story.topic_id)


def _mark(story: Story, **values: Any) -> None:
    with changing(story.topic_id):
        for name, value in values.items():
            setattr(story, name, value)
        story.save(update_fields=set(values))
