"""What the stories hold of a person, for export and erasure."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import Any

from edusmart.accounts.models import User
from edusmart.accounts.personal.holdings import Part
from edusmart.accounts.trail import name_of
from edusmart.media import on_disk
from stories.models import (
    Bookmark,
    HeardScene,
    RemovedScene,
    Scene,
    SceneAnswer,
    SceneTranslation,
    SentBack,
    SourcePage,
    Story,
    StoryTrace,
    TogetherScene,
)
from tts.models import Narration
from tts.purge import delete_unused

STORY = ("id", "title", "language", "grade", "created_at", "published_at", "cast", "style")
SCENE = ("index", "title", "heading", "text", "caption", "words", "question")


def export_stories(person: User) -> Iterator[Part]:
    """Yield the person's stories with their files, their places in stories, and their answers."""
    for story in Story.objects.filter(owner=person).order_by("created_at"):
        yield from _story(story)
    places = Bookmark.objects.filter(user=person)
    named_places = ("story", "scene", "seconds", "saved_at", "ended_at", "finished_at")
    yield Part("bookmarks.json", list(places.values(*named_places)))
    heard = HeardScene.objects.filter(user=person)
    yield Part("scenes_heard.json", list(heard.values("scene__story", "scene__index")))
    together = TogetherScene.objects.filter(user=person)
    yield Part("scenes_together.json", list(together.values("scene__story", "scene__index")))
    traces = StoryTrace.objects.filter(pupil=person).prefetch_related("words")
    yield Part("listened.json", [_listened(it) for it in traces])
    written = SentBack.objects.filter(by=person)
    yield Part("notes_to_pupils.json", list(written.values("story", "note", "at")))
    looks = Scene.objects.filter(looked_by=person)
    yield Part("scenes_looked_at.json", list(looks.values("story", "index", "looked_at")))
    answers = SceneAnswer.objects.filter(user=person)
    named = ("scene__story", "scene__index", "choice", "is_right", "answered_at")
    yield Part("answers.json", list(answers.values(*named)))


def _listened(trace: StoryTrace) -> dict[str, Any]:
    words = {it.word: it.times for it in trace.words.all()}
    return {
        "story": trace.thing_id, "opened_at": trace.opened_at, "seconds": trace.seconds,
        "week": trace.week, "week_seconds": trace.week_seconds, "words": words,
    }  # fmt: skip


def _story(story: Story) -> Iterator[Part]:
    folder = f"stories/{story.pk}"
    scenes = Scene.objects.filter(story=story).order_by("index")
    translated = SceneTranslation.objects.filter(scene__story=story).order_by("language", "turn")
    told: dict[str, Any] = {name: getattr(story, name) for name in STORY}
    notes = list(SentBack.objects.filter(story=story).values("note", "at"))
    shown = told | {
        "scenes": list(scenes.values(*SCENE)),
        "translations": list(translated.values("scene__index", "language", "text", "beside")),
        "notes": notes,
        "removed_scenes": [it.told for it in RemovedScene.objects.filter(story=story)],
    }
    yield Part(f"{folder}/story.json", shown)
    yield from _file(f"{folder}/document", story.document)
    for page in SourcePage.objects.filter(story=story):
        yield from _file(f"{folder}/page-{page.number}", page.file)
    for scene in scenes.select_related("illustration", "narration__recording"):
        yield from _file(f"{folder}/scene-{scene.index + 1}", scene.illustration.file)
        if recording := scene.narration.recording:
            yield from _file(f"{folder}/scene-{scene.index + 1}", recording.file)


def _file(name: str, stored: str) -> Iterator[Part]:
    if stored:
        yield Part(name + PurePath(stored).suffix, opened=partial(on_disk, stored))


def erase_stories(person: User) -> list[str]:
    """Delete the person's stories with every file and recording that nobody else's story plays."""
    stories = list(Story.objects.filter(owner=person).order_by("topic_id"))
    topics = [story.topic_id for story in stories]
    orders = Narration.objects.filter(topic__in=topics)
    keys = {*orders.values_list("key", flat=True)}
    names = [name_of(story) for story in stories]
    for story in stories:
        story.delete()
    delete_unused(keys)
    for story in Story.objects.filter(published_by=person).order_by("topic_id"):
        story.published_by = None
        story.save(update_fields={"published_by"})
    for scene in Scene.objects.filter(looked_by=person).order_by("topic_id"):
        scene.looked_by = None
        scene.save(update_fields={"looked_by"})
    return names
