"""Narrate stories in another voice when theirs was removed."""

from edusmart.live.models import TopicGone, changing
from edusmart.live.topics import owner_of
from stories.models import Story
from tts.voice_removal import revoice
from tts.voices import DEFAULT_PRESET

AT_ONCE = 20  # the sweep calls again for the rest, and must not be held up


def replace_story_voice(voice_id: str) -> None:
    """Order the narrations in the removed voice again in the default one, AT_ONCE stories in each call."""
    for story in Story.objects.filter(wished_voice=voice_id).select_related("topic")[:AT_ONCE]:
        try:
            with changing(story.topic_id):
                _read_anew(story, voice_id)
        except TopicGone:
            continue


def _read_anew(story: Story, voice_id: str) -> None:
    # First: by this column the next call knows what is left to do.
    story.wished_voice = DEFAULT_PRESET
    story.save(update_fields={"wished_voice"})
    was_open = story.is_open
    # Only what had been spoken is ordered again; what failed keeps its state, in the other voice
    # (decision 012).
    if revoice(story.topic_id, voice_id) and not was_open:
        story.start_round()
    owner_of(story.topic).settle(story.topic)
