"""/audio/{filename}: a narration's sound, for whoever may watch its topic."""

from typing import cast

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from edusmart.accounts.models import User
from edusmart.accounts.web import signed_in_or_token
from edusmart.live.topics import owner_of
from edusmart.media import deliver
from tts.models import Narration


@require_safe
@signed_in_or_token
def audio(request: HttpRequest, filename: str) -> HttpResponseBase:
    """200, 206 or 416; 404 for a stranger as for a file that is not there."""
    user = cast(User, request.user)
    narration = (
        Narration.objects.filter(filename=filename).select_related("topic", "recording").first()
    )
    if narration is None or narration.recording is None:
        raise Http404
    if not owner_of(narration.topic).audiences({(narration.topic_id, user)}):
        raise Http404
    try:
        return deliver(
            request,
            narration.recording.file,
            download_as=filename if "download" in request.GET else "",
            here="here" in request.GET,
        )
    except FileNotFoundError:
        raise Http404 from None
