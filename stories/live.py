"""The story topic's owner: who may watch a story, its public rows, what focus means, how it settles."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from edusmart.accounts.models import User
from edusmart.live.frames import Audience, Row
from edusmart.live.models import Topic, WatchedQuerySet
from edusmart.live.topics import Route
from edusmart.work.models import ENDED, Status
from edusmart.work.rows.tally import Reason, tally
from stories.models import (
    Illustration,
    Rewriting,
    Scene,
    SceneTranslation,
    Story,
    StoryShare,
    Telling,
)
from stories.rows import (
    IllustrationRow,
    RewritingRow,
    SceneRow,
    StoryRow,
    TranslationRow,
    illustration_row,
    rewriting_row,
    scene_row,
    story_row,
    translation_row,
)
from tts.models import Narration
from tts.rows import NarrationRow, narration_rows


def _topic_of_story(story_id: UUID) -> int | None:
    return Story.objects.filter(pk=story_id).values_list("topic_id", flat=True).first()


class StoryOwner:
    """The owner of story topics, registered with the live engine; TopicOwner documents each method."""

    kind = "story"
    routes: Sequence[Route] = (Route("ws/story/<uuid:story_id>/", _topic_of_story),)
    row_types: Mapping[str, type] = {
        "story": StoryRow,
        "scene": SceneRow,
        "illustration": IllustrationRow,
        "rewriting": RewritingRow,
        "translation": TranslationRow,
        "narration": NarrationRow,
    }

    @classmethod
    def live_url(cls, story_id: UUID) -> str:
        """Return the path of the story's socket."""
        return cls.routes[0].url(story_id=story_id)

    def audiences(
        self, watchers: Collection[tuple[int, User]]
    ) -> Mapping[tuple[int, int], Audience]:
        # Asked for all watchers of a process at once, so only what decides is loaded.
        stories = Story.objects.filter(topic_id__in={topic_id for topic_id, _ in watchers}).only(
            "topic_id", "owner_id", "offered_at", "published_at", "removed_at", "shared_at"
        )
        by_topic = {story.topic_id: story for story in stories}
        in_class = _in_class(by_topic.values(), [user for _, user in watchers])
        seen = (
            (topic_id, user, _audience(by_topic[topic_id], user, in_class))
            for topic_id, user in watchers
            if topic_id in by_topic
        )
        # Who is missing here is a stranger: their socket is closed.
        return {(topic_id, user.pk): audience for topic_id, user, audience in seen if audience}

    def rows_since(self, topic: Topic, rev: int, audience: Audience) -> Sequence[Row]:
        changed = {"topic": topic, "rev__gt": rev}
        scenes = Scene.objects.filter(**changed).select_related("story", "looked_by")
        translations = SceneTranslation.objects.filter(**changed).select_related("scene__story")
        return [
            *(story_row(it) for it in Story.objects.filter(**changed)),
            *(scene_row(scene, audience) for scene in scenes),
            *(translation_row(it, audience) for it in translations),
            *narration_rows(topic, rev),
            *(illustration_row(it) for it in Illustration.objects.filter(**changed)),
            *(rewriting_row(it) for it in _rewritings(audience).filter(**changed)),
        ]

    def ids(self, topic: Topic, audience: Audience) -> Mapping[str, Sequence[Any]]:
        return {
            "story": [str(pk) for pk in Story.objects.filter(topic=topic).values_list("pk", flat=True)],
            **{
                kind: list(model.objects.filter(topic=topic).values_list("pk", flat=True))
                for kind, model in (
                    ("scene", Scene), ("narration", Narration), ("illustration", Illustration),
                    ("translation", SceneTranslation),
                )
            },
            # By audience: ids alone would tell viewers that there are rewritings.
            "rewriting": list(_rewritings(audience).filter(topic=topic).values_list("pk", flat=True)),
        }  # fmt: skip

    def focus(self, topic: Topic, user: User, kind: str, row_id: int) -> None:
        """Make the scene that is looked at next, after the first, which the others' pictures follow."""
        wanted = (
            Scene.objects.filter(Q(pk=row_id) | Q(index=0), topic=topic) if kind == "scene" else []
        )
        scenes = {scene.pk: scene for scene in wanted}
        if row_id in scenes:
            Narration.prioritise(topic, [scene.narration_id for scene in scenes.values()])
            Illustration.prioritise(topic, [scene.illustration_id for scene in scenes.values()])

    def settle(self, topic: Topic) -> None:
        story = Story.objects.filter(topic=topic).first()
        telling = Telling.objects.filter(topic=topic).first()
        if story is None or telling is None:
            return
        pairs = list(
            Scene.objects.filter(topic=topic).values_list(
                "narration__status", "illustration__status"
            )
        )
        planned = max(story.planned_scenes, len(pairs))
        # One telling, and a picture and a narration for each scene, told or not: progress never falls
        # when one is told.
        parts = tally([telling.status, *(s for pair in pairs for s in pair)], 1 + 2 * planned)
        failed = sum(Status.FAILED in pair for pair in pairs)
        if telling.status == Status.FAILED:
            # Scenes that were never told are missing too.
            failed += planned - len(pairs)
        done = sum(pair == (Status.COMPLETED, Status.COMPLETED) for pair in pairs)
        reason = _missing(failed, len(pairs))
        if telling.status == Status.FAILED:
            # The cause of the rest: what parts are missing says less.
            reason = Reason(telling.error, telling.error_code)
        if telling.status == Status.FAILED and not pairs:
            # Nothing to listen to: the parts that will never exist must not keep it open.
            parts = tally([Status.FAILED])
        story.settle(parts, reason, done, failed, planned, _waiting(telling))
        story.note_times(
            first_text=bool(pairs),
            first_scene=pairs[:1] == [(Status.COMPLETED, Status.COMPLETED)],
            whole=story.status == Status.COMPLETED and not failed,
        )

    def unsettled(self) -> Iterable[Topic]:
        stories = Story.objects.exclude(status__in=ENDED).select_related("topic")
        # Open, though all its work has ended: its last settling was lost with its process.
        for model in (Telling, Narration, Illustration):
            of_topic = model.objects.filter(topic=OuterRef("topic")).exclude(status__in=ENDED)
            stories = stories.exclude(Exists(of_topic))
        return [story.topic for story in stories]


def audience_of(story: Story, user: User) -> Audience | None:
    """Return what the user may see of the story, None for a stranger."""
    return _audience(story, user, _in_class([story], [user]))


def _in_class(stories: Iterable[Story], users: Collection[User]) -> set[tuple[UUID, int]]:
    """Return (story id, user id) of those of the users who are in, or teach, a class that has the story."""
    shared = [story.pk for story in stories if story.shared_at]
    if not shared:
        return set()
    shares = StoryShare.objects.filter(thing__in=shared)
    pupil, teacher = "school_class__memberships__pupil", "school_class__teacher"
    teachers = [user for user in users if user.is_editor]
    inside = shares.filter(**{f"{pupil}__in": users}).values_list("thing", pupil)
    taught = shares.filter(**{f"{teacher}__in": teachers}).values_list("thing", teacher)
    return {*inside, *taught}


def _audience(story: Story, user: User, in_class: set[tuple[UUID, int]]) -> Audience | None:
    # First of all, so that neither an owner nor staff goes on watching a removed story.
    if not user.is_active or story.removed_at:
        return None
    if story.owner_id == user.pk or user.is_overseer:
        return "editor"
    if user.is_editor and (story.is_offered or story.is_published):
        return "editor"
    return "viewer" if story.is_published or (story.pk, user.pk) in in_class else None


def _rewritings(audience: Audience) -> WatchedQuerySet[Rewriting]:
    """Return the rewritings that this audience sees: how a story came by its words concerns its editors."""
    return Rewriting.objects.all() if audience == "editor" else Rewriting.objects.none()


def _missing(failed: int, scenes: int) -> Reason:
    if not failed:
        return Reason()
    sentence = f"{failed} of {scenes} scenes are missing their picture or voice."
    return Reason(sentence, "parts_missing")


def _waiting(telling: Telling) -> Reason:
    """Why the telling does not go on just now, such as a provider that is away."""
    # An attempt under way has not failed; what an earlier one said is no longer true.
    if telling.status != Status.PENDING:
        return Reason()
    return Reason(telling.error, telling.error_code)
