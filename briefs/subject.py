"""A brief as what its work rows belong to."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from briefs.models import Brief
from edusmart.work.figures import NAMES
from edusmart.work.subjects import Subject


def subjects(topic_ids: Collection[int]) -> Mapping[int, Subject]:
    """Return the briefs of these topics by topic id."""
    rows = Brief.objects.filter(topic__in=topic_ids).select_related("created_by")
    return {
        brief.topic_id: Subject(
            title=brief.title,
            admin_url=reverse("admin:briefs_brief_change", args=[brief.pk]),
            desk_url=reverse("briefs:desk", args=[brief.pk]),
            person=brief.created_by.shown_name if brief.created_by else "",
        )
        for brief in rows.only("topic_id", "title", *(f"created_by__{each}" for each in NAMES))
    }
