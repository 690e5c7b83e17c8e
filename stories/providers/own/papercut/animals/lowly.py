"""Animals low on the ground or the water, each with a body of its own: hedgehog, turtle, crocodile, ducks."""

from __future__ import annotations

import math
from dataclasses import dataclass

from stories.providers.own.papercut.animals.features import is_dark
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, INK, WHITE, Sticker

_BEAK = colour("#f4a23c")
_LOW = frozenset({"run", "jump"})


@dataclass(frozen=True, slots=True)
class Fowl:
    """A bird that swims: colours of body and head, middle height and half height of the body, the head's
    height and radius, and how thick its neck is.
    """

    body: str
    crown: str
    low: float = 65.0
    half: float = 24.0
    top: float = 30.0
    size: float = 18.0
    neck: float = 17.0


#: Birds that swim or wade.
WATERFOWL = {
    "duck": Fowl("#c99765", "#4f8a58"),
    "duckling": Fowl("#f7d154", "#f7d154"),
    "goose": Fowl("#f4efe6", "#f4efe6", 70, 20, 20, 13.5, 12),
    "swan": Fowl("#fffdf8", "#fffdf8", 74, 19, 14, 11.5, 10),
    "ostrich": Fowl("#57515e", "#ecc9b2", 47, 19, 12, 10, 6),
    "flamingo": Fowl("#f490a8", "#f490a8", 50, 15, 13, 10.5, 7),
}


def hedgehog(deed: str, fur: str, *, smiles: bool) -> Sticker:
    """Return a hedgehog from its side: a dome of spines, and a pointed face."""
    spines, skin = colour(fur or "#7d5c4b"), colour("#efd2ab")
    sheet = Sticker(wide=120)
    x, y = 70.0, 92.0
    is_fast = deed in _LOW
    if deed != "sleep":
        for at, lean in ((48, -6), (60, 3), (84, -4), (96, 7)):
            step = lean if is_fast else 0
            sheet.line([(at, 86), (at + step * 1.6, 95)], 7, darker(skin, 0.22))
    tints = (darker(spines, 0.24), spines, lighter(spines, 0.16))
    for tint, reach, count in zip(tints, (46.0, 39.0, 30.0), (19, 17, 14), strict=True):
        points = []
        for step in range(2 * count + 1):
            angle = math.pi * 0.97 * (1 - step / (2 * count)) + (46 - reach) * 0.006
            far = reach * (1.0 if step % 2 else 0.86)
            points.append((x + far * math.cos(angle), y - far * 1.24 * math.sin(angle)))
        sheet.polygon([*points, (x + reach * 0.8, y), (x - reach * 0.8, y)], tint)
    sheet.oval(68, 90, 34, 6, skin)
    sheet.oval(36, 74, 20, 18, skin).leaning(22, 80, 15, 9.5, -18, skin)
    sheet.oval(45, 56, 6.6, 6, darker(skin, 0.16)).oval(45, 57, 3.4, 3.2, BLUSH)
    sheet.oval(9, 78, 4.6, 4.2, INK).oval(8, 76.6, 1.3, 1.1, WHITE)
    sheet.oval(41, 82, 4.4, 3, BLUSH)
    _eyes(sheet, ((24, 69), (38, 69)), 3.3, awake=deed != "sleep")
    return _mouth(sheet, (14, 80, 30, 90), smiles=smiles)


def turtle(deed: str, fur: str, *, smiles: bool) -> Sticker:
    """Return a turtle under its shell, its head held up."""
    skin, shell = colour("#93c56a"), colour(fur or "#4f8f5a")
    sheet, low = Sticker(wide=124), 22.0 if deed == "sleep" else 0.0
    for x in (50, 92):
        step = -5 if deed in _LOW and x == 50 else 3 if deed in _LOW else 0
        sheet.line([(x, 82), (x + step, 92)], 13, darker(skin, 0.16))
    sheet.line([(104, 82), (117, 88)], 5, skin)
    sheet.line([(44, 76), (28, 60 + low)], 13, skin).oval(24, 50 + low, 17, 15.5, skin)
    sheet.bowl((34, 34, 114, 130), shell, turned=True)
    rim = darker(shell, 0.28)
    sheet.box(32, 79, 116, 87, rim, 4)
    for x, size in ((74, 13), (52, 8), (96, 8)):
        middle = 61 - (size - 13) * 0.9
        turns = [math.pi * at / 3 for at in range(6)]
        hexagon = [(x + size * math.cos(it), middle + size * 0.86 * math.sin(it)) for it in turns]
        sheet.polygon(hexagon, lighter(shell, 0.2))
    sheet.oval(35, 56 + low, 3.6, 2.5, BLUSH)
    _eyes(sheet, ((17, 47 + low), (30, 47 + low)), 3.0, awake=deed != "sleep")
    return _mouth(sheet, (12, 50 + low, 29, 61 + low), smiles=smiles)


def crocodile(deed: str, fur: str, *, smiles: bool) -> Sticker:
    """Return a crocodile from its side, long and low."""
    skin = colour(fur or "#6aa457")
    belly, dark = lighter(skin, 0.5), darker(skin, 0.2)
    sheet = Sticker(wide=170)
    sheet.polygon([(112, 66), (166, 84), (164, 90), (110, 92)], skin)
    for step in range(8):
        x = 66 + step * 11
        top = 60 + max(step - 4, 0) * 5
        sheet.polygon([(x - 6, top + 6), (x, top - 6), (x + 6, top + 6)], dark)
    sheet.oval(92, 76, 42, 17, skin).oval(90, 86, 36, 7, belly)
    for x in (68, 112):
        lean = (-9 if x == 68 else 9) if deed in _LOW else 0
        sheet.line([(x, 84), (x + lean, 94)], 11, dark)
    sheet.leaning(44, 68, 26, 16, 0, skin).box(4, 68, 52, 81, skin, 6).box(6, 78, 50, 86, belly, 4)
    for x in (14, 24, 34):
        sheet.polygon([(x - 3, 79), (x + 3, 79), (x, 84)], WHITE)
    for x in (40, 54):
        sheet.oval(x, 55, 8, 8, skin).oval(x, 54, 5.6, 5.6, WHITE)
    sheet.oval(9, 69, 1.6, 1.4, dark).oval(58, 73, 4.4, 3, BLUSH)
    _eyes(sheet, ((39, 54), (53, 54)), 3.2, awake=deed != "sleep")
    return sheet if smiles else sheet.line([(10, 78.5), (48, 78.5)], 1.2, dark)


def waterfowl(kind: str, deed: str, fur: str, *, smiles: bool) -> Sticker:
    """Return a duck, a goose or a swan, facing left; one that runs has its wings out."""
    fowl = WATERFOWL[kind]
    body, crown = colour(fur or fowl.body), colour(fur or fowl.crown)
    low, x, y, size = fowl.low, 34.0, fowl.top, fowl.size
    sheet, is_fast = Sticker(wide=112), deed in ("run", "jump", "fly")
    for at in (56, 70):
        sheet.line([(at, low), (at + (5 if is_fast else 0), 95)], 3.4, _BEAK)
        sheet.polygon([(at - 9, 97), (at + 3, 97), (at, 92)], _BEAK)
    sheet.polygon([(88, low - 2), (108, low - 15), (100, low + 12)], darker(body, 0.12))
    sheet.oval(66, low, 33, fowl.half, body)
    bend = (x + (0 if size > 12 else 6), (low + y) / 2)
    sheet.line([(47, low - 2), (38, low - 10), bend, (x + 1, y + 4)], fowl.neck, crown)
    sheet.oval(x, y, size, size * 0.94, crown)
    if kind == "duck" and crown != body:
        sheet.box(x - 9, y + size * 0.8, x + 10, y + size * 1.04, WHITE, 2)
    _wing(sheet, low, body, is_fast=is_fast)
    tip = x - size * 1.75
    sheet.polygon(
        [(x - size * 0.72, y), (tip, y + size * 0.2), (tip + 2, y + size * 0.5),
         (x - size * 0.64, y + size * 0.56)], _BEAK,
    )  # fmt: skip
    sheet.oval(x + size * 0.42, y + size * 0.4, size * 0.23, size * 0.16, BLUSH)
    eye, down, big = x - size * 0.3, y - size * 0.16, max(size * 0.18, 2.6)
    if is_dark(crown) or kind == "duck":
        sheet.oval(eye, down, big * 1.4, big * 1.6, WHITE)
    _eyes(sheet, ((eye, down),), big, awake=deed != "sleep")
    if smiles:
        return sheet
    return sheet.line(
        [(tip + 2, y + size * 0.36), (x - size * 0.7, y + size * 0.3)], 1, darker(_BEAK, 0.3)
    )


def _wing(sheet: Sticker, low: float, body: Colour, *, is_fast: bool) -> None:
    wing = darker(body, 0.14)
    if is_fast:
        sheet.polygon([(54, low), (102, low - 38), (96, low - 20), (92, low + 2)], wing)
        return
    sheet.leaning(72, low + 1, 21, 12, 10, wing)
    sheet.leaning(76, low - 1, 15, 8, 10, darker(body, 0.2))


def _eyes(
    sheet: Sticker, places: tuple[tuple[float, float], ...], size: float, *, awake: bool
) -> None:
    for x, y in places:
        if awake:
            sheet.eye(x, y, size)
        else:
            sheet.curve((x - size * 1.4, y - size, x + size * 1.4, y + size), 20, 160, 1.3)


def _mouth(sheet: Sticker, box: tuple[float, float, float, float], *, smiles: bool) -> Sticker:
    if smiles:
        return sheet.curve(box, 30, 150, 1.3)
    middle = (box[1] + 2 * box[3]) / 3
    return sheet.line([(box[0] + 4, middle), (box[2] - 4, middle)], 1.2)
