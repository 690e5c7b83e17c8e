"""Several of a kind, as many as find room."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.figures import figures_of

_MANY = 3  # as many are seen as several
_MOST_PEOPLE = 4
_MOST_FIGURES = 5
_SEVERAL_IN_ONE = frozenset({"seed"})  # whose drawing shows several
_SIZES = (1.0, 0.86, 0.93)  # of its height: no two ducks are the same


def with_room(depiction: Depiction) -> Depiction:
    """Return the depiction with no more of a kind than a picture has room for; first there is one of each."""
    people = [replace(it, count=1) for it in depiction.people]
    counted = [it if it.key in _SEVERAL_IN_ONE else replace(it, count=1) for it in depiction.things]
    free_people = _MOST_PEOPLE - sum(len(figures_of(it)) for it in people)
    free = _MOST_FIGURES - (_MOST_PEOPLE - free_people)
    free -= len([it for it in counted if it.stand == "ground"])
    for number in range(2, _MANY + 1):
        for at, role in enumerate(depiction.people):
            if role.count >= number and min(free, free_people) > 0:
                people[at] = replace(role, count=number)
                free, free_people = free - 1, free_people - 1
        for at, thing in enumerate(depiction.things):
            if thing.is_animal and thing.count >= number and free > 0:
                counted[at] = replace(thing, count=number)
                free -= 1
    return replace(depiction, people=tuple(people), things=tuple(counted))


def copies(thing: Thing) -> list[Thing]:
    """Return as many animals as there are, each a little larger or smaller, and turned by turns."""
    if not thing.is_animal:
        return [thing]
    return [
        replace(
            thing, copy=number, count=1, height=round(thing.height * _SIZES[number % len(_SIZES)])
        )
        for number in range(thing.count)
    ]
