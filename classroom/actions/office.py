"""Classes as the office's table of people names them."""

from collections.abc import Collection, Sequence

from django.db.models import Count
from django.urls import reverse

from classroom.actions.cards import make_first_cards
from classroom.actions.join import add_new_pupils
from classroom.actions.school_class import class_name
from classroom.models import LONGEST_NAME, Membership, SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.accounts.people.classes import ClassPage
from edusmart.accounts.people.table import name_key


def known_names(names: Collection[str]) -> Collection[str]:
    """Return which of these are the name of one class: of two that are called alike none is meant."""
    found = SchoolClass.objects.filter(name__in=names).order_by().values_list("name")
    return [name for name, count in found.annotate(Count("pk")) if count == 1]


def near_names(names: Collection[str]) -> dict[str, str]:
    """Return by each of these that is no class's the one class whose name has all its letters in it, as
    “Class 3B” has those of “3b”."""
    every = known_names(list(SchoolClass.objects.values_list("name", flat=True)))
    found = {name: [it for it in every if _letters(name) in _letters(it)] for name in names}
    return {name: near[0] for name, near in found.items() if _letters(name) and len(near) == 1}


def unfit_names(names: Collection[str]) -> Collection[str]:
    """Return those of the names that no new class can have: there are such classes, or they are too long."""
    held = SchoolClass.objects.filter(name__in=names).values_list("name", flat=True)
    return {*held, *(name for name in names if len(name) > LONGEST_NAME)}


def make_classes(names: Collection[str]) -> None:
    """Make classes of these names; staff run them until they give them to a teacher."""
    SchoolClass.objects.bulk_create(SchoolClass(name=class_name(name)) for name in names)


def led_names(names: Collection[str]) -> Collection[str]:
    """Return which of these classes have a teacher."""
    led = SchoolClass.objects.filter(name__in=names, teacher__isnull=False)
    return set(led.values_list("name", flat=True))


def give_to(person: User, name: str) -> None:
    """Make a new person the teacher of the class of this name.

    Raises RequestRefused (404) where it has one by now, or is no one class any more.
    """
    if SchoolClass.objects.filter(name=name, teacher=None).update(teacher=person) != 1:
        raise RequestRefused("There is no such class.", "no_class", 404)


def _letters(name: str) -> str:
    return "".join(it for it in name.casefold() if it.isalnum())


def members_of(names: Collection[str]) -> Collection[tuple[str, str]]:
    """Return who is in these classes: the name of the class with each pupil's, as `name_key` has it."""
    inside = Membership.objects.filter(school_class__name__in=names)
    rows = inside.select_related("pupil", "school_class")
    return {(it.school_class.name, name_key(it.pupil.shown_name)) for it in rows}


def put_into(people: Sequence[User], name: str, with_cards: bool = False) -> None:
    """Put new people into the class of this name, with a sign-in card for those who may have one if asked.

    Raises RequestRefused: 404 where none or two have it by now, 409 where they are too many for it.
    """
    named = list(SchoolClass.objects.filter(name=name)[:2])
    if len(named) != 1:
        raise RequestRefused("There is no such class.", "no_class", 404)
    add_new_pupils(named[0], people)
    if with_cards:
        make_first_cards(people)


def pages_of(names: Collection[str]) -> list[ClassPage]:
    """Return where the classes of these names are looked after, in the order of their names."""
    return [
        ClassPage(
            it.name,
            reverse("classroom:class", args=[it.pk]),
            reverse("classroom:cards", args=[it.pk]),
        )
        for it in SchoolClass.objects.filter(name__in=names)
    ]
