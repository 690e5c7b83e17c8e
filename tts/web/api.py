"""The API's list of voices, each with its sample."""

from django.http import HttpRequest
from ninja import Schema

from edusmart.accounts.api import ApiRouter, Problem, person
from tts.voices import every_voice

router = ApiRouter(tags=["voices"])


class VoiceCard(Schema):
    """A voice to choose.

    `language` is empty for one that speaks several; its `sample_url` takes `?language=` and a code.
    `natural_in` has the languages in which it sounds like a person and not like a machine; it is null
    while the speech service does not tell.
    """

    id: str
    label: str
    language: str
    about: str
    sample_url: str
    natural_in: list[str] | None


class VoiceCards(Schema):
    voices: list[VoiceCard]


@router.get("/voices", response={200: VoiceCards, 401: Problem}, summary="All voices")
def voices(request: HttpRequest) -> dict[str, list[dict[str, object]]]:
    """Every voice that the caller can have a story or a brief read in."""
    return {"voices": [voice.card() for voice in every_voice(person(request))]}
