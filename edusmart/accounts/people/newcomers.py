"""Looking at a table of people before anything is made, and making their accounts."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from edusmart.accounts.brake import Busy
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import STAFF, STUDENTS, Event, User
from edusmart.accounts.people import classes as school
from edusmart.accounts.people.classes import ClassPage
from edusmart.accounts.people.table import MOST_PASSWORDS, Row, name_key, table_of
from edusmart.accounts.people.wrong import (
    Problem,
    class_problems,
    leads,
    problems_of,
    twice,
    two_leaders,
)
from edusmart.accounts.ranks import groups_given_by
from edusmart.accounts.sessions.passwords import LETTERS, reset_password
from edusmart.accounts.trail import record_each
from edusmart.plain.letters import in_plain_letters

MOST_NAMED = 3
TAIL = 4  # letters after the name in a user name that is made


@dataclass(frozen=True)
class Newcomer:
    """A person who would get an account, as the table says it."""

    line: int
    name: str
    username: str
    group: str
    school_class: str
    #: What to know before it is made: it may be somebody who has an account.
    note: str = ""


@dataclass(frozen=True)
class Look:
    """Who would get an account, and what is wrong; with a problem nobody does."""

    people: list[Newcomer]
    problems: list[Problem] = field(default_factory=list)
    #: Names of classes that would be made with them.
    new_classes: list[str] = field(default_factory=list)
    #: What the table calls the columns that are not read.
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """A new account with the password that lets its person in once; "" where none was made."""

    person: User
    password: str
    school_class: str


def look(actor: User, text: str, *, makes_classes: bool = False) -> Look:
    """Return who would get an account and what is wrong, cell by cell; nothing is made.

    `makes_classes`: a class that there is not is no problem, as it would be made.

    A constant number of queries. Raises RequestRefused where it is no table of people.
    """
    table = table_of(text)
    rows = table.rows
    groups = set(groups_given_by(actor).values_list("name", flat=True))
    named = {row.school_class for row in rows} - {""}
    classes = school.known(named)
    missing = named - set(classes)
    new = missing - set(school.unfit(missing)) if makes_classes else set()
    near = school.near(missing - new)
    taken = User.names_taken(row.username for row in rows)
    given = _usernames(rows, taken)
    alike, inside = _alike(rows), school.members(classes)
    lines: dict[tuple[str, str], int] = {}
    people, problems = [], []
    for row in rows:
        problems += [*problems_of(row, groups, taken), *twice(row, lines, inside)]
        username = row.username or given[row.line]
        taken.add(username.casefold())
        group = row.group or STUDENTS
        note = _(", ").join(
            filter(None, (_leads(row), _of_this_name(alike.get(name_key(row.name), []))))
        )
        people.append(Newcomer(row.line, row.name, username, group, row.school_class, note))
    problems += class_problems(rows, missing - new, near, school.unfit(missing))
    problems += two_leaders(rows, school.led(classes))
    return Look(people, sorted(problems, key=lambda it: it.line), sorted(new), table.left_out)


def import_people(
    actor: User, text: str, *, with_passwords: bool, makes_classes: bool = False
) -> list[Made]:
    """Make everybody's account, with a password for once each; without, pupils of a class get a card.

    As many questions for many people as for a few, so that nobody waits long to write meanwhile. Raises
    RequestRefused as `look` and `require_few`, and 400 where a cell has a problem: then nobody's is made.
    """
    with transaction.atomic():
        seen = look(actor, text, makes_classes=makes_classes)
        newcomers = _require_good(seen)
        if with_passwords:
            require_few(newcomers)
        school.make(seen.new_classes)
        people = _accounts(newcomers)
        for name, those in _by_class(newcomers, people).items():
            pupils = [person for person, it in those if not leads(it)]
            school.put(pupils, name, not with_passwords)
            for person in (person for person, it in those if leads(it)):
                school.give(person, name)
    # After the commit: hashing is slow on purpose, and nobody else could write meanwhile.
    return [
        Made(person, _password(person) if with_passwords else "", it.school_class)
        for it, person in zip(newcomers, people, strict=True)
    ]


def require_few(people: Collection[Newcomer]) -> None:
    """Raise RequestRefused (413) for more people than get passwords at once."""
    if len(people) > MOST_PASSWORDS:
        raise RequestRefused(
            f"{MOST_PASSWORDS} people at once get passwords. Import the list in parts, or without passwords.",
            "people_passwords", 413,
        )  # fmt: skip


def class_pages(made: Iterable[Made]) -> list[ClassPage]:
    """Return where the classes are that the new people were put into."""
    return school.pages({it.school_class for it in made} - {""})


def _require_good(seen: Look) -> list[Newcomer]:
    if not seen.problems:
        return seen.people
    first = seen.problems[0]
    raise RequestRefused(
        f"Line {first.line}, {first.column}: {first.sentence} Nothing was imported.", "people_line"
    )


def _accounts(newcomers: Sequence[Newcomer]) -> list[User]:
    """Make everybody's account in its group. No signal tells of them: nobody watches who is just made."""
    groups = Group.objects.in_bulk({it.group for it in newcomers}, field_name="name")
    people = [_account(it) for it in newcomers]
    User.objects.bulk_create(people)
    inside, of_group = User.groups.through, defaultdict(list)
    for it, person in zip(newcomers, people, strict=True):
        of_group[it.group].append(person)
    inside.objects.bulk_create(
        inside(user_id=person.pk, group_id=groups[name].pk)
        for name, those in of_group.items()
        for person in those
    )
    for name, those in of_group.items():
        record_each(Event.GROUPS_CHANGED, those, added=[name])
    return people


def _account(newcomer: Newcomer) -> User:
    first, _sep, last = newcomer.name.partition(" ")
    person = User(username=newcomer.username, first_name=first, last_name=last)
    person.is_staff = newcomer.group == STAFF
    person.set_unusable_password()
    return person


def _by_class(
    newcomers: Sequence[Newcomer], people: Sequence[User]
) -> dict[str, list[tuple[User, Newcomer]]]:
    found: dict[str, list[tuple[User, Newcomer]]] = defaultdict(list)
    for it, person in zip(newcomers, people, strict=True):
        if it.school_class:
            found[it.school_class].append((person, it))
    return found


def _password(person: User) -> str:
    """Return a password for once; "" while too many are being hashed: the person's page gives another."""
    try:
        return reset_password(person)
    except Busy:
        return ""


def _alike(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the user names of those who are called as somebody of the table, by the key of the name."""
    wanted = Q(pk=None)
    for first, _sep, last in (row.name.partition(" ") for row in rows):
        wanted |= Q(first_name__iexact=first, last_name__iexact=last)
    found: dict[str, list[str]] = {}
    for person in User.objects.filter(wanted).order_by("username"):
        found.setdefault(name_key(person.shown_name), []).append(person.username)
    return found


def _leads(row: Row) -> str:
    return _("becomes the teacher of the class") if row.school_class and leads(row) else ""


def _of_this_name(usernames: list[str]) -> str:
    if not usernames:
        return ""
    said = _("Somebody of this name has an account already: %s")
    return said % _(", ").join(usernames[:MOST_NAMED])


def _usernames(rows: Iterable[Row], taken: Collection[str]) -> dict[int, str]:
    """Return by its line a user name that nobody has for each row without one."""
    bare = [row for row in rows if not row.username]
    found: dict[int, str] = {}
    while missing := [row for row in bare if row.line not in found]:
        found |= {row.line: _username(row.name) for row in missing}
        times = Counter(found.values())
        held = {*User.names_taken(found.values()), *taken}
        found = {n: it for n, it in found.items() if times[it] == 1 and it not in held}
    return found


def _username(name: str) -> str:
    """Return a first name that every keyboard can type, with a few letters behind it."""
    letters = in_plain_letters(name.partition(" ")[0])[:30]
    tail = "".join(secrets.choice(LETTERS) for _each in range(TAIL))
    return f"{letters or 'pupil'}-{tail}"
