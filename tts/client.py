"""The HTTP client of the speech service. Every failure is a WorkError that says whether to try again."""

import base64
import binascii
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import requests
from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edusmart.operating.outside import is_forbidden
from edusmart.whole_exchange import WholeExchange
from edusmart.work.errors import RateLimited, Refused, Unavailable, WorkError

CONNECT_SECONDS = 3.0
OFFER_SECONDS = 1.0  # a page waits for it
VOWEL_SECONDS = 10.0  # somebody waits for it on a page
FORGET_SECONDS = 5.0  # the sweep waits for it, and asks again later
CHUNK_BYTES = 64 * 1024
MAX_RESPONSE_BYTES = 128 * 1024 * 1024
WAIT_WHEN_DOWN = timedelta(seconds=2)
WAIT_WHEN_FULL = timedelta(seconds=1)
LONGEST_RETRY_AFTER = 300  # seconds
VOICES = "/voices/references"


class Word(BaseModel):
    """One spoken word: its time in seconds, and its place in the text in code points."""

    model_config = ConfigDict(extra="ignore")

    text: str
    start: float
    end: float
    char_start: int
    char_end: int


class SpokenBody(BaseModel):
    """The response of POST /tts/with-timestamps."""

    model_config = ConfigDict(extra="ignore")

    audio_base64: str
    format: str
    duration: float
    words: list[Word] = []
    engine: str = ""
    notices: list[str] = []


class VowelledBody(BaseModel):
    """The response to a text that is to get its vowels."""

    text: str


class NewVoiceBody(BaseModel):
    """The response to a recording that the service will imitate."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(pattern="^clone:[a-z0-9_-]{1,48}$")


class OfferedVoice(BaseModel):
    """A voice of the service, and how it sounds: `natural` or `basic`."""

    model_config = ConfigDict(extra="ignore")

    id: str
    language: str
    quality: str = ""


class OfferedVoices(BaseModel):
    """The response of GET /voices."""

    voices: list[OfferedVoice]


class ProblemBody(BaseModel):
    """The response to a request that the service refuses."""

    detail: str = Field(max_length=300)


@dataclass(frozen=True)
class Speech:
    """Audio as the service made it; `duration` in seconds.

    `stood_in`: a part was spoken by another engine than the voice's own, which had failed.
    """

    audio: bytes
    duration: float
    words: list[Word]
    engine: str
    stood_in: bool = False


def speak(
    text: str,
    voice: str,
    language: str,
    rate: float,
    audio_format: str,
    still_wanted: Callable[[], None] | None = None,
) -> Speech:
    """Return the text as speech.

    Args:
        rate: speed of speech; 1.0 is the voice's own.
        audio_format: `mp3` or `wav`.
        still_wanted: asked while the service does not respond; what it raises ends the wait.

    Raises:
        Refused: the service will never speak this text.
        RateLimited, Unavailable: not now, and when to try again.
        WorkError: this attempt failed.
    """
    body = {
        "text": text,
        "voice": voice,
        "language": language,
        "rate": rate,
        "format": audio_format,
    }
    content = _post("/tts/with-timestamps", body, still_wanted=still_wanted)
    try:
        spoken = SpokenBody.model_validate_json(content)
        audio = base64.b64decode(spoken.audio_base64, validate=True)
    except (ValidationError, binascii.Error) as error:
        raise _not_speech() from error
    return Speech(audio, spoken.duration, spoken.words, spoken.engine, bool(spoken.notices))


def is_well() -> bool:
    """Return whether the service answers within a second that it can speak."""
    try:
        return _request("GET", "/health", seconds=OFFER_SECONDS)[0].status_code == 200
    except WorkError:
        return False


def offered_voices() -> list[OfferedVoice]:
    """Return every voice of the service; presets once for each language. Raises WorkError."""
    response, content = _request("GET", "/voices", seconds=OFFER_SECONDS)
    if response.status_code != 200:
        raise _refusal(response, content)
    try:
        return OfferedVoices.model_validate_json(content).voices
    except ValidationError as error:
        raise _not_the_service() from error


def vowelled(text: str, unchanged_by: Callable[[str], str]) -> str:
    """Return an Arabic text with its short vowels.

    `unchanged_by` leaves out vowel marks: without them the answer must be the text. Raises WorkError.
    """
    content = _post("/text/vowels", {"text": text}, seconds=VOWEL_SECONDS)
    try:
        marked = VowelledBody.model_validate_json(content).text
    except ValidationError as error:
        raise _not_the_service() from error
    if unchanged_by(marked) != unchanged_by(text):
        raise _not_the_service()
    return marked


def add_voice(audio: bytes, language: str, consent_by: str, consent_on: date) -> str:
    """Have the service imitate the speaker of a recording. Returns the voice's id.

    The same recording again is the same voice. Raises Refused with the service's own sentence, WorkError.
    """
    consent = {"given_by": consent_by, "given_on": consent_on.isoformat()}
    recording = base64.b64encode(audio).decode()
    body = {"audio_base64": recording, "language": language, "consent": consent}
    response, content = _request("POST", VOICES, body)
    if response.status_code in {400, 403, 409, 413}:
        raise Refused(_detail(content), f"tts_{response.status_code}")
    if response.status_code in {401, 429, 503}:
        raise _refusal(response, content)
    if response.status_code != 201:
        raise _not_the_service()
    try:
        return NewVoiceBody.model_validate_json(content).id
    except ValidationError as error:
        raise _not_the_service() from error


def forget_voice(voice_id: str) -> None:
    """Have the service delete a reference voice; one it does not have counts as deleted. Raises WorkError."""
    response, content = _request("DELETE", f"{VOICES}/{voice_id}", seconds=FORGET_SECONDS)
    # A plain 404 may come from another server at this address; the service's own names the voice.
    gone = response.status_code == 404 and "reference voice" in _detail(content)
    if response.status_code != 200 and not gone:
        raise _refusal(response, content)


def _detail(content: bytes) -> str:
    try:
        return ProblemBody.model_validate_json(content).detail
    except ValidationError:
        return ""


def _post(
    path: str,
    body: dict[str, Any],
    seconds: float | None = None,
    still_wanted: Callable[[], None] | None = None,
) -> bytes:
    response, content = _request("POST", path, body, seconds, still_wanted)
    if response.status_code != 200:
        raise _refusal(response, content)
    if not response.headers.get("Content-Type", "").startswith("application/json"):
        raise _not_the_service()
    return content


def _request(
    method: str,
    path: str,
    body: dict[str, Any] | None = None,
    seconds: float | None = None,
    still_wanted: Callable[[], None] | None = None,
) -> tuple[requests.Response, bytes]:
    """Return the response with all of its body.

    Raises Unavailable, Refused (OUTSIDE_SERVICES), WorkError (too slow, too large).
    """
    if is_forbidden(settings.CHATTERBOX_URL):
        raise Refused("This site sends nothing to services of others.", "outside_forbidden")
    headers = {"Accept": "application/json"}
    if settings.CHATTERBOX_API_KEY:
        headers["Authorization"] = f"Bearer {settings.CHATTERBOX_API_KEY}"
    seconds = float(settings.CHATTERBOX_TIMEOUT if seconds is None else seconds)
    deadline = time.monotonic() + seconds
    try:
        with _session(seconds, still_wanted) as session, session.request(
            method, settings.CHATTERBOX_URL + path, json=body, headers=headers,
            timeout=(min(CONNECT_SECONDS, seconds), seconds), stream=True, allow_redirects=False,
        ) as response:  # fmt: skip
            return response, b"".join(_within(response.iter_content(CHUNK_BYTES), deadline))
    # Not Unavailable: the service is there, and took too long over this text.
    except requests.ReadTimeout as error:
        raise _too_slow() from error
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
        if time.monotonic() > deadline:
            raise _too_slow() from error
        raise Unavailable(
            "The voices are resting; they will be back soon.", WAIT_WHEN_DOWN
        ) from error


def _session(seconds: float, still_wanted: Callable[[], None] | None = None) -> requests.Session:
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, WholeExchange(seconds, still_wanted))
    return session


def _not_the_service() -> Unavailable:
    return Unavailable("The voices cannot be reached just now.", WAIT_WHEN_DOWN, "not_the_service")


def _within(chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
    """Yield the chunks; a timeout of requests is one read's, and this deadline is the whole body's."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_RESPONSE_BYTES:
            raise _not_speech()
        if time.monotonic() > deadline:
            raise _too_slow()
        yield chunk


def _refusal(response: requests.Response, content: bytes) -> WorkError:
    status = response.status_code
    if status in {429, 503}:
        return RateLimited("The voices are busy; this one is next in line.", _retry_after(response))
    if status == 413:
        return Refused("This text is too long to be read aloud in one piece. Split it.", "tts_413")
    if status == 400:
        return Refused("This text cannot be read aloud.", "tts_400")
    # A wrong key is no fault of the text: the row waits until an operator has set it.
    if status in {401, 403}:
        return Unavailable("The voices are not set up yet.", WAIT_WHEN_DOWN, f"tts_{status}")
    return WorkError("The voice stumbled over this text.", f"tts_{status}")


def _retry_after(response: requests.Response) -> timedelta:
    value = response.headers.get("Retry-After", "")
    return (
        timedelta(seconds=min(int(value), LONGEST_RETRY_AFTER))
        if value.isdecimal()
        else WAIT_WHEN_FULL
    )


def _not_speech() -> WorkError:
    return WorkError("The voice stumbled over this text.", "not_speech")


def _too_slow() -> WorkError:
    return WorkError("The voice took too long over this text.", "too_slow")
