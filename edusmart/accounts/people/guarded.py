"""Pages on which staff change accounts: they confirm who they are, and look after whom they may."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from edusmart.accounts.brake import Busy, turn_to_hash
from edusmart.accounts.models import User
from edusmart.accounts.ranks import may_look_after
from edusmart.accounts.sessions.signed_in import confirmed, person_of
from edusmart.plain.forms import PlainText


class ConfirmedAdmin(PlainText, admin.ModelAdmin):
    """What is done here asks people to confirm who they are, unless they did lately."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return confirmed(super().changeform_view)(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return confirmed(super().delete_view)(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        view = super().changelist_view
        return (confirmed(view) if request.method == "POST" else view)(request, *args, **kwargs)


def in_turn(view: Callable[..., Any]) -> Callable[..., Any]:
    """Have a form that is sent wait for a turn to hash a password, as all others do."""

    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with turn_to_hash():
                return view(request, *args, **kwargs)
        except Busy:
            messages.error(request, _("Please wait a moment, then try again."))
            return HttpResponseRedirect(request.get_full_path())

    return respond


def may_touch(request: HttpRequest, user: User | None) -> bool:
    """Return whether whoever asks may change this account, or accounts at all."""
    return user is None or may_look_after(person_of(request), user)
