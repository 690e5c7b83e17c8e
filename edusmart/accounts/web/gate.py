"""The gate: what a signed-in person has to do before anything else."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from edusmart.accounts.factors.proof import has_factor
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.accounts.signed_in import has_second_factor

#: Before the duty is done: where it is done, and out again.
OPEN = ("/accounts/second-factor/", "/accounts/confirm/", "/accounts/log", "/i18n/", "/favicon.ico")
NEEDED = "Prove your second factor first: sign in on the site."


def gate_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep staff and editors out until they have proved a second factor, where that is required."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if settings.SECOND_FACTOR_REQUIRED and not request.path_info.startswith(OPEN):
            user = request.user if _owes_proof(request) else None
            if isinstance(user, User) and user.needs_second_factor:
                return _kept_out(request, user)
        return get_response(request)

    return respond


def _owes_proof(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session and not has_second_factor(request)


def _kept_out(request: HttpRequest, user: User) -> HttpResponseBase:
    if request.path_info.startswith("/api/"):
        body = {"detail": message_for("second_factor", NEEDED), "code": "second_factor"}
        return JsonResponse(body, status=403)
    if has_factor(user):
        return redirect_to_login(request.get_full_path(), reverse("confirm"))
    return redirect("factors")
