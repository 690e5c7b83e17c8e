"""How people stand in the admin's lists: linked, as they are called, and found by each of their names."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from edusmart.accounts.models import User

NAMES = ("username", "first_name", "last_name")


def person_link(person: User) -> SafeString:
    """Return the way to a person's page, by the name they are called."""
    address = reverse("admin:accounts_user_change", args=[person.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, person.shown_name)


def listed_person(model: type[models.Model], name: str) -> Any:
    """Return a column for `list_display` that links a person of the model."""
    called = getattr(model._meta.get_field(name), "verbose_name", name)

    @admin.display(description=called, ordering=f"{name}__username")
    def column(row: Any) -> SafeString | None:
        person = getattr(row, name)
        return person_link(person) if person else None

    column.__name__ = name
    return column


def names_of(column: str) -> tuple[str, ...]:
    """Return what of a person is searched, by the column that says who it is."""
    return tuple(f"{column}__{name}" for name in NAMES)
