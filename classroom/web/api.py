"""The API of classes: a teacher's classes, and what their pupils did."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import Count
from django.http import HttpRequest
from ninja import Path, Schema

from classroom import features
from classroom.models import SchoolClass
from classroom.web.lookup import pupils_of
from edusmart.accounts.api import ApiRouter, Problem, person
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User

router = ApiRouter(tags=["classes"])
LARGEST_ID = 2**62
ClassId = Annotated[int, Path(ge=1, le=LARGEST_ID)]


class ListedClass(Schema):
    """A class that the caller runs."""

    id: int
    name: str
    pupils: int
    created_at: datetime


class ReportLine(Schema):
    """What is known of one pupil and one thing. Times are null where it did not happen, as far as known.

    `thing` is the id of the story or brief, `seconds` were listened, `week_seconds` of them since Monday,
    `words` tapped, the most often first.
    `reached` of `parts`: the furthest scene they came to, from 1, or the items heard; 0 before they began.
    `heard`: of how many scenes they heard most; a story counts as finished where nearly all were heard.
    `together`: how many others were before them while their class listened together, listened to or not.
    """

    pupil: str
    user_name: str
    kind: Literal["story", "brief"]
    thing: str
    title: str
    due_on: date | None
    opened_at: datetime | None
    finished_at: datetime | None
    reached: int
    heard: int
    together: int
    parts: int
    seconds: float
    week_seconds: float
    words: list[str]
    answers: int
    right: int


@router.get(
    "/classes",
    response={200: list[ListedClass], 401: Problem, 403: Problem},
    summary="List my classes",
)
def list_classes(request: HttpRequest) -> Any:
    """The classes that a teacher runs; for staff all."""
    classes = SchoolClass.objects.run_by(_teacher(request))
    return classes.annotate(pupils=Count("memberships"))


@router.get(
    "/class/{class_id}/report",
    response={200: list[ReportLine], 400: Problem, 401: Problem, 403: Problem, 404: Problem},
    summary="A class's report",
)
def class_report(request: HttpRequest, class_id: ClassId) -> list[dict[str, Any]]:
    """A line for each thing that is shared and each pupil, in the order of their names."""
    school_class = SchoolClass.objects.run_by(_teacher(request)).filter(pk=class_id).first()
    if school_class is None:
        raise RequestRefused("There is no such class.", "no_class", 404)
    done = {(it.pupil_id, it.kind, it.key): it for it in features.done_in(school_class)}
    pupils = list(pupils_of(school_class))
    return [
        _line(pupil, thing, done.get((pupil.pk, thing.kind, thing.key)))
        for thing in features.shared_with(school_class)
        for pupil in pupils
    ]


def _line(pupil: User, thing: features.SharedThing, done: features.Done | None) -> dict[str, Any]:
    return {
        "pupil": pupil.shown_name,
        "user_name": pupil.username,
        "kind": thing.kind,
        "thing": thing.key,
        "title": thing.title,
        "due_on": thing.due_on,
        "opened_at": done and done.opened_at,
        "finished_at": done and done.finished_at,
        "reached": features.reached(thing, done),
        "heard": done.heard if done else 0,
        "together": features.led_through(thing, done),
        "parts": thing.parts,
        "seconds": done.seconds if done else 0,
        "week_seconds": done.week_seconds if done else 0,
        "words": [it.word for it in done.words] if done else [],
        "answers": done.answers if done else 0,
        "right": done.right if done else 0,
    }


def _teacher(request: HttpRequest) -> User:
    user = person(request)
    if not user.is_editor:
        raise RequestRefused("Only teachers have classes.", "not_allowed", 403)
    return user
