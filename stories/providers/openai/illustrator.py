"""Making a picture with an OpenAI-compatible server: one whole call of images/generations for a request."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from openai.types import ImagesResponse

from edusmart.work.errors import WorkError
from stories.providers.generative.failure_messages import PICTURE
from stories.providers.generative.pictures import prompt as picture_prompt
from stories.providers.generative.pictures.check import square
from stories.providers.illustrator import Picture, PictureRequest
from stories.providers.metering import Usage
from stories.providers.openai import gates
from stories.providers.openai.call import Call
from stories.providers.openai.errors import NotUnderstood
from stories.providers.picture_format import as_jpeg
from stories.providers.provenance import Source

LONGEST_SECONDS = 150.0  # less than the row's own deadline
SIZE = "1024x1024"  # the one size that every server of pictures has


@dataclass(frozen=True, slots=True)
class OpenAIIllustrator:
    """Paints any scene; never raises NoPicture."""

    def illustrate(self, request: PictureRequest) -> Picture:
        """Return the scene's picture. Raises Refused, RateLimited, Unavailable or WorkError."""
        seconds = min(settings.OPENAI_TIMEOUT, LONGEST_SECONDS)
        call = Call("picture", gates.PICTURES, settings.OPENAI_IMAGE_MODEL, PICTURE, seconds)
        prompt = f"{picture_prompt.RULES}\n{picture_prompt.scene_data(request)}"
        try:
            painted = _painted(call, prompt)
        except NotUnderstood as refusal:
            if not call.abilities.forget_base64(refusal.said):
                raise refusal.otherwise from refusal
            painted = _painted(call, prompt)
        return Picture(
            as_jpeg(square(painted)), "image/jpeg", alt=request.caption,
            source=Source.MODEL, made_with=settings.OPENAI_IMAGE_MODEL,
        )  # fmt: skip


def _painted(call: Call, prompt: str) -> bytes:
    """Return the first picture's bytes. Raises WorkError where none came."""
    encoding: dict[str, Any] = {"response_format": "b64_json"} if call.abilities.asks_base64 else {}
    with call.metered() as meter, call.client() as client:
        response = client.images.generate(
            model=call.model, prompt=prompt, n=1, size=SIZE, **encoding
        )
        pictures = [each.b64_json for each in response.data or () if each.b64_json]
        meter.used(_usage(response, len(pictures)))
        # An address is never followed: it could lead anywhere inside the school's network.
        if not pictures:
            raise WorkError(f"{PICTURE.maker} gave no picture.", "no_picture")
        return base64.b64decode(pictures[0])


def _usage(response: ImagesResponse, pictures: int) -> Usage:
    reported = response.usage
    if reported is None:
        return Usage(pictures=pictures)
    return Usage(reported.input_tokens or 0, reported.output_tokens or 0, pictures=pictures)
