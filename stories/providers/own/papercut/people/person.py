"""A person: body, clothes, arms in a pose, and the head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PIL import Image

from stories.providers.own.papercut.palette import darker, hexadecimal
from stories.providers.own.papercut.people import hair, headwear
from stories.providers.own.papercut.people.body import baby, badge, lower, shirt
from stories.providers.own.papercut.people.build import (
    CHILD,
    GROWN,
    Arm,
    Body,
    Build,
    Posture,
    Spot,
)
from stories.providers.own.papercut.people.faces import face
from stories.providers.own.papercut.people.limbs import bent_arm
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.people.worn import ON_THE_HEAD, put_on_head, put_round_neck
from stories.providers.own.papercut.sticker import BLUSH, Box, Sticker

_BEARDS = frozenset({"oldman", "king", "fisherman", "chief"})
_SPREAD_HANDS = frozenset({"wave", "cheer", "clap"})
_OVER_THE_FACE = frozenset({"rub"})
# Of the height: how far a head is before the feet.
_LEANING: dict[Body, float] = {"run": 0.16, "walk": 0.05}
_OFF_THE_GROUND = 0.1  # of the height: how high somebody jumps
_TILT = 6.0  # degrees
_LAP = (
    0.92  # of the body from the shoulders to the hips: where the foot is of what is held before it
)


_BELOW_THE_LAP = 10.0  # how much lower at most what is high is held

#: A figure of one or two, its height as a share of a grown person's, and its faces as shares of its sides.
Together = tuple[Image.Image, float, tuple[Box, ...]]


@dataclass(frozen=True, slots=True)
class Posed:
    """A drawn person: the image, its height in heights of the body, and where its hands are in it,
    as shares of its width and height; the right one first.
    """

    image: Image.Image
    height: float
    hands: tuple[Spot, ...]
    faces: tuple[Box, ...] = ()


def person(
    looks: Look, posture: Posture, side: int = 340, carried: tuple[Image.Image, float] | None = None
) -> Posed:
    """Return the person, `side` pixels at most.

    `carried` is held before the chest with both hands, and as wide as a share of the shoulders.
    """
    sheet = Sticker(side)
    if looks.age == "baby":
        baby(sheet, looks, BLUSH)
        return Posed(sheet.finished(), 1.0, (), sheet.has_face(50, 42, 18.5).faces())
    build = build_of(looks)
    hands = draw(sheet, looks, posture)
    if carried:
        _carry(sheet, looks, build, carried)
    left, top, right, low = sheet.bounds()
    spots = tuple(((x - left) / (right - left), (y - top) / (low - top)) for x, y in hands)
    faces = sheet.faces()
    image, height = sheet.finished(), (low - top) / build.tall
    if posture.body in _LEANING:
        lean = _LEANING[posture.body]
        faces = tuple(_leaning_face(box, image, lean) for box in faces)
        image, spots = _leaning(image, spots, lean)
    elif posture.body == "jump":
        image, share = _lifted(image), 1 + _OFF_THE_GROUND
        height *= share
        spots = tuple((x, y / share) for x, y in spots)
        faces = tuple((it[0], it[1] / share, it[2], it[3] / share) for it in faces)
    return Posed(image, height, spots, faces)


def build_of(looks: Look) -> Build:
    """Return the measures of a child or of somebody grown."""
    return CHILD if looks.age == "child" else GROWN


def draw(sheet: Sticker, looks: Look, posture: Posture) -> list[Spot]:
    """Draw a person on a sheet, around its middle; returns where the hands are, the right one first."""
    build = build_of(looks)
    tilt = _tilt(posture)
    with sheet.turned(tilt, 50, build.head + build.size):
        hair.behind(sheet, looks, 50, build.head, build.size)
    sides = tuple(zip((1, -1), posture.arms, strict=True))
    hidden = [arm(sheet, looks, side, it) for side, it in sides if it == "behind"]
    lower(sheet, looks, build, posture)
    shirt(sheet, looks, build)
    hands = [
        arm(sheet, looks, side, it) for side, it in sides if it not in (*_OVER_THE_FACE, "behind")
    ]
    badge(sheet, looks)
    # No scarf is of the dress's colour, unless the text says so.
    worn = tuple((key, tint or hexadecimal(looks.second)) for key, tint in posture.worn)
    put_round_neck(sheet, worn, 50, build.shoulder + 1.5, 0.8 * build.narrow)
    with sheet.turned(tilt, 50, build.head + build.size):
        draw_head(sheet, looks, build, posture)
    for side, it in sides:
        if it in _OVER_THE_FACE:
            hands.append(arm(sheet, looks, side, it))
    return [*hands, *hidden]


def _tilt(posture: Posture) -> float:
    """Return how far a head leans, in degrees: to the leg somebody stands on, and down to what they hold."""
    if posture.body != "stand":
        return 0.0
    return -_TILT * posture.sway


def arm(sheet: Sticker, looks: Look, side: int, pose: Arm) -> Spot:
    """Draw an arm; returns where its hand is."""
    build = build_of(looks)
    if pose == "none":
        return 50, build.hip
    start, elbow, hand = build.arm_at(side, pose)
    thick = build.thick
    joints = (start, elbow, hand)
    bent_arm(sheet, looks, joints, thick, side, waves=pose in _SPREAD_HANDS)
    if pose == "point":
        tip = (hand[0] + side * thick * 1.3, hand[1] - thick * 0.3)
        sheet.line([hand, tip], thick * 0.32, looks.skin)
    return hand


def _carry(sheet: Sticker, looks: Look, build: Build, carried: tuple[Image.Image, float]) -> None:
    """Lay what is carried before the chest, and the hands over its sides."""
    image, share = carried
    wide = share * 2 * (build.narrow + 2)
    low = build.shoulder + _LAP * (build.hip - build.shoulder)
    high = wide * image.height / image.width
    # What is high is lower, before the belly, so that no chin is behind it.
    low += min(max(high - (low - build.shoulder - 1), 0.0), _BELOW_THE_LAP)
    wide *= min((low - build.shoulder - 1) / high, 1.0)
    sheet.laid(image, 50, low, wide)
    for side in (1, -1):
        start, elbow, _ = build.arm_at(side, "front")
        hand = (50 + side * (wide / 2 - 1), low - max(3.4, 0.45 * (high - wide)))
        bent_arm(sheet, looks, (start, elbow, hand), build.thick, side)


def _leaning(
    image: Image.Image, spots: tuple[Spot, ...], lean: float
) -> tuple[Image.Image, tuple[Spot, ...]]:
    """Return the figure leaning to the right, as who runs does, and its spots with it."""
    reach = round(lean * image.height)
    wide, high = image.width + reach, image.height
    leaning = image.transform(
        (wide, high), Image.Transform.AFFINE, (1, lean, -reach, 0, 1, 0), Image.Resampling.BILINEAR
    )
    return leaning, tuple(((x * image.width + reach - lean * y * high) / wide, y) for x, y in spots)


def _leaning_face(box: Box, image: Image.Image, lean: float) -> Box:
    reach, middle = round(lean * image.height), (box[1] + box[3]) / 2
    left, right = (
        (x * image.width + reach - lean * middle * image.height) / (image.width + reach)
        for x in (box[0], box[2])
    )
    return left, box[1], right, box[3]


def _lifted(image: Image.Image) -> Image.Image:
    """Return the figure with air under its feet."""
    air = round(image.height * _OFF_THE_GROUND)
    lifted = Image.new("RGBA", (image.width, image.height + air))
    lifted.paste(image, (0, 0))
    return lifted


@cache
def figure_height(age: str) -> float:
    """Return how tall a person is, as a share of a grown one."""
    return {"baby": 0.3, "child": 0.66, "old": 0.94}.get(age, 1.0)


def _skull(sheet: Sticker, looks: Look, y: float, size: float) -> None:
    """Draw a head without hair: round, long, with cheeks or with a chin."""
    sheet.oval(50, y, size, 1.02 * size, looks.skin)
    shape = looks.features.jaw
    if shape == "long":
        sheet.oval(50, y + 0.24 * size, 0.8 * size, 0.9 * size, looks.skin)
    elif shape == "full":
        sheet.oval(50, y + 0.3 * size, 1.05 * size, 0.74 * size, looks.skin)
    elif shape == "chin":
        sheet.oval(50, y + 0.62 * size, 0.46 * size, 0.5 * size, looks.skin)


def draw_head(sheet: Sticker, looks: Look, build: Build, posture: Posture) -> None:
    """Draw the head with its hair in front, its face and what is worn on it."""
    y, size = build.head, build.size
    for side in (-1, 1):
        # Who turns aside shows more of one ear.
        ear = 50 + (side * 0.98 - posture.gaze[0] * 0.07) * size
        sheet.oval(ear, y + 0.14 * size, 0.2 * size, 0.24 * size, darker(looks.skin, 0.08))
    _skull(sheet, looks, y, size)
    hair.above(sheet, looks, 50, y, size)
    if looks.role in _BEARDS:
        sheet.oval(50, y + 0.74 * size, 0.72 * size, 0.5 * size, looks.hair)
        sheet.oval(50, y + 0.3 * size, 0.8 * size, 0.42 * size, looks.skin)
    face(sheet, looks, 50, y, size, posture.feeling, posture.gaze)
    if not any(key in ON_THE_HEAD for key, _ in posture.worn):
        headwear.put_on(sheet, looks.role, 50, y, size / 10.6)
    put_on_head(sheet, posture.worn, 50, y, size)
    sheet.has_face(50, y, size)
