"""The law: first state + frames in any order, with any loss, reconnects included = a fresh first state."""

import asyncio
import json
import os
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from briefs.actions import audio_jobs, versions, write
from briefs.actions.presence import be_at_desk
from briefs.models import AtDesk, AudioGenerationJob, Brief, BriefItem
from briefs.publishing import publication
from classroom.models import SchoolClass
from edusmart.accounts.credentials import Credential
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.frames import Audience
from edusmart.live.hub import Hub
from edusmart.live.models import Topic, changing, new_epoch
from edusmart.live.state import frame_since
from edusmart.live.subscriptions import Subscriber
from edusmart.work.errors import ClaimLost, Refused
from edusmart.work.kinds import kind_of
from edusmart.work.models import WorkRow
from stories.actions.retry import retry_unpaid
from stories.actions.scenes.editing import edit_scene, order_rewriting
from stories.actions.scenes.picture import order_picture
from stories.actions.scenes.translation import keep_translation, remove_translation
from stories.actions.share import share_story
from stories.actions.story import make_private
from stories.models import (
    ClassListening,
    Illustration,
    Rewriting,
    Scene,
    SceneTranslation,
    Story,
    Telling,
)
from stories.pipeline.stage import begin_story, stage_scene
from stories.providers.storyteller import Question, StoryStart, ToldScene, WordToLearn
from stories.together.conduct import Command, conduct, let_go, let_go_forsaken
from tests.live.watching import Watcher
from tests.stories.making import bare_story
from tts.models import Narration

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

few = st.integers(0, 5)
EXAMPLES = int(os.environ.get("LAW_EXAMPLES", "25"))


class Law(RuleBasedStateMachine):
    """One topic whose rows change, one watcher behind a network that does what it likes."""

    topic: Topic
    subscriber: Subscriber
    audience: Audience = "editor"
    kinds: ClassVar[tuple[type[WorkRow], ...]]  # of work that its rows are

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.user, _ = User.objects.get_or_create(username="law", is_superuser=True)
        self.begin()
        self.hub = Hub()
        self.hub._loops = [
            self.loop.create_task(asyncio.sleep(0))
        ]  # no messages: only what rules do
        self.air: list[str] = []
        self.watcher = Watcher(self.answer)
        self.connect("", 0)
        self.all_goes_well()

    def begin(self) -> None:
        raise NotImplementedError

    # The network

    def connect(self, epoch: str, rev: int) -> None:
        if hasattr(self, "subscriber"):
            self.hub.leave(self.subscriber)
        self.air.clear()
        self.subscriber = Subscriber(
            self.topic.pk,
            self.user.pk,
            Credential("x"),
            self.audience,
            self.air.append,
            lambda code: None,
        )
        self.run(self.hub.join(self.subscriber, epoch, rev))

    def run(self, work: Any) -> None:
        self.loop.run_until_complete(work)
        self.loop.run_until_complete(self.quiet())

    async def quiet(self) -> None:
        while self.hub._tasks.running:
            await asyncio.gather(*self.hub._tasks.running)

    def answer(self, frame: dict[str, Any]) -> None:
        if frame["type"] == "ack":
            self.run(self.acknowledge(frame["rev"]))
        else:
            self.run(self.hub.have(self.subscriber, frame["epoch"], frame["rev"]))

    async def acknowledge(self, rev: int) -> None:
        self.hub.ack(self.subscriber, rev)

    @rule()
    def all_goes_well(self) -> None:
        """The change is heard, and frames arrive in order until there are none."""
        self.the_bell_is_heard()
        while self.air:
            self.watcher.hear(self.air.pop(0))

    @rule(place=few)
    def a_frame_arrives(self, place: int) -> None:
        if self.air:
            self.watcher.hear(self.air.pop(place % len(self.air)))

    @rule(place=few)
    def a_frame_arrives_and_will_again(self, place: int) -> None:
        if self.air:
            self.watcher.hear(self.air[place % len(self.air)])

    @rule(place=few)
    def a_frame_is_lost(self, place: int) -> None:
        if self.air:
            self.air.pop(place % len(self.air))

    @rule()
    def the_bell_is_heard(self) -> None:
        self.run(self.hub.refresh(self.hub.subscriptions[self.topic.pk]))

    @rule(resume=st.booleans())
    def the_socket_breaks(self, resume: bool) -> None:
        held = (self.watcher.epoch, self.watcher.rev) if resume else ("", 0)
        if not resume:
            self.watcher = Watcher(self.answer)
        self.connect(*held)

    @rule()
    def a_backup_is_restored(self) -> None:
        Topic.objects.filter(pk=self.topic.pk).update(epoch=new_epoch())

    # The rows

    @rule(place=few, outcome=st.sampled_from(["complete", "fail", "give_back", "nothing"]))
    def work_is_done(self, place: int, outcome: str) -> None:
        for kind in self.kinds:
            row = kind.claim_next(f"w{place}")
            if row and outcome == "complete":
                kind_of(row).complete(row, self.made(row))
            elif row and outcome == "fail":
                row.fail(Refused("no"))

    @rule()
    def all_work_is_done(self) -> None:
        for kind in self.kinds:
            while row := kind.claim_next("w"):
                kind_of(row).complete(row, self.made(row))

    def made(self, row: WorkRow) -> dict[str, Any]:
        if isinstance(row, Rewriting):
            return {"after": f"{row.before} Simply."}
        if isinstance(row, SceneTranslation):
            beside = {"story_title": {"of": "Law", "says": "La ley"}}
            return {"text": f"En otras palabras: {row.made_from}", "beside": beside}
        return {"file": "x.jpg", "alt": "seen"} if isinstance(row, Illustration) else {}

    def teardown(self) -> None:
        """The network heals; a beat tells the watcher where the topic stands."""
        try:
            self.the_bell_is_heard()
            self.watcher.say({"type": "have", "epoch": self.watcher.epoch, "rev": self.watcher.rev})
            while self.air:
                self.watcher.hear(self.air.pop(0))
            fresh = frame_since(Topic.objects.get(pk=self.topic.pk), 0, self.audience)
            expected = {(r["kind"], r["id"]): r for r in json.loads(json.dumps(fresh["rows"]))}
            assert self.watcher.rows == expected
            assert (self.watcher.epoch, self.watcher.rev) == (fresh["epoch"], fresh["rev"])
        finally:
            self.hub.leave(self.subscriber)
            self.loop.close()


class StoryLaw(Law):
    kinds = (Narration, Illustration, Rewriting, SceneTranslation)

    def begin(self) -> None:
        Narration.objects.all().update_unwatched(status="cancelled")
        Illustration.objects.all().update_unwatched(status="cancelled")
        Rewriting.objects.all().update_unwatched(status="cancelled")
        SceneTranslation.objects.all().update_unwatched(status="cancelled")
        story = Story(owner=self.user, title="Law", document="none.pdf")
        self.topic = story.topic = Story.new_topic(story.pk)
        story.save()
        Telling(topic=self.topic, story=story).save()
        Telling.objects.exclude(topic=self.topic).delete()
        telling = Telling.claim_next("teller")
        assert telling
        self.telling, self.story, self.staged = telling, story, 0
        begin_story(telling, StoryStart("Law", "en", 3), 3)
        for _ in range(3):
            self.a_scene_is_staged()

    @rule()
    def a_scene_is_staged(self) -> None:
        text = f"Scene {self.staged} of {self.story.pk}."
        question = Question("Which scene?", ("This.", "That."), self.staged % 2)
        words = (WordToLearn("Scene", "A part of a story."),)
        with suppress(ClaimLost):  # after the telling has failed
            stage_scene(
                self.telling,
                ToldScene(self.staged, text, "cap", (1,), words=words, question=question),
            )
            self.staged += 1

    @rule()
    def the_telling_fails(self) -> None:
        self.telling.fail(Refused("no", "blocked"))

    @rule()
    def a_person_tries_again(self) -> None:
        retry_unpaid(self.story)

    @rule(place=few)
    def a_scene_asks(self, place: int) -> None:
        scenes = list(Scene.objects.filter(story=self.story))
        if scenes:
            scene = scenes[place % len(scenes)]
            scene.words = [*scene.words, {"word": "w", "meaning": "m"}][-2:]
            scene.question = {"text": "?", "answers": ["a", "b"], "right": place % 2}
            scene.save()

    def scene(self, place: int) -> Scene | None:
        scenes = list(Scene.objects.filter(story=self.story))
        return scenes[place % len(scenes)] if scenes else None

    @rule(place=few)
    def a_scene_is_edited_in_the_admin(self, place: int) -> None:
        if scene := self.scene(place):
            scene.text += " More."
            scene.words = []
            why = {"text": "Why?", "answers": ["So.", "Not so."], "right": 0}
            scene.question = {} if place % 2 else why
            scene.save()

    @rule(place=few)
    def a_scenes_words_are_edited(self, place: int) -> None:
        if scene := self.scene(place):
            edit_scene(scene, self.user, f"{scene.text} And more.", "Another caption.")

    @rule(place=few)
    def simpler_words_are_asked_for(self, place: int) -> None:
        if scene := self.scene(place):
            with suppress(RequestRefused):  # they are being found already
                order_rewriting(scene, "simpler", self.user)

    @rule(place=few)
    def a_scene_is_translated_by_hand(self, place: int) -> None:
        if scene := self.scene(place):
            said = {"story_title": "Ley", "title": f"Escena {place}", "caption": "Al pie"}
            keep_translation(scene, self.user, "es", f"Palabras {place}.", None, None, said)

    @rule(place=few)
    def a_scene_waits_to_be_translated(self, place: int) -> None:
        if (scene := self.scene(place)) and not scene.translations.exists():
            SceneTranslation(
                topic=self.topic, scene=scene, language="es", made_from=scene.text
            ).save()

    @rule()
    def a_language_is_taken_away(self) -> None:
        remove_translation(self.story, self.user, "es")

    @rule(place=few, wish=st.sampled_from(["", "a whale"]))
    def another_picture_is_asked_for(self, place: int, wish: str) -> None:
        if scene := self.scene(place):
            order_picture(scene, self.user, wish)

    @rule(place=few)
    def what_failed_is_tried_again(self, place: int) -> None:
        if scene := self.scene(place):
            retry_unpaid(scene.story, scene)

    @rule(place=few)
    def a_scene_is_deleted(self, place: int) -> None:
        scenes = Scene.objects.filter(story=self.story)
        if scenes:
            scenes[place % len(scenes)].delete()


class BriefLaw(Law):
    kinds = (Narration,)

    def begin(self) -> None:
        Narration.objects.all().update_unwatched(status="cancelled")
        self.brief = write.create(self.user, "Law")
        self.topic = self.brief.topic
        for _ in range(3):
            self.an_item_is_written()
        self.all_audio_is_ordered()

    def written(self) -> list[write.WrittenItem]:
        return [
            write.WrittenItem(it.pk, it.title, it.text)
            for it in BriefItem.objects.filter(brief=self.brief)
        ]

    def save(self, items: list[write.WrittenItem]) -> None:
        self.brief = write.save(Brief.objects.get(pk=self.brief.pk), "Law", "en", items)

    @rule()
    def an_item_is_written(self) -> None:
        self.save([*self.written(), write.WrittenItem(None, "New", "Words to say.")])

    @rule(place=few)
    def an_item_is_removed(self, place: int) -> None:
        items = self.written()
        if items:
            items.pop(place % len(items))
            self.save(items)

    @rule()
    def items_are_turned_round(self) -> None:
        self.save(self.written()[::-1])

    @rule()
    def all_audio_is_ordered(self) -> None:
        running = AudioGenerationJob.objects.filter(
            brief=self.brief, status__in=("pending", "processing")
        )
        if self.written() and not running:
            audio_jobs.generate_all(self.brief, self.user, "calm")

    @rule(language=st.sampled_from(["en", "ar"]))
    def another_language_is_chosen(self, language: str) -> None:
        written = self.written()
        own = [write.WrittenItem(it.id, it.title, it.text, "fr") for it in written[:1]]
        brief = Brief.objects.get(pk=self.brief.pk)
        self.brief = write.save(brief, "Law", language, [*own, *written[1:]])

    @rule()
    def it_is_scheduled_and_arranged(self) -> None:
        if self.written():
            publication.publish(self.brief, timezone.now() + timedelta(hours=1))
            publication.arrange(self.brief, programme_id=None, by_itself=True)
            publication.make_due_audio()

    @rule()
    def it_goes_out(self) -> None:
        with changing(self.topic.pk):
            versions.let_out(Brief.objects.get(pk=self.brief.pk))

    @rule()
    def it_is_taken_back(self) -> None:
        publication.take_back(self.brief)

    @rule(item=few)
    def an_editor_comes(self, item: int) -> None:
        be_at_desk(self.topic, self.user, item)

    @rule()
    def the_editor_goes(self) -> None:
        for row in AtDesk.objects.filter(topic=self.topic):
            row.delete()

    @rule()
    def what_failed_is_tried_again(self) -> None:
        with suppress(RequestRefused):
            audio_jobs.retry_failed(self.brief, self.user)

    @rule()
    def the_job_is_cancelled(self) -> None:
        for job in AudioGenerationJob.objects.filter(brief=self.brief):
            audio_jobs.cancel(job)


class ListenerLaw(BriefLaw):
    """What a listener is sent: versions, whose rows are as new as they are."""

    audience = "viewer"


class ClassLaw(Law):
    kinds = ()

    def begin(self) -> None:
        self.story = bare_story(self.user, scenes=3)
        self.school_class = SchoolClass.objects.create(name="Law", teacher=self.user)
        self.topic = ClassListening.of(self.school_class).topic
        self.it_is_shared()

    @rule()
    def it_is_shared(self) -> None:
        self.story.refresh_from_db()
        share_story(self.story, self.user, {self.school_class.pk: None}, None)

    @rule()
    def it_is_taken_back(self) -> None:
        make_private(self.story, self.user)

    @rule(scene=few, seconds=st.sampled_from([None, 0.0, 2.5]), playing=st.booleans())
    def the_class_is_led(self, scene: int, seconds: float | None, playing: bool) -> None:
        with suppress(RequestRefused):  # no such scene, or not shared any more
            conduct(
                self.school_class, self.user, Command(self.story.pk, scene, seconds, playing, 1)
            )

    @rule()
    def the_class_is_let_go(self) -> None:
        let_go(self.school_class)

    @rule()
    def the_teacher_is_gone(self) -> None:
        ClassListening.objects.all().update_unwatched(
            forsaken_at=timezone.now() - timedelta(hours=1)
        )
        let_go_forsaken()


@pytest.mark.parametrize("machine", [StoryLaw, BriefLaw, ListenerLaw, ClassLaw])
def test_a_watcher_ends_with_what_a_fresh_first_state_says(
    machine: type[Law], redis_server: Any
) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=30, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
