"""Removal of a reference voice: what it reads gets another voice, and what was made from it is deleted.

ReferenceVoice.remove() stops its offer at once. The sweep does the rest in portions, and may be
interrupted at any line: each round begins with the rows that are left.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from edusmart.live.models import TopicGone, changing
from edusmart.work.errors import WorkError
from tts import client
from tts.models import Narration, Recording, ReferenceVoice
from tts.voices import DEFAULT_PRESET

log = logging.getLogger(__name__)

#: Topics and recordings in one round of the sweep.
AT_ONCE = 20
#: How long a removed voice is kept, to catch what was ordered while it was being removed.
LATE_ORDERS = timedelta(minutes=10)
#: How often the speech service is asked to forget a voice while it is down.
ASKED_EVERY = timedelta(minutes=1)

_callbacks: list[Callable[[str], None]] = []


def on_voice_removed(callback: Callable[[str], None]) -> None:
    """Register `callback(voice_id)`, which gives what is read in a removed voice another one by `revoice`.

    It is called in each round of the sweep until the voice is deleted.
    """
    _callbacks.append(callback)


def finish_voice_removals() -> None:
    """Delete a portion of what was made from removed voices. A chore of the sweep."""
    for voice in ReferenceVoice.objects.filter(removed_at__isnull=False)[:AT_ONCE]:
        for callback in _callbacks:
            callback(voice.voice_id)
        _revoice_leftovers(voice.voice_id)
        _delete_recordings(voice.voice_id)
        if _forget(voice) and _nothing_left(voice):
            voice.delete()


def revoice(topic_id: int, voice_id: str) -> int:
    """Give the topic's narrations in this voice the default preset. Returns how many are spoken again.

    Call inside `changing(topic)`.
    """
    rows = Narration.objects.filter(topic=topic_id, voice=voice_id)
    return sum(row.take_voice(DEFAULT_PRESET) for row in rows)


def _revoice_leftovers(voice_id: str) -> None:
    """Revoice narrations that no callback found, as in a brief that has another voice by now."""
    topics = Narration.objects.filter(voice=voice_id).order_by().values_list("topic", flat=True)
    for topic_id in topics.distinct()[:AT_ONCE]:
        try:
            with changing(topic_id):
                revoice(topic_id, voice_id)
        except TopicGone:
            continue


def _delete_recordings(voice_id: str) -> None:
    for recording in Recording.objects.filter(voice=voice_id, narrations=None)[:AT_ONCE]:
        recording.delete()


def _forget(voice: ReferenceVoice) -> bool:
    """Ask the speech service to delete the recording, at most every ASKED_EVERY. Returns whether it did."""
    now = timezone.now()
    if voice.is_forgotten or (voice.asked_at and voice.asked_at > now - ASKED_EVERY):
        return voice.is_forgotten
    voice.asked_at = now
    try:
        client.forget_voice(voice.voice_id)
        voice.is_forgotten = True
    except WorkError as error:
        log.warning("reference voice %s is still with the service: %s", voice.pk, error.code)
    voice.save(update_fields=["asked_at", "is_forgotten"])
    return voice.is_forgotten


def _nothing_left(voice: ReferenceVoice) -> bool:
    """Return whether no row names the voice, and none can that was ordered while it was removed."""
    made = (Narration, Recording)
    late = voice.removed_at is None or voice.removed_at > timezone.now() - LATE_ORDERS
    return not late and not any(it.objects.filter(voice=voice.voice_id).exists() for it in made)
