"""The shelf: the stories that a user finds on it, in pages, with what each card shows."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, FloatField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Concat

from edusmart.accounts.models import User
from stories.actions.bookmark import STARTED
from stories.models import Bookmark, Scene, Story, StoryQuerySet

ON_A_PAGE = 24
CONTINUED = 4  # one row of cards
LONGEST_QUERY = 100  # each word is a condition of the query
LAST_PAGE = 10_000  # bounds the offset, which a database cannot take in any size


@dataclass(frozen=True)
class Page:
    """Some stories of a list; `newer` and `older` are page numbers, 0 where there is none."""

    stories: list[Story]
    newer: int
    older: int


def page_number(value: str) -> int:
    """Return the page number that an address names; 1 for anything else."""
    return min(int(value), LAST_PAGE) if value.isascii() and value.isdigit() and int(value) else 1


def own_stories(user: User, query: str, number: int) -> Page:
    """Return a page of the user's own stories whose titles contain every word of the query."""
    return _page(user, _found(Story.objects.kept().filter(owner=user), query), number)


def shared_stories(user: User, query: str, number: int) -> Page:
    """Return a page of the published stories of other users, likewise."""
    # Not seen_by: it holds one's own and, for staff, what no one has published.
    stories = Story.objects.kept().filter(published_at__isnull=False).exclude(owner=user)
    return _page(user, _found(stories, query), number)


def offered_stories(user: User) -> list[Story]:
    """Return the stories that wait for a teacher to publish them."""
    if not user.is_editor:
        return []
    offered = Story.objects.kept().filter(offered_at__isnull=False, published_at=None)
    return list(_cards(user, offered.exclude(owner=user))[:ON_A_PAGE])


def started_stories(user: User) -> list[Story]:
    """Return the stories that the user started and may continue, the latest first."""
    marks = Bookmark.objects.filter(STARTED, user=user).order_by("-saved_at")
    # A bookmark may outlive the right to see its story.
    seen = Story.objects.seen_by(user).filter(pk__in=marks.values("story"))
    heard_at = marks.filter(story=OuterRef("pk")).values("saved_at")[:1]
    return list(_cards(user, seen).order_by(Subquery(heard_at).desc())[:CONTINUED])


def _found(stories: StoryQuerySet, query: str) -> StoryQuerySet:
    """Return the stories whose title contains every word."""
    for word in query[:LONGEST_QUERY].split():
        stories = stories.filter(title__icontains=word)
    return stories


def _page(user: User, stories: StoryQuerySet, number: int) -> Page:
    first = (number - 1) * ON_A_PAGE
    # One more than is shown tells whether there are older ones, without counting the table.
    found = list(_cards(user, stories)[first : first + ON_A_PAGE + 1])
    older = number + 1 if len(found) > ON_A_PAGE else 0
    return Page(found[:ON_A_PAGE], number - 1, older)


def _cards(user: User, stories: StoryQuerySet) -> Any:
    """Return the stories with what a card shows, in one query."""
    scenes = Scene.objects.filter(story=OuterRef("pk"))
    # The first picture that is made, so that a card has a cover while its story is still being told.
    finished = scenes.exclude(illustration__file="").order_by("index")
    # The model's own order would be part of the GROUP BY.
    length = scenes.order_by().values("story").annotate(s=Sum("narration__recording__duration"))
    picture = Subquery(finished.values("illustration__filename")[:1])
    mark = Bookmark.objects.filter(STARTED, user=user, story=OuterRef("pk"))
    annotated = stories.annotate(cover=picture).annotate(
        cover_url=Case(
            When(cover=None, then=Value("")), default=Concat(Value("/pictures/"), F("cover"))
        ),
        duration_seconds=Subquery(length.values("s")),
        heard_percent=Case(
            When(Q(total_items=0), then=None),
            # Half of the scene the listener is in counts as heard.
            default=(Subquery(mark.values("scene")[:1]) + 0.5) * 100 / F("total_items"),
            output_field=FloatField(),
        ),
    )
    # With the key, so that stories of the same moment keep their places between pages.
    return annotated.order_by("-created_at", "-pk")
