"""Proving a second factor: after the password, with a passkey alone, or to confirm who one is."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from edusmart.accounts.brake import Held, is_held, is_password
from edusmart.accounts.factors import passkeys
from edusmart.accounts.factors.proof import braked, has_factor, prove_code
from edusmart.accounts.models import Event, User
from edusmart.accounts.origin import address_of
from edusmart.accounts.sessions.signed_in import (
    has_second_factor,
    note_confirmed,
    note_second_factor,
    person_of,
    sign_in,
)
from edusmart.accounts.trail import record
from edusmart.accounts.web.half_signed_in import end_half, half_signed_in

CREDENTIAL_BYTES = 20_000  # what a browser sends of a passkey, generously


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of a person whose password was right, and sign them in."""
    half = half_signed_in(request)
    if half is None:
        return redirect("login")
    person, address = half
    if request.method == "POST":
        problem = _problem(lambda: _proves_factor(request, person))
        if problem is None:
            end_half(request)
            sign_in(request, person, second_factor=True)
            return HttpResponseRedirect(address)
        return _asked(request, "registration/second_factor.html", person, problem)
    return _asked(request, "registration/second_factor.html", person)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask a signed-in person who they are, before an act that somebody else at the device must not do."""
    person = person_of(request)
    if request.method == "POST":
        problem = _problem(lambda: _proves_anything(request, person))
        if problem is None:
            return HttpResponseRedirect(next_page(request))
        return _asked(request, "registration/confirm.html", person, problem)
    return _asked(request, "registration/confirm.html", person)


@require_POST
def passkey_options(request: HttpRequest) -> JsonResponse:
    """Return what the browser needs to use a passkey: of whoever is asked just now, else of anybody."""
    half = half_signed_in(request)
    person = half[0] if half else None
    if request.user.is_authenticated:
        person = person_of(request)
    return JsonResponse(passkeys.request_options(request, person))


@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone, which is two factors: the device, and who unlocks it."""
    passkey = passkeys.proved(request, credential_of(request))
    if passkey is None or not passkey.user.is_active:
        # No more than passwords, or anybody could fill the trail.
        if not is_held(address_of(request)):
            whose = passkey.user if passkey else None
            record(Event.SIGN_IN_FAILED, account=whose, by_way_of="passkey")
        context = {"passkey_problem": True, "next": request.POST.get("next", "")}
        return render(request, "registration/login.html", context, status=400)
    sign_in(request, passkey.user, second_factor=True)
    return HttpResponseRedirect(next_page(request))


def _asked(
    request: HttpRequest, template: str, person: User, problem: tuple[str, int] | None = None
) -> HttpResponse:
    sentence, status = problem or ("", 200)
    context = {
        "problem": sentence,
        "next": next_page(request),
        "has_factor": has_factor(person),
        "has_passkey": person.passkeys.exists(),
        "must_be_factor": _must_be_factor(request, person),
        "has_password": person.has_usable_password(),
        "elsewhere": settings.OIDC_NAME if person.identities.exists() else "",
    }
    return render(request, template, context, status=status)


@sensitive_variables()
def _problem(is_proved: Callable[[], bool]) -> tuple[str, int] | None:
    try:
        if is_proved():
            return None
    except Held as held:
        clock = f"{held.seconds // 60}:{held.seconds % 60:02}"
        sentence = _("That was not right a few times. Try again in %(clock)s minutes.")
        return sentence % {"clock": clock}, 429
    return _("That was not right. Please try again."), 400


@sensitive_variables()
def _proves_factor(request: HttpRequest, person: User) -> bool:
    if sent := request.POST.get("credential"):
        credential = _parsed(sent)

        def is_own() -> bool:
            passkey = passkeys.proved(request, credential)
            return passkey is not None and passkey.user_id == person.pk

        return braked(person, is_own)
    return prove_code(person, request.POST.get("code", "")[:100])


@sensitive_variables()
def _proves_anything(request: HttpRequest, person: User) -> bool:
    password = request.POST.get("password", "")
    if password and not _must_be_factor(request, person):
        if not is_password(person, password, address_of(request)):
            return False
        note_confirmed(request)
        return True
    if not has_factor(person) or not _proves_factor(request, person):
        return False
    note_second_factor(request)
    return True


def _must_be_factor(request: HttpRequest, person: User) -> bool:
    """A session that began before a second factor was required has to prove one now."""
    return person.needs_second_factor and not has_second_factor(request) and has_factor(person)


def credential_of(request: HttpRequest) -> Any:
    return _parsed(request.POST.get("credential", ""))


def _parsed(sent: str) -> Any:
    try:
        return json.loads(sent) if len(sent) <= CREDENTIAL_BYTES else None
    except (ValueError, RecursionError):  # RecursionError: brackets in brackets
        return None


def next_page(request: HttpRequest) -> str:
    """Return where the person wanted to go, the shelf if that is not of this site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return address
    return resolve_url(settings.LOGIN_REDIRECT_URL)
