"""The people of a picture: who stands there, with which face, and where their hands are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from PIL import Image, ImageOps

from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.depiction import Depiction
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.composing.postures import deeds_of, posture_of
from stories.providers.own.papercut.figures import (
    figures_of,
    looks_of,
    person_figure,
    showing,
    worn_of,
)
from stories.providers.own.papercut.palette import Colour
from stories.providers.own.papercut.people.build import Arm, Posture, Spot
from stories.providers.own.papercut.people.in_bed import in_bed
from stories.providers.own.papercut.people.person import Posed
from stories.providers.own.papercut.people.together import embrace, pair
from stories.providers.own.papercut.sticker import STICKER_SIDE, Box

_MOST_PEOPLE = 4
_SHARP = 680  # pixels of a figure that is larger than the picture
_TOGETHER_SIDE = 420  # pixels high are two in one figure
_MOST_BEDS = 2
_SIDE = 1.5  # percent that stay free beside a row
_BUSY = frozenset({"cry", "wave", "point", "clap", "cheer", "read"})
_AT_ITS_SIDE, _DOWN = 0.6, 0.45  # where somebody's hand is, as a gaze
_TURNED = 0.55  # how far those turn to each other who stand in a row
_LYING = frozenset({"sleep", "lie"})
#: Arms that hold out what there is to hold.
HOLDING = frozenset({"hold", "bite", "sip"})

Carried = tuple[Image.Image, float]


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure and its height in percent; `hands` are places in the image as shares of its sides,
    and `holds` says which of them hold something out. `climbs` says that it is on what is climbed,
    `looks` on which side of an animal its head is, `is_hugged` that it hugs another or is hugged."""

    image: Image.Image
    height: float
    hands: tuple[tuple[float, float], ...] = ()
    holds: tuple[bool, ...] = ()
    is_table: bool = False
    is_child: bool = False
    climbs: bool = False
    is_wide: bool = False
    faces: tuple[Box, ...] = ()
    skin: Colour | None = None
    eats: bool = False
    looks: Literal["", "left", "right"] = ""
    is_hugged: bool = False

    @property
    def width(self) -> float:
        return self.height * self.image.width / self.image.height


@dataclass(frozen=True, slots=True)
class Staging:
    """What people of a picture have: how many things in their hands, to which side somebody looks who is
    alone, what who carries before the chest, the keys of what is seen there, the colour of the cover where
    somebody lies in a bed, the key of the animal that does, who rides, whether those who sit have chairs
    or one sofa, and what the person or animal with a key wears or has in its paw.
    """

    held: int = 0
    towards: float = 0.0
    has_chairs: bool = False
    has_sofa: bool = False
    seen: frozenset[str] = frozenset()
    carried: Mapping[str, Carried] | None = None
    bed: tuple[int, int, int] | None = None
    in_bed: str = ""
    riders: tuple[Standing, ...] = ()
    belongings: Mapping[str, tuple[Thing, ...]] = field(default_factory=dict)


def people_of(
    depiction: Depiction, title: str, tall: float, turn: int, staging: Staging
) -> list[Standing]:
    """Return everybody, `tall` percent a grown one; the first free hands hold out things."""
    roles = chosen(depiction)
    gazes = [_gaze(at, len(roles), turn, staging.towards) for at in range(len(roles))]
    postures = {
        role: posture_of(role, depiction, turn + at, gazes[at], alone=len(roles) == 1, tall=tall)
        for at, role in enumerate(roles)
    }
    carried = staging.carried or {}
    joined, others = _joined(depiction, roles, postures, title, tall)
    holders = [
        role for role in others if _has_free_hands(role, depiction) and role.key not in carried
    ]
    found, cover, beds = [*joined], staging.bed, 0
    for role in others:
        if cover and deeds_of(role, depiction) & _LYING:
            found.append(_lying(role, postures[role], title, tall, cover))
            beds += 1
            cover = staging.bed if beds < _MOST_BEDS else None
            continue
        number = holders.index(role) if role in holders else staging.held
        posture = _holding(postures[role], number, len(holders), staging.held)
        posture = replace(posture, worn=worn_of(staging.belongings.get(role.key, ())))
        if posture.body == "sit" and (staging.has_chairs or staging.has_sofa):
            posture = replace(posture, body="sofa" if staging.has_sofa else "chair")
        found.append(_standing(role, posture, title, tall, carried.get(role.key), turn))
    return found


def holders_of(depiction: Depiction, staging: Staging) -> int:
    """Return how many hands are free to hold something."""
    shared = {act.who for act in depiction.acts if act.deed in ("hug", "hands") and act.whom}
    shared |= {act.whom for act in depiction.acts if act.deed in ("hug", "hands")}
    shared |= set(staging.carried or ())
    return 2 * sum(
        _has_free_hands(one, depiction) and not {role.key, one.key} & shared
        for role in depiction.people
        for one in figures_of(role)
    )


def seen_people(depiction: Depiction) -> frozenset[str]:
    """Return the keys of those of the depiction who stand in its picture."""
    there = chosen(depiction)
    return frozenset(
        role.key for role in depiction.people if any(one in there for one in figures_of(role))
    )


def chosen(depiction: Depiction) -> list[Role]:
    """Return who is drawn: one of each group at least, in the order in which they are spoken of."""
    if depiction.place == "under_water":
        return []
    groups = [figures_of(role) for role in depiction.people]
    # Once each: "the children" and "the girl" are not two girls who look the same.
    everybody = dict.fromkeys(one for group in groups for one in group)
    first = dict.fromkeys([*(group[0] for group in groups), *everybody])
    kept = list(first)[:_MOST_PEOPLE]
    return [one for one in everybody if one in kept]


def _gaze(at: int, count: int, turn: int, towards: float) -> Spot:
    """Return where somebody looks: to the others of the row; who is alone a little aside, by turns."""
    if count == 1 and towards:
        return towards, 0.0
    if count == 1:
        return ((0.0, 0.3, -0.3)[turn % 3], 0.0)
    return (_TURNED if at < count / 2 else -_TURNED, 0.0)


def _has_free_hands(role: Role, depiction: Depiction) -> bool:
    deeds = deeds_of(role, depiction)
    return role.age != "baby" and not deeds & (_BUSY | {"jump", "climb", "lie"})


def _holding(posture: Posture, number: int, holders: int, held: int) -> Posture:
    right, left = posture.arms
    in_right, in_left = number < held, number + holders < held
    # Who has one thing in the hand looks at it.
    gaze = (
        (_AT_ITS_SIDE if in_right else -_AT_ITS_SIDE, _DOWN)
        if in_right != in_left
        else posture.gaze
    )
    return replace(
        posture,
        gaze=gaze,
        arms=(
            _held(right) if in_right else right,
            _held(left) if in_left else left,
        ),
    )


def _held(arm: Arm) -> Arm:
    """Return how an arm holds something: who eats brings it to the mouth."""
    return arm if arm in ("bite", "sip") else "hold"


def _standing(
    role: Role, posture: Posture, title: str, tall: float, carried: Carried | None, turn: int
) -> Standing:
    if carried:
        posture = replace(posture, arms=("none", "none"), gaze=(posture.gaze[0], 0.9))
    posed, share = person_figure(
        role, title, posture, _SHARP if tall > 80 else STICKER_SIDE, carried
    )
    image, hands, faces = posed.image, posed.hands, posed.faces
    if role.age == "baby":
        return _laid_down(posed, share * tall)
    if posture.body in ("run", "walk") and turn % 2:
        image, hands = ImageOps.mirror(image), tuple((1 - x, y) for x, y in hands)
        faces = tuple((1 - it[2], it[1], 1 - it[0], it[3]) for it in faces)
    return Standing(
        showing(image, role.key), share * tall * posed.height, hands,
        holds=tuple(arm in HOLDING for arm in posture.arms), is_child=share < 0.8,
        climbs=posture.body == "climb", eats=posture.arms[0] == "bite", faces=faces,
        skin=looks_of(role, title).skin,
    )  # fmt: skip


def _laid_down(posed: Posed, height: float) -> Standing:
    """Return a baby that nobody holds: it lies on its side, in its blanket."""
    image = posed.image.rotate(62, Image.Resampling.BICUBIC, expand=True)
    image = image.crop(image.getbbox())
    return Standing(
        showing(image, "baby"),
        height * image.height / posed.image.height,
        faces=((0.0, 0.1, 0.6, 0.9),),
    )


def _lying(
    role: Role, posture: Posture, title: str, tall: float, cover: tuple[int, int, int]
) -> Standing:
    image, share, faces = in_bed(
        looks_of(role, title), replace(posture, gaze=(0.4, 0.0)), cover, STICKER_SIDE
    )
    return Standing(showing(image, role.key), share * tall, is_wide=True, faces=faces)


def _joined(
    depiction: Depiction, roles: list[Role], postures: dict[Role, Posture], title: str, tall: float
) -> tuple[list[Standing], list[Role]]:
    """Return those who hug or go hand in hand as one figure, and all others."""
    for deed in ("hug", "hands"):
        together = _together(depiction, roles, deed)
        if len(together) < 2:
            continue
        held = [(looks_of(role, title), postures[role]) for role in together]
        grown = [one for one in held if one[0].age != "child"]
        children = [one for one in held if one[0].age == "child"]
        is_seated = any(posture.body == "sit" for _, posture in held)
        if (
            deed == "hug"
            and len(grown) == 1
            and children
            and not (is_seated and len(children) == 1)
        ):
            image, share, faces = embrace(grown[0], children[:2], _TOGETHER_SIDE)
            together = [role for role in together if role.age != "child"][:1] + [
                role for role in together if role.age == "child"
            ][:2]
        else:
            together = together[:2]
            image, share, faces = pair(held[0], held[1], deed, _TOGETHER_SIDE)
        rest = [role for role in roles if role not in together]
        # Two are as wide as they are, and none of them smaller for it.
        image = showing(image, *(role.key for role in together))
        return [Standing(image, share * tall, faces=faces, is_wide=True)], rest
    return [], roles


def _together(depiction: Depiction, roles: list[Role], deed: str) -> list[Role]:
    """Return those who do together what `deed` says: the first who do."""
    for act in depiction.acts:
        if act.deed != deed:
            continue
        keys = {act.who, act.whom}
        keys |= {it.whom for it in depiction.acts if it.deed == deed and it.who == act.who}
        found = [one for role in depiction.people if role.key in keys for one in figures_of(role)]
        found = [one for one in dict.fromkeys(found) if one in roles and one.age != "baby"]
        if len(found) > 1:
            return found
    return []


def mirrored(one: Standing) -> Standing:
    """Return somebody turned to the other side; animals are turned when their places are known."""
    if not one.hands:
        return one
    return replace(
        one,
        image=ImageOps.mirror(one.image),
        hands=tuple((1 - x, y) for x, y in one.hands),
        faces=tuple((1 - it[2], it[1], 1 - it[0], it[3]) for it in one.faces),
    )


def within_picture(row: list[Standing], xs: list[float]) -> list[float]:
    """Return the middles moved together, so that the first and the last are whole and none comes nearer."""
    if not row:
        return xs
    left, right = xs[0] - row[0].width / 2, xs[-1] + row[-1].width / 2
    move = min(max(_SIDE - left, 0.0), max(100 - _SIDE - right, 0.0)) - max(
        min(right - (100 - _SIDE), left - _SIDE), 0.0
    )
    return [x + move for x in xs]
