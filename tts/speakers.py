"""In which languages a voice sounds natural: what the speech service said, kept a minute in each process.

A page must not wait for the service: it is asked with a short time limit, by one request at a time,
and while it does not answer nothing is said of any voice.
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings

from edusmart.work.errors import WorkError
from tts import client

KEPT_SECONDS: Final = 60.0
AGAIN_SECONDS: Final = 10.0
"""How long the service is left alone after it did not answer."""

Languages = Mapping[str, frozenset[str]]
"""For each voice's id the languages, such as `en`, in which it sounds natural; empty for none."""


@dataclass
class _Answer:
    """What a service said, until when that holds, in `time.monotonic` seconds."""

    url: str = ""
    until: float = 0.0
    natural: Languages = field(default_factory=dict)


_last = _Answer()
_asking = threading.Lock()


def natural_languages(voice_id: str) -> frozenset[str] | None:
    """Return the languages in which the voice sounds natural; None while that is not known."""
    return _natural().get(voice_id)


def _natural() -> Languages:
    global _last
    url = settings.CHATTERBOX_URL
    current = _last if _last.url == url else _Answer(url)
    # What one request asks for, the others need not wait for: they show what was said before.
    if time.monotonic() < current.until or not _asking.acquire(blocking=False):
        return current.natural
    try:
        _last = _asked(url, current)
    finally:
        _asking.release()
    return _last.natural


def _asked(url: str, before: _Answer) -> _Answer:
    """Return what the service says now, or for a while what it said before."""
    try:
        offered = client.offered_voices()
    except WorkError:
        return _Answer(url, time.monotonic() + AGAIN_SECONDS, before.natural)
    found: dict[str, frozenset[str]] = {}
    # A service of an earlier version does not tell.
    for voice in (it for it in offered if it.quality):
        language = voice.language.partition("-")[0]
        spoken = frozenset({language} if voice.quality == "natural" else ())
        found[voice.id] = found.get(voice.id, frozenset()) | spoken
    return _Answer(url, time.monotonic() + KEPT_SECONDS, found)
