"""Classes as the office's table of people names them."""

from collections.abc import Collection

from django.db.models import Count

from classroom.actions.join import add_pupil
from classroom.models import SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User


def known_names(names: Collection[str]) -> Collection[str]:
    """Return which of these are the name of one class: of two that are called alike none is meant."""
    found = SchoolClass.objects.filter(name__in=names).order_by().values_list("name")
    return [name for name, count in found.annotate(Count("pk")) if count == 1]


def put_into(pupil: User, name: str) -> None:
    """Put the pupil into the class of this name. Raises RequestRefused: 404 where none or two have it by
    now, 409 where it is full."""
    named = list(SchoolClass.objects.filter(name=name)[:2])
    if len(named) != 1:
        raise RequestRefused("There is no such class.", "no_class", 404)
    add_pupil(named[0], pupil)
