"""The API of a story's title. It joins the stories' router, as what a scene teaches does."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Status
from pydantic import ConfigDict

from edusmart.accounts.api import RequestBody, person
from edusmart.plain.text import SEEN
from stories.actions.story import LONGEST_STORY_TITLE, rename_story
from stories.web.api.found import editable_story
from stories.web.api.lessons import router
from stories.web.api.scenes import REFUSALS, stated

__all__ = ["router"]


class StoryTitle(RequestBody):
    """`seen_title`: the title that its writer saw; another one by now is a 409."""

    title: Annotated[str, stated(minLength=1, maxLength=LONGEST_STORY_TITLE, pattern=SEEN)]
    seen_title: str | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "How rain travels"}]})


@router.put(
    "/story/{uuid:story_id}/title",
    response={204: None, **REFUSALS},
    summary="Rename a story",
)
def change_title(request: HttpRequest, story_id: UUID, wish: StoryTitle) -> Status[None]:
    """Give the story another title; whoever has it open sees it at once."""
    rename_story(editable_story(request, story_id), person(request), wish.title, wish.seen_title)
    return Status(204, None)
