"""The classes with which somebody may listen to a story together."""

from collections.abc import Iterable
from typing import TypedDict

from django.db.models import Q
from django.urls import reverse

from classroom.models import SchoolClass
from edusmart.accounts.models import User
from stories.models import ClassListening, Story, StoryShare
from stories.together.owner import ClassListeningOwner

MOST_ON_A_SHELF = 4  # each is a socket


class Room(TypedDict):
    """A class as the player's page knows it.

    `leads`: they may conduct it; `on`: it listens to something together now.
    """

    id: int
    name: str
    leads: bool
    on: bool
    live_url: str
    url: str


def rooms_of(story: Story, user: User) -> list[Room]:
    """Return the user's classes that have the story, as pupils or teachers of them."""
    if not story.shared_at:
        return []
    led = set(SchoolClass.objects.run_by(user).values_list("pk", flat=True))
    shared = StoryShare.objects.filter(thing=story).values("school_class")
    classes = SchoolClass.objects.filter(
        Q(pk__in=led) | Q(memberships__pupil=user), pk__in=shared
    ).distinct()
    return _rooms(classes, led)


def rooms_on_shelf_of(pupil: User) -> list[Room]:
    """Return the classes whose listening together a pupil's shelf waits for."""
    classes = SchoolClass.objects.filter(memberships__pupil=pupil).order_by("-pk")
    return _rooms(classes[:MOST_ON_A_SHELF], set())


def _rooms(classes: Iterable[SchoolClass], led: set[int]) -> list[Room]:
    found = list(classes)
    rows = {it.school_class_id: it for it in ClassListening.objects.filter(school_class__in=found)}
    # Made here if need be: a pupil's page waits for a class that never came together so far.
    return [_room(it, rows.get(it.pk) or ClassListening.of(it), leads=it.pk in led) for it in found]


def _room(school_class: SchoolClass, listening: ClassListening, *, leads: bool) -> Room:
    return {
        "id": school_class.pk,
        "name": school_class.name,
        "leads": leads,
        "on": listening.is_on,
        "live_url": ClassListeningOwner.live_url(school_class.pk),
        "url": reverse("api-1.0.0:class_listening", args=[school_class.pk]),
    }
