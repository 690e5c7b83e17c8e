"""The editors' pages: the list of briefs, and the desk, where one brief is written."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from briefs.actions import write
from briefs.actions.counting.downloads import downloads_of
from briefs.actions.counting.plays import plays_by_item, total
from briefs.live import BriefOwner
from briefs.messages import REQUESTS
from briefs.models import (
    MAX_ITEM_CHARS,
    MAX_ITEMS,
    MAX_PAUSE_SECONDS,
    AudioGenerationJob,
    Brief,
    BriefState,
    Listening,
    Programme,
)
from briefs.publishing.heard import left_out_of, length
from briefs.web.lookup import seen_edition
from briefs.web.schemas import MAX_QUERY
from edusmart.accounts.access import editors_only
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for, messages_by_code
from edusmart.accounts.models import User
from edusmart.live.state import frame_since
from tts.languages import LANGUAGES
from tts.voices import every_voice, preset_voices

SHOWN = 50
PATTERNS = 50  # templates to choose from
LATELY = 7  # briefs to copy
TEMPLATES = "templates"


def _in(state: str) -> Any:
    if state == TEMPLATES:
        return Brief.objects.templates()
    return Brief.objects.in_state(state) if state else Brief.objects.briefs()


@require_safe
@editors_only
def listing(request: HttpRequest) -> HttpResponse:
    """List briefs of one state or of all, or templates, by day, the newest first."""
    wished, words = request.GET.get("state", ""), request.GET.get("q", "")[:MAX_QUERY].strip()
    state = wished if wished in {*BriefState.values, TEMPLATES} else ""
    newest = AudioGenerationJob.objects.filter(brief=OuterRef("pk")).order_by("-pk")
    begun = Listening.objects.filter(item__brief=OuterRef("pk")).order_by()
    plays = begun.values("item__brief").annotate(sum=Sum("plays")).values("sum")
    briefs = (
        _in(state)
        .saying(words)
        .annotate(
            day=TruncDate(Coalesce("publish_at", "created_at")),
            item_count=Count("items"),
            recorded_count=Count("items__narration"),
            seconds=Sum("items__narration__recording__duration"),
            job_status=Subquery(newest.values("status")[:1]),
            job_progress=Subquery(newest.values("progress")[:1]),
            plays=Subquery(plays[:1]),
        )
    )
    ordered = briefs.select_related("programme").order_by("-day", "-updated_at")
    page = Paginator(ordered, SHOWN).get_page(request.GET.get("page"))
    _count(cast(Sequence[Any], page.object_list))
    context = {
        "page": page,
        "state": state,
        "words": words,
        "kept": urlencode({name: it for name, it in (("state", state), ("q", words)) if it}),
        "languages": _languages(),
        "templates": Brief.objects.templates().order_by("title")[:PATTERNS],
        "lately": Brief.objects.briefs().order_by("-created_at")[:LATELY],
    }
    return render(request, "briefs/list.html", context)


def _count(briefs: Sequence[Any]) -> None:
    """Note of each brief how long it is, and how many items are read: what is left out is never recorded."""
    left_out = left_out_of(it.pk for it in briefs if it.recorded_count < it.item_count)
    for it in briefs:
        it.left_out = left_out[it.pk]
        it.read_count = it.item_count - it.left_out
        it.seconds = length(it, it.seconds, it.recorded_count)


@require_safe
@editors_only
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the desk, with the first state frame in the page: it needs no request to begin."""
    brief = get_object_or_404(Brief.objects.select_related("topic"), pk=pk)
    heard = plays_by_item(brief)
    voices = [voice.card() for voice in preset_voices(cast(User, request.user))]
    context = {
        "brief": brief,
        "programmes": Programme.objects.all(),
        "heard": {pk: {"plays": it.plays, "percent": it.percent} for pk, it in heard.items()},
        "plays": total(heard.values()),
        "downloads": downloads_of(brief),
        "longest_pause": MAX_PAUSE_SECONDS,
        "first_state": frame_since(brief.topic, 0, "editor"),
        "live_url": BriefOwner.live_url(brief.pk),
        "listen_link": request.build_absolute_uri(reverse("briefs:listen", args=[pk])),
        "api": {
            "save": reverse("api-1.0.0:save_brief", args=[pk]),
            "generate": reverse("api-1.0.0:generate", args=[pk]),
            "retry": reverse("api-1.0.0:retry_failed", args=[pk]),
            "publish": reverse("api-1.0.0:publish_brief", args=[pk]),
            "take_back": reverse("api-1.0.0:take_back_brief", args=[pk]),
            "arrange": reverse("api-1.0.0:arrange_brief", args=[pk]),
            "item": f"/api/brief/{pk}/item/",
            "job": "/api/brief/audio/job/",
            "state": reverse("api-1.0.0:brief_state", args=[pk]),
            "jingle": reverse("briefs:jingle"),
        },
        "voices": voices,
        # Said once where it is the same of all.
        "one_quality": voices[0]["quality"] if len({it["quality"] for it in voices}) == 1 else "",
        "voice_names": {it.id: gettext(it.label) for it in every_voice(cast(User, request.user))},
        "languages": _languages(),
        "reasons": messages_by_code([*REQUESTS, "quota"]),
        "max_items": MAX_ITEMS,
        "max_chars": MAX_ITEM_CHARS,
    }
    return render(request, "briefs/desk.html", context)


@require_POST
@editors_only
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a brief with its items and audio, as it was seen: the form has its edition."""
    brief = get_object_or_404(Brief, pk=pk)
    try:
        write.delete(brief, seen_edition(request))
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
        return redirect("briefs:desk", pk=pk)
    messages.success(request, gettext("The brief was deleted."))
    return redirect("briefs:list")


def _languages() -> list[dict[str, str]]:
    return [{"code": code, "label": label} for code, label in LANGUAGES.items()]
