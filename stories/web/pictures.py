"""Scenes' pictures, for who may see their story."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from edusmart.accounts.access import signed_in_or_token
from edusmart.accounts.models import User
from edusmart.media import deliver
from stories.live import audience_of
from stories.models import Illustration, Story
from stories.providers.own.named_things import drawable, picture_of

_DAY = 24 * 60 * 60


@require_safe
@signed_in_or_token
def picture(request: HttpRequest, filename: str, small: str = "") -> HttpResponseBase:
    """Return a scene's picture to users who may see its story; 404 for a stranger as for no picture.

    `small`: the field of the small copy to return instead.
    """
    illustration = _seen_picture(request, filename)
    try:
        # `here` streams through this process: a page that keeps a story may not read another host's files.
        here = "here" in request.GET
        if not small:
            return deliver(request, illustration.file, here=here)
        response = deliver(request, getattr(illustration, small) or illustration.file, here=here)
    except FileNotFoundError:
        raise Http404 from None
    if not getattr(illustration, small):
        # The small copy will be there soon: the large one is not kept in its place.
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@signed_in_or_token
def picture_front(request: HttpRequest, filename: str) -> HttpResponseBase:
    """Return the figures of a scene's picture alone, as `picture` does; 404 where it has none."""
    illustration = _seen_picture(request, filename)
    if not illustration.front:
        raise Http404
    try:
        return deliver(request, illustration.front, here="here" in request.GET)
    except FileNotFoundError:
        raise Http404 from None


@require_safe
@signed_in_or_token
def picture_of_thing(_request: HttpRequest, key: str) -> HttpResponse:
    """Return the picture of a thing that an answer names; 404 where there is none."""
    if key not in drawable():
        raise Http404
    response = HttpResponse(picture_of(key), content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={_DAY}"
    return response


def _seen_picture(request: HttpRequest, filename: str) -> Illustration:
    illustration = Illustration.objects.filter(filename=filename).exclude(file="").first()
    if illustration is None:
        raise Http404
    story = Story.objects.filter(topic_id=illustration.topic_id).first()
    # The name cannot be guessed, but is in copies of a page: whether a user may see it is asked each time.
    if story is None or audience_of(story, cast(User, request.user)) is None:
        raise Http404
    return illustration
