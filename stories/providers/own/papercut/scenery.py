"""Every place a scene can play in, by name."""

from __future__ import annotations

from collections.abc import Callable

from stories.providers.own.papercut import landscapes, places, waters
from stories.providers.own.papercut.stage import Stage

Scenery = Callable[[Stage], None]

SCENERY: dict[str, Scenery] = {
    "hills": landscapes.hills,
    "night": landscapes.night,
    "forest": landscapes.forest,
    "mountains": landscapes.mountains,
    "garden": landscapes.garden,
    "desert": landscapes.desert,
    "river": landscapes.river,
    "sea": waters.sea,
    "under_water": waters.under_water,
    "town": places.town,
    "classroom": places.classroom,
    "space": places.space,
}
