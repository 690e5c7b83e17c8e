"""Signing in with an account elsewhere (OpenID Connect), and connecting one to one's own."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from edusmart.accounts.models import Event
from edusmart.accounts.sessions.signed_in import (
    confirmed,
    is_confirmed,
    note_confirmed,
    person_of,
)
from edusmart.accounts.sessions.ways_in import adding_a_way_in
from edusmart.accounts.trail import record
from edusmart.accounts.web.second_factor import next_page
from edusmart.accounts.web.sign_in import enter

log = logging.getLogger(__name__)

WHAT_FOR = "oidc_what_for"
ENTER, CONNECT, CONFIRM = "enter", "connect", "confirm"


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send whoever wants to sign in to the issuer."""
    if _sent_by_another_site(request):
        return redirect("login")
    return _go(request, CONFIRM if request.user.is_authenticated else ENTER, next_page(request))


@never_cache
@require_GET
@confirmed
def connect(request: HttpRequest) -> HttpResponse:
    """Send a signed-in person to the issuer, to sign in with that account too from now on."""
    if _sent_by_another_site(request):
        return redirect("own_data")
    return _go(request, CONNECT, reverse("own_data"))


@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take what the issuer says, and do what the person was sent there for."""
    # Not above: they are 60 modules that no other page needs.
    from edusmart.accounts.identities import issuer, people

    _require()
    asked: dict[str, Any] = request.session.pop(WHAT_FOR, None) or {}
    what_for, address = asked.get("what_for", ENTER), asked.get("address", "/")
    try:
        claims = issuer.claims_of(request, again=what_for == CONFIRM)
        if what_for == ENTER:
            person = people.person_with(claims)
            return enter(request, person, address, has_proved_two=issuer.proves_two_factors())
        return _signed_in(request, what_for, address, claims)
    except issuer.IssuerFailed as failed:
        log.warning("the issuer of identities failed: %s", failed)
        return _refused(request, _("That did not work. Try again, or use another way."), 502)
    except issuer.TooWeak:
        return _refused(request, _("Sign in there with a second factor, then come back."), 403)
    except people.NotKnown:
        return _refused(request, _("We do not know this account yet. Ask your teacher."), 403)
    except people.Taken:
        return _refused(request, _("This account belongs to somebody else here."), 409)


@require_POST
@confirmed
def disconnect(request: HttpRequest, key: int) -> HttpResponse:
    """Take an identity away: not from a person who has no password."""
    person = person_of(request)
    identity = get_object_or_404(person.identities, pk=key)
    if person.has_usable_password():
        record(Event.IDENTITY_REMOVED, identity, account=person)
        identity.delete()
    return redirect("own_data")


def _sent_by_another_site(request: HttpRequest) -> bool:
    """Return whether a page elsewhere made the browser come here.

    It could sign somebody in without asking, or connect an account that is the page's and not theirs.
    """
    return request.headers.get("Sec-Fetch-Site", "") in {"cross-site", "same-site"}


def _go(request: HttpRequest, what_for: str, address: str) -> HttpResponse:
    from edusmart.accounts.identities import issuer

    _require()
    request.session[WHAT_FOR] = {"what_for": what_for, "address": address}
    own = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    try:
        return issuer.go(request, f"{own}{reverse('oidc_back')}", again=what_for == CONFIRM)
    except issuer.IssuerFailed as failed:
        log.warning("the issuer of identities cannot be asked: %s", failed)
        return _refused(request, _("That did not work. Try again, or use another way."), 502)


@login_required
def _signed_in(
    request: HttpRequest, what_for: str, address: str, claims: dict[str, Any]
) -> HttpResponse:
    """Connect the identity, or note that the person has confirmed who they are. Raises Taken."""
    from edusmart.accounts.identities import people

    person = person_of(request)
    if what_for == CONNECT:
        # Begun by the person, and ended much later by whoever finds the device.
        if not is_confirmed(request):
            return redirect_to_login(reverse("oidc_connect"), reverse("confirm"))
        with adding_a_way_in(request):
            people.connect(person, claims)
    elif people.is_of(person, claims):
        note_confirmed(request)
    else:
        raise people.Taken
    return HttpResponseRedirect(address)


def _require() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404


def _refused(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "registration/oidc_refused.html", {"problem": sentence}, status=status)
