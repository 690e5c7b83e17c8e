"""What a table of people asks of classes, which stand above accounts and register here."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from edusmart.accounts.models import User


@dataclass(frozen=True)
class ClassPage:
    """Where a class is looked after, and where its sign-in cards are printed."""

    name: str
    url: str
    cards_url: str


@dataclass(frozen=True)
class Classes:
    """What knows the classes: which of these names there are, and how to put new people into one.

    `near` returns, by a name that there is not, one that there is and that may be meant. `put` makes
    sign-in cards too if asked; `pages` returns where the classes of these names are; `members` the pairs of
    a class and the `name_key` of each of its pupils. `make` makes classes of these names, without a
    teacher; `unfit` returns those of the names that no new class can have; `led` those that have a teacher,
    and `give` makes a new person the teacher of one that has none.
    """

    known: Callable[[Collection[str]], Collection[str]]
    put: Callable[[Sequence[User], str, bool], None]
    pages: Callable[[Collection[str]], list[ClassPage]]
    near: Callable[[Collection[str]], dict[str, str]] = lambda _names: {}
    members: Callable[[Collection[str]], Collection[tuple[str, str]]] = lambda _names: ()
    make: Callable[[Collection[str]], None] = lambda _names: None
    unfit: Callable[[Collection[str]], Collection[str]] = lambda names: names
    led: Callable[[Collection[str]], Collection[str]] = lambda _names: ()
    give: Callable[[User, str], None] = lambda _person, _name: None


_classes: list[Classes] = []


def register_classes(classes: Classes) -> None:
    """Say what knows the classes; without it the column "class" has to be empty."""
    _classes.append(classes)


def members(names: Collection[str]) -> Collection[tuple[str, str]]:
    """Return who is in these classes, as `Classes.members` says it."""
    return _classes[0].members(names) if names and _classes else ()


def known(names: Collection[str]) -> Collection[str]:
    """Return which of the names are one class's."""
    return _classes[0].known(names) if names and _classes else ()


def unfit(names: Collection[str]) -> Collection[str]:
    """Return which of the names no new class can have."""
    return _classes[0].unfit(names) if names and _classes else names


def led(names: Collection[str]) -> Collection[str]:
    """Return which of these classes have a teacher."""
    return _classes[0].led(names) if names and _classes else ()


def give(person: User, name: str) -> None:
    """Make the new person the teacher of the class of this name."""
    _classes[0].give(person, name)


def near(names: Collection[str]) -> dict[str, str]:
    """Return by each name the class that may be meant."""
    return _classes[0].near(names) if names and _classes else {}


def make(names: Collection[str]) -> None:
    """Make classes of these names."""
    if names:
        _classes[0].make(names)


def put(people: Sequence[User], name: str, with_cards: bool) -> None:
    """Put the new people into the class of this name, with a sign-in card each if asked."""
    if people:
        _classes[0].put(people, name, with_cards)


def pages(names: Collection[str]) -> list[ClassPage]:
    """Return where the classes of these names are."""
    return _classes[0].pages(names) if names and _classes else []
