"""The story pages: shelf, upload, player; and a story's pictures."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from edusmart.accounts.errors import Wrong
from edusmart.accounts.models import User
from edusmart.accounts.web import signed_in_or_token
from edusmart.live.state import frame_since
from edusmart.media import deliver
from stories import acts
from stories.budget import shown_estimate
from stories.live import audience_of
from stories.models import DEFAULT_GRADE, Illustration, Scene, Story, StoryQuerySet
from stories.uploading import Wishes, upload
from tts.voices import LANGUAGES, every_voice

SHOWN = 60


@require_GET
@login_required
def shelf(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    shared = Story.objects.filter(published_at__isnull=False).exclude(owner=user)
    context = {
        "mine": _cards(Story.objects.filter(owner=user)),
        "shared": _cards(shared),
        "review": _cards(_waiting_for(user)),
        "shelf_limit_reached": Story.objects.filter(owner=user).count() > SHOWN,
    }
    return render(request, "stories/shelf.html", context)


def _waiting_for(user: User) -> StoryQuerySet:
    if not user.is_editor:
        return Story.objects.none()
    return Story.objects.filter(offered_at__isnull=False, published_at=None).exclude(owner=user)


def _cards(stories: StoryQuerySet) -> list[Story]:
    """Stories with what a card shows, one query."""
    scenes = Scene.objects.filter(story=OuterRef("pk"))
    finished = scenes.exclude(illustration__file="").order_by("index")
    length = scenes.order_by().values("story").annotate(s=Sum("narration__recording__duration"))
    picture = Subquery(finished.values("illustration__filename")[:1])
    annotated = stories.annotate(cover=picture).annotate(
        cover_url=Case(
            When(cover=None, then=Value("")), default=Concat(Value("/pictures/"), F("cover"))
        ),
        duration_seconds=Subquery(length.values("s")),
    )
    return list(annotated.order_by("-created_at")[:SHOWN])


@require_http_methods(["GET", "POST"])
@login_required
def upload_page(request: HttpRequest) -> HttpResponse:
    problem, status = "", 200
    if request.method == "POST":
        wished = [
            request.POST.get(name, "") for name in ("grade_level", "voice", "language", "scenes")
        ]
        try:
            story = upload(
                cast(User, request.user), request.FILES.get("file"), Wishes.parse(*wished)
            )
            return redirect("stories:player", story.pk)
        except Wrong as wrong:
            problem, status = wrong.sentence, wrong.status
    context = {
        "grades": range(1, 13),
        "voices": [voice.card() for voice in every_voice()],
        "languages": [{"code": code, "label": label} for code, label in LANGUAGES.items()],
        "max_mb": settings.UPLOAD_MAX_BYTES // 1024 // 1024,
        "max_pages": settings.UPLOAD_MAX_PAGES,
        "estimate": shown_estimate(cast(User, request.user), 0, 0, DEFAULT_GRADE, None),
        "problem": problem,
        "values": request.POST,
    }
    return render(request, "stories/upload.html", context, status=status)


@require_GET
@login_required
def player(request: HttpRequest, pk: UUID) -> HttpResponse:
    story = _seen(request, pk)
    user = cast(User, request.user)
    audience = audience_of(story, user) or "viewer"
    context = {
        "story": story,
        "first_state": frame_since(story.topic, 0, audience),
        "live_url": f"/ws/story/{story.pk}/",
        "status_url": f"/api/story/{story.pk}/status",
        "may_edit": audience == "editor",
        "is_owner": story.owner_id == user.pk,
        "may_publish": story.may_publish(user),
    }
    return render(request, "stories/player.html", context)


@require_POST
@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    story = _seen(request, pk)
    user = cast(User, request.user)
    if story.owner_id != user.pk and not user.is_overseer:
        raise PermissionDenied
    acts.cancel(story)
    story.delete()
    messages.success(request, "The story was deleted.")
    return redirect("stories:shelf")


def _act(request: HttpRequest, pk: UUID, act: Callable[[Story, User], None]) -> HttpResponse:
    try:
        act(_seen(request, pk), cast(User, request.user))
    except Wrong as wrong:
        if wrong.status == 403:
            raise PermissionDenied from wrong
        messages.error(request, wrong.sentence)
    return redirect("stories:shelf") if "shelf" in request.POST else _back(request, pk)


def _back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the page of the story that somebody came from."""
    return redirect("stories:edit" if "desk" in request.POST else "stories:player", pk)


@require_POST
@login_required
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, acts.offer)


@require_POST
@login_required
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, acts.publish)


@require_POST
@login_required
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    _act(request, pk, acts.take_back)
    still_seen = Story.objects.seen_by(cast(User, request.user)).filter(pk=pk).exists()
    return _back(request, pk) if still_seen else redirect("stories:shelf")


@require_safe
@signed_in_or_token
def picture(request: HttpRequest, filename: str) -> HttpResponseBase:
    """A scene's picture, for whoever may see its story; 404 for a stranger as for no picture."""
    illustration = Illustration.objects.filter(filename=filename).exclude(file="").first()
    if illustration is None:
        raise Http404
    story = Story.objects.filter(topic_id=illustration.topic_id).first()
    if story is None or audience_of(story, cast(User, request.user)) is None:
        raise Http404
    try:
        return deliver(request, illustration.file)
    except FileNotFoundError:
        raise Http404 from None


def _seen(request: HttpRequest, pk: UUID) -> Story:
    stories = Story.objects.seen_by(cast(User, request.user)).select_related("topic")
    return get_object_or_404(stories, pk=pk)
