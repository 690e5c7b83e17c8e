"""Samples of the voices: one fixed sentence of each language, spoken when it is first asked for.

No other text is spoken here, so there are at most as many samples as voices times languages.
"""

import threading
from itertools import product

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.work.errors import NotYet, WorkError
from tts import client
from tts.languages import DEFAULT_LANGUAGE, LANGUAGES
from tts.models import Recording, recording_key, reserve
from tts.speak import keep_speech
from tts.voices import UnknownVoice, Voice, find, kept_voices

SENTENCES = {
    "en": "Hello! This is how I sound when I read you a story, or the news of the day.",
    "ar": "مرحبًا! هكذا يبدو صوتي عندما أقرأ لك قصة، أو أخبار اليوم.",
    "es": "¡Hola! Así sueno cuando te leo un cuento, o las noticias del día.",
    "fr": "Bonjour ! Voici ma voix quand je te lis une histoire, ou les nouvelles du jour.",
}
#: The claim that makes a sample: no narration's, so a sample that was left unmade is taken over at once.
MAKER = "sample"
TURN_SECONDS = 5.0

# One at a time in each process: clicking through the voices must not fill the speech service.
_speaking = threading.Lock()


def sample(voice_id: str, language: str, user: User | None = None) -> Recording:
    """Return the voice's sample, made now if there is none.

    `language` is a code, for voices that speak several; empty means English. A reference voice is heard by
    those who may use it.
    Raises RequestRefused: 400 (language), 404 (voice), or 503 while it cannot be made.
    """
    voice = _voice(voice_id, user)
    language = voice.language or language or DEFAULT_LANGUAGE
    if language not in SENTENCES:
        known = ", ".join(LANGUAGES)
        raise RequestRefused(
            f"“{language[:40]}” is not a language of the voices: {known}.", "language"
        )
    key = _key(voice, language)
    return Recording.objects.exclude(file="").filter(key=key).first() or _make(key, voice, language)


def sample_keys() -> list[str]:
    """Return the recording keys of all samples of the voices offered now."""
    pairs = product(kept_voices(), SENTENCES)
    return [_key(voice, code) for voice, code in pairs if voice.language in {"", code}]


def _make(key: str, voice: Voice, language: str) -> Recording:
    if not _speaking.acquire(timeout=TURN_SECONDS):
        raise _try_later("The voices are busy; try again in a moment.")
    try:
        recording, _ = Recording.objects.get_or_create(key=key, defaults={"voice": voice.id})
        if recording.file or not reserve(recording, MAKER):
            return _ensure_made(recording)
        speech = client.speak(SENTENCES[language], voice.id, language, 1.0, "mp3")
        keep_speech(recording, MAKER, speech)
        return _ensure_made(recording)
    except NotYet as problem:
        raise _try_later(problem.sentence) from problem
    except WorkError as problem:
        raise RequestRefused("This voice cannot be heard just now.", problem.code, 503) from problem
    finally:
        _speaking.release()


def _ensure_made(recording: Recording) -> Recording:
    if not recording.file:
        raise _try_later("This sample is being spoken; try again in a moment.")
    return recording


def _try_later(sentence: str) -> RequestRefused:
    return RequestRefused(sentence, "later", 503)


def _voice(voice_id: str, user: User | None) -> Voice:
    try:
        return find(voice_id, user)
    except UnknownVoice as unknown:
        raise RequestRefused(str(unknown), "no_voice", 404) from unknown


def _key(voice: Voice, language: str) -> str:
    return recording_key(SENTENCES[language], voice.id, language, 1.0, "mp3")
