"""The API's list of stories."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Schema
from pydantic import Field

from edusmart.accounts.api import ApiRouter, Problem, person
from stories.web.shelf import seen_stories
from stories.web.wishes import LONGEST_QUERY, ShelfWishes
from tts.languages import LANGUAGES

router = ApiRouter(tags=["stories"])


class StoryFilter(Schema):
    """Which stories: `q` has words of titles and scenes, `whose` is about the owner."""

    whose: Literal["own", "others"] | None = None
    q: str = Field(default="", max_length=LONGEST_QUERY)
    grade_level: int | None = Field(default=None, ge=1, le=12)
    language: Literal[tuple(LANGUAGES)] | None = None  # type: ignore[valid-type]  # what is spoken
    order: Literal["new", "title", "shortest", "longest"] = "new"
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=1_000_000)


class ListedStory(Schema):
    """A story in a list. `cover_url` and `duration` (seconds) are null until there is something of it."""

    story_id: UUID
    title: str
    language: str
    grade_level: int
    status: str
    progress: int
    total_scenes: int
    created_at: datetime
    published_at: datetime | None
    is_own: bool
    cover_url: str | None
    duration: float | None
    status_url: str
    url: str


class StoryPage(Schema):
    """Some of the stories, and how many there are altogether."""

    total: int
    stories: list[ListedStory]


@router.get(
    "/stories", response={200: StoryPage, 400: Problem, 401: Problem}, summary="List stories"
)
def list_stories(request: HttpRequest, wanted: Query[StoryFilter]) -> dict[str, Any]:
    """One's own stories and the published ones; for teachers those they were offered, for staff all."""
    wishes = ShelfWishes(
        # No database keeps a NUL.
        query=wanted.q.replace("\x00", " "),
        grade=wanted.grade_level or 0,
        language=wanted.language or "",
        order=wanted.order,
    )
    found = seen_stories(person(request), wishes, wanted.whose or "")
    page = found[wanted.offset : wanted.offset + wanted.limit]
    return {"total": found.count(), "stories": [_listed(it, person(request).pk) for it in page]}


# Any: a card has more than the columns of a story.
def _listed(story: Any, reader: int) -> dict[str, Any]:
    return {
        "story_id": story.pk,
        "title": story.title,
        "language": story.language,
        "grade_level": story.grade,
        "status": story.status,
        "progress": story.progress,
        "total_scenes": story.total_items,
        "created_at": story.created_at,
        "published_at": story.published_at,
        "is_own": story.owner_id == reader,
        "cover_url": story.cover_url or None,
        "duration": story.duration_seconds,
        "status_url": reverse("api-1.0.0:story_status", args=[story.pk]),
        "url": reverse("stories:player", args=[story.pk]),
    }
