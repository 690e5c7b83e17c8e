"""The report of a class: what each pupil did with what is shared, as a page and as CSV.

Pupils stand in the order of their names. Nothing is added up over them, and nobody is compared.
"""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from classroom import features
from classroom.features import Done, SharedThing
from classroom.models import SchoolClass
from classroom.web.lookup import for_its_teacher, pupils_of
from classroom.web.report_advice import next_of_class, next_step, reminded
from classroom.web.report_answers import (
    Of,
    by_pupil_and_thing,
    question_by_question,
    word_by_word,
)
from classroom.web.report_csv import clock, lines
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record

WORDS_SHOWN = 8
#: Columns of the table at a glance: as many as stand beside each other on a sheet of paper.
GLANCED_AT = 10


@never_cache
@require_safe
@for_its_teacher
def report(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Show what each pupil did with each thing; `?pupil=` shows one pupil, `?thing=` one thing."""
    pupils, things = list(pupils_of(school_class)), features.shared_with(school_class)
    done = _done(school_class)
    pupil = next((it for it in pupils if str(it.pk) == request.GET.get("pupil")), None)
    thing = next((it for it in things if it.code == request.GET.get("thing")), None)
    context: dict[str, Any] = {"school_class": school_class, "pupils": pupils}
    if pupil:
        rows = [_row(pupil, it, done) for it in things]
        context |= {"pupil": pupil, "answered": _answered(school_class, pupil, rows)}
        context["week"] = _minutes_this_week(rows)
        context["rows"], context["not_opened"] = _parted(rows)
    elif thing:
        rows = [_row(it, thing, done) for it in pupils]
        context |= _of_thing(school_class, thing, pupils, rows)
        context["rows"], context["not_opened"] = _parted(rows)
    else:
        context |= _of_class(request, school_class, pupils, things, done)
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
    given = by_pupil_and_thing(features.given_in(school_class))
    writer.writerows(lines(pupils, things, _done(school_class), given))
    return response


def _done(school_class: SchoolClass) -> dict[Of, Done]:
    return {(it.pupil_id, it.kind, it.key): it for it in features.done_in(school_class)}


def _of_class(
    request: HttpRequest,
    school_class: SchoolClass,
    pupils: list[User],
    things: list[SharedThing],
    done: dict[Of, Done],
) -> dict[str, Any]:
    missed = features.missed_in(school_class)
    rows_of = [(it, [_row(each, it, done) for each in pupils]) for it in things]
    shown = [_section(request, it, rows, missed.get((it.kind, it.key))) for it, rows in rows_of]
    # What its teacher looks for is open: what has the newest results, and the first that is due about now.
    due = [it["thing"] for it in shown if it["reminded"]]
    columns = rows_of[:GLANCED_AT]
    return {
        "things": shown,
        "opened": [*due[:1], *_newest(rows_of)] or things[:1],
        "is_together": any(row["together"] for _, rows in columns for row in rows),
        "columns": [it for it, _ in columns],
        "glance": [
            {
                "pupil": each,
                "cells": [rows[n] for _, rows in columns],
                "week": _minutes_this_week([rows[n] for _, rows in rows_of]),
            }
            for n, each in enumerate(pupils)
        ],
    }


def _newest(rows_of: list[tuple[SharedThing, list[dict[str, Any]]]]) -> list[SharedThing]:
    """Return the thing that a pupil was with last, none where nobody opened anything."""
    seen = [
        (row["done"].seen_at or row["done"].opened_at, n)
        for n, (_, rows) in enumerate(rows_of)
        for row in rows
        if row["done"]
    ]
    return [rows_of[max(seen)[1]][0]] if seen else []


def _section(
    request: HttpRequest, thing: SharedThing, rows: list[dict[str, Any]], missed: Any
) -> dict[str, Any]:
    counted = _counted(rows)
    opened, unopened = _parted(rows)
    return {
        "thing": thing,
        "rows": opened,
        "not_opened": unopened,
        "missed": missed,
        "reminded": reminded(request, thing, rows),
        "next": next_of_class(thing, counted, missed),
        "is_to_begin": counted["closed"] > counted["finished"] + counted["begun"],
        **counted,
    }


def _of_thing(
    school_class: SchoolClass, thing: SharedThing, pupils: list[User], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    answers = features.given_in(school_class)
    given = [it for it in answers if (it.kind, it.key) == (thing.kind, thing.key)]
    return {
        "thing": thing,
        "questions": question_by_question(given, pupils),
        "earlier": sum(not it.question for it in given),
        "words": word_by_word(rows),
        **_counted(rows),
    }


def _answered(
    school_class: SchoolClass, pupil: User, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return of each thing what the pupil answered and tapped, where they did."""
    given = by_pupil_and_thing(features.given_in(school_class))
    found = [
        {
            "thing": row["thing"],
            "given": given.get((pupil.pk, row["thing"].kind, row["thing"].key), []),
            "words": row["done"].words if row["done"] else (),
        }
        for row in rows
    ]
    return [it for it in found if it["given"] or it["words"]]


def _row(pupil: User, thing: SharedThing, done: dict[Of, Done]) -> dict[str, Any]:
    found = done.get((pupil.pk, thing.kind, thing.key))
    words = [it.word for it in found.words] if found else []
    return {
        "pupil": pupil,
        "thing": thing,
        "done": found,
        "did": _did(found),
        "played": clock(found.seconds if found else 0),
        "length": clock(thing.seconds) if thing.seconds else "",
        "next": next_step(thing, found),
        "reached": features.reached(thing, found),
        "heard": features.heard(thing, found),
        "together": features.led_through(thing, found),
        "passed_over": features.passed_over(thing, found),
        "words": words[:WORDS_SHOWN],
        "more_words": max(0, len(words) - WORDS_SHOWN),
    }


def _minutes_this_week(rows: list[dict[str, Any]]) -> int:
    """Return for how many minutes a pupil listened since Monday, from their rows of all things."""
    return int(sum(it["done"].week_seconds for it in rows if it["done"]) // 60)


def _did(done: Done | None) -> str:
    if done is None:
        return "not"
    return "finished" if done.finished_at else "opened"


def _parted(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of who opened the thing, and the others: of these there is one thing to say."""
    return [it for it in rows if it["done"]], [it for it in rows if not it["done"]]


def _counted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many pupils did what, and as many pieces of a bar."""
    did = [it["did"] for it in rows]
    finished, begun, closed = (did.count(it) for it in ("finished", "opened", "not"))
    pieces = ["finished"] * finished + ["opened"] * begun + ["not"] * closed
    return {"finished": finished, "begun": begun, "closed": closed, "pieces": pieces}
