"""A story as what its work rows belong to."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from edusmart.work.figures import NAMES
from edusmart.work.subjects import Subject
from stories.models import Story


def subjects(topic_ids: Collection[int]) -> Mapping[int, Subject]:
    """Return the stories of these topics by topic id."""
    rows = Story.objects.filter(topic__in=topic_ids).select_related("owner")
    return {
        story.topic_id: Subject(
            title=story.title,
            admin_url=reverse("admin:stories_story_change", args=[story.pk]),
            desk_url=reverse("stories:player", args=[story.pk]),
            person=story.owner.shown_name,
        )
        for story in rows.only("topic_id", "title", *(f"owner__{each}" for each in NAMES))
    }
