"""Every place a scene can play in, by the names of the list of places."""

from __future__ import annotations

from collections.abc import Callable

from stories.providers.own.papercut.scenery import (
    grounds,
    landscapes,
    rooms,
    settled,
    skies,
    waters,
)
from stories.providers.own.papercut.stage import Stage

Scenery = Callable[[Stage], None]

SCENERY: dict[str, Scenery] = {
    "": grounds.nowhere,
    "kitchen": rooms.kitchen,
    "bedroom": rooms.bedroom,
    "room": rooms.room,
    "classroom": rooms.classroom,
    "library": rooms.library,
    "hospital": rooms.hospital,
    "palace": rooms.palace,
    "prison": rooms.prison,
    "shop": rooms.shop,
    "cave": rooms.cave,
    "village": settled.village,
    "town": settled.town,
    "market": settled.market,
    "farm": settled.farm,
    "field": settled.field,
    "garden": landscapes.garden,
    "forest": landscapes.forest,
    "river": waters.river,
    "lake": waters.lake,
    "sea": waters.sea,
    "under_water": waters.under_water,
    "mountains": landscapes.mountains,
    "hills": landscapes.hills,
    "savanna": landscapes.savanna,
    "desert": landscapes.desert,
    "road": settled.road,
    "playground": settled.playground,
    "space": skies.space,
    "sky": skies.clouds,
}
