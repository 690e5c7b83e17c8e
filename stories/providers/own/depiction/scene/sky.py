"""Under which sky a scene is: its hour, its season, its weather, and what of them is seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stories.providers.own.depiction.following.lasting import (
    BY_DAY,
    after_the_weather,
    is_out_in,
    shines,
)
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.scene.contents import OF_A_ROOM, Contents
from stories.providers.own.depiction.scene.setting import Setting
from stories.providers.own.depiction.scene.told import Told
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.unreal.absence import is_moonless
from stories.providers.own.depiction.whereabouts import indoor_places

_ASLEEP = frozenset({"sleep", "lie"})
_GREY = frozenset({"rain", "storm", "snow", "fog"})
_WARM = frozenset({"summer", "spring"})


@dataclass(frozen=True, slots=True)
class Sky:
    """`weather` is that in which the scene is, "" for none; `is_stormy` also where it is only heard."""

    hour: str
    season: str
    weather: str
    is_stormy: bool
    is_grey_outside: bool
    has_sun: bool
    has_moon: bool


def sky_of(told: Told, where: Setting, shown: Contents) -> Sky:
    """Return the sky over the scene. Weather falls only on who is out in it, or where nobody is."""
    found, language = told.found, told.language
    keys = {it.entry.key for it in found}
    season = _strongest(found, "season") or where.lasts.season
    still = [it for _, mentioned in after_the_weather(told.read, language) for it in mentioned]
    weather = _strongest(still, "weather")
    if weather == "snow" and season in _WARM:
        weather = ""
    is_open = where.is_open(shown.place)
    is_alone = not (shown.people or shown.pets)
    is_out = (shown.place not in indoor_places() and is_open) or is_alone
    is_out = is_out or is_out_in(still, told.read, language)
    is_out &= not (keys & OF_A_ROOM and not is_open)
    lasting_hour = where.lasts.hour * (shown.place not in BY_DAY)
    return Sky(
        hour=_strongest(found, "hour") or lasting_hour or "day",
        season=season,
        weather=weather if is_out and not _is_dry(where, shown) else "",
        is_stormy=weather == "storm",
        is_grey_outside=weather in _GREY and (shown.is_indoors or not is_out),
        has_sun=shines(told.read, language),
        has_moon="moon" in keys
        and not any(is_moonless(it, GRAMMAR[language]) for it in told.scene),
    )


def _is_dry(where: Setting, shown: Contents) -> bool:
    """Return whether no weather reaches who is there: who sleeps in a tent, or rides in a car."""
    sleeps = not shown.place and any(it.deed in _ASLEEP for it in shown.deeds)
    return shown.is_indoors or where.is_riding or sleeps


def _strongest(found: Iterable[Mention], kind: str) -> str:
    """Return what of a kind is said most, of equals the first; "" for nothing."""
    counts = Counter(mention.entry.key for mention in found if mention.entry.kind == kind)
    if counts and counts["night"] == max(counts.values()):
        return "night"  # an evening with a moon
    return counts.most_common(1)[0][0] if counts else ""
