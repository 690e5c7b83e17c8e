"""The editors' pages of programmes: title, description, author, language and cover."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefs.actions.counting.downloads import downloads_lately
from briefs.actions.feed_links import LATELY, subscribers_of
from briefs.models import MAX_TITLE_CHARS, Programme
from briefs.publishing.cover import cover_from, drawn_cover
from edusmart.accounts.access import editors_only
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.messages import message_for
from edusmart.accounts.models import User
from edusmart.media import deliver, discard_on_commit, store
from edusmart.plain.text import without_controls
from edusmart.work.errors import NotYet
from tts.languages import LANGUAGES

MAX_DESCRIPTION = 4000


@require_safe
@editors_only
def listing(request: HttpRequest) -> HttpResponse:
    """List the programmes with how many briefs they have."""
    active = Q(links__revoked_at=None, links__user__is_active=True)
    active &= Q(links__fetched_at__gt=timezone.now() - LATELY)
    programmes = Programme.objects.annotate(
        brief_count=Count("briefs", distinct=True),
        subscriber_count=Count("links", filter=active, distinct=True),
    )
    context = {"programmes": programmes, "languages": LANGUAGES.items()}
    return render(request, "briefs/programmes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=pk) if pk else Programme()
    problem, status = "", 200
    if request.method == "POST":
        try:
            _save(programme, request)
            new = _("The programme is made. Choose it at a brief’s desk, under “Publishing”.")
            messages.success(request, _("The programme is saved.") if pk else new)
            return redirect("briefs:programmes")
        except RequestRefused as refused:
            problem, status = message_for(refused.code, refused.sentence), refused.status
    context = {
        "programme": programme,
        "languages": LANGUAGES.items(),
        "problem": problem,
        "listen_address": request.build_absolute_uri(reverse("briefs:heard_list")),
        "subscribers": subscribers_of(programme) if pk else None,
        "downloads": downloads_lately(programme) if pk else 0,
    }
    return render(request, "briefs/programme.html", context, status=status)


@require_POST
@editors_only
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a programme with its cover and links; its briefs stay."""
    programme = get_object_or_404(Programme, pk=pk)
    with transaction.atomic():
        discard_on_commit(programme.cover)
        programme.delete()
    messages.success(request, _("The programme was deleted. Its briefs are kept."))
    return redirect("briefs:programmes")


@require_safe
@editors_only
def cover(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the cover; a drawn one where there is none, as the feed does."""
    programme = get_object_or_404(Programme, pk=pk)
    try:
        return deliver(request, programme.cover, may_change=True)
    except FileNotFoundError:  # the admin makes programmes without one
        response = HttpResponse(drawn_cover(programme.pk), content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=3600"
        return response


def _save(programme: Programme, request: HttpRequest) -> None:
    """Save what was posted. Raises RequestRefused."""
    programme.title = _field(request, "title", MAX_TITLE_CHARS, "title")
    programme.author = _field(request, "author", MAX_TITLE_CHARS, "author")
    programme.description = _field(request, "description", MAX_DESCRIPTION, "description")
    if not programme.title:
        raise RequestRefused("Give the programme a title.", "no_title")
    programme.language = request.POST.get("language", "")
    if programme.language not in LANGUAGES:
        raise RequestRefused(f"The language must be one of: {', '.join(LANGUAGES)}.", "language")
    old = programme.cover
    _set_cover(programme, request.FILES.get("cover"), cast(User, request.user))
    with transaction.atomic():  # the old file goes only once the row names the new one
        programme.save()
        if programme.cover != old:
            discard_on_commit(old)


def _field(request: HttpRequest, name: str, longest: int, label: str) -> str:
    value = without_controls(request.POST.get(name, "")).strip()
    if len(value) > longest:
        raise RequestRefused(f"The {label} is longer than {longest} characters.", "too_long")
    return value


def _set_cover(programme: Programme, file: Any, user: User) -> None:
    """Store the uploaded cover, or a drawn one where there is none. Raises RequestRefused."""
    if file is None and programme.cover:
        return
    content = (
        cover_from(file, file.size or 0, user) if file else drawn_cover(Programme.objects.count())
    )
    try:
        programme.cover = store("covers", "jpg", content)
    except NotYet as away:
        raise RequestRefused(away.sentence, "storage", 503) from away
