"""The API of briefs, for editors: list, read, save and publish. Their audio is in audio_api.py."""

from typing import Annotated, Any

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest
from ninja import Body, Query, Status

from briefs.actions import write
from briefs.models import Brief, BriefItem
from briefs.publishing.publication import Between, Waits, arrange, publish, take_back
from briefs.web.audio_api import router as audio
from briefs.web.lookup import editor, editors_brief
from briefs.web.schemas import (
    Arrangement,
    BriefFilter,
    BriefPage,
    Id,
    NewBrief,
    Publication,
    SavedBrief,
    SavedItem,
    WrittenBrief,
)
from edusmart.accounts.access import require_scope
from edusmart.accounts.api import ApiRouter, Problem
from edusmart.accounts.models import ApiToken
from edusmart.live.state import frame_since, starting_rev
from tts.models import Lexicons

router = ApiRouter(tags=["briefs"])
router.add_router("", audio)
REFUSALS = {400: Problem, 401: Problem, 403: Problem, 404: Problem}
SeenEdition = Annotated[int | None, Query(ge=1, le=2**31)]
BUSY = {**REFUSALS, 409: Problem}


@router.get("/briefs", response={200: BriefPage, **REFUSALS}, summary="List briefs")
def list_briefs(request: HttpRequest, wanted: Query[BriefFilter]) -> dict[str, Any]:
    """The newest first, by their day of publishing, else of their first writing."""
    editor(request)
    known = Brief.objects
    briefs: Any = known.in_state(wanted.state) if wanted.state else known.all()
    briefs = briefs.saying(wanted.q)
    if wanted.day:
        briefs = briefs.annotate(day=TruncDate(Coalesce("publish_at", "created_at")))
        briefs = briefs.filter(day=wanted.day)
    page = briefs.annotate(total_items=Count("items")).order_by(
        Coalesce("publish_at", "created_at").desc(), "-pk"
    )[wanted.offset : wanted.offset + wanted.limit]
    return {"total": briefs.count(), "briefs": [_summary(it, it.total_items) for it in page]}


@router.post("/brief", response={201: SavedBrief, **BUSY}, summary="Write a new brief")
def create_brief(request: HttpRequest, written: NewBrief) -> Status[dict[str, Any]]:
    items = _items(written)
    with transaction.atomic():  # a refused item must not leave an empty brief behind
        brief = write.create(editor(request), written.title, written.language)
        brief = write.save(brief, written.title, written.language, items)
    return Status(201, _saved(brief))


@router.get("/brief/{brief_id}", response={200: SavedBrief, **REFUSALS}, summary="One brief")
def read_brief(request: HttpRequest, brief_id: Id) -> dict[str, Any]:
    return _saved(editors_brief(request, brief_id))


@router.get(
    "/brief/{brief_id}/items",
    response={200: list[SavedItem], **REFUSALS},
    summary="A brief's items",
)
def read_items(request: HttpRequest, brief_id: Id) -> list[dict[str, Any]]:
    """In their order, each with what is heard of it now."""
    return _saved_items(editors_brief(request, brief_id))


@router.get(
    "/brief/{brief_id}/state",
    response={200: dict[str, Any], **REFUSALS},
    summary="A brief's state frame",
)
def brief_state(
    request: HttpRequest, brief_id: Id, epoch: str = "", since: int = 0
) -> dict[str, Any]:
    """The live protocol's state frame: brief, items, jobs and narrations changed after `since`."""
    topic = editors_brief(request, brief_id).topic
    return dict(frame_since(topic, starting_rev(topic, epoch, since), "editor"))


@router.put("/brief/{brief_id}", response={200: SavedBrief, **BUSY}, summary="Save a brief")
def save_brief(request: HttpRequest, brief_id: Id, written: WrittenBrief) -> dict[str, Any]:
    """Items that are not sent are deleted; those without an id are new.

    With an `edition` that is no longer the newest: 409 `conflict`, and nothing is changed.
    """
    brief = editors_brief(request, brief_id)
    items = _items(written)
    return _saved(write.save(brief, written.title, written.language, items, written.edition))


@router.delete("/brief/{brief_id}", response={204: None, **BUSY}, summary="Delete a brief")
def delete_brief(request: HttpRequest, brief_id: Id, edition: SeenEdition = None) -> Status[None]:
    """Its items and their audio go with it.

    With an `edition` that is no longer the newest: 409 `conflict`, and nothing goes.
    """
    write.delete(_brief_with_listeners(request, brief_id), edition)
    return Status(204, None)


@router.post(
    "/brief/{brief_id}/publish", response={200: SavedBrief, **BUSY, 429: Problem}, summary="Publish"
)
def publish_brief(
    request: HttpRequest,
    brief_id: Id,
    publication: Body[Publication] = Publication(),  # noqa: B008
) -> dict[str, Any]:
    """Now, or at a time with an offset. Now: 409 `no_audio` while an item lacks the audio of its text; with
    `wait` that is made first, and until it is there the brief is `scheduled` for now.

    At its hour missing audio is made first, if that is to happen by itself; else it is `held`. What listeners
    get is what is written now: a later edit, also of a published brief, goes out when this is called again.
    """
    require_scope(request, ApiToken.Scope.PUBLISH)
    brief, wish = editors_brief(request, brief_id), publication
    waits = Waits(editor(request), wish.voice_id) if wish.wait else None
    return _saved(publish(brief, wish.at, wish.edition, by_itself=wish.by_itself, waits=waits))


@router.post(
    "/brief/{brief_id}/take-back", response={200: SavedBrief, **REFUSALS}, summary="Take back"
)
def take_back_brief(request: HttpRequest, brief_id: Id) -> dict[str, Any]:
    """A draft again, whether it was published or scheduled."""
    require_scope(request, ApiToken.Scope.PUBLISH)
    return _saved(take_back(editors_brief(request, brief_id)))


@router.put(
    "/brief/{brief_id}/arrangement", response={200: SavedBrief, **REFUSALS}, summary="Arrange"
)
def arrange_brief(request: HttpRequest, brief_id: Id, wish: Arrangement) -> dict[str, Any]:
    """Its programme, whether missing audio is made by itself, and what is between its items."""
    brief = _brief_with_listeners(request, brief_id)
    pause, jingle = wish.pause_seconds, wish.has_jingle
    between = Between(
        brief.pause_seconds if pause is None else pause,
        brief.has_jingle if jingle is None else jingle,
    )
    programme = wish.programme_id
    return _saved(arrange(brief, programme_id=programme, by_itself=wish.by_itself, between=between))


def _brief_with_listeners(request: HttpRequest, brief_id: int) -> Brief:
    """Return the brief; of one that listeners have or are to have, to a token that may publish alone.

    Raises RequestRefused (403, 404).
    """
    brief = editors_brief(request, brief_id)
    if brief.out_at or brief.publish_at:
        require_scope(request, ApiToken.Scope.PUBLISH)
    return brief


def _items(written: WrittenBrief) -> list[write.WrittenItem]:
    return [write.WrittenItem(it.id, it.title, it.text, it.language) for it in written.items]


def _saved(brief: Brief) -> dict[str, Any]:
    items = _saved_items(brief)
    return {**_summary(brief, len(items)), "items": items}


def _summary(brief: Brief, total_items: int) -> dict[str, Any]:
    return {
        "id": brief.pk,
        "title": brief.title,
        "language": brief.language,
        "state": brief.state,
        "edition": brief.edition,
        "publish_at": brief.publish_at,
        "out_at": brief.out_at,
        "behind": brief.is_behind,
        "waiting_edition": brief.waiting_edition,
        "programme_id": brief.programme_id,
        "by_itself": brief.by_itself,
        "pause_seconds": brief.pause_seconds,
        "has_jingle": brief.has_jingle,
        "is_template": brief.is_template,
        "voice_id": brief.voice,
        "total_items": total_items,
    }


def _saved_items(brief: Brief) -> list[dict[str, Any]]:
    lexicons = Lexicons()
    items = brief.items.select_related("narration__recording", "brief")
    return [_saved_item(it, lexicons) for it in items]


def _saved_item(item: BriefItem, lexicons: Lexicons) -> dict[str, Any]:
    recording = item.recording
    return {
        "id": item.pk,
        "title": item.title,
        "text": item.text,
        "language": item.language,
        "stale": item.stale(lexicons),
        "audio_url": item.narration.url if item.narration and recording else None,
        "duration": round(recording.duration, 3) if recording else None,
    }
