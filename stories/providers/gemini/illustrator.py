"""Making a picture with Gemini: one whole call for a request."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from google.genai import types

from edusmart.work.errors import WorkError
from stories.providers.gemini import gates
from stories.providers.gemini.call import Call, finish_reason, generate, pictures_of
from stories.providers.gemini.errors import require_end
from stories.providers.gemini.safety import FOR_PICTURES, filters
from stories.providers.generative.failure_messages import PICTURE
from stories.providers.generative.pictures import prompt as picture_prompt
from stories.providers.generative.pictures.check import square
from stories.providers.illustrator import Picture, PictureRequest
from stories.providers.picture_format import as_jpeg
from stories.providers.provenance import Source

LONGEST_SECONDS = 150.0  # less than the row's own deadline


@dataclass(frozen=True, slots=True)
class GeminiIllustrator:
    """Paints any scene; never raises NoPicture."""

    def illustrate(self, request: PictureRequest) -> Picture:
        """Return the scene's picture. Raises Refused, RateLimited, Unavailable or WorkError."""
        seconds = min(settings.GEMINI_TIMEOUT, LONGEST_SECONDS)
        call = Call("picture", gates.PICTURES, settings.GEMINI_IMAGE_MODEL, PICTURE, seconds)
        with call.client() as client:
            response = generate(call, client, _content(request), _config())
        painted = pictures_of(response)
        # The reason first: a filter that stopped the picture is final, an empty response is worth
        # another attempt.
        if not painted:
            require_end(finish_reason(response), PICTURE)
            raise WorkError(f"{PICTURE.maker} gave no picture.", "no_picture")
        # Decoded here, in the worker: what a provider paints is checked by its header before (see
        # pictures.check).
        return Picture(
            as_jpeg(square(painted[0])), "image/jpeg", alt=request.caption,
            source=Source.MODEL, made_with=f"Google {settings.GEMINI_IMAGE_MODEL}",
        )  # fmt: skip


def _content(request: PictureRequest) -> types.Content:
    parts = [types.Part(text=picture_prompt.RULES)]
    if request.reference:
        parts += [
            types.Part(text=picture_prompt.LIKE_THE_FIRST),
            types.Part.from_bytes(data=request.reference, mime_type="image/jpeg"),
        ]
    parts += [types.Part(text=picture_prompt.scene_data(request))]
    return types.Content(role="user", parts=parts)


def _config() -> types.GenerateContentConfig:
    return types.GenerateContentConfig(
        response_modalities=["IMAGE"],
        image_config=types.ImageConfig(aspect_ratio="1:1"),
        safety_settings=filters(FOR_PICTURES),
        store=False,
        candidate_count=1,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )
