"""Importing a class: one pupil a line, looked at before anything is made.

A line is a name, or a name and the user name of somebody who has an account.
"""

import csv
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from classroom.actions.cards import make_card, may_have_card
from classroom.actions.school_class import MOST_PUPILS, one_line
from classroom.models import Card, Membership, SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import STUDENTS, Event, User
from edusmart.accounts.sessions.passwords import LETTERS
from edusmart.accounts.trail import record

MOST_BYTES = 64 * 1024
LONGEST_PUPIL = 100  # characters of a whole name
SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
TAIL = 4  # letters after the name in a user name that is made


@dataclass(frozen=True)
class Line:
    """One line of a roster. `problem` is a sentence, "" where the line is good."""

    number: int
    name: str
    #: Who has an account already; None: one is made.
    pupil: User | None = None
    problem: str = ""


def read_file(data: bytes) -> str:
    """Return the text of a file. Raises RequestRefused: 400 for one that is no text, 413 for its size."""
    if len(data) > MOST_BYTES:
        raise RequestRefused("This list is too long. Import it in parts.", "roster_long", 413)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestRefused(
            "This file is not text in UTF-8. Save it as CSV (UTF-8), or paste the names.",
            "roster_unreadable",
        ) from None


def look(school_class: SchoolClass, text: str) -> list[Line]:
    """Return the lines of the roster with what is wrong with each; nothing is made.

    A constant number of queries. Raises RequestRefused: 400 for no name, 413 for too many lines.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise RequestRefused("This list is too long. Import it in parts.", "roster_long", 413)
    rows = list(_rows(text))
    if not rows:
        raise RequestRefused("Write one name on each line.", "roster_empty")
    taken = school_class.memberships.count()
    if len(rows) + taken > MOST_PUPILS:
        raise RequestRefused(
            f"A class has {MOST_PUPILS} pupils at most; this would make {len(rows) + taken}.",
            "roster_long", 413,
        )  # fmt: skip
    return _checked(school_class, rows)


@transaction.atomic
def import_roster(school_class: SchoolClass, text: str) -> int:
    """Put everybody of the roster into the class, with accounts and cards for who has none.

    Returns how many they are. Raises RequestRefused as `look`, and 400 where a line has a problem: then
    nobody is put in.
    """
    # Under the class's lock, so that a list that is sent twice at once is imported once.
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    lines = look(school_class, text)
    if bad := [line for line in lines if line.problem]:
        raise RequestRefused(
            f"Line {bad[0].number}: {bad[0].problem} Nothing was imported.", "roster_line"
        )
    pupils = [line.pupil or _account(line.name) for line in lines]
    Membership.objects.bulk_create(
        Membership(school_class=school_class, pupil=pupil) for pupil in pupils
    )
    have = set(Card.objects.filter(pupil__in=pupils).values_list("pupil", flat=True))
    for pupil in pupils:
        if pupil.pk not in have:
            make_card(pupil, by_import=True)
    for pupil in (line.pupil for line in lines if line.pupil):
        # Their account was theirs before; from now on this teacher prints what opens it.
        record(Event.CLASS_JOINED, school_class, account=pupil)
        if pupil.pk not in have:
            record(Event.CARD_MADE, account=pupil)
    record(Event.ROSTER_IMPORTED, school_class, pupils=len(pupils))
    return len(pupils)


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (number of the line, name, user name or "")."""
    for number, line in enumerate(text.splitlines(), 1):
        # A separator within quotation marks separates nothing.
        separator = max(SEPARATORS, key=_QUOTED.sub("", line).count)
        # Line by line: a quotation mark that nobody closes must not swallow the rest.
        cells = [*next(csv.reader([line.replace("\0", "")], delimiter=separator), []), "", ""]
        name, username = one_line(cells[0]), one_line(cells[1])
        if name or username:
            yield number, name, username


def _checked(school_class: SchoolClass, rows: list[tuple[int, str, str]]) -> list[Line]:
    asked = {username for _, _, username in rows if username}
    people = User.objects.filter(username__in=asked).select_related("authenticator_app")
    found = people.prefetch_related("groups", "passkeys")
    accounts = {person.username: person for person in found}
    members = User.objects.filter(memberships__school_class=school_class)
    names = {_key(it.shown_name) for it in members}
    inside = {it.pk for it in members}
    lines = []
    for number, name, username in rows:
        pupil = accounts.get(username)
        problem = _problem(name, username, pupil, names, inside)
        names.add(_key(name))
        if pupil:
            inside.add(pupil.pk)
        lines.append(Line(number, name, pupil, problem))
    return lines


def _problem(
    name: str, username: str, pupil: User | None, names: set[str], inside: set[int]
) -> str:
    if username:
        # The same sentence for both: nobody looks for accounts that they may not touch.
        if pupil is None or not may_have_card(pupil):
            return _("There is no pupil with this user name.")
        return _("This pupil is in the class already.") if pupil.pk in inside else ""
    if len(name) > LONGEST_PUPIL:
        return _("This name is too long.")
    if not any(it.isalpha() for it in name):
        return _("This is no name.")
    if _key(name) in names:
        return _("This name is in the class already. Add a letter if it is another child.")
    return ""


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _account(name: str) -> User:
    """Return a new pupil's account. It has no password: the card opens it, or one that a teacher gives."""
    first, _sep, last = name.partition(" ")
    pupil = User(username=_username(first), first_name=first, last_name=last)
    pupil.set_unusable_password()
    pupil.save()
    pupil.groups.add(Group.objects.get_or_create(name=STUDENTS)[0])
    return pupil


def _username(first: str) -> str:
    letters = [it for it in unicodedata.normalize("NFKC", first).lower() if it.isalnum()]
    while True:
        tail = "".join(secrets.choice(LETTERS) for _ in range(TAIL))
        name = f"{''.join(letters)[:30]}-{tail}"
        if not User.objects.filter(username=name).exists():
            return name
