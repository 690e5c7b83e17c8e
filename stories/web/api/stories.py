"""The story API: upload, status, one scene, retry and cancel."""

import logging
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import File, Form, Header, Query, Schema, Status
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field, WithJsonSchema

from edusmart.accounts.api import ApiRouter, Problem, RequestBody, person
from edusmart.accounts.errors import RequestRefused
from edusmart.live.state import frame_since, starting_rev
from edusmart.work.errors import WorkError
from stories.actions.retry import retry
from stories.actions.story import cancel_story
from stories.actions.uploads.sent import file_or_text
from stories.actions.uploads.upload import StoryOptions, look_at, upload_story
from stories.actions.uploads.upload_turn import keep_refused_by_browser
from stories.costs.budget import shown_estimate
from stories.live import StoryOwner, audience_of
from stories.web.api.found import MOST_ID, SceneId, editable_story, scene_of, visible_story
from stories.web.api.states import SceneState, StoryState, VowelledScene, scene_state, story_state
from tts.vowels import with_vowels

MOST = 1_000_000  # pages or words anybody may ask about
LONGEST_NAME = 300  # of a file: systems allow 255 bytes
MOST_NAMES = 100
Counted = Annotated[int, Query(ge=0, le=MOST)]
# Stated and not checked: StoryOptions refuses a wrong one with the same sentence as the form.
Grade = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": "^([1-9]|1[0-2]|[Gg]rade ([1-9]|1[0-2]))?$"})
]
Scenes = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^([1-9]|[1-5][0-9]|60)?$"})]
#: One document or several photos; a text may come instead, and so none is no mistake of the form.
Files = File[list[UploadedFile]]
NO_FILES: list[UploadedFile] = []
PastedText = Form[str]
router = ApiRouter(tags=["stories"])
log = logging.getLogger(__name__)


class UploadedStory(Schema):
    """The accepted upload; the story is made in the background."""

    story_id: UUID
    status: str
    status_url: str
    live_url: str


REFUSALS = dict.fromkeys((400, 401, 413, 429, 503), Problem)


# 202, as the story is not there yet: status_url and live_url say how far it is.
@router.post(
    "/upload",
    response={202: UploadedStory, **REFUSALS},
    operation_id="upload_story",
    summary="Upload a document, photos of one, or a text",
)
def upload(
    request: HttpRequest,
    file: Files = NO_FILES,
    text: PastedText = "",
    # Texts, not numbers: StoryOptions refuses a wrong one with the same sentence as the form.
    grade_level: Form[str] = "",
    voice: Form[str] = "",
    language: Form[str] = "",
    scenes: Form[str] = "",
    idempotency_key: Header[str] = "",
) -> Status[dict[str, Any]]:
    """Start a story. `grade_level` is 1 to 12 or such as "Grade 4".

    `file` is a PDF, an EPUB, a .docx, .pptx or .odt, a text or Markdown file, or one photo or several of
    its pages (JPEG, PNG, WebP, HEIC; at most 20) in their order. `text` is told instead of a
    file and has at most 200,000 characters.

    Sent again with the same `Idempotency-Key`, it makes no second story and returns the first.
    """
    wishes = StoryOptions.parse(grade_level, voice, language, scenes, user=person(request))
    story = upload_story(person(request), file_or_text(file, text), wishes, idempotency_key)
    return Status(
        202,
        {
            "story_id": story.pk,
            "status": story.status,
            "status_url": reverse("api-1.0.0:story_status", args=[story.pk]),
            "live_url": StoryOwner.live_url(story.pk),
        },
    )


class LookedAt(Schema):
    """What a quick look found. `language` is "" where it takes longer than a look to say."""

    title: str
    language: str
    pages: int


@router.post(
    "/upload/look",
    response={200: LookedAt, **REFUSALS},
    operation_id="look_at_upload",
    summary="What a document is about to become",
)
def look(request: HttpRequest, file: Files = NO_FILES, text: PastedText = "") -> dict[str, Any]:
    """Read a document for its title and language before it is uploaded; nothing is kept."""
    read = look_at(person(request), file_or_text(file, text))
    if read is None or not read.pages:
        return {"title": "", "language": "", "pages": read.page_count if read else 0}
    return {"title": read.title, "language": read.language, "pages": read.page_count}


class RefusedFiles(RequestBody):
    """Files that a browser did not send, and why. Of their names only a known ending is kept."""

    code: Literal["too_big", "many_photos", "one_document", "unknown_format", "not_a_pdf", "empty"]
    size: int = Field(ge=0, le=MOST_ID)
    names: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(max_length=MOST_NAMES)

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "too_big", "size": 99000000, "names": ["a.pdf"]}]}
    )


@router.post(
    "/upload/refused",
    response={204: None, 400: Problem, 401: Problem},
    operation_id="tell_refused_upload",
    summary="Tell what was not sent",
)
def tell_refused(request: HttpRequest, files: RefusedFiles) -> Status[None]:
    """Note files that were refused before they were sent, for those who help with uploads."""
    keep_refused_by_browser(person(request), files.code, files.size, files.names)
    return Status(204, None)


class UploadEstimate(Schema):
    """About what a story will cost. `left_today` is null where there is no budget."""

    scenes: int
    pictures: int
    is_free: bool
    at_most: bool
    cost_micros: int
    cost: str
    left_today: str | None


@router.get(
    "/upload/estimate",
    response={200: UploadEstimate, 400: Problem, 401: Problem},
    summary="What a story will cost",
)
def upload_estimate(
    request: HttpRequest,
    pages: Counted = 0,
    words: Counted = 0,
    grade_level: Grade = "",
    scenes: Scenes = "",
) -> dict[str, Any]:
    """Estimate a document of so many pages and words, 0 where unknown: then `at_most` is true."""
    user, wishes = person(request), StoryOptions.parse(grade_level, "", "", scenes)
    return shown_estimate(user, pages, words, wishes.grade, wishes.scenes)


@router.get(
    "/story/{uuid:story_id}/status",
    response={200: dict[str, Any], 401: Problem, 404: Problem},
    url_name="story_status",
    summary="A story's state",
)
def story_status(
    request: HttpRequest, story_id: UUID, epoch: str | None = None, since: int = 0
) -> dict[str, Any]:
    """Return the story with its scenes (StoryState); with `epoch` and `since`, the live protocol's
    state frame."""
    story = visible_story(request, story_id)
    if epoch is not None:
        audience = audience_of(story, person(request)) or "viewer"
        return dict(frame_since(story.topic, starting_rev(story.topic, epoch, since), audience))
    # By hand, as the two kinds of response share one address and so have no common schema.
    return StoryState(**story_state(story)).model_dump(mode="json")


@router.get(
    "/story/{uuid:story_id}/scene/{int:index}",
    response={200: SceneState, 401: Problem, 404: Problem},
    summary="One scene",
)
def story_scene(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> dict[str, Any]:
    """Return the scene at this index, or with `scene_id` that scene, wherever it stands now."""
    return scene_state(scene_of(visible_story(request, story_id), index, scene_id))


@router.get(
    "/story/{uuid:story_id}/scene/{int:index}/vowels",
    response={200: VowelledScene, 401: Problem, 404: Problem, 409: Problem, 503: Problem},
    operation_id="scene_with_vowels",
    summary="One scene with its vowels",
)
def scene_with_vowels(
    request: HttpRequest, story_id: UUID, index: int, scene_id: SceneId = None
) -> dict[str, Any]:
    """Return an Arabic scene's text with its short vowels; the stored text stays as it is."""
    story = visible_story(request, story_id)
    if story.language != "ar":
        raise RequestRefused("Only Arabic is written without its vowels.", "no_vowels", 409)
    scene = scene_of(story, index, scene_id)
    try:
        return {"scene_index": scene.index, "text": scene.text, "vowelled": with_vowels(scene.text)}
    except WorkError as error:
        log.warning("story=%s scene=%s got no vowels: %s", story.pk, index, error.code)
        raise RequestRefused(
            "The vowels cannot be fetched just now; try again in a moment.", "vowels_away", 503
        ) from error


@router.post(
    "/story/{uuid:story_id}/retry",
    response={200: StoryState, **dict.fromkeys((401, 403, 404, 409, 429), Problem)},
)
def retry_story(request: HttpRequest, story_id: UUID) -> dict[str, Any]:
    """Try again what failed or was cancelled."""
    story = editable_story(request, story_id)
    retry(story, person(request))
    return story_state(visible_story(request, story_id))


@router.post(
    "/story/{uuid:story_id}/cancel",
    response={200: StoryState, 401: Problem, 403: Problem, 404: Problem},
    operation_id="cancel_story",
)
def cancel(request: HttpRequest, story_id: UUID) -> dict[str, Any]:
    """Cancel what is not finished."""
    cancel_story(editable_story(request, story_id))
    return story_state(visible_story(request, story_id))
