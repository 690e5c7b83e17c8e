"""The figure for each thing and person that a depiction names, ready to be stamped."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.colours import tints
from stories.providers.own.depiction.depiction import Thing
from stories.providers.own.papercut import buildings, things, utensils
from stories.providers.own.papercut.animals import animal
from stories.providers.own.papercut.cutouts import cutout, tinted
from stories.providers.own.papercut.heroes import hero_sticker, with_face
from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.people.faces import Feeling
from stories.providers.own.papercut.people.look import look
from stories.providers.own.papercut.people.person import Pose, Posed, figure_height, person
from stories.providers.own.papercut.stage import Stage
from stories.providers.own.papercut.sticker import Sticker

_WARM = colour("#e6c58f")


def thing_figure(thing: Thing, stage: Stage, *, smiles: bool) -> Image.Image:
    """Return the thing as RGBA, in the colour that the text says it has."""
    image = _drawn(thing, stage, smiles=smiles)
    image = tinted(image, tints()[thing.colour]) if thing.colour else image
    return with_face(image, thing.key, smiles=smiles) if thing.hero == "face" else image


def _drawn(thing: Thing, stage: Stage, *, smiles: bool) -> Image.Image:
    drawing = thing.drawing
    if thing.hero and (own := hero_sticker(thing.key)):
        return own.finished()
    if drawing not in ("own", "scene") and not drawing.startswith("own:"):
        return cutout(drawing)
    kind = drawing.partition(":")[2] or thing.key
    sticker = animal(kind, smiles=smiles) or _OWN[kind](stage)
    return sticker.finished()


def figures_of(role: Role) -> tuple[Role, ...]:
    """Return the one person, or those who stand for a group."""
    return _GROUPS.get(role.key, (role,))


def person_figure(
    role: Role, title: str, feeling: Feeling, poses: tuple[Pose, Pose], side: int
) -> tuple[Posed, float]:
    """Return the person, `side` pixels at most, and the height as a share of a grown one's."""
    looks = look(role.key, role.age, role.sex, title)
    return person(looks, feeling, poses, side), figure_height(role.age)


# Who stands for many: as few as are seen to be several.
_GROUPS = {
    "children": (Role("girl", "child", "f"), Role("boy", "child", "m")),
    "women": (Role("woman", "adult", "f"), Role("aunt", "adult", "f")),
    "men": (Role("man", "adult", "m"), Role("uncle", "adult", "m")),
    "parents": (Role("mother", "adult", "f"), Role("father", "adult", "m")),
    "people": (
        Role("woman", "adult", "f"),
        Role("neighbour", "adult", "m"),
        Role("oldwoman", "old", "f"),
    ),
}
_OWN: dict[str, Callable[[Stage], Sticker]] = {
    "tree": lambda stage: things.tree_for(stage.palette, stage.rng),
    "firtree": lambda stage: things.fir_tree(
        stage.palette.leaf[1], stage.palette.trunk, snow=stage.has_snow
    ),
    "palm": lambda stage: things.palm(stage.palette.leaf[0], stage.palette.trunk),
    "cactus": lambda stage: things.cactus(stage.palette.leaf[1], stage.palette.accents[0]),
    "flower": lambda stage: things.flower(
        stage.palette.accents[0], darker(stage.palette.leaf[0], 0.15)
    ),
    "mushroom": lambda stage: things.mushroom(stage.palette.accents[0]),
    "hive": lambda stage: things.hive(),
    "cloud": lambda stage: things.cloud(stage.palette.cloud),
    "house": lambda stage: buildings.house(
        lighter(mix(stage.palette.accents[1], _WARM, 0.5), 0.3),
        stage.palette.accents[0],
        lit=stage.palette.is_night,
    ),
    "table": lambda stage: things.table(),
    "blanket": lambda stage: things.blanket(stage.palette.accents[0], stage.palette.accents[1]),
    "kite": lambda stage: things.kite(stage.palette.accents[0], stage.palette.accents[1]),
    "boat": lambda stage: things.rowing_boat(colour("#c07a45")),
    "ship": lambda stage: things.sailing_boat(stage.palette.accents[0], stage.palette.accents[2]),
    "rocket": lambda stage: things.rocket(stage.palette.accents[0]),
    "cart": lambda stage: things.cart(),
    "well": lambda stage: buildings.well(),
    "bridge": lambda stage: buildings.bridge(),
    "tower": lambda stage: buildings.tower(
        lighter(stage.palette.accents[1], 0.5),
        stage.palette.accents[0],
        stage.rng,
        lit=stage.palette.is_night,
    ),
    "lighthouse": lambda stage: buildings.lighthouse(stage.palette.accents[0]),
    "fence": lambda stage: things.fence(),
    "kettle": lambda stage: utensils.kettle(),
    "bread": lambda stage: utensils.loaf(),
    "tap": lambda stage: utensils.tap(),
}
