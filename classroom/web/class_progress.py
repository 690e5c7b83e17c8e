"""How far a class is, at a glance: how many opened and finished each thing, when each pupil was here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from classroom import features
from classroom.features import SharedThing
from classroom.models import SchoolClass
from classroom.web.report_csv import clock
from edusmart.accounts.models import User


@dataclass
class ThingProgress:
    """A thing, and how many of the class's pupils opened it and heard it to its end."""

    thing: SharedThing
    of: int
    opened: int = 0
    finished: int = 0

    @property
    def pieces(self) -> list[str]:
        """Return a piece of a bar for each pupil, by what was done and not by who did it."""
        begun = self.opened - self.finished
        left = self.of - self.opened
        return ["finished"] * self.finished + ["opened"] * begun + ["not"] * left


@dataclass
class PupilProgress:
    """A pupil; how many seconds they played of what the class has, in all and since Monday, and when they
    were heard of last."""

    pupil: User
    seconds: float = 0
    week_seconds: float = 0
    seen_at: datetime | None = None

    @property
    def played(self) -> str:
        """Return how long in all, as the report says it."""
        return clock(self.seconds)

    @property
    def played_this_week(self) -> str:
        return clock(self.week_seconds)


def progress_in(
    school_class: SchoolClass, pupils: Iterable[User]
) -> tuple[list[ThingProgress], list[PupilProgress]]:
    """Return how far things and pupils are, in their order; as many queries as the features need for one."""
    by_pupil = {it.pk: PupilProgress(it) for it in pupils}
    things = features.shared_with(school_class)
    by_thing = {(it.kind, it.key): ThingProgress(it, len(by_pupil)) for it in things}
    for done in features.done_in(school_class):
        pupil, thing = by_pupil.get(done.pupil_id), by_thing.get((done.kind, done.key))
        if pupil is None or thing is None:
            continue
        thing.opened += 1
        thing.finished += done.finished_at is not None
        pupil.seconds += done.seconds
        pupil.week_seconds += done.week_seconds
        if done.seen_at and (pupil.seen_at is None or done.seen_at > pupil.seen_at):
            pupil.seen_at = done.seen_at
    return list(by_thing.values()), list(by_pupil.values())
