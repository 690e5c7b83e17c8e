"""Speak one narration: reserve its recording, call the speech service, check and store the audio."""

import hashlib
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from edusmart.live.models import changing
from edusmart.media import await_storage, discard, store
from edusmart.work.attempt import current_attempt
from edusmart.work.errors import BeingMade, ClaimLost, Refused
from tts import client
from tts.audio.id3 import note_tag
from tts.audio.mp3_frames import frames_json
from tts.audio.provenance import spoken_by
from tts.audio.validation import check_audio
from tts.languages import LANGUAGES
from tts.lexicon import words_in
from tts.models import Narration, Recording, reserve
from tts.voices import CLONE, voice_for

log = logging.getLogger(__name__)

# Only a bound: the twin's end ends the wait.
TWIN_WAIT = timedelta(seconds=5)


def speak(narration: Narration) -> dict[str, Any]:
    """Return the narration's `recording`, made now unless the same words were recorded before.

    Raises BeingMade while another narration of the same words is being spoken, ClaimLost where it gets
    another voice because its own may not be used any more, Refused where its language is one that nobody
    speaks, and what the client raises.
    """
    _require_language(narration)
    _require_permission(narration)
    recording, _ = Recording.objects.get_or_create(
        key=narration.key, defaults={"voice": narration.voice}
    )
    if not recording.file:
        if not reserve(recording, narration.claim):
            raise _twin_is_being_made(narration)
        # The last look before something is paid for.
        current_attempt().check_cancelled()
        await_storage()
        keep_speech(recording, narration.claim, _call_service(narration))
        if not recording.file:  # the lease lapsed, and another worker is making it now
            raise _twin_is_being_made(narration)
    return {"recording": recording}


def _require_language(narration: Narration) -> None:
    """Raise Refused where a setting is to blame, as of a brief from before its language was looked at."""
    if narration.language not in LANGUAGES:
        raise Refused(
            f"The language is set to “{narration.language}”, which nobody speaks here. "
            "Choose another language for it, then have it spoken again.",
            "language_setting",
        )


def _require_permission(narration: Narration) -> None:
    """Order the narration in the language's own voice where its voice may not speak for this person."""
    if not narration.voice.startswith(CLONE):
        return
    offered = voice_for(narration.language, narration.voice, narration.owner)
    if offered == narration.voice:
        return
    with changing(narration.topic_id):
        narration.take_voice(offered)
    raise ClaimLost


def _twin_is_being_made(narration: Narration) -> BeingMade:
    return BeingMade("The same words are being spoken already.", TWIN_WAIT, narration.key)


def _call_service(narration: Narration) -> client.Speech:
    """Return the speech, its words placed in the written text whatever was said for them."""
    said = narration.said_as or narration.text
    speech = client.speak(
        said, narration.voice, narration.language, narration.rate, narration.format,
        # Who was stopped meanwhile leaves a service that hangs, and the worker is free.
        current_attempt().check_cancelled,
    )  # fmt: skip
    if not narration.said_as:
        return speech
    return replace(speech, words=words_in(narration.text, said, speech.words))


def keep_speech(recording: Recording, claim: str, speech: client.Speech) -> None:
    """Check and store a recording's audio, if `claim` is still its maker. Raises WorkError.

    Reads `recording` from the database again: its `file` tells what came of it. What another engine
    spoke in place of the voice's own is for this order alone: the next one has it spoken again.
    """
    duration = check_audio(speech.audio, speech.duration)
    is_mp3 = speech.audio[:4] != b"RIFF"
    audio = note_tag(spoken_by([speech.engine])) + speech.audio if is_mp3 else speech.audio
    name = store("recordings", "mp3" if is_mp3 else "wav", audio)
    words = [
        # A word must not end after its sound.
        [int(w.start * 1000), int(min(w.end, duration) * 1000), w.char_start, w.char_end]
        for w in speech.words
    ]
    if speech.stood_in:
        log.warning(
            "recording=%s was spoken by %s in place of its voice", recording.pk, speech.engine
        )
    key = hashlib.sha256(name.encode()).hexdigest() if speech.stood_in else recording.key
    # Compared in the UPDATE: a worker that outlived its lease must not replace what its successor made.
    unmade = Recording.objects.filter(pk=recording.pk, maker=claim, file="")
    if not unmade.update(
        key=key,
        file=name,
        size=len(audio),
        sha256=hashlib.sha256(audio).hexdigest(),
        duration=duration,
        engine=speech.engine[:40],
        frames=frames_json(audio),
        words=words,
    ):
        discard(name)
    recording.refresh_from_db()
