"""One story from a canned response: what the SDK builds at first use is there before the workers fork."""

from __future__ import annotations

import json

from stories.providers.openai.story import OpenAIStoryteller
from stories.providers.storyteller import TellingBrief
from stories.providers.transport import canned_response
from stories.reading.records import Document, Page, Paragraph

_WORDS = "A fox walks along the river and looks at all the stones until it is evening."
_SCENE = {
    "narration": _WORDS, "caption": _WORDS, "cast": [], "picture_prompt": _WORDS, "source_pages": [1],
    "words": [], "question": {"text": "Who walks?", "answers": ["A fox.", "An owl."], "right": 0},
}  # fmt: skip
_STORY = {"title": "A fox", "language": "en", "cast": [], "style": "Ink.", "scenes": [_SCENE]}


def tell_once() -> None:
    """Tell a story of one scene without a network."""
    document = Document("A fox", "en", (Page(1, (Paragraph(_WORDS, False, 1),)),), 1)
    brief = TellingBrief(max_scenes=1)
    with canned_response(_stream(), "text/event-stream"):
        teller = OpenAIStoryteller()
        teller.start(document, brief)
        list(teller.tell(document, brief))


def _stream() -> bytes:
    delta = {"role": "assistant", "content": json.dumps(_STORY)}
    choice = {"index": 0, "delta": delta, "finish_reason": "stop"}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    chunk = {"id": "", "object": "chat.completion.chunk", "choices": [choice], "usage": usage}
    # As a server-sent event, which is how the stream comes.
    return b"data: " + json.dumps(chunk).encode() + b"\n\ndata: [DONE]\n\n"
