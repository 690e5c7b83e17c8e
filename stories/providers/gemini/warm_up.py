"""Telling one story to nobody, so that all the SDK builds at first use is there before the workers fork."""

from __future__ import annotations

import json

from stories.pdf.records import Document, Page, Paragraph
from stories.providers.gemini.client import rehearsal
from stories.providers.gemini.storyteller import GeminiStoryteller
from stories.providers.storyteller import TellingBrief

_WORDS = "A fox walks along the river and looks at all the stones until it is evening."
_SCENE = {
    "narration": _WORDS, "caption": _WORDS, "cast": [], "picture_prompt": _WORDS, "source_pages": [1],
    "words": [], "question": {"text": "Who walks?", "answers": ["A fox.", "An owl."], "right": 0},
}  # fmt: skip
_STORY = {"title": "A fox", "language": "en", "cast": [], "style": "Ink.", "scenes": [_SCENE]}


def rehearse() -> None:
    """Tell a story of one scene without a network."""
    document = Document("A fox", "en", (Page(1, (Paragraph(_WORDS, False, 1),)),), 1)
    brief = TellingBrief(max_scenes=1)
    with rehearsal(_stream(), "text/event-stream"):
        teller = GeminiStoryteller()
        teller.start(document, brief)
        list(teller.tell(document, brief))


def _stream() -> bytes:
    content = {"role": "model", "parts": [{"text": json.dumps(_STORY)}]}
    answer = {
        "candidates": [{"content": content, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1},
    }
    return b"data: " + json.dumps(answer).encode() + b"\r\n\r\n"
