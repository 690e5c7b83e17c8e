"""One told scene becomes rows and wake-ups, in one transaction."""

from dataclasses import replace

from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from edusmart.work.errors import Unwanted
from edusmart.work.models import Status
from edusmart.work.queues import wake
from stories.models import Illustration, Scene, Story, Telling
from stories.storytellers import StoryStart, ToldScene
from tts.models import Narration
from tts.voices import voice_for


def begin(telling: Telling, start: StoryStart, pages: int) -> None:
    """Write down what is known before the first scene. Raises Unwanted when the claim is lost."""
    with changing(telling.topic_id):
        _still_ours(telling)
        story = Story.objects.get(pk=telling.story_id)
        story.language = start.language
        story.planned_scenes = start.scene_count
        story.left_out_pages = list(start.left_out_pages)
        story.pages = pages
        fields = {"language", "planned_scenes", "left_out_pages", "pages"}
        if start.title:
            story.title = start.title[:200]
            fields.add("title")
        story.save(update_fields=fields)


def stage(telling: Telling, told: ToldScene) -> None:
    """The scene's rows; its picture and voice are started. Raises Unwanted when the claim is lost."""
    told = replace(told, text=told.text.replace("\x00", ""))  # no database keeps it
    with changing(telling.topic_id):
        _still_ours(telling)
        story = Story.objects.select_related("topic").get(pk=telling.story_id)
        illustration = Illustration(
            topic=story.topic, turn=told.index, filename=Illustration.public_name(story, told.index)
        )
        illustration.save()
        Scene(
            topic=story.topic,
            story=story,
            index=told.index,
            text=told.text,
            caption=told.caption[:300],
            heading=told.heading[:200],
            source_pages=list(told.source_pages),
            narration=order_voice(story, told.index, told.text),
            illustration=illustration,
        ).save()
        owner_of(story.topic).settle(story.topic)
        wake("image")


def order_voice(story: Story, index: int, text: str) -> Narration:
    """Have the text spoken in the story's voice. Call inside `changing(topic)`."""
    return Narration.order(
        story.topic,
        text,
        voice_for(story.language, story.wished_voice),
        story.language,
        f"story_{story.pk}_scene_{index}",
        turn=index,
    )


def _still_ours(telling: Telling) -> None:
    """Fenced by the claim: a worker that lost it stages nothing."""
    held = Telling.objects.filter(
        pk=telling.pk, claim=telling.claim, status=Status.PROCESSING, cancel_requested=False
    )
    if not held.exists():
        raise Unwanted
