"""Importing a class: one pupil a line, looked at before anything is made.

A line is a name, or a name and the user name of somebody who has an account, in either order. A first line
that names the columns says where the names are.
"""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from classroom.actions.cards import make_card, may_have_card
from classroom.actions.columns import MOST_PARTS, SEPARATORS, Row, listed
from classroom.actions.school_class import MOST_PUPILS
from classroom.models import Card, Membership, SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import STUDENTS, Event, User
from edusmart.accounts.people.table import name_key
from edusmart.accounts.sessions.passwords import LETTERS
from edusmart.accounts.trail import record
from edusmart.plain.letters import in_plain_letters

MOST_BYTES = 64 * 1024
LONGEST_PUPIL = 100  # characters of a whole name
TAIL = 4  # letters after the name in a user name that is made


@dataclass(frozen=True)
class Line:
    """One line of a roster. `problem` is a sentence, "" where the line is good."""

    number: int
    name: str
    #: Who has an account already; None: one is made.
    pupil: User | None = None
    problem: str = ""


@dataclass(frozen=True)
class Looked:
    """The lines of a roster, and the first one where it was left out as it names the columns, else ""."""

    lines: list[Line]
    heading: str


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


def look(school_class: SchoolClass, text: str) -> Looked:
    """Return the lines of the roster with what is wrong with each; nothing is made.

    A constant number of queries. Raises RequestRefused: 400 for no name, 413 for too many lines.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise RequestRefused("This list is too long. Import it in parts.", "roster_long", 413)
    found = listed(text, _is_account)
    accounts = _accounts(found.rows)
    rows = [_in_order(row, accounts) for row in found.rows]
    if not rows:
        raise RequestRefused("Write one name on each line.", "roster_empty")
    taken = school_class.memberships.count()
    if len(rows) + taken > MOST_PUPILS:
        raise RequestRefused(
            f"A class has {MOST_PUPILS} pupils at most; this would make {len(rows) + taken}.",
            "roster_long", 413,
        )  # fmt: skip
    return Looked(_checked(school_class, rows, accounts), found.heading)


@transaction.atomic
def import_roster(school_class: SchoolClass, text: str) -> int:
    """Put everybody of the roster into the class, with accounts and cards for who has none.

    Returns how many they are. Raises RequestRefused as `look`, and 400 where a line has a problem: then
    nobody is put in.
    """
    # Under the class's lock, so that a list that is sent twice at once is imported once.
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    lines = look(school_class, text).lines
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


def _accounts(rows: list[Row]) -> dict[str, User]:
    """Return by user name the pupils whom lines of two cells may mean."""
    asked = {cell for _, *cells in rows if all(cells) for cell in cells}
    people = User.objects.filter(username__in=asked).select_related("authenticator_app")
    found = people.prefetch_related("groups", "passkeys")
    # Of others it is not told whether there are any: nobody looks for accounts that they may not touch.
    return {person.username: person for person in found if may_have_card(person)}


def _is_account(username: str) -> bool:
    return bool(_accounts([(0, username, username)]))


def _in_order(row: Row, accounts: dict[str, User]) -> Row:
    """Return the row with the name first, also where the user name was."""
    number, first, second = row
    if second and second not in accounts and first in accounts:
        return number, second, first
    return row


def _checked(school_class: SchoolClass, rows: list[Row], accounts: dict[str, User]) -> list[Line]:
    members = User.objects.filter(memberships__school_class=school_class)
    names = {name_key(it.shown_name) for it in members}
    inside = {it.pk for it in members}
    lines: list[Line] = []
    for number, name, username in rows:
        pupil = accounts.get(username)
        problem = _problem(name, username, pupil, names, inside) or _twice(name, pupil, lines)
        lines.append(Line(number, name, pupil, problem))
    return lines


def _problem(
    name: str, username: str, pupil: User | None, names: set[str], inside: set[int]
) -> str:
    if username and not name:
        return _("The name is missing in this line.")
    if username:
        if pupil is None:
            return _(
                "There is no pupil with this user name. If it is a part of the name, leave the comma out."
            )
        return _("This pupil is in the class already.") if pupil.pk in inside else ""
    if len(name) > LONGEST_PUPIL:
        return _("This name is too long.")
    if max(name.count(it) for it in SEPARATORS) >= MOST_PARTS:
        return _("This line has more parts than a name and a user name. Take out the other commas.")
    if not any(it.isalpha() for it in name):
        return _("This is no name.")
    if name_key(name) in names:
        return _("This name is in the class already. Add a letter if it is another child.")
    return ""


def _twice(name: str, pupil: User | None, lines: list[Line]) -> str:
    """Return what is wrong with a line that another line before says already."""
    for line in lines:
        if pupil and line.pupil == pupil:
            return _("This pupil is in line %(number)s of this list already.") % {
                "number": line.number
            }
        if not pupil and name_key(line.name) == name_key(name):
            return _(
                "This name is in line %(number)s of this list already. Add a letter if it is another child."
            ) % {"number": line.number}
    return ""


def _account(name: str) -> User:
    """Return a new pupil's account. It has no password: the card opens it, or one that a teacher gives."""
    first, _sep, last = name.partition(" ")
    pupil = User(username=_username(first), first_name=first, last_name=last)
    pupil.set_unusable_password()
    pupil.save()
    pupil.groups.add(Group.objects.get_or_create(name=STUDENTS)[0])
    return pupil


def _username(first: str) -> str:
    """Return a free user name that a child can type: the name in plain letters, and some that are chance."""
    while True:
        tail = "".join(secrets.choice(LETTERS) for _ in range(TAIL))
        name = f"{in_plain_letters(first)[:30] or 'pupil'}-{tail}"
        if not User.objects.filter(username=name).exists():
            return name
