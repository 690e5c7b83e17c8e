"""Several of a kind, as many as find room."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.figures import figures_of

_MOST_PEOPLE = 4
_MOST_FIGURES = 5
_SIZES = (1.0, 0.86, 0.93)  # of its height: no two ducks are the same


def with_room(depiction: Depiction) -> Depiction:
    """Return the depiction with no more of a kind than a picture has room for."""
    free = _MOST_PEOPLE - sum(len(figures_of(replace(it, count=1))) for it in depiction.people)
    people = []
    for role in depiction.people:
        more = max(min(role.count - 1, free), 0)
        free -= more
        people.append(replace(role, count=1 + more))
    seen = sum(len(figures_of(role)) for role in people)
    free = _MOST_FIGURES - seen - len([it for it in depiction.things if it.stand == "ground"])
    counted = []
    for thing in depiction.things:
        more = max(min(thing.count - 1, free), 0)
        free -= more
        counted.append(replace(thing, count=1 + more))
    return replace(depiction, people=tuple(people), things=tuple(counted))


def copies(thing: Thing) -> list[Thing]:
    """Return as many of it as there are, each a little larger or smaller, and turned by turns."""
    return [
        replace(
            thing, copy=number, count=1, height=round(thing.height * _SIZES[number % len(_SIZES)])
        )
        for number in range(thing.count)
    ]
