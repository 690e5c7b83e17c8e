"""The figure for each thing and person that a depiction names, ready to be stamped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PIL import Image, ImageOps

from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.looks.colours import tints
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut import buildings, plants, things, utensils
from stories.providers.own.papercut.animals.animal import animal, dyed
from stories.providers.own.papercut.animals.hides import HIDES
from stories.providers.own.papercut.animals.in_paw import put_in_paw
from stories.providers.own.papercut.animals.seated import COATS, sitting
from stories.providers.own.papercut.cutouts import cutout, tinted
from stories.providers.own.papercut.heroes import hero_sticker, with_face
from stories.providers.own.papercut.palette import colour, darker, lighter, mix
from stories.providers.own.papercut.people.build import Posture, Worn
from stories.providers.own.papercut.people.look import Look, look, number_of_kind
from stories.providers.own.papercut.people.person import Posed, figure_height, person
from stories.providers.own.papercut.people.worn import WORN, put_on_head, put_round_neck
from stories.providers.own.papercut.stage import Stage
from stories.providers.own.papercut.sticker import Box, Sticker

_WARM = colour("#e6c58f")
# Animals are of these colours where a text calls them so: no fox is as red as a letter box.
_FURS = {
    "red": "#cf5a34", "yellow": "#ecc158", "black": "#45424e", "white": "#f9f5ed", "brown": "#8f6040",
    "grey": "#9a9ca8", "orange": "#f08a4b",
}  # fmt: skip
# Pixels of a drawing: of what is held in a hand no more is seen than this.
_SIDES = {False: 240, True: 340}
_SMALL = 26  # percent of a grown person
_FAST = frozenset({"run", "jump"})
_LARGE_SHEET = 480  # pixels
_ON_SHEET = (
    22.0,
    36.0,
    0.64,
)  # where an animal is on it that has something in its paw, and how large
_OF_A_KIND = (1.0, 0.91, 0.96)  # times the usual height: the first, second and third king
_LAID = 74  # degrees: a kite that lies
_LEAP = -9  # degrees that an animal leans which runs or jumps and has no drawing of it


def thing_figure(
    thing: Thing, stage: Stage, *, smiles: bool, deed: str = "", side: int = 0
) -> Image.Image:
    """Return the thing as RGBA, in the colour that the text says it has; `deed` is what an animal does.

    `side` says how many pixels what is cut from others' sheets has, where it is not as usual.
    """
    image = _drawn(thing, stage, deed, smiles=smiles, side=side)
    if thing.key == "kite" and thing.stand == "ground" and not thing.hero:
        image = image.rotate(_LAID, Image.Resampling.BICUBIC, expand=True)
        image = image.crop(image.getbbox())
    if thing.copy % 2 and thing.stand != "ground":
        image = ImageOps.mirror(image)
    image = with_face(image, thing.key, smiles=smiles) if thing.hero == "face" else image
    return showing(image, thing.key)


def showing(image: Image.Image, *keys: str) -> Image.Image:
    """Note on a figure whom or what it shows: the note stays when it is copied, turned or cut."""
    image.info["who"] = keys
    return image


def who_is(image: Image.Image) -> tuple[str, ...]:
    """Return the keys of whom or what a figure shows."""
    keys: tuple[str, ...] = image.info.get("who", ())
    return keys


def _drawn(thing: Thing, stage: Stage, deed: str, *, smiles: bool, side: int = 0) -> Image.Image:
    drawing = thing.drawing
    kind = drawing.partition(":")[2] or thing.key
    if thing.is_animal and (own := animal(kind, deed, _coat(thing), smiles=smiles)):
        return own.finished()
    tint = tints()[thing.colour] if thing.colour else ""
    if thing.hero and (hero := hero_sticker(thing.key)):
        return tinted(hero.finished(), tint) if tint else hero.finished()
    if thing.key == "seed" and not thing.hero:
        seeds = things.seed(thing.count).finished()
        return tinted(seeds, tint) if tint else seeds
    if drawing not in ("own", "scene") and not drawing.startswith("own:"):
        image = cutout(drawing, side or _SIDES[thing.height > _SMALL], _coat(thing))
        return (
            image.rotate(_LEAP, Image.Resampling.BICUBIC, expand=True) if deed in _FAST else image
        )
    image = _OWN[kind](stage).finished()
    return tinted(image, tint) if tint else image


def animal_with(
    thing: Thing, belongings: tuple[Thing, ...], stage: Stage, *, smiles: bool
) -> tuple[Image.Image, float, tuple[Box, ...]]:
    """Return the sitting animal with what it wears and holds, how much higher it is so, and its face."""
    fur = _coat(thing)
    coat = dyed(COATS[thing.key], fur) if fur else COATS[thing.key]
    sheet = Sticker(_LARGE_SHEET, 150).move(*_ON_SHEET)
    sitting(coat, smiles=smiles, sheet=sheet)
    _, top, _, low = sheet.bounds()
    worn = worn_of(belongings)
    put_round_neck(sheet, worn, 50, 67.5, 20)
    put_on_head(sheet, worn, 50, 42, 24)
    for held in (it for it in belongings if it.key not in WORN):
        high = 100 * held.height / thing.height
        image = thing_figure(held, stage, smiles=smiles)
        put_in_paw(sheet, held.key, image, high, colour(coat.limbs or coat.fur))
    sheet.has_face(50, 42, 24)
    _, highest, _, lowest = sheet.bounds()
    image = showing(sheet.finished(), thing.key, *(it.key for it in belongings))
    return image, (lowest - highest) / (low - top), sheet.faces()


def worn_of(things: Iterable[Thing]) -> Worn:
    """Return what of the things is worn, with its tint."""
    return tuple(
        (it.key, tints()[it.colour] if it.colour else "") for it in things if it.key in WORN
    )


def _coat(thing: Thing) -> str:
    """Return the colour of what the text says is red, white …: of fur as fur is, "" where it says none."""
    if not thing.colour:
        return ""
    is_furry = thing.key in COATS or thing.key in HIDES
    return (_FURS if is_furry else {}).get(thing.colour) or tints()[thing.colour]


def figures_of(role: Role) -> tuple[Role, ...]:
    """Return the one person, or those who stand for a group; of two sisters each is a person of her own."""
    if role.count == 1:
        return _GROUPS.get(role.key, (role,))
    others = (f"{role.key} {number}" for number in range(2, role.count + 1))
    return (replace(role, count=1), *(Role(key, role.age, role.sex) for key in others))


def group_of(key: str, shown: Iterable[str]) -> str:
    """Return which of the groups that are shown somebody stands for; "" for none."""
    found = (it for it in shown if any(key == role.key for role in _GROUPS.get(it, ())))
    return next(found, key.partition(" ")[0])


def person_figure(
    role: Role,
    title: str,
    posture: Posture,
    side: int,
    carried: tuple[Image.Image, float] | None = None,
) -> tuple[Posed, float]:
    """Return the person, `side` pixels at most, and the height as a share of a grown one's."""
    share = figure_height(role.age) * _OF_A_KIND[number_of_kind(role.key) % len(_OF_A_KIND)]
    return person(looks_of(role, title), posture, side, carried), share


def looks_of(role: Role, title: str) -> Look:
    """Return how somebody looks in the story with this title."""
    return replace(look(role.key, role.age, role.sex, title), is_bald=role.is_bald)


def pages(key: str) -> Image.Image:
    """Return what is read, opened."""
    return (
        cutout("open-book") if key in ("book", "openbook") else things.sheet_of_paper().finished()
    )


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
    "tree": lambda stage: plants.tree_for(stage.palette, stage.rng, snow=stage.has_snow),
    "firtree": lambda stage: plants.fir_tree(
        stage.palette.leaf[1], stage.palette.trunk, snow=stage.has_snow
    ),
    "palm": lambda stage: plants.palm(stage.palette.leaf[0], stage.palette.trunk),
    "cactus": lambda stage: plants.cactus(stage.palette.leaf[1], stage.palette.accents[0]),
    "flower": lambda stage: plants.flower(
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
    "table": lambda stage: things.laid_table(1.9, stage.palette.accents[2]),
    "blanket": lambda stage: things.blanket(stage.palette.accents[0], stage.palette.accents[1]),
    "kite": lambda stage: things.kite(stage.palette.accents[0], stage.palette.accents[1]),
    "boat": lambda stage: things.rowing_boat(colour("#c07a45")),
    "ship": lambda stage: things.sailing_boat(stage.palette.accents[0], stage.palette.accents[2]),
    "rocket": lambda stage: things.rocket(stage.palette.accents[0]),
    "cart": lambda stage: things.cart(),
    "well": lambda stage: buildings.well(),
    "pyramid": lambda stage: buildings.pyramid(),
    "bridge": lambda stage: buildings.bridge(),
    "volcano": lambda stage: buildings.volcano(erupts=False),
    "eruption": lambda stage: buildings.volcano(erupts=True),
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
    "broom": lambda stage: utensils.broom(),
    "umbrella": lambda stage: utensils.umbrella(stage.palette.accents[0]),
    "lamp": lambda stage: utensils.lantern(),
    "sofa": lambda stage: utensils.sofa(mix(stage.palette.accents[2], _WARM, 0.15)),
    "hearth": lambda stage: utensils.hearth(),
    "campfire": lambda stage: utensils.camp_fire(),
}
