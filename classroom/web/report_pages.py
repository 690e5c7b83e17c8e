"""The report of a class: what each pupil did with what is shared, as a page and as CSV.

Pupils stand in the order of their names. Nothing is added up over them, and nobody is compared.
"""

import csv
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from classroom import features
from classroom.features import Done, Missed, SharedThing
from classroom.models import SchoolClass
from classroom.web.lookup import for_its_teacher, pupils_of
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record

WORDS_SHOWN = 8
#: How long before its day it is said who has not heard something.
REMIND_BEFORE = timedelta(days=2)
#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@never_cache
@require_safe
@for_its_teacher
def report(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Show what each pupil did with each thing; `?pupil=` shows one pupil, `?thing=` one thing."""
    pupils, things = list(pupils_of(school_class)), features.shared_with(school_class)
    done, missed = _done(school_class), features.missed_in(school_class)
    pupil = next((it for it in pupils if str(it.pk) == request.GET.get("pupil")), None)
    context: dict[str, Any] = {"school_class": school_class, "pupils": pupils, "pupil": pupil}
    if pupil:
        rows = [_row(pupil, it, done) for it in things]
        context["rows"], context["not_opened"] = _parted(rows)
    else:
        context["things"] = [
            {
                "thing": it,
                "rows": opened,
                "not_opened": unopened,
                "missed": missed.get((it.kind, it.key)),
                "reminded": _reminded(request, it, rows),
                "next": _next_of_class(it, counted, missed.get((it.kind, it.key))),
                "is_to_begin": counted["closed"] > counted["finished"] + counted["begun"],
                **counted,
            }
            for it in things
            for rows in [[_row(each, it, done) for each in pupils]]
            for counted in [_counted(rows)]
            for opened, unopened in [_parted(rows)]
        ]
        # What its teacher looks for is open: what is due about now, else what was shared last.
        shown = [it for it in context["things"] if it["reminded"]] or context["things"][:1]
        context["opened"] = [it["thing"] for it in shown]
    return render(request, "classroom/report.html", context)


@never_cache
@require_safe
@for_its_teacher
def as_csv(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Send the report as CSV, a line for each pupil and thing."""
    pupils, things = list(pupils_of(school_class)), features.shared_with(school_class)
    record(Event.EXPORTED, school_class)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{school_class.name} {timezone.localdate()}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.write("\ufeff")  # or spreadsheets read it in another encoding
    # All in quotation marks: a spreadsheet whose separator is a semicolon would end a cell within a name, and
    # take what follows for a cell of its own, which may begin a formula.
    writer = csv.writer(response, quoting=csv.QUOTE_ALL)
    writer.writerows(_lines(pupils, things, _done(school_class)))
    return response


def _done(school_class: SchoolClass) -> dict[tuple[int, str, str], Done]:
    return {(it.pupil_id, it.kind, it.key): it for it in features.done_in(school_class)}


def _row(pupil: User, thing: SharedThing, done: dict[tuple[int, str, str], Done]) -> dict[str, Any]:
    found = done.get((pupil.pk, thing.kind, thing.key))
    return {
        "pupil": pupil,
        "thing": thing,
        "done": found,
        "played": _clock(found.seconds if found else 0),
        "length": _clock(thing.seconds) if thing.seconds else "",
        "next": _next_step(thing, found),
        "reached": features.reached(thing, found),
        "passed_over": features.passed_over(thing, found),
        "words": list(found.words[:WORDS_SHOWN]) if found else [],
        "more_words": max(0, len(found.words) - WORDS_SHOWN) if found else 0,
    }


def _parted(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of who opened the thing, and the others: of these there is one thing to say."""
    return [it for it in rows if it["done"]], [it for it in rows if not it["done"]]


def _next_step(thing: SharedThing, done: Done | None) -> str:
    """Return what a teacher can do next about one pupil and one thing, in a sentence; "" for nothing."""
    if done is None:
        return _("Open it together once.")
    if not done.finished_at and done.seconds < 1:
        return _("It is open but was not heard: show where Play is.")
    if features.passed_over(thing, done):
        if done.ended_at:
            return _("Came to the end by turning pages. Listen to a scene together.")
        return _("Turned pages without listening. Listen to a scene together.")
    if not done.finished_at:
        return _("Give time to hear the rest.")
    if done.right < done.answers:
        return _("Talk about the questions that were not right at first.")
    if done.words:
        # Isolated: it may be read the other way than the sentence.
        return _("Talk about this word: %(word)s") % {"word": f"\u2068{done.words[0]}\u2069"}
    return ""


def _next_of_class(thing: SharedThing, counted: dict[str, Any], missed: Missed | None) -> str:
    """Return what a teacher can do next about a thing with the whole class."""
    if not counted["pieces"]:
        return ""
    if not counted["finished"] and not counted["begun"]:
        return _("Nobody has opened it yet. Begin it together on the big screen.")
    if counted["closed"] > counted["finished"] + counted["begun"]:
        return _("Most have not opened it yet. Begin it together on the big screen.")
    if missed:
        return _("Talk with the class about the question below.")
    if not counted["begun"] and not counted["closed"]:
        return _("Everybody heard it to the end. Share the next one.")
    if thing.due_on is None:
        return _("Some are on their way. Say by which day it is to be heard, if it helps.")
    return _("Some are on their way. Give them time to listen.")


def _reminded(
    request: HttpRequest, thing: SharedThing, rows: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return whom a kind word would help about its day, and a note to send; {} where it is not about time."""
    today = timezone.localdate()
    if thing.due_on is None or not today - features.WEEK < thing.due_on <= today + REMIND_BEFORE:
        return {}
    closed = [it for it in rows if not it["done"]]
    begun = [it for it in rows if it["done"] and not it["done"].finished_at]
    if not closed and not begun:
        return {}
    day = date_format(thing.due_on, "l j F")
    # Isolated: it may be read the other way than the note.
    said = {"title": f"\u2068{thing.title or _('Untitled')}\u2069", "day": day}
    note = (
        _("“%(title)s” is waiting for you. There is still time: listen today or tomorrow.")
        if thing.is_overdue
        else _("“%(title)s” is waiting for you. Listen by %(day)s.")
    )
    return {
        "closed": closed,
        "begun": begun,
        "note": f"{note % said} {request.build_absolute_uri(thing.url)}",
    }


def _counted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many pupils did what, and as many pieces of a bar."""
    there = [it["done"] for it in rows if it["done"]]
    finished = sum(bool(it.finished_at) for it in there)
    begun, closed = len(there) - finished, len(rows) - len(there)
    pieces = ["finished"] * finished + ["opened"] * begun + ["not"] * closed
    return {"finished": finished, "begun": begun, "closed": closed, "pieces": pieces}


def _clock(seconds: float) -> str:
    """Return seconds as 1:05."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _minutes(done: Done | None) -> int:
    """Return the minutes listened; what was begun is one at least."""
    return max(1, round(done.seconds / 60)) if done and done.seconds >= 1 else 0


def _lines(
    pupils: list[User], things: list[SharedThing], done: dict[tuple[int, str, str], Done]
) -> Iterator[list[str]]:
    yield [
        _("Pupil"), _("User name"), _("Story or brief"), _("Listen by"), _("Opened"),
        _("Heard to the end"), _("Scene or items reached"), _("Scenes heard"), _("Of"),
        _("Minutes listened"), _("Seconds played"), _("Seconds in all"),
        _("Words tapped"), _("Answers given"), _("Right at first"),
    ]  # fmt: skip
    for thing in things:
        for pupil in pupils:
            it = done.get((pupil.pk, thing.kind, thing.key))
            yield [
                harmless(pupil.shown_name), harmless(pupil.username),
                harmless(thing.title), thing.due_on.isoformat() if thing.due_on else "",
                _day(it and it.opened_at), _day(it and it.finished_at),
                str(features.reached(thing, it)), _heard(thing, it), str(thing.parts),
                str(_minutes(it)),
                str(round(it.seconds)) if it else "0", str(round(thing.seconds)),
                harmless(" ".join(it.words)) if it else "",
                str(it.answers) if it else "0", str(it.right) if it else "0",
            ]  # fmt: skip


def _heard(thing: SharedThing, done: Done | None) -> str:
    return str(done.heard if done else 0) if thing.kind == "story" else ""


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _day(when: Any) -> str:
    return timezone.localtime(when).date().isoformat() if when else ""
