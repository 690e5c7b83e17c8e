"""A story and a brief with all that belongs to them, and the states that they go through."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from briefs.actions import audio_jobs, feed_links
from briefs.models import AudioGenerationJob, Brief, BriefItem, ItemAudio, Programme, Version
from classroom.actions.cards import make_card
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from classroom.models import SchoolClass
from edusmart.work.gates import ProviderGate
from stories.models import (
    ClassListening,
    Illustration,
    ProviderCall,
    Rewriting,
    Scene,
    SceneTranslation,
    Story,
    UploadAttempt,
)
from stories.models.source_page import SourcePage
from tests.briefs.conftest import let_out, written
from tests.sounds import hum
from tests.stories.making import bare_story
from tests.strangers.people import People
from tts.models import Narration, Pronunciation, Recording, ReferenceVoice

STORY_STATES: dict[str, dict[str, Any]] = {
    "making": {"status": "processing", "completed_items": 0},
    "private": {},
    "offered": {"offered_at": timezone.now()},
    "published": {"published_at": timezone.now()},
    "removed": {"published_at": timezone.now(), "removed_at": timezone.now()},
}
BRIEF_STATES: dict[str, dict[str, Any]] = {
    "draft": {},
    "speaking": {},
    "scheduled": {"publish_at": timezone.now() + datetime.timedelta(days=1)},
    "out": {
        "publish_at": timezone.now() - datetime.timedelta(days=1),
        "out_at": timezone.now() - datetime.timedelta(days=1),
    },
}


@dataclass
class Rows:
    """What addresses name."""

    story: Story
    picture: str
    sound: str
    brief: Brief
    item: BriefItem
    brief_sound: str
    job: AudioGenerationJob
    programme: Programme
    token: str
    school_class: SchoolClass

    @property
    def version(self) -> int:
        """A version of the brief."""
        return Version.objects.filter(brief=self.brief)[0].pk

    def show_story(self, state: str) -> None:
        """Bring the story into a state of STORY_STATES."""
        plain = {"status": "completed", "completed_items": 1}
        plain |= dict.fromkeys(("offered_at", "published_at", "removed_at"))
        Story.objects.filter(pk=self.story.pk).update_unwatched(**plain | STORY_STATES[state])

    def show_brief(self, state: str) -> None:
        """Bring the brief into a state of BRIEF_STATES."""
        status = "processing" if state == "speaking" else "completed"
        AudioGenerationJob.objects.filter(pk=self.job.pk).update_unwatched(status=status)
        orders = Narration.objects.filter(topic=self.brief.topic_id)
        orders.update_unwatched(status="pending" if state == "speaking" else "completed")
        wanted = {"publish_at": None, "out_at": None} | BRIEF_STATES[state]
        if state == "out":
            let_out(self.brief)
        Brief.objects.filter(pk=self.brief.pk).update_unwatched(**wanted)


def make_rows(people: People) -> Rows:
    """Create the rows, with files behind them that can be delivered."""
    sound = hum("mp3", "mp3", 24000, seconds=1)
    file = default_storage.save("strangers.mp3", ContentFile(sound))
    recording = Recording.objects.create(key="k" * 64, file=file, duration=1, size=len(sound))
    story = _story(people, recording)
    scene = Scene.objects.select_related("illustration", "narration").get(story=story)
    brief, item, job = _brief(people, recording)
    let_out(brief)
    programme = Programme.objects.create(title="Mornings")
    Brief.objects.filter(pk=brief.pk).update_unwatched(programme=programme)
    _others(people, scene)
    return Rows(
        story, scene.illustration.filename, scene.narration.filename, brief, item,
        Narration.objects.get(topic=brief.topic_id).filename, job, programme,
        feed_links.issue(programme, people.owner), _class(people),
    )  # fmt: skip


def _class(people: People) -> SchoolClass:
    """The author's class, with the owner in it."""
    school_class = make_class(people.author, "Foxes 2b")
    add_pupil(school_class, people.owner)
    ClassListening.of(school_class)
    make_card(people.owner, by_import=True)  # renewing one would end their session
    return school_class


def _story(people: People, recording: Recording) -> Story:
    story = bare_story(people.owner, scenes=1)
    picture = default_storage.save("strangers.jpg", ContentFile(b"a picture"))
    Illustration.objects.filter(topic=story.topic_id).update_unwatched(
        file=picture, thumb=picture, cover=picture, front=picture
    )
    Narration.objects.filter(topic=story.topic_id).update_unwatched(recording=recording)
    Story.objects.filter(pk=story.pk).update_unwatched(pages=1)
    SourcePage.objects.create(story=story, number=1, file=picture)
    question = {"text": "Who woke up?", "answers": ["The fox.", "The owl."], "right": 0}
    Scene.objects.filter(story=story).update_unwatched(question=question)
    return story


def _brief(people: People, recording: Recording) -> tuple[Brief, BriefItem, AudioGenerationJob]:
    brief = written(people.author, "Morning", "Good morning.")
    job = audio_jobs.generate_all(brief, people.author)
    made = ItemAudio.objects.get(job=job)
    Narration.objects.filter(pk=made.narration_id).update_unwatched(recording=recording)
    BriefItem.objects.filter(pk=made.item_id).update_unwatched(narration=made.narration_id)
    return brief, made.item, job


def _others(people: People, scene: Scene) -> None:
    """One row of every other kind that the admin shows."""
    Rewriting(
        topic=scene.topic, scene=scene, direction="simpler", before="", status="completed"
    ).save()
    SceneTranslation(
        topic=scene.topic, scene=scene, language="es", made_from=scene.text, text="Escena 0.",
        status="completed",
    ).save()  # fmt: skip
    UploadAttempt.objects.create(user=people.owner, refused_at=timezone.now(), code="empty")
    ProviderCall.objects.create(key="k", provider="gemini", model="m", purpose="story")
    Pronunciation.objects.create(word="Thoth", say_as="toth")
    ProviderGate.objects.create(name="gemini")
    ReferenceVoice.objects.create(
        name="Nora", consent_by="Nora", consent_on=timezone.localdate(), voice_id="clone:nora",
        added_by=people.author,
    )  # fmt: skip
