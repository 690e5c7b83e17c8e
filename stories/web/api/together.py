"""The API of listening together: where a class is, and its conductor's commands."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Schema, Status
from pydantic import ConfigDict, Field

from classroom.models import SchoolClass
from edusmart.accounts.api import ApiRouter, Problem, RequestBody, person
from edusmart.accounts.errors import RequestRefused
from edusmart.live.frames import Audience
from edusmart.live.state import frame_since, starting_rev
from stories.models import ClassListening
from stories.together.conduct import Command, conduct, keep_together, let_go, now_ms
from stories.together.owner import LARGEST_ID, ClassListeningOwner

router = ApiRouter(tags=["classes"])
ClassId = Annotated[int, Path(ge=1, le=LARGEST_ID - 1)]
MOST_SCENES = 2**15 - 1  # what the column holds
LONGEST_SCENE_SECONDS = 24 * 3600
SLOWEST, FASTEST = 0.5, 2.0
PATH = "/class/{class_id}/listening"
REFUSALS = dict.fromkeys((400, 401, 403, 404), Problem)


class ListeningCommand(RequestBody):
    """Where the class is to be: `scene` from 0, `seconds` into it, null for where it is by then.

    `asking` puts the scene's question to the class, until a command without it; `told` tells it the answer.
    """

    story: UUID
    scene: int = Field(ge=0, le=MOST_SCENES)
    seconds: float | None = Field(default=None, ge=0, le=LONGEST_SCENE_SECONDS, allow_inf_nan=False)
    playing: bool
    speed: float = Field(default=1, ge=SLOWEST, le=FASTEST, allow_inf_nan=False)
    asking: bool = False
    told: bool = False

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "story": "00000000-0000-4000-8000-000000000000",
                    "scene": 2,
                    "seconds": 0,
                    "playing": True,
                }
            ]
        }
    )


class ListeningState(Schema):
    """A state frame of the live protocol, and `now`: the server's clock in milliseconds since 1970."""

    type: str
    epoch: str
    prev: int
    rev: int
    rows: list[dict[str, Any]]
    now: int


@router.get(
    PATH,
    response={200: ListeningState, **REFUSALS},
    url_name="class_listening",
    summary="Where a class is that listens together",
)
def class_listening(
    request: HttpRequest, class_id: ClassId, epoch: str = "", since: int = 0
) -> dict[str, Any]:
    """Return what its pupils and teachers are told on its socket, after `since` of `epoch`."""
    listening = ClassListening.objects.filter(school_class=class_id).select_related("topic").first()
    audience = _audience(listening, request) if listening else None
    if listening is None or audience is None:
        raise _no_class()
    since = starting_rev(listening.topic, epoch, since)
    return {**frame_since(listening.topic, since, audience), "now": now_ms()}


@router.put(
    PATH,
    response={200: ListeningState, **REFUSALS, 409: Problem},
    summary="Lead a class through a story",
)
def lead_class(request: HttpRequest, class_id: ClassId, wish: ListeningCommand) -> dict[str, Any]:
    """Bring the class together, or to another place. It holds a moment later, on all devices at once."""
    command = Command(
        wish.story, wish.scene, wish.seconds, wish.playing, wish.speed, wish.asking, wish.told
    )
    listening = conduct(_led(request, class_id), person(request), command)
    listening.topic.refresh_from_db()
    return {**frame_since(listening.topic, 0, "editor"), "now": now_ms()}


@router.post(PATH, response={204: None, **REFUSALS, 409: Problem}, summary="Keep a class together")
def keep_class_together(request: HttpRequest, class_id: ClassId) -> Status[None]:
    """Say that the conductor is still there; after 150 seconds without it the class is let go."""
    keep_together(_led(request, class_id), person(request))
    return Status(204, None)


@router.delete(PATH, response={204: None, **REFUSALS}, summary="Let a class go")
def let_class_go(request: HttpRequest, class_id: ClassId) -> Status[None]:
    """End the listening together; everybody is alone in the story again."""
    let_go(_led(request, class_id))
    return Status(204, None)


def _led(request: HttpRequest, class_id: int) -> SchoolClass:
    """Return the class for who runs it. Raises RequestRefused: 403 for pupils, 404 for other teachers."""
    user = person(request)
    if not user.is_editor:
        raise RequestRefused("Only teachers have classes.", "not_allowed", 403)
    found: SchoolClass | None = SchoolClass.objects.run_by(user).filter(pk=class_id).first()
    if found is None:
        raise _no_class()
    return found


def _audience(listening: ClassListening, request: HttpRequest) -> Audience | None:
    user = person(request)
    watcher = (listening.topic_id, user)
    return ClassListeningOwner().audiences([watcher]).get((listening.topic_id, user.pk))


def _no_class() -> RequestRefused:
    return RequestRefused("There is no such class.", "no_class", 404)
