"""The order of a story's scenes, and all that knows a scene by its place in it.

An index is a place: listeners' bookmarks, the turns of work and addresses hold it. Whatever arranges scenes
does so inside `arranging`, which locks the story, and puts them in order by `Arrangement.put`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import F

from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from edusmart.live.topics import owner_of
from edusmart.work.models import ENDED, Status
from stories.actions.scenes.editing import require_editable
from stories.actions.scenes.places import move_places
from stories.actions.scenes.question import hold_question
from stories.models import Illustration, Scene, Story, Telling
from stories.teaching.phrases import PHRASES
from stories.text.sentences import is_ended
from tts.models import Narration

MOST_SCENES = 200  # bounds what arranging costs; an upload may ask for 60
#: Added to the indexes of scenes on their way, since no two may ever have the same.
_ON_THE_WAY = 1_000_000


class Arrangement:
    """A story's scenes, by their order, while they are arranged."""

    def __init__(self, story: Story) -> None:
        self.story = story
        rows = Scene.objects.select_related("story__topic", "story__owner", "narration__recording")
        self.scenes: list[Scene] = list(rows.filter(story=story).order_by("index"))
        self._first = self.scenes[0].pk if self.scenes else None
        self._told = _told(self.scenes)
        self._order = [scene.pk for scene in self.scenes]

    def find(self, scene: Scene) -> Scene:
        """Return the scene as it is under the lock. Raises RequestRefused (404)."""
        for here in self.scenes:
            if here.pk == scene.pk:
                return here
        raise RequestRefused("This scene is not there any more.", "scene_gone", 404)

    def require_room(self) -> None:
        """Raise RequestRefused (409) where the story has as many scenes as one may have."""
        if len(self.scenes) >= MOST_SCENES:
            raise RequestRefused(
                f"A story can have at most {MOST_SCENES} scenes.", "many_scenes", 409
            )

    def put(self, order: Sequence[Scene | None]) -> None:
        """Number the scenes in this order; None leaves room for one that is made next."""
        moved = {
            scene: (scene.index, place)
            for place, scene in enumerate(order)
            if scene and scene.index != place
        }
        on_the_way = Scene.objects.filter(pk__in=[scene.pk for scene in moved])
        on_the_way.update_unwatched(index=F("index") + _ON_THE_WAY)
        for scene, (_, place) in moved.items():
            scene.index = place
            scene.save(update_fields={"index"})
            # Orders that wait are made in the order of the story, as it is now.
            Narration.objects.filter(pk=scene.narration_id).update_unwatched(turn=place)
            Illustration.objects.filter(pk=scene.illustration_id).update_unwatched(turn=place)
        move_places(self.story, dict(moved.values()))
        self.scenes = [scene for scene in order if scene]

    def finish(self) -> None:
        """Bring what counts the scenes, or asks about their order, up to date."""
        story = self.story
        self.scenes = list(Scene.objects.filter(story=story).order_by("index"))
        self._hold_questions_of_order()
        # Else the story would wait for scenes that were planned and are not there.
        story.planned_scenes = len(self.scenes)
        story.save(update_fields={"planned_scenes"})
        if self.scenes[0].pk != self._first:
            Illustration.look_again(story.topic_id)
        owner_of(story.topic).settle(story.topic)

    def _hold_questions_of_order(self) -> None:
        """Hold back each question whose answers are sentences of the story that come in another order now."""
        now = _told(self.scenes)
        order = [scene.pk for scene in self.scenes]
        is_moved = order != [pk for pk in self._order if pk in set(order)]
        for scene in self.scenes:
            told = [it for it in scene.question.get("answers", []) if is_ended(it)]
            # Held by its words alone it would be asked again once these are back.
            is_held = scene.question.get("held") is True
            is_other = _in_order(told, self._told) != _in_order(told, now)
            if is_held or not (is_other or (is_moved and _is_of_pictures(scene))):
                continue
            hold_question(scene)
            scene.save(update_fields={"question"})


@contextmanager
def arranging(story: Story, user: User) -> Iterator[Arrangement]:
    """Lock the story and yield its scenes to be arranged; all of it or nothing is kept.

    Raises RequestRefused (409) where a teacher published the story, or it is not told to its end.
    """
    with changing(story.topic_id):
        story.refresh_from_db()
        require_editable(story, user)
        _require_told(story)
        arrangement = Arrangement(story)
        yield arrangement
        arrangement.finish()


def _require_told(story: Story) -> None:
    """Raise RequestRefused (409) unless the story is told to its end."""
    # A telling goes on after the scenes that it counts: it would tell one twice, or none.
    telling = Telling.objects.filter(story=story).first()
    if telling is None or telling.status == Status.COMPLETED:
        return
    if telling.status in ENDED:
        raise RequestRefused(
            "This story was not told to its end. Finish it first, then arrange its scenes.",
            "not_told", 409,
        )  # fmt: skip
    raise RequestRefused(
        "This story is still being told. Arrange its scenes when it is told.", "being_told", 409
    )


def _told(scenes: Sequence[Scene]) -> str:
    return " ".join(" ".join(scene.text.split()) for scene in scenes)


def _is_of_pictures(scene: Scene) -> bool:
    """Return whether it is asked which of two things came first: their names are no sentences."""
    asked = {phrases.picture_first for phrases in PHRASES.values()}
    return scene.question.get("text") in asked


def _in_order(sentences: list[str], told: str) -> list[str]:
    """Return those of the sentences that are told, in the order in which they are."""
    return sorted((it for it in sentences if it in told), key=told.index)
