"""Which topic a story's socket watches."""

from uuid import UUID

from edusmart.live.consumers import LiveConsumer
from stories.models import Story


class StorySocket(LiveConsumer):
    @staticmethod
    def topic_of(story_id: UUID) -> int | None:
        return Story.objects.filter(pk=story_id).values_list("topic_id", flat=True).first()
