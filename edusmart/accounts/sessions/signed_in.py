"""What a session has proved, and how long ago; acts that ask for it again."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from edusmart.accounts.credentials import MUST_SET_PASSWORD, SECOND_FACTOR
from edusmart.accounts.mail.notices import line_of, since_last_time
from edusmart.accounts.models import User
from edusmart.accounts.origin import address_of

CONFIRMED_AT = "confirmed_at"
NOTICES = 3  # on one page; "Everything of mine" has all
CONFIRMED_SECONDS = 600  # how long nobody is asked again

View = Callable[..., HttpResponseBase]


def sign_in(
    request: HttpRequest, person: User, *, second_factor: bool, confirms: bool = True
) -> None:
    """Begin a session for the person, who has proved who they are.

    `confirms`: what they proved it with is enough for acts that ask for it again.
    """
    # Before it: this signing in is not what they are told of.
    notices = since_last_time(person, address_of(request))
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    if not confirms:
        request.session.pop(CONFIRMED_AT, None)
        # A password for once is asked to be changed of who signs in with it, and with nothing else.
        request.session.pop(MUST_SET_PASSWORD, None)
    if second_factor:
        note_second_factor(request)
    for entry, sentence in notices[:NOTICES]:
        messages.warning(request, line_of(entry, sentence))
    if notices:
        messages.warning(
            request, _("If that was not you, change your password and tell your school.")
        )


def person_of(request: HttpRequest) -> User:
    """Return the account itself: the request's user is looked up only when it is asked for."""
    return User.objects.get(pk=cast(User, request.user).pk)


def note_confirmed(request: HttpRequest) -> None:
    request.session[CONFIRMED_AT] = time()


def note_second_factor(request: HttpRequest) -> None:
    request.session[SECOND_FACTOR] = True
    note_confirmed(request)


def has_second_factor(request: HttpRequest) -> bool:
    return bool(request.session.get(SECOND_FACTOR))


def is_confirmed(request: HttpRequest) -> bool:
    """Return whether the person has signed in or confirmed who they are a few minutes ago."""
    # A form that was opened in time is not lost to whoever takes as long to fill it in.
    lately = CONFIRMED_SECONDS * (1 if request.method in {"GET", "HEAD"} else 2)
    confirmed_at: float = request.session.get(CONFIRMED_AT, 0)
    return time() - confirmed_at < lately


def listen() -> None:
    """Have each signing in count as a confirmation. Call it once, when the apps are loaded."""
    user_logged_in.connect(_signed_in)


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    note_confirmed(request)
    if user.one_time_until:
        request.session[MUST_SET_PASSWORD] = True


def confirmed(view: View) -> View:
    """Ask people to confirm who they are, unless they did lately; strangers sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not is_confirmed(request):
            return redirect_to_login(_page_of(request), reverse("confirm"))
        return view(request, *args, **kwargs)

    return guarded


def _page_of(request: HttpRequest) -> str:
    """Return the page to come back to: the one with the form, where one was sent."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    try:
        path = urlsplit(request.headers.get("Referer", "")).path
    except ValueError:  # a bracket of IPv6 that is not closed
        path = ""
    return path or reverse("own_data")
