"""The admin's page about who tells and paints: which provider, whether it answers, its gate and failures."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import every_message, message_for
from edusmart.accounts.models import User
from edusmart.work.gates import ProviderGate
from stories.actions.try_provider import Trial, try_provider
from stories.costs.budget import money
from stories.models import ProviderCall
from stories.providers.choice import image_provider, text_provider
from stories.providers.provider import ImageProvider, TextProvider
from stories.providers.registry import installed

FAILURES_SHOWN = 10
MAY_TRY = "work.change_providergate"  # as for opening a gate
_NO_FAILURE = ("answered", "left", "")


@require_http_methods(["GET", "POST"])
def provider_page(request: HttpRequest) -> HttpResponse:
    """For staff; POST tries the model, for those who may open gates."""
    user = cast(User, request.user)
    if request.method == "POST":
        if not user.has_perm(MAY_TRY):
            raise PermissionDenied
        _try(request, user)
        return redirect("stories:provider")
    parts = [_shown("STORYTELLER", text_provider()), _shown("ILLUSTRATOR", image_provider())]
    context = {
        **admin.site.each_context(request),
        "title": _("Who tells and paints"),
        "parts": parts,
        "may_try": bool(text_provider().model) and user.has_perm(MAY_TRY),
    }
    return render(request, "admin/provider.html", context)


def _try(request: HttpRequest, user: User) -> None:
    try:
        trial = try_provider(user)
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
        return
    said = messages.error if trial.sentence else messages.success
    outcome = message_for(trial.code, trial.sentence) or _("The model answered.")
    said(request, f"{outcome} {_measured(trial)}")


def _measured(trial: Trial) -> str:
    return _("%(seconds)s s, %(sent)s tokens sent, %(written)s written, %(cost)s.") % {
        "seconds": f"{trial.seconds:.1f}",
        "sent": trial.tokens_in,
        "written": trial.tokens_out,
        "cost": money(trial.cost),
    }


def _shown(setting: str, part: TextProvider | ImageProvider) -> dict[str, Any]:
    """Return what the page shows of one part."""
    provider = next(each for each in installed() if part in (each.text, each.image))
    calls = (
        ProviderCall.objects.filter(provider=part.gate)
        if part.gate
        else ProviderCall.objects.none()
    )
    failed = calls.exclude(outcome__in=_NO_FAILURE).order_by("-begun_at")[:FAILURES_SHOWN]
    return {
        "setting": setting,
        "choice": part.choice,
        "name": provider.name,
        "model": part.model,
        "missing": provider.missing_for(part),
        "gate": _gate(part.gate),
        "answered": calls.filter(outcome="answered").order_by("-ended_at").first(),
        "failures": [
            {"call": call, "why": every_message().get(call.outcome, "")} for call in failed
        ],
    }


def _gate(name: str) -> dict[str, Any] | None:
    gate = ProviderGate.objects.filter(name=name).first() if name else None
    if gate is None:
        return None
    is_closed = bool(gate.closed_until and gate.closed_until > timezone.now())
    return {"row": gate, "is_closed": is_closed}
