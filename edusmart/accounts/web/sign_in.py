"""Signing in with a name and a password, with the brake on them; the one door, of the admin too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from edusmart.accounts.brake import Held, seconds_to_wait, turn_to_hash
from edusmart.accounts.factors.proof import has_factor
from edusmart.accounts.models import Event, User
from edusmart.accounts.origin import address_of
from edusmart.accounts.sessions.signed_in import sign_in
from edusmart.accounts.trail import record
from edusmart.accounts.web.half_signed_in import begin_half


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
                if wait := seconds_to_wait(name, address_of(self.request)):
                    raise Held(wait)
                return self._check(name)
        except Held as held:
            self.wait = held.seconds
            raise _held(held.seconds) from None

    def _check(self, name: str) -> dict[str, Any]:
        try:
            cleaned = super().clean()
            _refuse_a_late_one(self.user_cache)
            return cleaned
        except ValidationError:
            # The password was right, and the person may not enter here: told and counted as a wrong one.
            if self.user_cache:
                record(Event.SIGN_IN_FAILED, account=self.user_cache, typed=name)
            raise


def _refuse_a_late_one(person: User | None) -> None:
    if person and person.one_time_until and person.one_time_until < timezone.now():
        raise ValidationError(_("This password was for once, and its time is over."), code="late")


class SignIn(LoginView):
    """The sign-in page. Who has a second factor is asked for it before there is a session."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {
            "by_mail": bool(settings.EMAIL_HOST),
            "elsewhere": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
            "by_card": settings.PICTURE_SIGN_IN,
        }

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        return enter(self.request, form.get_user(), self.get_success_url())


def enter(
    request: HttpRequest, person: User, address: str, *, has_proved_two: bool = False
) -> HttpResponse:
    """Sign in a person whose password was right, or ask for their second factor first.

    `has_proved_two`: they have proved one elsewhere already.
    """
    if has_factor(person) and not has_proved_two:
        begin_half(request, person, address)
        return redirect("second_factor")
    sign_in(request, person, second_factor=has_proved_two)
    return HttpResponseRedirect(address)


def admin_door(request: HttpRequest) -> HttpResponse:
    """Send people to the one sign-in page: a page of the admin's own would ask for less."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        raise PermissionDenied
    address = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        address = reverse("admin:index")
    if request.user.is_authenticated:
        return HttpResponseRedirect(address)
    return redirect_to_login(address)


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
