"""Access to views: by session or by API token, for all users or for editors."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from edusmart.accounts.credentials import bearer, token_of
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import ApiToken, User

SAFE = {"GET", "HEAD", "OPTIONS"}

View: TypeAlias = Callable[..., HttpResponseBase]


class SignOut(LogoutView):
    """Sign out and clear what the browser has cached of the site: the device may be shared."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


def overseers_only(view: View) -> View:
    """Raise PermissionDenied for staff who may only look."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _require_overseer(request.user)
        return view(request, *args, **kwargs)

    return guarded


def _require_overseer(user: Any) -> None:
    if not (isinstance(user, User) and user.is_overseer):
        raise PermissionDenied


def user_of_token(request: HttpRequest) -> User | None:
    """Return the user of the request's `Authorization: Bearer` token, None without a valid one.

    Raises RequestRefused, `token_scope`, for a token that may only read where something is changed.
    """
    credential = bearer(request.headers.get("Authorization", ""))
    token = token_of(credential) if credential else None
    if token is None:
        return None
    request.api_token = token  # type: ignore[attr-defined]
    if request.method not in SAFE:
        require_scope(request, ApiToken.Scope.WRITE)
    return token.user


def require_scope(request: HttpRequest, scope: str) -> None:
    """Refuse a token that may not do this; a session may do whatever its person may."""
    token: ApiToken | None = getattr(request, "api_token", None)
    if token and not token.may(scope):
        raise RequestRefused(
            f"This token may only {ApiToken.Scope(token.scope)}: make one with the scope {scope}.",
            "token_scope", 403,
        )  # fmt: skip


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return 401 for a program, which says whether there was a token that is not valid."""
    sentence = message_for("sign_in", "Sign in or send a valid API token.")
    response = JsonResponse({"detail": sentence, "code": "sign_in"}, status=401)
    sent = bearer(request.headers.get("Authorization", ""))
    response["WWW-Authenticate"] = 'Bearer error="invalid_token"' if sent else "Bearer"
    return response


def signed_in_or_token(view: View) -> View:
    """Require a session or a valid API token: the sign-in page for other browsers, 401 for programs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            user = user_of_token(request)
        except RequestRefused as refused:
            raise PermissionDenied(refused.sentence) from refused
        if user:
            request.user = user
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if _wants_a_page(request) and "Authorization" not in request.headers:
            return redirect_to_login(request.get_full_path())
        return ask_to_sign_in(request)

    return guarded


def _wants_a_page(request: HttpRequest) -> bool:
    """Return whether HTML is asked for by its name, as browsers do; programs take anything."""
    return "text/html" in request.headers.get("Accept", "").lower()


def editors_only(view: View) -> View:
    """Require an editor or staff: 403 for other users, the sign-in page for strangers."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if not request.user.is_editor:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
