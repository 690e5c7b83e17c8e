"""Stand-ins of fixed latency for the pipeline's benchmark: a model that tells and paints, and a voice."""

import base64
import io
import itertools
import json
import threading
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.gemini_answers import IMAGE_MODEL, candidate, event, painted, square
from tests.gemini_stand_in import Asked, GeminiStandIn
from tests.scripted_http import Answer, Pause

SCENES = 8
FIRST_SECONDS, LAST_SECONDS = 2.0, 8.0
PICTURE_SECONDS, VOICE_SECONDS = 5.0, 1.5


class SlowModel(GeminiStandIn):
    """Tells scene 1 at 2 s and scene 8 at 8 s, each story in its own words; paints in `picture` seconds."""

    def __init__(self, picture: float = PICTURE_SECONDS) -> None:
        super().__init__()
        self.picture = picture
        self.asked_at: list[tuple[float, Asked]] = []
        self._stories = itertools.count()
        self._square = square()

    def answer(self, asked: Asked) -> Answer:
        self.asked_at.append((time.monotonic(), asked))
        if asked.model == IMAGE_MODEL:
            return painted(self._square, before=[Pause(self.picture)])
        return Answer(_told(next(self._stories)), content_type="text/event-stream")


def _told(number: int) -> Iterator[bytes | Pause]:
    head = {"title": f"Story {number}", "language": "en", "cast": [], "style": "Ink."}
    yield Pause(FIRST_SECONDS)
    before = json.dumps(head)[:-1] + ', "scenes": ['
    for index in range(SCENES):
        if index:
            yield Pause((LAST_SECONDS - FIRST_SECONDS) / (SCENES - 1))
        yield event(candidate(before + json.dumps(_scene(number, index))))
        before = ", "
    yield event(candidate("]}", "STOP"))


def _scene(number: int, index: int) -> dict[str, Any]:
    text = f"This is scene {index} of story {number}, and a fox walks through it."
    asked = {"text": "Who walks?", "answers": ["A fox.", "An owl."], "right": 0}
    return {
        "narration": text, "caption": text, "cast": [], "picture_prompt": text,
        "source_pages": [1], "words": [], "question": asked,
    }  # fmt: skip


@contextmanager
def slow_voice(seconds: float = VOICE_SECONDS) -> Iterator[str]:
    """A speech service that takes so long for everything; its URL."""
    spoken = json.dumps(
        {"audio_base64": base64.b64encode(_second_of_sound()).decode(), "format": "wav",
         "duration": 1.0, "words": [], "engine": "stand-in"}
    ).encode()  # fmt: skip

    class Speaker(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(seconds)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(spoken)))
            self.end_headers()
            self.wfile.write(spoken)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Speaker)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _second_of_sound() -> bytes:
    sheet = io.BytesIO()
    with wave.open(sheet, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(32_000))
    return sheet.getvalue()
