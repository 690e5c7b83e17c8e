"""Turn one told scene into rows and wake-ups, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from edusmart.plain.text import without_controls
from edusmart.work.errors import ClaimLost
from edusmart.work.models import Status
from stories.actions.scenes.making import make_scene
from stories.models import Story, Telling
from stories.providers.choice import text_provider
from stories.providers.storyteller import StoryStart, ToldScene


def begin_story(
    telling: Telling, start: StoryStart, pages: int, pictured: tuple[int, ...] | None = None
) -> None:
    """Save what is known before the first scene. Raises ClaimLost."""
    with changing(telling.topic_id):
        # Under the topic's lock: a claim that holds here holds until the commit.
        _still_ours(telling)
        story = Story.objects.get(pk=telling.story_id)
        story.language = start.language
        story.planned_scenes = start.scene_count
        story.left_out_pages = list(start.left_out_pages)
        story.pages = pages
        story.pictured_pages = None if pictured is None else list(pictured)
        story.cast = [asdict(member) for member in start.cast]
        # Cut to the column: PostgreSQL refuses what is longer, and the telling would fail for it.
        story.style = start.style[:300]
        story.told_by = _signed(story.told_by)
        fields = {
            "language", "planned_scenes", "left_out_pages", "pages", "pictured_pages", "cast",
            "style", "told_by",
        }  # fmt: skip
        # An empty one keeps the title that is there, which a retry must not change under its listeners.
        if start.title:
            story.title = without_controls(start.title)[:200]
            fields.add("title")
        story.save(update_fields=fields)


def stage_scene(telling: Telling, told: ToldScene, traced: Sequence[dict[str, Any]] = ()) -> None:
    """Save the scene and order its picture and narration. Raises ClaimLost.

    `traced` says of each sentence where in the document it comes from; none for the document's own words.
    """
    told = replace(
        told,
        text=without_controls(told.text),
        heading=without_controls(told.heading),
        caption=without_controls(told.caption),
    )
    with changing(telling.topic_id):
        _still_ours(telling)
        story = Story.objects.select_related("topic").get(pk=telling.story_id)
        make_scene(
            story,
            told.index,
            told.text,
            caption=told.caption[:300],
            heading=told.heading[:200],
            source_pages=list(told.source_pages),
            cast=list(told.cast),
            picture_prompt=told.picture_prompt,
            traced=list(traced),
            words=[asdict(word) for word in told.words],
            question=asdict(told.question) if told.question else {},
        )
        # In the same transaction, so that a watcher never sees a scene that the story does not count.
        owner_of(story.topic).settle(story.topic)


def _signed(before: str) -> str:
    """Return who told the story, with the storyteller of now: a retry may have another than before."""
    teller = text_provider()
    name = f"{teller.choice} {teller.model}".replace(",", "").strip()
    return ", ".join(dict.fromkeys([*filter(None, before.split(", ")), name]))[:200]


def _still_ours(telling: Telling) -> None:
    """Fence the transaction by the claim: a worker that lost it stages nothing. Raises ClaimLost."""
    # A cancelled telling stages nothing more, though its worker has not heard of it yet.
    held = Telling.objects.filter(pk=telling.pk, claim=telling.claim, status=Status.PROCESSING)
    if not held.exists():
        raise ClaimLost
