"""What people of a picture have to do with its things: what they read, whom they hold, where they lie."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.animals.seated import COATS
from stories.providers.own.papercut.composing.casting import Carried, Staging, Standing, chosen
from stories.providers.own.papercut.composing.postures import (
    deeds_of,
    pet_deed,
    posture_of,
)
from stories.providers.own.papercut.composing.riding import SADDLES, mounted
from stories.providers.own.papercut.composing.table import is_at_table
from stories.providers.own.papercut.figures import (
    figures_of,
    looks_of,
    pages,
    person_figure,
    showing,
    thing_figure,
)
from stories.providers.own.papercut.palette import lighter
from stories.providers.own.papercut.people.body import TROUSERS, is_skirted
from stories.providers.own.papercut.people.build import Posture
from stories.providers.own.papercut.people.worn import WORN
from stories.providers.own.papercut.stage import Stage

Groups = dict[str, list[Thing]]
_READ = frozenset({"book", "openbook", "newspaper", "lettermail", "paper", "map"})
_BEDROOMS = frozenset({"bedroom", "hospital"})
# What an animal may lie on instead.
_BASKETS = frozenset({"mat", "basket", "blanket", "sofa", "chair"})
_LYING = frozenset({"sleep", "lie"})
_PAGES_WIDE = {True: 1.75, False: 1.3}  # of the shoulders, a child's and a grown person's
_SIDE = 340  # pixels
_PARENTS = frozenset({"mother", "father", "parents"})
_BOTH_HANDS = frozenset({
    "run", "jump", "climb", "ride", "lie", "sleep", "read", "hug", "hands", "clap", "cry", "cheer", "wave",
})  # fmt: skip
# What nobody carries by one hand.
_LOADS = frozenset({
    "cake", "soup", "rice", "pot", "bowl", "plate", "basket", "box", "gift", "pumpkin", "watermelon", "drum",
    "clock", "treasure", "amphora",
})  # fmt: skip
_LOAD_WIDE = 1.1  # of the shoulders
# What is low would hide the chest if it were as wide.
_SMALL_LOADS = {
    "bowl": 0.66,
    "soup": 0.66,
    "rice": 0.66,
    "plate": 0.7,
    "pot": 0.8,
    "clock": 0.7,
    "cake": 0.9,
}
_WITH_CHAIRS = frozenset({"classroom", "library"})
# What an animal holds wherever it is named beside it; all else only where the text says so.
_IN_A_PAW = frozenset({"umbrella", "balloon", "lamp", "torch"})
_LAP_SIZED = 50  # percent of a grown person: who is higher is hugged by nobody's arms alone
_PET_WIDE = 1.05
_BABY_WIDE = 0.72


def sleeps_in_bed(depiction: Depiction) -> bool:
    """Return whether somebody who is seen, or an animal, lies in a bed that the scene has."""
    has_bed = depiction.place in _BEDROOMS or any(it.key == "bed" for it in depiction.things)
    if has_bed and any(deeds_of(role, depiction) & _LYING for role in chosen(depiction)):
        return True
    return bool(_animal_in_bed(depiction))


def _animal_in_bed(depiction: Depiction) -> str:
    """Return the key of the animal that sleeps where the text names a bed or a bedroom, "" for none.

    Where people lie in the bed no animal does.
    """
    keys = {it.key for it in depiction.things}
    if "bed" not in keys and (depiction.place != "bedroom" or keys & _BASKETS):
        return ""
    if any(deeds_of(role, depiction) & _LYING for role in chosen(depiction)):
        return ""
    sleeping = (it.key for it in depiction.things if pet_deed(it.key, depiction) == "sleep")
    return next((key for key in sleeping if key in COATS), "")


def staged(
    stage: Stage, depiction: Depiction, groups: Groups, title: str, *, smiles: bool
) -> tuple[Staging, Depiction]:
    """Return what is carried and where people lie, and the depiction without it; groups lose it too."""
    carried: dict[str, Carried] = {}
    seen: set[str] = set()
    for role in chosen(depiction):
        if role.age == "baby":
            continue
        if (baby := _baby(role.key, depiction)) and not carried:
            held = person_figure(baby, title, Posture(), _SIDE)[0]
            carried[role.key] = held.image, _BABY_WIDE
            depiction = replace(
                depiction, people=tuple(it for it in depiction.people if it.age != "baby")
            )
        elif found := _in_both_hands(role, depiction, groups):
            thing, wide = found
            is_read = wide != _PET_WIDE and "read" in deeds_of(role, depiction)
            image = pages(thing.key) if is_read else thing_figure(thing, stage, smiles=smiles)
            carried[role.key] = image, wide
            seen.add(thing.key)
    belongings = _belongings(depiction, groups)
    seen |= {thing.key for things in belongings.values() for thing in things}
    before = len(groups["ground"])
    has_chairs = _take_chairs(depiction, groups)
    if len(groups["ground"]) < before:
        seen.add("chair")
    has_sofa = _take_sofa(depiction, groups)
    if has_sofa:
        seen.add("sofa")
    if not sleeps_in_bed(depiction):
        return Staging(
            carried=carried, seen=frozenset(seen), has_chairs=has_chairs, has_sofa=has_sofa,
            belongings=belongings,
        ), depiction  # fmt: skip
    seen |= {thing.key for thing in groups["ground"] if thing.key == "bed"}
    groups["ground"] = [thing for thing in groups["ground"] if thing.key != "bed"]
    cover = lighter(stage.palette.accents[0], 0.15)
    return Staging(
        carried=carried,
        seen=frozenset(seen),
        bed=cover,
        in_bed=_animal_in_bed(depiction),
        belongings=belongings,
    ), depiction


def _belongings(depiction: Depiction, groups: Groups) -> dict[str, tuple[Thing, ...]]:
    """Return what the first who can wear something wears, and an animal has in its paw; groups lose it."""
    if depiction.place == "under_water":
        return {}
    wearers = [role.key for role in chosen(depiction) if _may_wear(role, depiction)]
    sitting = [
        it.key for it in groups["ground"] if it.key in COATS and not pet_deed(it.key, depiction)
    ]
    if not wearers and (depiction.people or not sitting):
        return {}
    found = {it.key: it for it in groups["held"] if it.key in WORN and not (wearers and it.is_held)}
    if not wearers:
        held = [*groups["held"], *groups["air"]]
        in_paw = [it for it in held if it.key in _IN_A_PAW or (it.is_held and it.key not in WORN)]
        found |= {it.key: it for it in in_paw[:1]}
    for name in ("held", "air"):
        groups[name] = [it for it in groups[name] if it not in found.values()]
    return {(wearers or sitting)[0]: tuple(found.values())} if found else {}


def _may_wear(role: Role, depiction: Depiction) -> bool:
    return role.age != "baby" and not deeds_of(role, depiction) & (_LYING | {"hug", "hands"})


def _baby(key: str, depiction: Depiction) -> Role | None:
    """Return the baby that somebody has in the arms: who is said to, else whoever is most likely to."""
    baby = next((role for role in depiction.people if role.age == "baby"), None)
    if not baby:
        return None
    said = [act.who for act in depiction.acts if act.deed == "hug" and act.whom == baby.key]
    if said:
        return baby if key in said else None
    free = [
        role
        for role in chosen(depiction)
        if role.age not in ("baby", "child") and not deeds_of(role, depiction) & _BOTH_HANDS
    ]
    free.sort(key=lambda role: (role.key not in _PARENTS, role.sex != "f"))
    return baby if free and free[0].key == key else None


def _in_both_hands(role: Role, depiction: Depiction, groups: Groups) -> tuple[Thing, float] | None:
    """Return what somebody hugs, reads or carries, taken from the groups, and how wide it is."""
    if pet := _hugged(role.key, depiction, groups):
        return pet, _PET_WIDE
    if "read" in deeds_of(role, depiction):
        text = _text(groups)
        return (text, _PAGES_WIDE[role.age == "child"]) if text else None
    load = _load(role, depiction, groups)
    return (load, _SMALL_LOADS.get(load.key, _LOAD_WIDE)) if load else None


def _load(role: Role, depiction: Depiction, groups: Groups) -> Thing | None:
    """Return what somebody has in both hands, taken from what is held: what is full, or large."""
    if is_at_table(depiction) or deeds_of(role, depiction) & (
        _BOTH_HANDS | {"point", "eat", "drink"}
    ):
        return None
    for thing in groups["held"]:
        if thing.key in _LOADS:
            groups["held"].remove(thing)
            return thing
    return None


def _take_sofa(depiction: Depiction, groups: Groups) -> bool:
    """Return whether somebody sits on the sofa that is spoken of; it is then behind them, and in no group."""
    sofas = [thing for thing in groups["ground"] if thing.key == "sofa"]
    if not (sofas and any("sit" in deeds_of(role, depiction) for role in chosen(depiction))):
        return False
    groups["ground"] = [thing for thing in groups["ground"] if thing.key != "sofa"]
    return True


def _take_chairs(depiction: Depiction, groups: Groups) -> bool:
    """Return whether those who sit have chairs: that are spoken of, or that the room has."""
    if not any("sit" in deeds_of(role, depiction) for role in chosen(depiction)):
        return False
    chairs = [thing for thing in groups["ground"] if thing.key == "chair"]
    for chair in chairs:
        groups["ground"].remove(chair)
    at_table = any(thing.key == "table" for thing in groups["ground"])
    return bool(chairs) or at_table or depiction.place in _WITH_CHAIRS


def ridden(
    stage: Stage, depiction: Depiction, groups: Groups, title: str, tall: float
) -> tuple[list[Standing], Depiction]:
    """Return who rides, on the animal, which is taken out of the groups; and the depiction without them."""
    smiles = depiction.mood == "bright"
    for role in depiction.people:
        thing = next((it for it in groups["ground"] if it.key in SADDLES), None)
        if not thing or role.age == "baby" or figures_of(role) != (role,):
            continue
        if "ride" not in deeds_of(role, depiction):
            continue
        groups["ground"].remove(thing)
        posture = posture_of(role, depiction, 1, (0.4, 0.0), alone=False)
        posed, share = person_figure(role, title, replace(posture, arms=("front", "front")), _SIDE)
        animal = thing_figure(thing, stage, smiles=smiles)
        looks = looks_of(role, title)
        cloth = looks.clothes if is_skirted(looks) else TROUSERS
        ratio = share * posed.height / (thing.height / 100)
        image, higher, faces = mounted(animal, thing.key, posed, ratio, cloth)
        rider = Standing(
            showing(image, role.key, thing.key), thing.height / 100 * tall * higher, faces=faces
        )
        return [rider], replace(
            depiction, people=tuple(it for it in depiction.people if it != role)
        )
    return [], depiction


def _hugged(key: str, depiction: Depiction, groups: Groups) -> Thing | None:
    """Return the small animal that somebody has in the arms, taken from the groups."""
    whom = {act.whom for act in depiction.acts if act.deed == "hug" and act.who == key}
    for name in ("ground", "air"):
        for thing in groups[name]:
            if thing.key in whom and thing.is_animal and thing.height <= _LAP_SIZED:
                groups[name].remove(thing)
                return thing
    return None


def _text(groups: Groups) -> Thing | None:
    """Return what there is to read, taken from what is held."""
    for thing in groups["held"]:
        if thing.key in _READ:
            groups["held"].remove(thing)
            return thing
    return None
