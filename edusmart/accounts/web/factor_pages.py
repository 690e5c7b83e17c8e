"""The page of one's second factors: set up an app, add passkeys, make recovery codes, take them away."""

from typing import Any

import segno
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from edusmart.accounts.factors import app_codes, passkeys, recovery
from edusmart.accounts.factors.proof import has_factor, remove_factor
from edusmart.accounts.models import AuthenticatorApp, Event, Passkey, User
from edusmart.accounts.sessions.open_sessions import end_others
from edusmart.accounts.sessions.signed_in import confirmed, note_second_factor, person_of
from edusmart.accounts.sessions.ways_in import adding_a_way_in
from edusmart.accounts.trail import record
from edusmart.accounts.web.second_factor import credential_of
from edusmart.plain.text import without_controls

NEW_SECRET = "new_app_secret"  # noqa: S105 - where it stands in the session until a code was shown


@never_cache
@require_GET
@login_required
def factors(request: HttpRequest) -> HttpResponse:
    return _page(request)


@never_cache
@require_http_methods(["GET", "POST"])
@confirmed
@sensitive_variables()
def add_app(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture, and keep it once the app has shown a code of it."""
    person = person_of(request)
    if AuthenticatorApp.objects.filter(user=person).exists():
        return redirect("factors")
    if request.method == "GET" or NEW_SECRET not in request.session:
        request.session[NEW_SECRET] = app_codes.new_secret()
        return _app_page(request, person)
    code = "".join(request.POST.get("code", "")[:100].split())
    if not app_codes.add_app(person, request.session[NEW_SECRET], code):
        problem = _("This is not the code that the app shows now. Please try again.")
        return _app_page(request, person, problem)
    del request.session[NEW_SECRET]
    return _added(request, person, person.authenticator_app)


@require_POST
@confirmed
def passkey_creation(request: HttpRequest) -> JsonResponse:
    """Return what the browser needs to make a passkey."""
    return JsonResponse(passkeys.creation_options(request, person_of(request)))


@require_POST
@confirmed
def add_passkey(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    said = without_controls(request.POST.get("name", ""))
    name = " ".join(said.split())[:60] or _("Passkey")
    sent = credential_of(request)
    with adding_a_way_in(request):
        passkey = passkeys.add(request, person, name, sent)
        if passkey:
            return _added(request, person, passkey)
    return _page(request, _("The device did not make a passkey. Please try again."))


@require_POST
@confirmed
def remove(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Take away one of one's own factors: not the last one, where one is required."""
    person = person_of(request)
    if not _taken_away(person, kind, key):
        return _page(request, _("You need one. Set up another first, then take this one away."))
    return redirect("factors")


@never_cache
@require_POST
@confirmed
@sensitive_variables()
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    if not has_factor(person):
        return redirect("factors")
    record(Event.FACTOR_ADDED, account=person, factor="recovery codes")
    return _codes_page(request, recovery.make_codes(person))


@transaction.atomic
def _taken_away(person: User, kind: str, key: int) -> bool:
    """Delete the factor; return False where it is the last one, and one is required. Raises Http404."""
    # Of two that are taken away at once the second sees the first gone.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    own: AuthenticatorApp | Passkey
    try:
        own = person.authenticator_app if kind == "app" else person.passkeys.get(pk=key)
    except ObjectDoesNotExist:
        raise Http404 from None
    if person.needs_second_factor and _count(person) == 1:
        return False
    remove_factor(own)
    return True


def _added(request: HttpRequest, person: User, factor: AuthenticatorApp | Passkey) -> HttpResponse:
    """Write it down; with the first factor come the recovery codes."""
    record(Event.FACTOR_ADDED, factor, account=person)
    note_second_factor(request)
    # They have proved a password at most, and could take this factor away again.
    end_others(request, person)
    if person.recovery_codes.exists():
        return redirect("factors")
    return _codes_page(request, recovery.make_codes(person))


def _count(person: User) -> int:
    return person.passkeys.count() + AuthenticatorApp.objects.filter(user=person).count()


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    person = person_of(request)
    context: dict[str, Any] = {
        "problem": problem,
        "app": AuthenticatorApp.objects.filter(user=person).first(),
        "passkeys": person.passkeys.order_by("created_at"),
        "codes_left": person.recovery_codes.count(),
        "is_required": person.needs_second_factor,
        "has_factor": has_factor(person),
    }
    return render(request, "registration/factors.html", context, status=400 if problem else 200)


def _app_page(request: HttpRequest, person: User, problem: str = "") -> HttpResponse:
    secret = request.session[NEW_SECRET]
    code = segno.make_qr(app_codes.address(secret, person))
    picture = code.svg_data_uri(scale=5, border=3, light="#fff")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"problem": problem, "picture": picture, "secret": groups}
    return render(request, "registration/add_app.html", context, status=400 if problem else 200)


def _codes_page(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "registration/recovery_codes.html", {"codes": codes})
