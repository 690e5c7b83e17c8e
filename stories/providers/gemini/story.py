"""Telling a story with Gemini: one streamed call for a `StoryPrompt`."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from django.conf import settings
from google.genai import types

from stories.providers.gemini import gates
from stories.providers.gemini.attachment import attached
from stories.providers.gemini.call import Call, finish_reason, stream, text_of
from stories.providers.gemini.errors import require_end
from stories.providers.gemini.safety import FOR_TEXT, filters
from stories.providers.gemini.schema import as_gemini
from stories.providers.generative import story_prompt
from stories.providers.generative.failure_messages import STORY
from stories.providers.generative.story_prompt import StoryPrompt
from stories.providers.generative.story_schema import story_schema
from stories.providers.generative.storyteller import StreamedStoryteller

LONGEST_SECONDS = 270.0  # twice that, for the repair, is less than the row's own deadline


class GeminiStoryteller(StreamedStoryteller):
    """Tells with Gemini. Raises Refused, RateLimited, Unavailable or WorkError."""

    def __init__(self) -> None:
        super().__init__(_pieces)


def _pieces(prompt: StoryPrompt) -> Generator[str, None, None]:
    """Yield the response's text in the pieces it comes in, to its proper end."""
    purpose = "repair" if prompt.complaint else "story"
    seconds = min(settings.GEMINI_TIMEOUT, LONGEST_SECONDS)
    call = Call(purpose, gates.TEXT, settings.GEMINI_TEXT_MODEL, STORY, seconds)
    reason: types.FinishReason | None = None
    pdf = prompt.brief.pdf if prompt.sends_file else None
    with call.client() as client, attached(client, pdf, STORY) as file:
        response = stream(call, client, _content(prompt, file), _config(prompt))
        # Closed at once when the story has what it needs: the books then say that the response was left.
        with closing(response) as pieces:
            for piece in pieces:
                # Before the reason: a scene that is whole may be staged even if the stream is cut after it.
                yield text_of(piece)
                # Most pieces have none, and a last one without a reason must not hide it.
                reason = finish_reason(piece) or reason
    require_end(reason, STORY)


def _content(prompt: StoryPrompt, file: types.Part | None) -> types.Content:
    """Return the user's message, with the document page by page or as the `file`."""
    parts = [_text(line) for line in story_prompt.before_document(prompt)]
    parts += [file] if file else [_text(page) for page in story_prompt.document_pages(prompt)]
    parts += [_text(line) for line in story_prompt.after_document(prompt)]
    return types.Content(role="user", parts=parts)


def _text(text: str) -> types.Part:
    return types.Part(text=text)


def _config(prompt: StoryPrompt) -> types.GenerateContentConfig:
    """Return everything else of the call. It names no tool: the model can do nothing but respond."""
    return types.GenerateContentConfig(
        system_instruction=story_prompt.rules(prompt),
        response_mime_type="application/json",
        response_schema=as_gemini(story_schema()),
        # A model that repeats itself is charged for every token.
        max_output_tokens=settings.GEMINI_MAX_OUTPUT_TOKENS,
        thinking_config=types.ThinkingConfig(
            thinking_level=types.ThinkingLevel(settings.GEMINI_THINKING)
        ),
        safety_settings=filters(FOR_TEXT),
        store=False,  # the provider keeps nothing of a pupil's document
        candidate_count=1,
        # Left on, the SDK would send requests of its own when a response breaks off.
        automatic_continuation=False,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )
