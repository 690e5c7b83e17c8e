"""Requests and responses of the brief API."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from briefs.models import MAX_ITEM_CHARS, MAX_ITEMS, MAX_PAUSE_SECONDS, MAX_TITLE_CHARS, BriefState
from edusmart.accounts.api import RequestBody
from edusmart.plain.text import SEEN
from tts.languages import LANGUAGES

MAX_QUERY = 100
BIGGEST_ID = 2**62  # a larger one is a refused request and not an error of the database
Id = Annotated[int, Path(ge=1, le=BIGGEST_ID)]


def _like(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


def _without_read_only(sent: Any, read_only: set[str]) -> Any:
    """Return what was sent less what the API adds: a program sends back what it has read and changed."""
    if not isinstance(sent, dict):
        return sent
    return {name: value for name, value in sent.items() if name not in read_only}


def _limits(**limits: Any) -> Any:
    """State what the actions refuse, with sentences of their own that say how much is too much."""
    return Field(json_schema_extra=limits)


_SPOKEN = list(LANGUAGES)
Title = Annotated[str, _limits(minLength=1, maxLength=MAX_TITLE_CHARS, pattern=SEEN)]


def _as_text(sent: Any) -> Any:
    """Refuse what pydantic takes for a day or an hour beside its text: seconds since 1970."""
    if sent is not None and not (isinstance(sent, str) and _BEGINS_WITH_A_DAY.match(sent)):
        raise PydanticCustomError(
            "day", "Send a day like 2026-11-23, an hour with its zone like 2026-11-23T06:30:00Z"
        )
    return sent


_BEGINS_WITH_A_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Item(RequestBody):
    """One item; `id` is null for a new one, `language` empty for the brief's own."""

    model_config = _like(id=None, title="Lost and found", text="A green lunch box.", language="")

    id: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    title: Annotated[str, _limits(maxLength=MAX_TITLE_CHARS)] = ""
    text: Annotated[str, _limits(maxLength=MAX_ITEM_CHARS)] = ""
    language: Annotated[str, _limits(enum=["", *_SPOKEN])] = ""

    @model_validator(mode="before")
    @classmethod
    def _as_it_was_read(cls, sent: Any) -> Any:
        return _without_read_only(sent, SavedItem.model_fields.keys() - cls.model_fields.keys())


class WrittenBrief(RequestBody):
    """A whole brief; items that are not among `items` go.

    `edition` is the one that was read before; with it no other editor's changes are overwritten.
    """

    model_config = _like(
        title="Monday’s brief",
        language="en",
        items=[{"id": None, "title": "Good morning", "text": "It is Monday.", "language": ""}],
        edition=None,
    )

    title: Title
    language: Annotated[str, _limits(enum=_SPOKEN)] = "en"
    items: Annotated[list[Item], _limits(maxItems=MAX_ITEMS)]
    # The column has 32 bits.
    edition: int | None = Field(default=None, ge=1, le=2**31)

    @model_validator(mode="before")
    @classmethod
    def _as_it_was_read(cls, sent: Any) -> Any:
        return _without_read_only(sent, SavedBrief.model_fields.keys() - cls.model_fields.keys())


class NewBrief(WrittenBrief):
    """A brief to begin with; items may follow later."""

    items: Annotated[list[Item], _limits(maxItems=MAX_ITEMS)] = Field(default_factory=list)


class SavedItem(Schema):
    """`stale`: the audio was made before the last change."""

    id: int
    title: str
    text: str
    language: str
    stale: bool
    audio_url: str | None = None
    duration: float | None = Field(default=None, description="seconds")


class BriefSummary(Schema):
    """A brief in a list. Since `out_at` listeners have it; `behind`: as it was before the last changes.

    `held`: it stayed back at its hour, as its audio could not be made. `waiting_edition`: the edition
    that was published and waits for its audio or its hour, 0: none. What was written since goes out when it
    is published too.
    """

    model_config = _like(
        id=7, title="Monday’s brief", language="en", state="scheduled", edition=4,
        publish_at="2026-11-23T06:30:00Z", out_at=None, behind=False, waiting_edition=4, programme_id=1,
        by_itself=False, pause_seconds=2, has_jingle=False, is_template=False, voice_id="warm", total_items=5,
    )  # fmt: skip

    id: int
    title: str
    language: str
    state: BriefState
    edition: int
    publish_at: datetime | None
    out_at: datetime | None
    behind: bool
    waiting_edition: int
    programme_id: int | None
    by_itself: bool
    pause_seconds: int
    has_jingle: bool
    is_template: bool
    voice_id: str
    total_items: int


class SavedBrief(BriefSummary):
    """A brief with its items."""

    model_config = ConfigDict(json_schema_extra={})

    items: list[SavedItem]


class BriefPage(Schema):
    """Some briefs, the newest first, and how many there are altogether."""

    total: int
    briefs: list[BriefSummary]


class BriefFilter(Schema):
    state: BriefState | None = None
    day: Annotated[date | None, BeforeValidator(_as_text)] = Field(
        default=None, description="of publishing, else of the first writing"
    )
    q: str = Field(default="", max_length=MAX_QUERY, description="words of the title or of an item")
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=1_000_000)


class Publication(RequestBody):
    """When listeners get what is written; null: now.

    `edition`: the one that was looked at, any other is a 409.

    `by_itself`: of one with an hour, whether what has no audio by then is made, this once.
    `wait`: of one without an hour, whether what has no audio is made first, in `voice_id` where nothing can
    be heard yet.
    """

    model_config = _like(
        at="2026-11-23T06:30:00Z", edition=4, by_itself=True, wait=False, voice_id=""
    )

    at: Annotated[AwareDatetime | None, BeforeValidator(_as_text)] = None
    edition: int | None = Field(default=None, ge=1, le=2**31)
    by_itself: bool = True
    wait: bool = False
    voice_id: str = ""


class Arrangement(RequestBody):
    """`by_itself`: missing audio is made when the brief is saved or scheduled, without a click.

    `pause_seconds` and `has_jingle` are what is heard between two items; left out, they stay as they are.
    """

    model_config = _like(programme_id=None, by_itself=True, pause_seconds=2, has_jingle=False)

    programme_id: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    by_itself: bool = False
    pause_seconds: int | None = Field(default=None, ge=0, le=MAX_PAUSE_SECONDS)
    has_jingle: bool | None = None


class VoiceChoice(RequestBody):
    """`voice_id`: professional, warm, authoritative, calm, friendly, or a named voice."""

    model_config = _like(voice_id="warm")

    voice_id: str = ""


class StartedJob(Schema):
    model_config = _like(success=True, job_id=123, status="queued", total_items=5)

    success: bool = True
    job_id: int
    status: str
    total_items: int


class JobState(Schema):
    model_config = _like(
        id=123, brief_id=7, voice_id="warm", status="processing", progress=60, total_items=5,
        completed_items=3, failed_items=0, error_code="", error_message=None,
    )  # fmt: skip

    id: int
    brief_id: int
    voice_id: str
    status: str
    progress: int
    total_items: int
    completed_items: int
    failed_items: int
    error_code: str
    error_message: str | None


class Hearing(RequestBody):
    """One play of an item that began, or that reached its end (`to_the_end`)."""

    model_config = _like(to_the_end=False)

    to_the_end: bool = False
