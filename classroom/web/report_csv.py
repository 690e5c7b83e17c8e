"""The report of a class as CSV, a line for each pupil and thing."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from classroom import features
from classroom.features import Done, Given, SharedThing
from classroom.web.report_answers import Of, as_text
from edusmart.accounts.models import User

#: What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clock(seconds: float) -> str:
    """Return seconds as 1:05: those that are over, so that it never says more than there was."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def lines(
    pupils: list[User],
    things: list[SharedThing],
    done: dict[Of, Done],
    given: dict[Of, list[Given]],
) -> Iterator[list[str]]:
    """Return the lines of the table, its head first."""
    yield [
        _("Pupil"), _("User name"), _("Story or brief"), _("Listen by"), _("Opened"),
        _("Heard to the end"), _("Scene or items reached"), _("Scenes heard"), _("Scenes together"),
        _("Of"),
        _("Played (minutes:seconds)"), _("Seconds played"), _("Seconds since Monday"), _("Seconds in all"),
        _("Words tapped"), _("Answers given"), _("Right at first"), _("First answers"),
    ]  # fmt: skip
    for thing in things:
        for pupil in pupils:
            of = pupil.pk, thing.kind, thing.key
            it = done.get(of)
            yield [
                harmless(pupil.shown_name), harmless(pupil.username),
                harmless(thing.title), thing.due_on.isoformat() if thing.due_on else "",
                _day(it and it.opened_at), _day(it and it.finished_at),
                str(features.reached(thing, it)), _heard(thing, it), _together(thing, it),
                str(thing.parts),
                clock(it.seconds if it else 0),
                str(int(it.seconds)) if it else "0", str(int(it.week_seconds)) if it else "0",
                str(round(thing.seconds)),
                harmless(" ".join(each.word for each in it.words)) if it else "",
                str(it.answers) if it else "0", str(it.right) if it else "0",
                harmless(as_text(given.get(of, []))),
            ]  # fmt: skip


def _heard(thing: SharedThing, done: Done | None) -> str:
    return str(done.heard if done else 0) if thing.kind == "story" else ""


def _together(thing: SharedThing, done: Done | None) -> str:
    return str(features.led_through(thing, done)) if thing.kind == "story" else ""


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _day(when: Any) -> str:
    return timezone.localtime(when).date().isoformat() if when else ""
