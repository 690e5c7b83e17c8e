"""The page on which people get a copy of everything of theirs, or erase themselves."""

from collections.abc import AsyncIterator, Iterator
from typing import cast

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from edusmart.accounts.brake import Held, is_password
from edusmart.accounts.mail.notices import of_lately
from edusmart.accounts.models import Event, User
from edusmart.accounts.origin import address_of
from edusmart.accounts.personal.person_data import archive_pieces, erase_person
from edusmart.accounts.sessions.signed_in import confirmed, person_of
from edusmart.accounts.trail import record


@require_safe
@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    person = person_of(request)
    context = {
        "problem": problem,
        "elsewhere": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        "identities": person.identities.order_by("created_at"),
        "has_password": person.has_usable_password(),
        "notices": of_lately(person),
    }
    return render(request, "registration/own_data.html", context, status=status)


@require_POST
@confirmed
def export_oneself(request: HttpRequest) -> HttpResponseBase:
    """Send the archive while it is packed: a shelf of big stories must not time out.

    Who finds somebody else's device signed in does not get all of it.
    """
    person = cast(User, request.user)
    record(Event.EXPORTED, account=person)
    # The account itself, as the request's user is looked up only when it is asked for.
    pieces = archive_pieces(User.objects.get(pk=person.pk))
    response = StreamingHttpResponse(_in_a_thread(pieces), content_type="application/zip")
    response["Content-Encoding"] = "identity"  # keeps the gzip middleware away
    response["Content-Disposition"] = 'attachment; filename="edusmart.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


async def _in_a_thread(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    # The request's own thread: it has the connection to the database.
    take = sync_to_async(next)
    while (piece := await take(pieces, None)) is not None:  # type: ignore[call-arg]
        yield piece


@require_POST
@login_required
def erase_oneself(request: HttpRequest) -> HttpResponseBase:
    """Erase the person, who has to type the password: the device may be shared.

    Who has none confirms who they are in another way.
    """
    person = person_of(request)
    if not person.has_usable_password():
        return _confirmed_erasure(request)
    if problem := _problem_with_password(request, person):
        sentence, status = problem
        return _page(request, sentence, status)
    return _erased(request, person)


@confirmed
def _confirmed_erasure(request: HttpRequest) -> HttpResponse:
    return _erased(request, person_of(request))


def _erased(request: HttpRequest, person: User) -> HttpResponse:
    logout(request)
    erase_person(person)
    return redirect("login")


@sensitive_variables()
def _problem_with_password(request: HttpRequest, person: User) -> tuple[str, int] | None:
    try:
        if is_password(person, request.POST.get("password", ""), address_of(request)):
            return None
    except Held:
        return _("Please wait a moment, then try again."), 429
    return _("This is not your password. Nothing was erased."), 400
