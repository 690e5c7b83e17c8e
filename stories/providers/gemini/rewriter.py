"""Rewriting a scene with Gemini: one whole call for a `ScenePrompt`."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from google.genai import types

from stories.providers.gemini import gates
from stories.providers.gemini.call import Call, finish_reason, generate, text_of
from stories.providers.gemini.errors import require_end
from stories.providers.gemini.safety import FOR_TEXT, filters
from stories.providers.gemini.schema import as_gemini
from stories.providers.generative.failure_messages import SCENE
from stories.providers.generative.rewriter import ModelRewriter, ScenePrompt
from stories.providers.generative.story_schema import scene_schema
from stories.providers.generative.translator import ModelTranslator

LONGEST_SECONDS = 20.0  # scenes of a telling may wait for it


def gemini_rewriter(seconds: float = LONGEST_SECONDS) -> ModelRewriter:
    """Return a rewriter whose calls take at most `seconds` each, and never over LONGEST_SECONDS."""
    # The shortest of the three: an operator may want calls to end sooner, and a telling may have less left.
    return ModelRewriter(_Responder(min(settings.GEMINI_TIMEOUT, LONGEST_SECONDS, seconds)))


def gemini_translator() -> ModelTranslator:
    """Return a translator whose calls take as long as a rewriter's may."""
    return ModelTranslator(_Responder(min(settings.GEMINI_TIMEOUT, LONGEST_SECONDS)))


@dataclass(frozen=True, slots=True)
class _Responder:
    seconds: float

    def __call__(self, prompt: ScenePrompt) -> str:
        """Return the text of one whole response."""
        call = Call(prompt.purpose, gates.TEXT, settings.GEMINI_TEXT_MODEL, SCENE, self.seconds)
        parts = [types.Part(text=line) for line in prompt.lines]
        with call.client() as client:
            response = generate(
                call, client, types.Content(role="user", parts=parts), _config(prompt)
            )
        # A text that is cut can be whole JSON all the same.
        require_end(finish_reason(response), SCENE)
        return text_of(response)


def _config(prompt: ScenePrompt) -> types.GenerateContentConfig:
    return types.GenerateContentConfig(
        system_instruction=prompt.rules,
        response_mime_type="application/json",
        response_schema=as_gemini(scene_schema(prompt.beside)),
        safety_settings=filters(FOR_TEXT),
        store=False,  # the provider keeps nothing of a pupil's document
        candidate_count=1,
        automatic_continuation=False,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )
