"""Give briefs another voice when theirs is removed."""

from briefs.models import Brief
from edusmart.live.models import TopicGone, changing
from tts.voice_removal import revoice
from tts.voices import DEFAULT_PRESET

#: Briefs in one round of the sweep, which calls until none are left.
AT_ONCE = 20


def replace_voice(voice_id: str) -> None:
    """Give a portion of the briefs in this voice the default preset, and speak their audio again."""
    for brief in Brief.objects.filter(voice=voice_id)[:AT_ONCE]:
        try:
            with changing(brief.topic_id):
                brief.voice = DEFAULT_PRESET
                brief.save(update_fields={"voice"})
                revoice(brief.topic_id, voice_id)
        except TopicGone:  # deleted meanwhile
            continue
