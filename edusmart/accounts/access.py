"""Recognising who makes a request, for views and for the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib.auth.views import LogoutView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from edusmart.accounts.credentials import bearer, users_of
from edusmart.accounts.models import User

View: TypeAlias = Callable[..., HttpResponseBase]


class SignOut(LogoutView):
    """Out, and the pages, pictures and voices that the browser remembers go too: the device may be shared."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'
        return answer


def user_of_token(request: HttpRequest) -> User | None:
    """The user an `Authorization: Bearer` header stands for, None without a valid one."""
    credential = bearer(request.headers.get("Authorization", ""))
    return users_of([credential]).get(credential) if credential else None


def signed_in_or_token(view: View) -> View:
    """Let in whoever is signed in or carries a valid API token; others are sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if user := user_of_token(request):
            request.user = user
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.accepts("text/html") and "Authorization" not in request.headers:
            return redirect_to_login(request.get_full_path())
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})

    return guarded


def editors_only(view: View) -> View:
    """Signed-in editors and staff; 403 for others, strangers are sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        if not request.user.is_editor:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
