"""The gate: what a signed-in person has to do before anything else."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from edusmart.accounts.credentials import MUST_SET_PASSWORD
from edusmart.accounts.factors.proof import has_factor
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.accounts.sessions.signed_in import has_second_factor

#: Before the duty is done: where it is done, and out again.
OPEN = (
    "/accounts/second-factor/", "/accounts/password/own/", "/accounts/confirm/", "/accounts/log",
    "/i18n/", "/favicon.ico",
)  # fmt: skip
DUTIES = {
    "set_password": "Set a password of your own first: sign in on the site.",
    "second_factor": "Prove your second factor first: sign in on the site.",
}


def gate_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep people out who have a password for once, or owe a second factor that is required."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(OPEN) and (duty := _duty(request)):
            return _kept_out(request, duty)
        return get_response(request)

    return respond


def _duty(request: HttpRequest) -> str:
    if MUST_SET_PASSWORD in request.session:
        return "set_password"
    required = settings.SECOND_FACTOR_REQUIRED and SESSION_KEY in request.session
    if required and not has_second_factor(request):
        user = request.user
        return "second_factor" if isinstance(user, User) and user.needs_second_factor else ""
    return ""


def _kept_out(request: HttpRequest, duty: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        body = {"detail": message_for(duty, DUTIES[duty]), "code": duty}
        return JsonResponse(body, status=403)
    if duty == "set_password":
        return redirect("change_password")
    if isinstance(request.user, User) and has_factor(request.user):
        return redirect_to_login(request.get_full_path(), reverse("confirm"))
    return redirect("factors")
