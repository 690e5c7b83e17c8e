"""The sound of narrations (/audio/{filename}) and of voice samples."""

from typing import cast

from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from edusmart.accounts.access import signed_in_or_token
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.topics import owner_of
from edusmart.media import deliver
from tts.models import Narration
from tts.samples import sample

RETRY_SECONDS = 2


@require_safe
@signed_in_or_token
def audio(request: HttpRequest, filename: str) -> HttpResponseBase:
    """Send a narration's sound to those who may watch its topic: 200, 206 or 416.

    404 where there is none, and for others, who must not learn which.
    """
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


@require_safe
@signed_in_or_token
def voice_sample(request: HttpRequest, voice: str) -> HttpResponseBase:
    """Send the voice's sample: 200, 206 or 416; 400, 404 or 503 as JSON that says why there is none."""
    try:
        recording = sample(voice, request.GET.get("language", ""), cast(User, request.user))
        return deliver(request, recording.file)
    except RequestRefused as refused:
        body = {"detail": refused.sentence, "code": refused.code}
        headers = {"Retry-After": str(RETRY_SECONDS)} if refused.status == 503 else {}
        return JsonResponse(body, status=refused.status, headers=headers)
    except FileNotFoundError:
        raise Http404 from None
