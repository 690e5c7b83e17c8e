"""Signing in with a name and a password, on the site and in the admin, with the brake on both."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from edusmart.accounts.brake import BUSY_SECONDS, Busy, seconds_to_wait, turn_to_hash
from edusmart.accounts.models import Event
from edusmart.accounts.origin import address_of
from edusmart.accounts.trail import record


class SignInForm(AuthenticationForm):
    """The site's form. While one has to wait, no password is looked at."""

    wait = 0  # seconds until the next try

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        try:
            with turn_to_hash():
                # Within the turn: of many tries sent at once each sees the failures before it.
                self.wait = seconds_to_wait(name, address_of(self.request))
                if self.wait:
                    raise _held(self.wait)
                return self._check(name)
        except Busy:
            self.wait = BUSY_SECONDS
            raise _held(self.wait) from None

    def _check(self, name: str) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError:
            # The password was right, and the person may not enter here: told and counted as a wrong one.
            if self.user_cache:
                record(Event.SIGN_IN_FAILED, account=self.user_cache, typed=name)
            raise


class AdminSignInForm(SignInForm, AdminAuthenticationForm):
    """The admin's form, which lets in staff only."""


def _held(seconds: int) -> ValidationError:
    clock = f"{seconds // 60}:{seconds % 60:02}"
    sentence = _(
        "That was not right a few times, so let us take a short break. Try again in %(clock)s minutes, or "
        "ask your teacher."
    )
    return ValidationError(sentence % {"clock": clock}, code="held")


def with_waiting_time(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Respond with 429 and Retry-After where the view's form tells the person to wait."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if wait := getattr(form, "wait", 0):
            response.status_code = 429
            response["Retry-After"] = str(wait)
        return response

    return respond
