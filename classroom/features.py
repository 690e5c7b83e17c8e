"""The registry of features: what each shares with classes, and what pupils did with it.

Stories and briefs stand above this app and do not know each other. A class's pages and a pupil's shelf
show what both share: each registers one Feature.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone

from classroom.models import SchoolClass
from edusmart.accounts.models import User

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class SharedThing:
    """A story or brief that is shared with a class. `parts`: its scenes or items; `url`: where it is heard.

    `sharing_url` is where its teacher says with whom it is shared, `seconds` how long it is to be heard.
    """

    kind: str
    key: str
    title: str
    language: str
    direction: str
    url: str
    sharing_url: str
    cover_url: str
    parts: int
    shared_at: datetime
    due_on: date | None
    seconds: float = 0

    @property
    def code(self) -> str:
        """Return what names it in an address."""
        return f"{self.kind}-{self.key}"

    @property
    def is_due_today(self) -> bool:
        """Return whether this is its day."""
        return self.due_on == timezone.localdate()

    @property
    def is_due_soon(self) -> bool:
        """Return whether its day is within a week, so that the name of the day says which it is."""
        today = timezone.localdate()
        return self.due_on is not None and today <= self.due_on < today + WEEK

    @property
    def is_overdue(self) -> bool:
        """Return whether its day is over."""
        return self.due_on is not None and self.due_on < timezone.localdate()


@dataclass(frozen=True)
class OnShelf:
    """Something that is shared with a pupil, as their shelf shows it."""

    thing: SharedThing
    is_begun: bool
    is_finished: bool


@dataclass(frozen=True)
class Tapped:
    """A word that a pupil tapped to hear it, and how often."""

    word: str
    times: int


@dataclass(frozen=True)
class Done:
    """What is known of one pupil and one thing. `seconds` were listened, `words` tapped most often first.

    `reached`: the furthest scene they came to, from 1, or how many items they heard; 0 before they began.
    `ended_at`: they were at the end, `heard`: of how many scenes they heard most. Who jumped to the end has
    not finished. `together`: how many more scenes were before them while their class listened together, which
    does not say that they listened. `seen_at`: when this site heard of them last;
    `week_seconds`: of the seconds those since Monday.
    """

    pupil_id: int
    kind: str
    key: str
    opened_at: datetime
    finished_at: datetime | None
    seconds: float
    words: Sequence[Tapped] = field(default_factory=tuple)
    answers: int = 0
    right: int = 0
    reached: int = 0
    ended_at: datetime | None = None
    heard: int = 0
    together: int = 0
    seen_at: datetime | None = None
    week_seconds: float = 0


def reached(thing: SharedThing, done: Done | None) -> int:
    """Return how many of the thing's parts the pupil has come to: all once they were at its end."""
    if done is None:
        return 0
    at_end = done.finished_at or done.ended_at
    return thing.parts if at_end else min(done.reached, thing.parts)


def heard(thing: SharedThing, done: Done | None) -> int:
    """Return how many of the thing's parts the pupil heard most of, as far as is known.

    Of a brief's items none is reached without being heard.
    """
    if thing.kind != "story":
        return reached(thing, done)
    return min(done.heard, thing.parts) if done else 0


def led_through(thing: SharedThing, done: Done | None) -> int:
    """Return how many scenes were before the pupil with their class that they did not hear themselves."""
    return min(done.together, thing.parts) if done and not done.finished_at else 0


def passed_over(thing: SharedThing, done: Done | None) -> bool:
    """Return whether the pupil turned to where they are past scenes they did not hear.

    What their class came to together they did not turn.
    """
    if done is None or done.finished_at or thing.kind != "story":
        return False
    before = thing.parts if done.ended_at else reached(thing, done) - 1
    return done.heard + done.together < before


@dataclass(frozen=True)
class Given:
    """A pupil's first answer to a question of a thing. `part`: its scene, from 1.

    Of a question that is another one by now only `is_right` is known: the rest is "".
    """

    pupil_id: int
    kind: str
    key: str
    part: int
    question: str
    answer: str
    right_answer: str
    is_right: bool


@dataclass(frozen=True)
class Missed:
    """The question of a thing that most of a class's pupils got wrong at first.

    `part`: its scene, from 1. `given` answered it, `missed` of them wrong; `instead` is what most of these
    chose. `url` is where its teacher looks at it.
    """

    kind: str
    key: str
    part: int
    question: str
    given: int
    missed: int
    instead: str
    url: str


class Feature(Protocol):
    """One feature's side; every method costs a constant number of queries."""

    #: "story" or "brief".
    kind: str

    def on_shelf_of(self, pupil: User) -> list[OnShelf]:
        """Return what is shared with a class of the pupil's, each once, and can be heard now."""

    def shared_with(self, school_class: SchoolClass) -> list[SharedThing]:
        """Return what is shared with the class, the newest first."""

    def to_share(self, teacher: User, school_class: SchoolClass, words: str) -> list[SharedThing]:
        """Return what is ready, has these words, and is not shared with the class: a few at most, what the
        teacher made before what everybody has."""

    def done_in(self, school_class: SchoolClass) -> list[Done]:
        """Return what the class's pupils did with what is shared with it."""

    def given_in(self, school_class: SchoolClass) -> list[Given]:
        """Return the first answers of the class's pupils, in the order of the scenes."""

    def missed_in(self, school_class: SchoolClass) -> list[Missed]:
        """Return of each thing the question that was missed most, where several pupils missed one."""

    def waiting_in(self, school_class: SchoolClass) -> int:
        """Return how many things of the class's pupils wait for a teacher to look at them."""


_features: list[Feature] = []


def register(feature: Feature) -> None:
    """Add a feature that shares something with classes; call it in `AppConfig.ready()`."""
    _features.append(feature)


def on_shelf_of(pupil: User) -> list[OnShelf]:
    """Return what is shared with the pupil: what is to be heard by a day first, then the newest."""
    found = [it for feature in _features for it in feature.on_shelf_of(pupil)]
    newest = sorted(found, key=lambda it: it.thing.shared_at, reverse=True)
    return sorted(newest, key=lambda it: (it.is_finished, it.thing.due_on or date.max))


def leading(shelf: Sequence[OnShelf], *, busy: bool) -> OnShelf | None:
    """Return what a pupil is to hear next for their class, None for nothing.

    What has a day leads, until a week after it; else the newest without one, unless they are `busy`.
    """
    latest = timezone.localdate() - WEEK
    open_ = [it for it in shelf if not it.is_finished]
    due = (it for it in open_ if it.thing.due_on and it.thing.due_on > latest)
    dayless = (it for it in open_ if not it.thing.due_on and not busy)
    return next(due, None) or next(dayless, None)


def shared_with(school_class: SchoolClass) -> list[SharedThing]:
    """Return what is shared with the class, the newest first."""
    found = [it for feature in _features for it in feature.shared_with(school_class)]
    return sorted(found, key=lambda it: it.shared_at, reverse=True)


def to_share(teacher: User, school_class: SchoolClass, words: str = "") -> list[SharedThing]:
    """Return what the teacher may want to share with the class next; `words` are looked for in it."""
    return [it for feature in _features for it in feature.to_share(teacher, school_class, words)]


def done_in(school_class: SchoolClass) -> list[Done]:
    """Return what the class's pupils did with what is shared with it."""
    return [it for feature in _features for it in feature.done_in(school_class)]


def given_in(school_class: SchoolClass) -> list[Given]:
    """Return the first answers of the class's pupils to the questions of what is shared with it."""
    return [it for feature in _features for it in feature.given_in(school_class)]


def missed_in(school_class: SchoolClass) -> dict[tuple[str, str], Missed]:
    """Return the question that was missed most, by (kind, key) of its thing."""
    found = [it for feature in _features for it in feature.missed_in(school_class)]
    return {(it.kind, it.key): it for it in found}


def waiting_in(school_class: SchoolClass) -> int:
    """Return how many things of the class's pupils wait for a teacher to look at them."""
    return sum(feature.waiting_in(school_class) for feature in _features)
