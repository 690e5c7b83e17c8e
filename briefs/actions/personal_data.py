"""What the briefs hold of a person, for export and erasure."""

from collections.abc import Iterator

from briefs.models import Brief, BriefTrace, FeedLink
from edusmart.accounts.models import User
from edusmart.accounts.personal.holdings import Part
from edusmart.accounts.trail import name_of


def export_briefs(person: User) -> Iterator[Part]:
    """Yield the briefs that the person wrote, what they heard for a class, and what programs asked by their
    private feed links."""
    briefs = Brief.objects.filter(created_by=person).prefetch_related("items")
    yield Part("briefs.json", [_brief(brief) for brief in briefs])
    traces = BriefTrace.objects.filter(pupil=person)
    listened = traces.values(
        "thing__title", "opened_at", "finished_at", "seconds", "week", "week_seconds"
    )
    yield Part("listened_briefs.json", list(listened))
    links = FeedLink.objects.filter(user=person)
    yield Part(
        "feed_links.json",
        list(links.values("programme__title", "revoked_at", "fetched_at", "programs")),
    )


def _brief(brief: Brief) -> dict[str, object]:
    items = list(brief.items.values("position", "title", "text"))
    return {"title": brief.title, "created_at": brief.created_at, "items": items}


def erase_briefs(person: User) -> list[str]:
    """Take the person's name from their briefs, which others use, and name their feed links."""
    for brief in Brief.objects.filter(created_by=person).order_by("topic_id"):
        brief.created_by = None
        # Without an author nobody's quota pays for audio that is made by itself.
        brief.by_itself, brief.audio_due_at = False, None
        brief.save(update_fields={"created_by", "by_itself", "audio_due_at"})
    return [name_of(link) for link in FeedLink.objects.filter(user=person)]
