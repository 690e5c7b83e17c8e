"""What is wrong in a table of people: in a cell, on a line beside others, or with a class of many lines."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edusmart.accounts.models import EDITORS, STAFF, User
from edusmart.accounts.people.table import Row, name_key

LONGEST_NAME = 100


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell: its line, its column, and a sentence.

    `name` is the class that there is not, where it could be made: its sentence is said of all its lines.
    """

    line: int
    column: str
    sentence: str
    name: str = ""


class Grouped(Protocol):
    """A line, or who is to come of it."""

    @property
    def group(self) -> str:
        """Return the group that is asked for."""


def leads(line: Grouped) -> bool:
    """Return whether who is on the line becomes their class's teacher and no pupil of it."""
    return line.group in {EDITORS, STAFF}


def problems_of(row: Row, groups: Collection[str], taken: Collection[str]) -> Iterable[Problem]:
    """Yield what is wrong in the cells of one line."""
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
    if row.too_many:
        # Isolated: it may be read the other way than the sentence.
        said = _("The first line names no column for “%s”. Is a separator too many in this line?")
        yield Problem(row.line, "–", said % f"\u2068{row.too_many}\u2069")


def twice(
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


def class_problems(
    rows: Sequence[Row], missing: Collection[str], near: Mapping[str, str], unfit: Collection[str]
) -> Iterable[Problem]:
    """Yield one problem for each of the classes that there are not, at the first of its lines."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.school_class in missing:
            lines[row.school_class].append(row.line)
    for name, where in lines.items():
        # Isolated, as above.
        said = ngettext(
            "There is no class of this name: “%(name)s”, in one line.",
            "There is no class of this name: “%(name)s”, in %(count)s lines.",
            len(where),
        ) % {"name": f"\u2068{name}\u2069", "count": len(where)}
        if meant := near.get(name):
            said += " " + _("Do you mean “%s”?") % f"\u2068{meant}\u2069"
        yield Problem(where[0], "class", said, "" if name in unfit else name)


def two_leaders(rows: Sequence[Row], led: Collection[str]) -> Iterable[Problem]:
    """Yield a problem for each line that would give a class its second teacher."""
    have = set(led)
    for row in rows:
        if not (row.school_class and leads(row)):
            continue
        if row.school_class in have:
            said = _("This class has a teacher already. Leave its name out in this line.")
            yield Problem(row.line, "class", said)
        have.add(row.school_class)


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
