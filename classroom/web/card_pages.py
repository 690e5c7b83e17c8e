"""Sign-in cards: printed by the teacher, and the page on which a pupil touches their pictures."""

from typing import Any
from urllib.parse import urlsplit

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from classroom import features
from classroom.actions import cards
from classroom.actions.cards import Printed
from classroom.actions.pictures import PICTURES, TOUCHED
from classroom.models import Card, SchoolClass
from classroom.web.lookup import (
    by_name,
    for_its_teacher,
    pupil_of,
    pupils_of,
    with_factors,
    without_card,
)
from edusmart.accounts.api import with_retry
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import Event
from edusmart.accounts.sessions.signed_in import confirmed, sign_in
from edusmart.accounts.trail import record

#: What each picture shows, for who cannot see it.
NAMES = {
    "duck": gettext_lazy("duck"),
    "sunflower": gettext_lazy("sunflower"),
    "bus": gettext_lazy("bus"),
    "octopus": gettext_lazy("octopus"),
    "strawberry": gettext_lazy("strawberry"),
    "tent": gettext_lazy("tent"),
    "giraffe": gettext_lazy("giraffe"),
    "umbrella": gettext_lazy("umbrella"),
    "guitar": gettext_lazy("guitar"),
    "penguin": gettext_lazy("penguin"),
    "rainbow": gettext_lazy("rainbow"),
    "carrot": gettext_lazy("carrot"),
    "airplane": gettext_lazy("airplane"),
    "snail": gettext_lazy("snail"),
    "balloon": gettext_lazy("balloon"),
    "turtle": gettext_lazy("turtle"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_its_teacher
@confirmed
def sheet(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Show the class's cards to be printed: all, or with `?pupil=` one. A POST makes missing ones."""
    if request.method == "POST":
        count = cards.make_missing_cards(school_class)
        messages.success(request, _("New cards: %(count)s") % {"count": count})
        return redirect("classroom:cards", school_class.pk)
    found = Card.objects.filter(pupil__in=pupils_of(school_class)).select_related("pupil")
    wanted = request.GET.get("pupil", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        found = found.filter(pupil=int(wanted))
    ordered = found.order_by(*by_name("pupil__"))
    shown = [it for card in ordered if (it := cards.printed(card))]
    # Who can print a card can sign in with it.
    record(Event.CARDS_SHOWN, school_class, cards=len(shown))
    context = {
        "school_class": school_class,
        "cards": [_as_printed(request, it) for it in shown],
        "site": urlsplit(request.build_absolute_uri()).netloc + reverse("classroom:card"),
        "lost": len(ordered) - len(shown),
        "without": 0 if wanted else len(without_card(with_factors(pupils_of(school_class)))),
        "shares": bool(features.shared_with(school_class)),
    }
    return render(request, "classroom/cards.html", context)


@require_POST
@for_its_teacher
@confirmed
def renew(request: HttpRequest, school_class: SchoolClass, pupil_id: int) -> HttpResponse:
    """Make a pupil's card anew; the old one opens nothing any more."""
    pupil = pupil_of(school_class, pupil_id)
    try:
        cards.make_card(pupil)
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
        return redirect("classroom:class", school_class.pk)
    return redirect(f"{reverse('classroom:cards', args=[school_class.pk])}?pupil={pupil.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def card_page(request: HttpRequest, code: str = "") -> HttpResponse:
    """Let a pupil in by their card: each touched picture is a step, the fourth signs in."""
    if request.user.is_authenticated:
        return redirect("stories:shelf")
    code = cards.plain_code(code or request.POST.get("code", "") or request.GET.get("code", ""))
    touched = _touched(request)
    if not code:
        return _page(request, "", [])
    try:
        if not touched:
            cards.look_at(code)  # who mistyped it is not to blame the pictures
        if len(touched) < TOUCHED:
            return _page(request, code, touched)
        pupil = cards.prove(code, touched)
    except RequestRefused as refused:
        problem = message_for(refused.code, refused.sentence)
        # Whoever has no such card begins with its code again.
        kept = "" if refused.status == 404 else code
        return with_retry(_page(request, kept, [], problem, refused.status), refused)
    # Four pictures are not enough for what asks again who one is.
    sign_in(request, pupil, second_factor=False, confirms=False)
    return redirect("stories:shelf")


def _touched(request: HttpRequest) -> list[str]:
    """Return the pictures that were touched so far, in their order, with the one just touched."""
    before = request.POST.get("touched", "")[:200].split(",")
    found = [it for it in [*before, request.POST.get("picture", "")] if it in PICTURES]
    return list(dict.fromkeys(found))[:TOUCHED]


def _page(
    request: HttpRequest, code: str, touched: list[str], problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "code": code,
        "problem": problem,
        "pictures": [_picture(it) | {"is_touched": it in touched} for it in PICTURES],
        "touched": [_picture(it) for it in touched],
        "left": range(TOUCHED - len(touched)),
        "so_far": ",".join(touched),
        "progress": _("Pictures touched: %(count)s of %(all)s")
        % {"count": len(touched), "all": TOUCHED},
    }
    return render(request, "classroom/card.html", context, status=status)


def _picture(name: str) -> dict[str, Any]:
    return {"id": name, "name": NAMES[name]}


def _as_printed(request: HttpRequest, card: Printed) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("classroom:card", args=[card.code]))
    half = len(card.code) // 2
    return {
        "name": card.pupil.shown_name,
        "username": card.pupil.username,
        "code": f"{card.code[:half]} {card.code[half:]}".upper(),
        "pictures": [_picture(it) for it in card.pictures],
        "qr": segno.make_qr(address).svg_data_uri(scale=4, border=2, light="#fff"),
    }
