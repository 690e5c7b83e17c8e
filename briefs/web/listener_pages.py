"""The listeners' pages: published briefs, the player of one, and private feed links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from briefs.actions import feed_links
from briefs.actions.share import note_opened
from briefs.live import BriefOwner
from briefs.models import Brief, BriefState, FeedLink, Programme, SoundingText
from briefs.publishing.heard import heard_of, length
from briefs.web.download import download
from briefs.web.lookup import listeners_brief
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from tts.audio.gap import jingle
from tts.models import Narration

SHOWN = 30
SAID = ("pk", "text", "recording__words")
SLEEP_MINUTES = (5, 10, 15, 30)
JINGLE_FORMAT = (24_000, 1)  # hertz, channels


@require_safe
@login_required
def heard_list(request: HttpRequest) -> HttpResponse:
    """List published briefs, programmes and the user's private links."""
    return _list(request)


@require_safe
@login_required
def listen(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the player of one brief; to editors before it is published too."""
    brief = _brief(request, pk)
    note_opened(brief, cast(User, request.user))
    items = heard_of(brief).items
    sounds = [it.recording.duration for it in items if it.recording]
    context = {
        "brief": brief,
        "items": items,
        "seconds": length(brief, sum(sounds), len(sounds)),
        "sleeps": SLEEP_MINUTES,
        "updated_at": _updated_at(brief),
        "preview": brief.state != BriefState.PUBLISHED,
        "listening": {
            "id": brief.pk,
            "title": brief.heard_title,
            "album": brief.programme.title if brief.programme else "",
            "live": {
                "url": BriefOwner.live_url(brief.pk),
                "epoch": brief.topic.epoch,
                "rev": brief.topic.rev,
            },
            "heard": f"/api/brief/{brief.pk}/item/",
            "items": _sounds(items),
            "between": {
                "seconds": brief.pause_seconds,
                "jingle": reverse("briefs:jingle") if brief.has_jingle else None,
            },
        },
    }
    return render(request, "briefs/listen.html", context)


@require_safe
@login_required
def jingle_sound(request: HttpRequest) -> HttpResponse:
    """Send the jingle between items, which is always the same."""
    response = HttpResponse(jingle(*JINGLE_FORMAT), content_type="audio/mpeg")
    response["Cache-Control"] = "private, max-age=86400"
    return response


@require_safe
@login_required
def download_brief(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    try:
        return download(request, _brief(request, pk), form)
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
        return redirect("briefs:listen", pk)


@require_POST
@never_cache
@login_required
def new_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the list with a new private link in it, which cannot be shown again."""
    programme = get_object_or_404(Programme, pk=pk)
    try:
        token = feed_links.issue(programme, cast(User, request.user))
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
        return redirect("briefs:heard_list")
    address = request.build_absolute_uri(reverse("briefs:feed", args=[token]))
    return _list(request, new_link=address, new_link_of=programme)


@require_POST
@login_required
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one of the user's private links."""
    try:
        feed_links.revoke(cast(User, request.user), pk)
        messages.success(request, _("The link is revoked. It opens nothing any more."))
    except RequestRefused as refused:
        messages.error(request, message_for(refused.code, refused.sentence))
    return redirect("briefs:heard_list")


def _list(request: HttpRequest, **more: Any) -> HttpResponse:
    user = cast(User, request.user)
    briefs = Brief.objects.heard_by(user).select_related("programme")
    heard = Q(versions__out_at__isnull=False, versions__items__narration__isnull=False)
    # Only items of the newest version that is out, and of one that waits, hold a narration.
    briefs = briefs.annotate(
        item_count=Count("versions__items", filter=heard),
        seconds=Sum("versions__items__narration__recording__duration", filter=heard),
    ).order_by("-publish_at", "-pk")
    own = FeedLink.objects.filter(user=user, revoked_at=None)
    programmes = Programme.objects.prefetch_related(
        Prefetch("links", own.order_by("pk"), to_attr="own_links")
    )
    page = Paginator(briefs, SHOWN).get_page(request.GET.get("page"))
    shown: Any = page.object_list
    for it in shown:
        it.seconds = length(it, it.seconds, it.item_count)
    context = {"page": page, "programmes": programmes, **more}
    return render(request, "briefs/heard_list.html", context)


def _updated_at(brief: Brief) -> datetime | None:
    """Return when changes of a published brief went out; None while it is as it went out first."""
    if not (brief.out_at and brief.publish_at):
        return None
    earlier = brief.versions.filter(out_at__gte=brief.publish_at, out_at__lt=brief.out_at)
    return brief.out_at if earlier.exists() else None


def _brief(request: HttpRequest, pk: int) -> Brief:
    try:
        return listeners_brief(cast(User, request.user), pk)
    except RequestRefused as refused:  # a page is not found, where the API says what is refused
        raise Http404 from refused


def _sounds(items: Sequence[SoundingText]) -> list[dict[str, Any]]:
    """Return what can be heard, with its words and when each begins."""
    heard = [it for it in items if it.heard]
    said = Narration.objects.filter(pk__in=[it.narration_id for it in heard])
    words = {pk: (text, times) for pk, text, times in said.values_list(*SAID)}
    return [_sound(it, *words.get(it.narration_id, ("", []))) for it in heard]


def _sound(item: SoundingText, text: str, times: list[list[int]]) -> dict[str, Any]:
    narration = item.narration
    assert narration  # noqa: S101 - only items that are heard
    assert narration.recording  # noqa: S101
    return {
        "id": item.number,
        "title": item.title,
        "url": narration.url,
        "seconds": round(narration.recording.duration, 3),
        # A page is found the words, not their places: a headline stands apart from its text there.
        "words": [[start, text[first:last]] for start, _end, first, last in times],
    }
