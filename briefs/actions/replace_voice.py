"""Briefs whose voice was taken away are read by another."""

from briefs.models import Brief
from edusmart.live.models import TopicGone, changing
from tts.voice_removal import revoice
from tts.voices import DEFAULT_PRESET

AT_ONCE = 20


def replace_voice(voice_id: str) -> None:
    """All that was read in this voice is read anew, one brief after the other."""
    for brief in Brief.objects.filter(voice=voice_id)[:AT_ONCE]:
        try:
            with changing(brief.topic_id):
                brief.voice = DEFAULT_PRESET
                brief.save(update_fields={"voice"})
                revoice(brief.topic_id, voice_id)
        except TopicGone:
            continue
