"""Telling a story with an OpenAI-compatible server: a streamed call for each `StoryPrompt`."""

from __future__ import annotations

from collections.abc import Generator
from time import monotonic

from django.conf import settings

from edusmart.work.errors import WorkError
from stories.providers.generative import story_prompt
from stories.providers.generative.failure_messages import STORY
from stories.providers.generative.json_text import json_object
from stories.providers.generative.parted import PartedStoryteller
from stories.providers.generative.story_prompt import StoryPrompt
from stories.providers.generative.story_schema import story_schema
from stories.providers.openai import gates
from stories.providers.openai.call import Call, Question, stream


class OpenAIStoryteller(PartedStoryteller):
    """Tells within OPENAI_TIMEOUT in all. Raises Refused, RateLimited, Unavailable or WorkError."""

    def __init__(self) -> None:
        super().__init__(self._pieces, settings.OPENAI_CONTEXT_TOKENS)
        self._deadline = monotonic() + settings.OPENAI_TIMEOUT

    def _pieces(self, prompt: StoryPrompt) -> Generator[str, None, None]:
        """Yield the story's JSON in the pieces it comes in, to its proper end."""
        purpose = "repair" if prompt.complaint else "story"
        seconds = self._deadline - monotonic()
        # The time is the attempt's, not the call's: a small model needs many calls.
        if seconds <= 0:
            raise WorkError(STORY.slow(), "timeout")
        call = Call(purpose, gates.TEXT, settings.OPENAI_STORY_MODEL, STORY, seconds)
        yield from json_object(stream(call, _question(prompt)))


def _question(prompt: StoryPrompt) -> Question:
    lines = (
        *story_prompt.before_document(prompt),
        *story_prompt.document_pages(prompt),
        *story_prompt.after_document(prompt),
    )
    return Question(story_prompt.rules(prompt), lines, "story", story_schema())
