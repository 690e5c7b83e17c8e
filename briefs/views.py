"""The editors' pages: the list of briefs and the desk of one."""

from typing import cast

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from briefs import writing
from briefs.models import MAX_ITEM_CHARS, MAX_ITEMS, AudioGenerationJob, Brief
from edusmart.accounts.errors import Wrong
from edusmart.accounts.models import User
from edusmart.accounts.web import editors_only
from edusmart.live.state import frame_since
from tts.voices import LANGUAGES, PRESETS

SHOWN = 100


@require_GET
@editors_only
def listing(request: HttpRequest) -> HttpResponse:
    latest = AudioGenerationJob.objects.filter(brief=OuterRef("pk")).order_by("-pk")
    briefs = Brief.objects.annotate(
        item_count=Count("items"),
        recorded_count=Count("items__narration"),
        job_status=Subquery(latest.values("status")[:1]),
        job_progress=Subquery(latest.values("progress")[:1]),
    ).order_by("-updated_at")[:SHOWN]
    return render(request, "briefs/list.html", {"briefs": briefs, "languages": _languages()})


@require_POST
@editors_only
def new(request: HttpRequest) -> HttpResponse:
    try:
        brief = writing.create(
            cast(User, request.user),
            request.POST.get("title", ""),
            request.POST.get("language", "en"),
        )
    except Wrong as wrong:
        messages.error(request, wrong.sentence)
        return redirect("briefs:list")
    return redirect("briefs:desk", brief.pk)


@require_GET
@editors_only
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    brief = get_object_or_404(Brief.objects.select_related("topic"), pk=pk)
    context = {
        "brief": brief,
        "first_state": frame_since(brief.topic, 0, "editor"),
        "live_url": f"/ws/brief/{brief.pk}/",
        "api": {
            "save": reverse("api-1.0.0:save_brief", args=[pk]),
            "generate": reverse("api-1.0.0:generate", args=[pk]),
            "job": "/api/brief/audio/job/",
            "state": reverse("api-1.0.0:brief_state", args=[pk]),
        },
        "voices": [voice.card() for voice in PRESETS],
        "languages": _languages(),
        "max_items": MAX_ITEMS,
        "max_chars": MAX_ITEM_CHARS,
    }
    return render(request, "briefs/desk.html", context)


@require_POST
@editors_only
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Brief, pk=pk).delete()
    messages.success(request, "The brief was deleted.")
    return redirect("briefs:list")


def _languages() -> list[dict[str, str]]:
    return [{"code": code, "label": label} for code, label in LANGUAGES.items()]
