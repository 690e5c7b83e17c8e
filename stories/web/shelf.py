"""The shelf: the stories that a user finds on it, in pages, with what each card shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from edusmart.accounts.models import User
from edusmart.work.models import Status
from stories.actions.bookmark import STARTED
from stories.models import Bookmark, HeardScene, Scene, Story, StoryQuerySet
from stories.web.wishes import ShelfWishes

ON_A_PAGE = 24
CONTINUED = 4  # one row of cards
NEW_FOR = timedelta(days=7)  # since a story came onto the shelf
LAST_PAGE = 10_000  # bounds the offset, which a database cannot take in any size


@dataclass(frozen=True)
class Page:
    """Some stories of a list; `newer` and `older` are page numbers, 0 where there is none."""

    stories: list[Story]
    newer: int
    older: int


def page_number(value: str) -> int:
    """Return the page number that an address names; 1 for anything else."""
    # Nine digits at most: Python refuses to read thousands of them as a number.
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    return min(int(value), LAST_PAGE) or 1 if is_number else 1


def own_stories(user: User, wishes: ShelfWishes, number: int, without: Iterable[UUID] = ()) -> Page:
    """Return a page of the user's own stories that are wished for, except those that stand elsewhere."""
    stories = Story.objects.kept().filter(owner=user).exclude(pk__in=without)
    return _page(user, stories, wishes, number)


def shared_stories(
    user: User, wishes: ShelfWishes, number: int, without: Iterable[UUID] = ()
) -> Page:
    """Return a page of what others have published or shared with the user's classes, likewise."""
    # Not seen_by: for staff it holds what no one has published.
    stories = Story.objects.heard_by(user).exclude(owner=user)
    return _page(user, stories.exclude(pk__in=without), wishes, number)


def offered_stories(user: User) -> list[Story]:
    """Return the stories that wait for a teacher to publish them."""
    if not user.is_editor:
        return []
    waiting = Story.objects.waiting_for_a_look().exclude(owner=user).select_related("owner")
    newest = cards(user, waiting).order_by("-created_at", "-pk")
    return list(newest[:ON_A_PAGE])


def started_stories(user: User, without: Iterable[UUID] = ()) -> list[Story]:
    """Return the stories that the user started and may continue, the latest first."""
    marks = Bookmark.objects.filter(STARTED, user=user).order_by("-saved_at")
    # A bookmark may outlive the right to see its story.
    seen = Story.objects.seen_by(user).filter(pk__in=marks.values("story")).exclude(pk__in=without)
    heard_at = marks.filter(story=OuterRef("pk")).values("saved_at")[:1]
    return list(cards(user, seen).order_by(Subquery(heard_at).desc())[:CONTINUED])


def count_heard(user: User) -> int:
    """Return how many stories the user has heard to their end."""
    return Bookmark.objects.filter(user=user, finished_at__isnull=False).count()


def seen_stories(user: User, wishes: ShelfWishes, whose: str) -> Any:
    """Return a query for the stories that the user may see and wishes for, as cards.

    `whose`: "own", "others" or, for both, "".
    """
    seen = Story.objects.seen_by(user)
    if whose:
        seen = seen.filter(owner=user) if whose == "own" else seen.exclude(owner=user)
    return wishes.ordered(wishes.among(cards(user, seen)))


def story_to_begin_with(user: User, language: str) -> Story | None:
    """Return a ready published story for a user who has none: one in this language first, then the newest
    that is not heard to its end. None rather than one in another language while one in this may be coming."""
    published = Story.objects.kept().filter(published_at__isnull=False).exclude(owner=user)
    ready = published.filter(status=Status.COMPLETED)
    unheard = cards(user, ready).filter(is_finished=False)
    readable_first = Case(When(language=language, then=0), default=1)
    found: Story | None = unheard.order_by(readable_first, "-published_at", "-pk").first()
    # Which language one has that nobody has begun to tell is not known.
    coming = published.filter(
        language__in=("", language), status__in=(Status.PENDING, Status.PROCESSING)
    )
    return None if found and found.language != language and coming.exists() else found


def next_story(user: User, story: Story, language: str) -> Story | None:
    """Return a story to hear after this one that the user has not finished: in the same language first,
    then in this one, which is the page's; of these of the nearest grade, then the newest.
    None of its own name: that is the same story, told for another grade or once more."""
    finished = Bookmark.objects.filter(user=user, finished_at__isnull=False)
    # Not seen_by, as above: a pupil's private story is no offer, not even to staff.
    heard = Story.objects.heard_by(user).filter(status=Status.COMPLETED).exclude(pk=story.pk)
    unheard = heard.exclude(title__iexact=story.title)
    shown = cards(user, unheard.exclude(pk__in=finished.values("story")))
    tongue = Case(When(language=story.language, then=0), When(language=language, then=1), default=2)
    away = Case(
        When(grade__gte=story.grade, then=F("grade") - story.grade),
        default=story.grade - F("grade"),
    )
    found: Story | None = shown.order_by(tongue, away, "-created_at", "-pk").first()
    return found


def _page(user: User, stories: StoryQuerySet, wishes: ShelfWishes, number: int) -> Page:
    first = (number - 1) * ON_A_PAGE
    wished = wishes.ordered(wishes.among(cards(user, stories)))
    # One more than is shown tells whether there are older ones, without counting the table.
    found = list(wished[first : first + ON_A_PAGE + 1])
    older = number + 1 if len(found) > ON_A_PAGE else 0
    return Page(found[:ON_A_PAGE], number - 1, older)


def cards(user: User | None, stories: StoryQuerySet) -> Any:
    """Return the stories with what a card shows, in one query; `user`: whose place in them it is."""
    scenes = Scene.objects.filter(story=OuterRef("pk"))
    # The first picture that is made, so that a card has a cover while its story is still being told;
    # of drawn ones the one that shows best what it is about, else the first that has somebody in it.
    is_empty = Case(When(illustration__front="", then=1), default=0)
    finished = scenes.exclude(illustration__file="").order_by(
        "-illustration__cover_rank", is_empty, "index"
    )
    # The model's own order would be part of the GROUP BY.
    length = scenes.order_by().values("story").annotate(s=Sum("narration__recording__duration"))
    picture = Subquery(finished.values("illustration__filename")[:1])
    marks = Bookmark.objects.filter(user=user, story=OuterRef("pk"))
    place = marks.filter(STARTED).values("scene")[:1]
    heard_rows = HeardScene.objects.filter(user=user, scene__story=OuterRef("pk"))
    heard = heard_rows.order_by().values("scene__story").annotate(n=Count("pk"))
    is_young = Q(came_at__gt=timezone.now() - NEW_FOR)
    return (
        stories.annotate(
            cover=picture,
            heard_scene=Subquery(place),
            came_at=Coalesce("published_at", "created_at"),
        )
        .annotate(
            cover_url=Case(
                When(cover=None, then=Value("")),
                default=Concat(Value("/pictures/cover/"), F("cover")),
            ),
            duration_seconds=Subquery(length.values("s")),
            is_finished=Exists(marks.filter(finished_at__isnull=False)),
            heard_scenes=Subquery(heard.values("n")[:1]),
        )
        .annotate(
            heard_percent=Case(
                # Which scenes are heard once more is not known.
                When(Q(total_items=0) | Q(heard_scene=None) | Q(is_finished=True), then=None),
                default=F("heard_scenes") * 100.0 / F("total_items"),
                output_field=FloatField(),
            ),
            is_new=Q(~Exists(marks) & is_young, status=Status.COMPLETED),
        )
    )
