"""The owner of the topics of classes: its pupils and its teacher watch where the class is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from classroom.models import Membership
from edusmart.accounts.models import User
from edusmart.live.frames import Audience, Row
from edusmart.live.models import Topic
from edusmart.live.topics import Route
from stories.models import ClassListening
from stories.together.there import be_there

LARGEST_ID = 2**62  # a path may carry any number; a larger one than this no database can look up


class ClassListeningRow(TypedDict):
    """Where a class is. `story` is None while it listens to nothing together.

    `at`: from when this holds, in milliseconds since 1970 by the server's clock. `asking`: the scene's
    question is before the class; `told`: its answer too, which is `right`, from 0. `answered`: how many
    answered it since it was put. `there`: how many go along, and by their names who does, who left, and who
    did not come so far.
    """

    kind: Literal["class_listening"]
    id: int
    rev: int
    story: str | None
    round: int
    playing: bool
    scene: int
    seconds: float
    speed: float
    at: int
    asking: bool
    told: bool
    right: int | None
    conductor: NotRequired[int | None]
    there: NotRequired[int]
    answered: NotRequired[int]
    along: NotRequired[list[str]]
    left: NotRequired[list[str]]
    missing: NotRequired[list[str]]


def _topic_of_class(class_id: int) -> int | None:
    every = ClassListening.objects
    known = every.filter(school_class=class_id) if class_id < LARGEST_ID else every.none()
    return known.values_list("topic_id", flat=True).first()


class ClassListeningOwner:
    """Registered with the live engine; TopicOwner documents each method."""

    kind = "class_listening"
    routes: Sequence[Route] = (Route("ws/class/<int:class_id>/", _topic_of_class),)
    row_types: Mapping[str, type] = {"class_listening": ClassListeningRow}

    @classmethod
    def live_url(cls, class_id: int) -> str:
        """Return the path of the class's socket."""
        return cls.routes[0].url(class_id=class_id)

    def audiences(
        self, watchers: Collection[tuple[int, User]]
    ) -> Mapping[tuple[int, int], Audience]:
        found = ClassListening.objects.filter(topic_id__in={topic_id for topic_id, _ in watchers})
        classes = {it.topic_id: it.school_class for it in found.select_related("school_class")}
        pupils = set(
            Membership.objects.filter(
                school_class__in=classes.values(), pupil__in={user.pk for _, user in watchers}
            ).values_list("school_class__id", "pupil_id")
        )
        audiences: dict[tuple[int, int], Audience] = {}
        for topic_id, user in watchers:
            school_class = classes.get(topic_id)
            if school_class is None or not user.is_active:
                continue
            if user.is_overseer or (user.is_editor and school_class.teacher_id == user.pk):
                audiences[topic_id, user.pk] = "editor"
            elif (school_class.pk, user.pk) in pupils:
                audiences[topic_id, user.pk] = "viewer"
        return audiences

    def rows_since(self, topic: Topic, rev: int, audience: Audience) -> Sequence[Row]:
        changed = ClassListening.objects.filter(topic=topic, rev__gt=rev)
        return [listening_row(it, audience) for it in changed]

    def ids(self, topic: Topic, audience: Audience) -> Mapping[str, Sequence[Any]]:
        rows = ClassListening.objects.filter(topic=topic)
        return {"class_listening": list(rows.values_list("pk", flat=True))}

    def focus(self, topic: Topic, user: User, kind: str, row_id: int) -> None:
        """Nothing is made here; a page says that it goes along (1) with the class, or does no more (0)."""
        if kind == "class_listening":
            be_there(topic.pk, user.pk, goes_along=row_id == 1)

    def settle(self, topic: Topic) -> None:
        """Nothing is counted here."""

    def unsettled(self) -> Iterable[Topic]:
        return ()


def listening_row(listening: ClassListening, audience: Audience) -> ClassListeningRow:
    """Return where the class is; its teachers are told who conducts, and who goes along."""
    row: ClassListeningRow = {
        "kind": "class_listening",
        "id": listening.pk,
        "rev": listening.rev,
        "story": str(listening.story_id) if listening.story_id else None,
        "round": listening.round,
        "playing": listening.playing,
        "scene": listening.scene,
        "seconds": listening.seconds,
        "speed": listening.speed,
        "at": listening.at,
        "asking": listening.asking,
        "told": listening.told,
        "right": _right(listening),
    }
    if audience == "editor":
        row["conductor"] = listening.conductor_id
        row["there"] = listening.there
        row["answered"] = listening.pupils.filter(has_answered=True).count()
        row["along"], row["left"], row["missing"] = _names(listening)
    return row


def _right(listening: ClassListening) -> int | None:
    """Return which answer is right once the class is told, else nothing that gives it away."""
    scene = listening.asked_scene() if listening.told else None
    return scene.question["right"] if scene else None


def _names(listening: ClassListening) -> tuple[list[str], list[str], list[str]]:
    """Return who goes along, who left, and who did not come, each in the order of their names."""
    if listening.story_id is None:
        return [], [], []
    left = dict(listening.pupils.values_list("pupil_id", "has_left"))
    members = Membership.objects.filter(school_class=listening.school_class_id)
    named = [(it.pupil_id, it.pupil.shown_name) for it in members.select_related("pupil")]
    named.sort(key=lambda it: it[1].casefold())

    def those(state: bool | None) -> list[str]:
        return [name for pk, name in named if left.get(pk) is state]

    return those(False), those(True), those(None)
