"""Hearing a voice before choosing it."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from edusmart.accounts.models import User
from tests.media.asking import ask
from tests.processes import free_port
from tts.languages import LANGUAGES
from tts.models import Recording
from tts.purge import purge_recordings
from tts.samples import SENTENCES, sample_keys
from tts.voices import every_voice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def silenced(settings: Any) -> None:
    """Nobody answers where the speech service should be."""
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"


def test_every_voice_is_listed_with_a_sample_that_plays(alice: User, speech: str) -> None:
    client = Client()
    client.force_login(alice)
    cards = client.get("/api/voices").json()["voices"]
    assert [card["id"] for card in cards] == [voice.id for voice in every_voice()]
    answers = [ask(card["sample_url"], alice) for card in cards]
    assert {(a.status, a.headers["content-type"]) for a in answers} == {(200, "audio/mpeg")}
    heard = {sha256(response.body).hexdigest() for response in answers}
    assert heard == set(Recording.objects.values_list("sha256", flat=True))
    assert len(heard) == len(cards)


def test_a_preset_is_heard_in_each_language_and_each_is_spoken_once(
    alice: User, charlie: User, speech: str, settings: Any
) -> None:
    urls = [f"/audio/samples/warm.mp3?language={code}" for code in LANGUAGES]
    first = [ask(url, alice).body for url in urls]
    assert len(set(first)) == len(LANGUAGES)
    settings.CHATTERBOX_URL = f"http://127.0.0.1:{free_port()}"
    assert [ask(url, charlie).body for url in urls] == first


def test_a_named_voice_keeps_to_its_own_language(alice: User, speech: str) -> None:
    name = "/audio/samples/ar-SA-HamedNeural.mp3"
    assert ask(name, alice).body == ask(f"{name}?language=en", alice).body


def test_a_sample_is_delivered_in_ranges(alice: User, speech: str) -> None:
    response = ask("/audio/samples/calm.mp3", alice, headers={"range": "bytes=0-99"})
    assert (response.status, len(response.body)) == (206, 100)


def test_a_stranger_hears_nothing_and_has_nothing_spoken(db: None, speech: str) -> None:
    client = Client()
    assert client.get("/api/voices").status_code == 401
    response = client.get("/audio/samples/warm.mp3", headers={"accept": "audio/*"})
    assert response.status_code == 401
    page = client.get("/audio/samples/warm.mp3", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 302
    assert not Recording.objects.exists()


@pytest.mark.parametrize(
    ("url", "status", "code"),
    [
        ("/audio/samples/nobody.mp3", 404, "no_voice"),
        ("/audio/samples/warm.mp3?language=xx", 400, "language"),
        ("/audio/samples/warm.mp3?language=%00", 400, "language"),
    ],
)
def test_what_is_not_offered_is_not_spoken(
    alice: User, speech: str, url: str, status: int, code: str
) -> None:
    client = Client()
    client.force_login(alice)
    response = client.get(url)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Recording.objects.exists()


@pytest.mark.usefixtures("silenced")
def test_while_the_voices_are_away_a_sample_says_so(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    response = client.get("/audio/samples/warm.mp3")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert response.json()["detail"] == "The voices are resting; they will be back soon."


def test_samples_outlive_recordings_that_nobody_orders(
    alice: User, speech: str, settings: Any
) -> None:
    ask("/audio/samples/warm.mp3", alice)
    old = Recording.objects.get()
    Recording.objects.update(created_at=old.created_at - timedelta(days=9))
    purge_recordings()
    assert Recording.objects.exists()
    settings.SPEECH_EDITION = "another"
    purge_recordings()
    assert not Recording.objects.exists()


def test_there_is_a_sentence_for_each_language_and_no_more_samples_than_that() -> None:
    assert set(SENTENCES) == set(LANGUAGES)
    named = [voice for voice in every_voice() if voice.language]
    presets = len(every_voice()) - len(named)
    assert len(set(sample_keys())) == len(named) + presets * len(LANGUAGES)
