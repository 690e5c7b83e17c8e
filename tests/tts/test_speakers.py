"""The pickers tell how a voice sounds, as the speech service says, and never wait for it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from edusmart.accounts.models import User
from tests.processes import free_port
from tts import client, speakers
from tts.speakers import natural_languages

pytestmark = pytest.mark.django_db

OFFERED = {
    "voices": [
        {"id": "en-US-JennyNeural", "language": "en-us", "quality": "natural"},
        {"id": "en-US-GuyNeural", "language": "en-us", "quality": "basic"},
        *({"id": "calm", "language": code, "quality": "basic"} for code in ("ar", "es", "fr-fr")),
        {"id": "calm", "language": "en-us", "quality": "natural"},
        {"id": "warm", "language": "en-us"},
    ]
}


@contextmanager
def answering(
    content: bytes, wait: threading.Event | None = None
) -> Iterator[tuple[str, list[str]]]:
    """A server that answers everything so, after `wait`; yields its URL and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if wait:
                wait.wait()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        if wait:
            wait.set()
        server.shutdown()
        server.server_close()


def test_each_voice_tells_in_which_languages_it_sounds_natural(alice: User, settings: Any) -> None:
    pages = Client()
    pages.force_login(alice)
    with answering(json.dumps(OFFERED).encode()) as (settings.CHATTERBOX_URL, asked):
        cards = {card["id"]: card for card in pages.get("/api/voices").json()["voices"]}
        assert cards["en-US-JennyNeural"]["natural_in"] == cards["calm"]["natural_in"] == ["en"]
        assert cards["en-US-GuyNeural"]["natural_in"] == []
        # What a service of another version leaves out is not guessed.
        assert cards["warm"]["natural_in"] is cards["professional"]["natural_in"] is None
        page = pages.get("/stories/upload/").content.decode()
        assert page.count("Natural voice") == page.count("Basic voice") == 1
        assert page.count("Natural in English") == 1
        assert asked == ["/voices"]


def test_a_service_that_is_away_or_another_server_leaves_it_open(settings: Any) -> None:
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    assert natural_languages("calm") is None
    with answering(b"<html>") as (settings.CHATTERBOX_URL, asked):
        assert [natural_languages("calm") for _ in range(3)] == [None] * 3
        assert asked == ["/voices"]


def test_what_was_said_before_stays_while_the_service_is_away(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speakers, "KEPT_SECONDS", -1.0)
    with answering(json.dumps(OFFERED).encode()) as (settings.CHATTERBOX_URL, _):
        assert natural_languages("calm") == frozenset({"en"})
    assert natural_languages("calm") == frozenset({"en"})


def test_a_service_that_hangs_holds_a_page_up_no_longer_than_its_limit(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "OFFER_SECONDS", 0.05)
    with answering(b"", threading.Event()) as (settings.CHATTERBOX_URL, asked):
        assert natural_languages("calm") is natural_languages("warm") is None
        assert asked == ["/voices"]
