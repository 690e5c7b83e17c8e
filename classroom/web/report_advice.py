"""What a teacher can do next, as a report says it: about one pupil, about a class, and before a day."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from classroom import features
from classroom.features import Done, Missed, SharedThing

#: How long before its day it is said who has not heard something.
REMIND_BEFORE = timedelta(days=2)


def next_step(thing: SharedThing, done: Done | None) -> str:
    """Return what a teacher can do next about one pupil and one thing, in a sentence; "" for nothing."""
    if done is None:
        return _("Open it together once.")
    if not done.finished_at:
        return _next_on_the_way(thing, done)
    if done.right < done.answers:
        return _("Talk about the questions that were not right at first.")
    if done.words:
        # Isolated: it may be read the other way than the sentence.
        return _("Talk about this word: %(word)s") % {"word": f"\u2068{done.words[0].word}\u2069"}
    return ""


def _next_on_the_way(thing: SharedThing, done: Done) -> str:
    """Return what to do next about a pupil who has not heard it to its end."""
    together = features.led_through(thing, done)
    if done.seconds < 1 and not together:
        return _("It is open but was not heard: show where Play is.")
    if features.passed_over(thing, done):
        if done.ended_at:
            return _("Came to the end by turning pages. Listen to a scene together.")
        return _("Turned pages without listening. Listen to a scene together.")
    if not together:
        return _("Give time to hear the rest.")
    if features.reached(thing, done) >= thing.parts:
        return _("Listened together to the end. Ask what they remember.")
    return _("Listened together so far. Go on together, or give time to hear the rest.")


def next_of_class(thing: SharedThing, counted: dict[str, Any], missed: Missed | None) -> str:
    """Return what a teacher can do next about a thing with the whole class."""
    if not counted["pieces"]:
        return ""
    opened = counted["finished"] + counted["begun"]
    if counted["closed"] > opened:
        return _begin_it(thing, is_opened=opened > 0)
    if missed:
        return _("Talk with the class about the question below.")
    if not counted["begun"] and not counted["closed"]:
        return _("Everybody heard it to the end. Share the next one.")
    if thing.due_on is None:
        return _("Some are on their way. Say by which day it is to be heard, if it helps.")
    return _("Some are on their way. Give them time to listen.")


def _begin_it(thing: SharedThing, *, is_opened: bool) -> str:
    """Return how to begin a thing that few have opened; only a story has a page for the big screen."""
    if thing.kind != "story":
        if is_opened:
            return _("Most have not opened it yet. Play it to the class once.")
        return _("Nobody has opened it yet. Play it to the class once.")
    if is_opened:
        return _("Most have not opened it yet. Begin it together on the big screen.")
    return _("Nobody has opened it yet. Begin it together on the big screen.")


def reminded(
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
        "note": f"{note % said}\n{request.build_absolute_uri(thing.url)}",
    }
