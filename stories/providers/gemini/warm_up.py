"""One story and one picture from canned responses: what the SDK builds at first use is there before the
workers fork."""

from __future__ import annotations

import base64
import io
import json

from PIL import Image

from stories.providers.gemini.illustrator import GeminiIllustrator
from stories.providers.gemini.story import GeminiStoryteller
from stories.providers.illustrator import PictureRequest
from stories.providers.picture_format import PICTURE_SIDE
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
        teller = GeminiStoryteller()
        teller.start(document, brief)
        list(teller.tell(document, brief))


def paint_once() -> None:
    """Paint one picture without a network."""
    sheet = io.BytesIO()
    Image.new("RGB", (PICTURE_SIDE, PICTURE_SIDE)).save(sheet, "PNG")
    blob = {"mimeType": "image/png", "data": base64.b64encode(sheet.getvalue()).decode()}
    content = {"role": "model", "parts": [{"inlineData": blob}]}
    response = {"candidates": [{"content": content, "finishReason": "STOP"}], "usageMetadata": {}}
    with canned_response(json.dumps(response).encode(), "application/json"):
        # With a reference, so that the part for it is built too; it is sent nowhere.
        GeminiIllustrator().illustrate(PictureRequest("A fox", "A fox", 1, "A fox", reference=b"-"))


def _stream() -> bytes:
    content = {"role": "model", "parts": [{"text": json.dumps(_STORY)}]}
    response = {
        "candidates": [{"content": content, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1},
    }
    # As a server-sent event, which is how the stream comes.
    return b"data: " + json.dumps(response).encode() + b"\r\n\r\n"
