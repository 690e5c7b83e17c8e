"""Voices of real people who agreed to be imitated: added, offered, and deleted with what they made.

The recording itself is with the speech service only. A removed voice is offered to nobody from that
moment; the sweep then takes away, step by step, all that was made from it.
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

AT_ONCE = 20
#: What was ordered in the moment of the removal is caught until then.
LATE_ORDERS = timedelta(minutes=10)
ASKED_EVERY = timedelta(minutes=1)

_reads_with: list[Callable[[str], None]] = []


def on_voice_removed(callback: Callable[[str], None]) -> None:
    """Have `callback(voice_id)` called when a voice is taken away: whoever reads with it reads with another.

    It may be called several times, and lets narrations take another voice by `revoice`.
    """
    _reads_with.append(callback)


def finish_voice_removals() -> None:
    """The sweep's chore: a portion of all that was made from removed voices goes."""
    for voice in ReferenceVoice.objects.filter(removed_at__isnull=False)[:AT_ONCE]:
        for callback in _reads_with:
            callback(voice.voice_id)
        _speak_anew(voice.voice_id)
        _delete_recordings(voice.voice_id)
        if _forgotten(voice) and _nothing_left(voice):
            voice.delete()


def revoice(topic_id: int, voice_id: str) -> int:
    """The topic's narrations in this voice take another; answers how many are spoken anew.

    Call inside `changing(topic)`.
    """
    rows = Narration.objects.filter(topic=topic_id, voice=voice_id)
    return sum(row.take_voice(DEFAULT_PRESET) for row in rows)


def _speak_anew(voice_id: str) -> None:
    """Where nobody's callback did it, as in a brief that has another voice by now."""
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


def _forgotten(voice: ReferenceVoice) -> bool:
    """The service has it no more; else it is asked again later."""
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
    """Not even what somebody ordered, or was making, while it was removed."""
    made = (Narration, Recording)
    late = voice.removed_at is None or voice.removed_at > timezone.now() - LATE_ORDERS
    return not late and not any(it.objects.filter(voice=voice.voice_id).exists() for it in made)
