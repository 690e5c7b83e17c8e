"""What a conductor does: lead the class, be heard of, let it go."""

import time
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from classroom.models import SchoolClass
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import User
from edusmart.live.models import changing
from stories.actions.scenes.question import is_asked
from stories.models import ClassListening, Scene, Story, StoryShare
from stories.together.there import nobody_along, note_shown

#: A command holds from so much later: by then it has reached every device, and all act at one moment.
LEAD_MS = 400


@dataclass(frozen=True)
class Command:
    """Where the class is to be, and whether it plays. `seconds` None: where it is by then.

    `asking`: the scene's question is put to the class; the next command that does not say so takes it away.
    `told`: with it the class is told which answer is right.
    """

    story_id: UUID
    scene: int
    seconds: float | None
    playing: bool
    speed: float
    asking: bool = False
    told: bool = False


def conduct(school_class: SchoolClass, user: User, command: Command) -> ClassListening:
    """Bring the class to a place; the first command brings it together.

    Raises RequestRefused: 409 for a story that is not shared with the class, 404 for a scene that it has not,
    or whose question is to be put and which asks nothing.
    """
    _require_there(school_class, command)
    listening = ClassListening.of(school_class)
    with changing(listening.topic_id):
        # Under the lock: two devices of one teacher may command at once.
        listening.refresh_from_db()
        at = now_ms() + LEAD_MS
        goes_on = listening.is_on and listening.story_id == command.story_id
        seconds = command.seconds
        if seconds is None:
            stays = goes_on and listening.scene == command.scene
            seconds = listening.seconds_at(at) if stays else 0.0
        if not goes_on:
            listening.round += 1
            nobody_along(listening)
        listening.story_id, listening.conductor = command.story_id, user
        if command.asking and not (listening.asking and listening.scene == command.scene):
            listening.pupils.update(has_answered=False)  # it is put now
        is_turned = not goes_on or listening.scene != command.scene
        listening.scene, listening.seconds, listening.at = command.scene, seconds, at
        listening.playing, listening.speed = command.playing, command.speed
        listening.asking = command.asking
        listening.told = command.asking and command.told
        listening.forsaken_at = listening.sign_of_life()
        listening.save()
        if is_turned:
            note_shown(listening)
    return listening


def keep_together(school_class: SchoolClass, user: User) -> None:
    """Note that the conductor's page is still open. Raises RequestRefused (409) for who conducts no more."""
    listening = ClassListening.of(school_class)
    mine = ClassListening.objects.filter(pk=listening.pk, conductor=user, story__isnull=False)
    # A comparison: another teacher may take over, or the sweep end it, at this moment.
    if not mine.update_unwatched(forsaken_at=listening.sign_of_life()):
        raise RequestRefused("The class does not listen with you any more.", "not_together", 409)


def let_go(school_class: SchoolClass) -> None:
    """End the listening together; nothing happens where the class is let go already."""
    _end(ClassListening.of(school_class))


def let_go_forsaken() -> None:
    """Let those classes go whose conductor was not heard of, or whose story is not shared with them.

    A question that is not in the story any more is no longer put to a class.
    """
    shared = StoryShare.objects.filter(
        thing=OuterRef("story"), school_class=OuterRef("school_class"), thing__removed_at=None
    )
    over = Q(forsaken_at__lt=timezone.now()) | Q(~Exists(shared))
    for listening in ClassListening.objects.filter(over, story__isnull=False):
        _end(listening, over)
    for listening in ClassListening.objects.filter(asking=True).select_related("story"):
        _ask_no_more(listening)


def now_ms() -> int:
    """Return the server's clock, as devices are told it: milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _end(listening: ClassListening, over: Q | None = None) -> None:
    with changing(listening.topic_id):
        still = ClassListening.objects.filter(over or Q(), pk=listening.pk, story__isnull=False)
        fresh = still.first()
        if fresh is None:
            return
        fresh.story = fresh.conductor = None
        fresh.playing = fresh.asking = fresh.told = False
        nobody_along(fresh)
        fresh.save()


def _ask_no_more(listening: ClassListening) -> None:
    """Take the question away where its scene, or what stands in its place now, asks nothing."""
    if _asks(listening):
        return
    with changing(listening.topic_id):
        listening.refresh_from_db()
        if listening.asking and not _asks(listening):
            listening.asking = False
            listening.save()


def _asks(listening: ClassListening) -> bool:
    scenes = Scene.objects.select_related("story").filter(story=listening.story_id)
    scene = scenes.filter(index=listening.scene).first()
    return scene is not None and is_asked(scene)


def _require_there(school_class: SchoolClass, command: Command) -> None:
    shares = StoryShare.objects.filter(thing=command.story_id, school_class=school_class)
    if not shares.filter(thing__in=Story.objects.kept()).exists():
        raise RequestRefused(
            "This story is not shared with this class.", "not_shared_with_class", 409
        )
    scenes = Scene.objects.select_related("story").filter(story=command.story_id)
    scene = scenes.filter(index=command.scene).first()
    if scene is None:
        raise RequestRefused("This story has no such scene (yet).", "no_scene", 404)
    if command.asking and not is_asked(scene):
        raise RequestRefused("This scene asks nothing.", "no_question", 404)
