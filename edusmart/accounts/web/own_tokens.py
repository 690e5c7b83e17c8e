"""The page of one's own API tokens: made, looked at and ended by their owner."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from edusmart.accounts.models import ApiToken, User
from edusmart.accounts.sessions.signed_in import confirmed, person_of
from edusmart.accounts.sessions.ways_in import adding_a_way_in
from edusmart.plain.text import without_controls

MOST = 20  # open tokens of one person
DAYS = (7, 30, 90, 365)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def own_tokens(request: HttpRequest) -> HttpResponseBase:
    return _make(request) if request.method == "POST" else _page(request)


@require_POST
@confirmed
def end_token(request: HttpRequest, key: int) -> HttpResponse:
    token = get_object_or_404(person_of(request).api_tokens, pk=key)
    token.revoked_at = token.revoked_at or timezone.now()
    token.save(update_fields=["revoked_at"])
    return redirect("own_tokens")


@confirmed
@sensitive_variables()
def _make(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    name = " ".join(without_controls(request.POST.get("name", "")).split())
    scope, days = request.POST.get("scope", ""), request.POST.get("days", "")
    if not name or len(name) > 80:
        return _page(request, _("Give the token a name of at most 80 characters."), 400)
    if scope not in ApiToken.Scope.values or days not in map(str, DAYS):
        return _page(request, _("Choose what the token may do, and for how long."), 400)
    # Held: of requests that are sent at once each sees the tokens before it.
    with adding_a_way_in(request):
        if _open_tokens(person).count() >= MOST:
            return _page(request, _("You have many tokens already. End one first."), 409)
        expires_at = timezone.now() + timedelta(days=int(days))
        token = ApiToken.issue(person, name, scope, expires_at)
    return _page(request, token=token)


def _open_tokens(person: User) -> Any:
    return ApiToken.valid().filter(user=person).order_by("-created_at")


def _page(
    request: HttpRequest, problem: str = "", status: int = 200, token: str = ""
) -> HttpResponse:
    context = {
        "problem": problem, "token": token, "tokens": _open_tokens(person_of(request)),
        "scopes": ApiToken.Scope.choices, "days": DAYS, "sent": request.POST,
    }  # fmt: skip
    return render(request, "registration/own_tokens.html", context, status=status)
