"""Where a scene is: the place that it says, or the room or the water that goes on from before it."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.depiction.following.lasting import Lasting, lasting
from stories.providers.own.depiction.mentions import is_boarded, mentions
from stories.providers.own.depiction.scene.told import Told
from stories.providers.own.depiction.seen import is_at_home, waters
from stories.providers.own.depiction.unreal.vehicles import is_riding
from stories.providers.own.depiction.whereabouts import indoor_places, is_in_tent, whereabouts

_BOATS = frozenset({"boat", "ship"})
_SAILED = frozenset({"river", "lake", "sea"})


@dataclass(frozen=True, slots=True)
class Setting:
    """`place` is "" where the scene says none. `lasts` is what hour, season and place it comes from."""

    place: str
    is_under_tree: bool
    is_home: bool
    is_camping: bool
    is_riding: bool
    lasts: Lasting

    def is_open(self, place: str) -> bool:
        """Return whether a scene at the place is in the open air, or somewhere that is no room of a home."""
        return bool(place) or self.is_under_tree or self.is_camping


def setting_of(told: Told) -> Setting:
    """Return where the scene is."""
    language = told.language
    place, is_under_tree = whereabouts(told.read, language)
    lasts = lasting(told.recent, told.read, language)
    is_camping = is_in_tent(told.recent, told.read, language)
    if is_camping and place in indoor_places():
        place = ""
    is_home = is_at_home(told.found, told.read, language)
    is_somewhere = bool(place) or is_under_tree or is_home
    # A room of before goes on where this scene, too, says that it is in one.
    is_in_room = (place == "room" or (is_home and not place)) and not is_under_tree
    if is_in_room and lasts.place in indoor_places():
        place = lasts.place
    if not is_somewhere and any(it.entry.key in _BOATS for it in told.found):
        place = waters(told.named)
    riding = any(is_riding(sentence, language) for sentence in told.scene)
    return Setting(place, is_under_tree, is_home, is_camping, riding, lasts)


def is_aboard(told: Told, place: str) -> bool:
    """Return whether somebody is in a boat on the water."""
    return place in _SAILED and any(
        mention.entry.key in _BOATS and is_boarded(sentence, mention, told.language)
        for sentence in told.scene
        for mention in mentions(sentence, told.language, told.names)
    )
