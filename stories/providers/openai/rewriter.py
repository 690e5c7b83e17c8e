"""Rewriting a scene with an OpenAI-compatible server: one whole call for a `ScenePrompt`."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from django.conf import settings

from stories.providers.generative.failure_messages import SCENE
from stories.providers.generative.json_text import json_object
from stories.providers.generative.rewriter import ModelRewriter, ScenePrompt
from stories.providers.generative.story_schema import scene_schema
from stories.providers.generative.translator import ModelTranslator
from stories.providers.openai import gates
from stories.providers.openai.call import Call, Question, respond

LONGEST_SECONDS = 150.0  # less than the row's own deadline


def openai_rewriter(seconds: float = LONGEST_SECONDS) -> ModelRewriter:
    """Return a rewriter whose calls take at most `seconds` each, and never over LONGEST_SECONDS."""
    return ModelRewriter(_Responder(min(settings.OPENAI_TIMEOUT, LONGEST_SECONDS, seconds)))


def openai_translator() -> ModelTranslator:
    """Return a translator whose calls take as long as a rewriter's may."""
    return ModelTranslator(_Responder(min(settings.OPENAI_TIMEOUT, LONGEST_SECONDS)))


@dataclass(frozen=True, slots=True)
class _Responder:
    seconds: float

    def __call__(self, prompt: ScenePrompt) -> str:
        """Return the JSON of one whole response."""
        call = Call(prompt.purpose, gates.TEXT, settings.OPENAI_STORY_MODEL, SCENE, self.seconds)
        said = respond(
            call, Question(prompt.rules, prompt.lines, "scene", scene_schema(prompt.beside))
        )
        return "".join(json_object(_whole(said)))


def _whole(text: str) -> Generator[str, None, None]:
    yield text
