"""Looking at a table of people before anything is made, and making their accounts."""

import secrets
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from edusmart.accounts.brake import Busy
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import STAFF, STUDENTS, User
from edusmart.accounts.people.table import MOST_PASSWORDS, Row, name_key, rows_of
from edusmart.accounts.ranks import groups_given_by
from edusmart.accounts.sessions.passwords import LETTERS, reset_password

LONGEST_NAME = 100
MOST_NAMED = 3
TAIL = 4  # letters after the name in a user name that is made


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell: its line, its column, and a sentence."""

    line: int
    column: str
    sentence: str


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


@dataclass(frozen=True)
class Made:
    """A new account with the password that lets its person in once; "" where none was made."""

    person: User
    password: str
    school_class: str


@dataclass(frozen=True)
class ClassPage:
    """Where a class is looked after, and where its sign-in cards are printed."""

    name: str
    url: str
    cards_url: str


@dataclass(frozen=True)
class Classes:
    """What knows the classes: which of these names there are, and how to put a person into one.

    `near` returns, by a name that there is not, one that there is and that may be meant. `put` makes a
    sign-in card too if asked; `pages` returns where the classes of these names are; `members` the pairs of
    a class and the `name_key` of each of its pupils. `make` makes classes of these names, without a
    teacher; `unfit` returns those of the names that no new class can have.
    """

    known: Callable[[Collection[str]], Collection[str]]
    put: Callable[[User, str, bool], None]
    pages: Callable[[Collection[str]], list[ClassPage]]
    near: Callable[[Collection[str]], dict[str, str]] = lambda _names: {}
    members: Callable[[Collection[str]], Collection[tuple[str, str]]] = lambda _names: ()
    make: Callable[[Collection[str]], None] = lambda _names: None
    unfit: Callable[[Collection[str]], Collection[str]] = lambda names: names


_classes: list[Classes] = []


def register_classes(classes: Classes) -> None:
    """Say what knows the classes; without it the column "class" has to be empty."""
    _classes.append(classes)


def look(actor: User, text: str, *, makes_classes: bool = False) -> Look:
    """Return who would get an account and what is wrong, cell by cell; nothing is made.

    `makes_classes`: a class that there is not is no problem, as it would be made.

    A constant number of queries. Raises RequestRefused where it is no table of people.
    """
    rows = rows_of(text)
    groups = set(groups_given_by(actor).values_list("name", flat=True))
    named = {row.school_class for row in rows} - {""}
    classes = _known_classes(named)
    missing = named - set(classes)
    new = missing - set(_unfit(missing)) if makes_classes else set()
    near = _near_classes(missing - new)
    taken = User.names_taken(row.username for row in rows)
    alike, inside = _alike(rows), _members(classes)
    lines: dict[tuple[str, str], int] = {}
    people, problems = [], []
    for row in rows:
        found = [
            *_problems(row, groups, {*classes, *new}, near, taken),
            *_twice(row, lines, inside),
        ]
        problems += found
        username = row.username or _username(row.name, taken)
        taken.add(username.casefold())
        group, note = row.group or STUDENTS, _of_this_name(alike.get(name_key(row.name), []))
        people.append(Newcomer(row.line, row.name, username, group, row.school_class, note))
    return Look(people, problems, sorted(new))


def import_people(
    actor: User, text: str, *, with_passwords: bool, makes_classes: bool = False
) -> list[Made]:
    """Make everybody's account, with a password for once each; without, pupils of a class get a card.

    Raises RequestRefused as `look` and `require_few`, and 400 where a cell has a problem: then nobody's
    is made.
    """
    with transaction.atomic():
        seen = look(actor, text, makes_classes=makes_classes)
        newcomers = _require_good(seen)
        if with_passwords:
            require_few(newcomers)
        if seen.new_classes:
            _classes[0].make(seen.new_classes)
        groups = Group.objects.in_bulk({it.group for it in newcomers}, field_name="name")
        people = [
            (_account(it, groups[it.group], with_card=not with_passwords), it.school_class)
            for it in newcomers
        ]
    # After the commit: hashing is slow on purpose, and nobody else could write meanwhile.
    return [
        Made(person, _password(person) if with_passwords else "", school_class)
        for person, school_class in people
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
    names = {it.school_class for it in made} - {""}
    return _classes[0].pages(names) if names and _classes else []


def _require_good(seen: Look) -> list[Newcomer]:
    if not seen.problems:
        return seen.people
    first = seen.problems[0]
    raise RequestRefused(
        f"Line {first.line}, {first.column}: {first.sentence} Nothing was imported.", "people_line"
    )


def _account(newcomer: Newcomer, group: Group, *, with_card: bool) -> User:
    first, _sep, last = newcomer.name.partition(" ")
    person = User(username=newcomer.username, first_name=first, last_name=last)
    person.is_staff = newcomer.group == STAFF
    person.set_unusable_password()
    person.save()
    person.groups.add(group)
    if newcomer.school_class:
        _classes[0].put(person, newcomer.school_class, with_card)
    return person


def _password(person: User) -> str:
    """Return a password for once; "" while too many are being hashed: the person's page gives another."""
    try:
        return reset_password(person)
    except Busy:
        return ""


def _problems(
    row: Row,
    groups: Collection[str],
    classes: Collection[str],
    near: Mapping[str, str],
    taken: Collection[str],
) -> Iterable[Problem]:
    if not any(letter.isalpha() for letter in row.name):
        yield Problem(row.line, "name", _("Write the person’s name."))
    elif len(row.name) > LONGEST_NAME:
        yield Problem(row.line, "name", _("A name can have at most %s characters.") % LONGEST_NAME)
    if row.username and (sentence := _wrong_with(row.username, taken)):
        yield Problem(row.line, "username", sentence)
    if row.group and row.group not in groups:
        yield Problem(
            row.line, "group", _("You can give one of these: %s.") % ", ".join(sorted(groups))
        )
    if row.school_class and row.school_class not in classes:
        sentence = _("There is no class of this name.")
        if meant := near.get(row.school_class):
            # Isolated: it may be read the other way than the sentence.
            sentence = (
                _("There is no class of this name. Do you mean “%s”?") % f"\u2068{meant}\u2069"
            )
        yield Problem(row.line, "class", sentence)


def _twice(
    row: Row, lines: dict[tuple[str, str], int], inside: Collection[tuple[str, str]]
) -> Iterable[Problem]:
    """Yield what is wrong with a name that its class has, or that a line before has for the same class."""
    place = (row.school_class, name_key(row.name))
    if place in inside:
        said = _("This name is in the class already. Add a letter if it is another child.")
        yield Problem(row.line, "name", said)
    elif row.name and place in lines:
        said = _(
            "This name is in line %(number)s of this list already. Add a letter if it is another child."
        )
        yield Problem(row.line, "name", said % {"number": lines[place]})
    lines.setdefault(place, row.line)


def _alike(rows: Iterable[Row]) -> dict[str, list[str]]:
    """Return the user names of those who are called as somebody of the table, by the key of the name."""
    wanted = Q(pk=None)
    for first, _sep, last in (row.name.partition(" ") for row in rows):
        wanted |= Q(first_name__iexact=first, last_name__iexact=last)
    found: dict[str, list[str]] = {}
    for person in User.objects.filter(wanted).order_by("username"):
        found.setdefault(name_key(person.shown_name), []).append(person.username)
    return found


def _of_this_name(usernames: list[str]) -> str:
    if not usernames:
        return ""
    said = _("Somebody of this name has an account already: %s")
    return said % _(", ").join(usernames[:MOST_NAMED])


def _members(classes: Collection[str]) -> Collection[tuple[str, str]]:
    return _classes[0].members(classes) if classes and _classes else ()


def _wrong_with(username: str, taken: Collection[str]) -> str:
    if len(username) > LONGEST_NAME:
        return _("A name can have at most %s characters.") % LONGEST_NAME
    if username.casefold() in taken:
        return _("This user name is taken. Choose another one.")
    try:
        User.username_validator(username)
    except ValidationError:
        return _("A user name has letters, digits and @ . + - _ only, and no space.")
    return ""


def _known_classes(names: Collection[str]) -> Collection[str]:
    return _classes[0].known(names) if names and _classes else ()


def _unfit(names: Collection[str]) -> Collection[str]:
    return _classes[0].unfit(names) if names and _classes else names


def _near_classes(names: Collection[str]) -> dict[str, str]:
    return _classes[0].near(names) if names and _classes else {}


def _username(name: str, taken: Collection[str]) -> str:
    """Return a user name that nobody has: the first name with a few letters behind it."""
    first = unicodedata.normalize("NFKC", name.partition(" ")[0]).lower()
    letters = "".join(letter for letter in first if letter.isalnum())[:30]
    while True:
        tail = "".join(secrets.choice(LETTERS) for _each in range(TAIL))
        username = f"{letters or 'pupil'}-{tail}"
        if username not in taken and not User.objects.filter(username=username).exists():
            return username
