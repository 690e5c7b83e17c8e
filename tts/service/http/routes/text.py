"""POST /text/vowels: an Arabic text with its short vowels, for early readers."""

from fastapi import APIRouter

from tts.service.http.dependencies import ServiceDep
from tts.service.http.problems import ERROR_RESPONSES
from tts.service.http.request_bodies import TextToVowel
from tts.service.http.response_bodies import VowelledText

routes = APIRouter()


@routes.post("/text/vowels", responses=ERROR_RESPONSES)
async def vowels(body: TextToVowel, service: ServiceDep) -> VowelledText:
    """Return the text with vowels on its Arabic words; marks that are written, and all else, stay."""
    return VowelledText(text=await service.vowelled(body.text))
