"""Bodies: what is worn, and legs that stand, sit, run or jump."""

from __future__ import annotations

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.people.build import FOOT, Body, Build, Posture
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import INK, WHITE, Sticker

GOLD = colour("#f2b93b")
TROUSERS = colour("#4c5686")
SUIT = colour("#eef0f4")  # an astronaut's, whole
SHOE = colour("#5b4038")
_WAIST = 2.6  # percent that hips are wider than shoulders are narrow
_FREE = 2.6  # percent of a sheet: how far out a foot is on which nobody stands
_GOWNS = frozenset({"king", "queen", "princess", "bride", "chief"})


def is_skirted(looks: Look) -> bool:
    """Return whether a skirt or a gown is worn."""
    return looks.role in _GOWNS or (looks.is_woman and looks.role != "astronaut")


def lower(sheet: Sticker, looks: Look, build: Build, posture: Posture) -> None:
    """Draw legs and what is worn on them."""
    body = posture.body
    if body == "stand":
        (_skirt if is_skirted(looks) else _trousers)(sheet, looks, build, posture.sway)
    elif body == "sit":
        _seated(sheet, looks, build)
    elif body in ("chair", "sofa"):
        _on_a_chair(sheet, looks, build, is_seen=body == "chair")
    else:
        _striding(sheet, looks, build, body)


def _legs(
    sheet: Sticker, top: float, half: float, thick: float, tint: Colour, sway: int = 0
) -> None:
    """Draw two legs; the one on which nobody stands is a little bent, its foot turned out."""
    for side in (-1, 1):
        x, is_free = 50 + side * half, side == -sway
        foot = x + side * (_FREE if is_free else -0.3 * bool(sway))
        knee = (
            (x + side * (0.5 * _FREE + 0.9), (top + FOOT) / 2)
            if is_free
            else ((x + foot) / 2, (top + FOOT) / 2)
        )
        sheet.line([(x, top), knee, (foot, FOOT - 3)], thick, tint)
        _shoe(sheet, foot + side * 1.3, FOOT, side, turned=is_free)


def _shoe(sheet: Sticker, x: float, low: float, side: int, *, turned: bool = False) -> None:
    """Draw a shoe with a pale sole; one that is `turned` shows more of its inner side."""
    angle = -side * 9.0 if turned else 0.0
    sheet.leaning(x + side * turned, low - 1.2, 5.4, 2.1, angle, lighter(SHOE, 0.45))
    sheet.leaning(x + side * turned, low - 2.4, 5.2, 2.7, angle, SHOE)


def _skirt(sheet: Sticker, looks: Look, build: Build, sway: int) -> None:
    hem = 95.0 if looks.role in _GOWNS else build.hem
    _legs(sheet, hem - 4, 5.4, 4.6, looks.skin, sway)
    top, wide = build.hip - 14, build.wide
    sheet.polygon([(42, top), (58, top), (50 + wide, hem), (50 - wide, hem)], looks.clothes)
    sheet.oval(50, hem, wide, 2.6, looks.clothes)
    trim = GOLD if looks.role in _GOWNS else lighter(looks.clothes, 0.4)
    sheet.curve((50 - wide + 1, hem - 6.6, 50 + wide - 1, hem + 1), 8, 172, 1.5, trim)
    if looks.role not in _GOWNS and looks.style % 2 == 0:
        for step in range(5):
            x = 50 + (step - 2) * wide * 0.34
            sheet.oval(x, hem - 8 + abs(step - 2) * 0.4, 1.1, 1.1, trim)


def _trousers(sheet: Sticker, looks: Look, build: Build, sway: int) -> None:
    cloth = SUIT if looks.role == "astronaut" else TROUSERS
    waist = build.narrow + _WAIST
    if looks.age == "child":
        _legs(sheet, build.hip, 5.6, 5.4, looks.skin, sway)
        # Shorts, a little wider where they end.
        low, out, cuff = build.hip + 13.5, 0.7, 0.0
    else:
        low, out, cuff = FOOT - 4.2, -2.0, 1.8
    for side in (-1, 1):
        aside = side * _FREE if side == -sway and looks.age != "child" else 0.0
        if looks.age != "child":
            _shoe(sheet, 50 + side * 7.2 + aside, FOOT, side, turned=bool(aside))
        left, right = 50 + side * 0.5, 50 + side * (waist + out)
        knee = (build.hip + low) / 2
        sheet.polygon(
            [(50, build.hip - 5), (50 + side * waist, build.hip - 5),
             (50 + side * (waist + out / 2) + aside * 0.6, knee), (right + aside, low),
             (left + side * 1.6 + aside, low), (left + aside * 0.5, build.hip + 8)], cloth
        )  # fmt: skip
        if cuff:
            inner, outer = sorted((left + side * 1.4 + aside, right + side * 0.3 + aside))
            sheet.box(inner, low - cuff, outer, low + 0.6, darker(cloth, 0.18), 0.6)
    sheet.line([(50, build.hip + 1), (50, build.hip + 6)], 0.6, darker(cloth, 0.22))


def _seated(sheet: Sticker, looks: Look, build: Build) -> None:
    """Legs crossed on the ground, under a skirt or in trousers."""
    y, thick = build.hip, 8.0
    shin = looks.skin if looks.age == "child" or is_skirted(looks) else TROUSERS
    thigh = looks.clothes if is_skirted(looks) else TROUSERS
    for side in (-1, 1):
        sheet.line([(50 + side * 17, y + 7.4), (50 - side * 3, y + 12)], thick * 0.72, shin)
        _shoe(sheet, 50 - side * 6.4, y + 15.4, -side)
    for side in (-1, 1):
        sheet.line([(50 + side * 5, y - 2), (50 + side * 17, y + 6)], thick * 1.15, thigh)
    sheet.oval(50, y, 12, 6.4, thigh)
    if is_skirted(looks):
        sheet.bowl((50 - 23, y - 12, 50 + 23, y + 13), thigh)
        trim = GOLD if looks.role in _GOWNS else lighter(looks.clothes, 0.4)
        sheet.curve((50 - 22, y - 10, 50 + 22, y + 12), 14, 166, 1.5, trim)


def _on_a_chair(sheet: Sticker, looks: Look, build: Build, *, is_seen: bool) -> None:
    """Knees to the reader, the shins straight down; the back of a chair that `is_seen` is behind the
    shoulders: a sofa is no part of who sits on it.
    """
    seat, wood = build.hip + 3, colour("#b0713f")
    foot = seat + 0.62 * (FOOT - build.hip)
    top = build.shoulder + 5
    if is_seen:
        for left in (33, 63):
            sheet.box(left, top, left + 4, foot + 1, darker(wood, 0.2), 1)
        sheet.box(33, top, 67, top + 5, wood, 2).box(33, top + 9, 67, top + 12, wood, 1)
        sheet.box(32, seat, 68, seat + 4.4, lighter(wood, 0.15), 1.6)
    bare = looks.age == "child" or is_skirted(looks)
    shin, thick = (looks.skin, 5.6) if bare else (TROUSERS, 7.6)
    cloth = looks.clothes if is_skirted(looks) else TROUSERS
    for side in (-1, 1):
        x = 50 + side * 7
        sheet.line([(x, seat + 4), (x, foot - 2)], thick, shin)
        _shoe(sheet, x + side * 1.4, foot + 2, side)
    if is_skirted(looks):
        sheet.box(35, build.hip - 6, 65, seat + 10, cloth, 5)
        trim = GOLD if looks.role in _GOWNS else lighter(looks.clothes, 0.4)
        sheet.line([(37, seat + 8), (63, seat + 8)], 1.5, trim)
        return
    for side in (-1, 1):
        sheet.box(50 + side * 7 - 6.2, build.hip - 5, 50 + side * 7 + 6.2, seat + 7, cloth, 4.4)


# From the hip: knee and foot of the leg before and of the one behind, in lengths of a leg.
_STRIDES: dict[Body, tuple[tuple[tuple[float, float], tuple[float, float]], ...]] = {
    "walk": (((-0.06, 0.48), (-0.34, 0.9)), ((0.2, 0.48), (0.3, 0.94))),
    "run": (((-0.1, 0.44), (-0.62, 0.5)), ((0.42, 0.36), (0.46, 0.84))),
    "jump": (((-0.36, 0.34), (-0.2, 0.68)), ((0.36, 0.34), (0.5, 0.72))),
    "climb": (((-0.04, 0.5), (-0.06, 0.96)), ((0.44, 0.2), (0.34, 0.58))),
}


def _striding(sheet: Sticker, looks: Look, build: Build, body: Body) -> None:
    length = FOOT - build.hip
    bare = looks.age == "child" or is_skirted(looks)
    tint, thick = (looks.skin, 5.4) if bare else (TROUSERS, 8.2)
    for (knee, foot), side in zip(_STRIDES[body], (-1, 1), strict=True):
        hip = (50 + side * 4.4, build.hip - 2)
        bend = (hip[0] + knee[0] * length, hip[1] + knee[1] * length)
        end = (hip[0] + foot[0] * length, hip[1] + foot[1] * length)
        sheet.line([hip, bend, end], thick, tint)
        if not is_skirted(looks):
            sheet.line([hip, ((hip[0] + bend[0]) / 2, (hip[1] + bend[1]) / 2)], 10.4, TROUSERS)
        toe = 2.4 if body in ("run", "walk") else side * 2
        _shoe(sheet, end[0] + toe, end[1] + 4, 1)
    if is_skirted(looks):
        _blown_skirt(sheet, looks, build, {"run": -5, "walk": -2}.get(body, 0))


def _blown_skirt(sheet: Sticker, looks: Look, build: Build, lean: float) -> None:
    """A skirt that ends above the knees, so that the legs are seen."""
    hem = build.hip + (0.3 if lean < -2 or not lean else 0.46) * (FOOT - build.hip)
    top, wide = build.hip - 14, build.wide + 1
    left, right = 50 - wide + lean, 50 + wide + lean * 0.4
    sheet.polygon([(42, top), (58, top), (right, hem - 1), (left, hem + 1)], looks.clothes)
    sheet.oval((left + right) / 2, hem, (right - left) / 2, 2.6, looks.clothes)
    sheet.curve((left + 1, hem - 6, right - 1, hem + 1.4), 8, 172, 1.5, lighter(looks.clothes, 0.4))


def shirt(sheet: Sticker, looks: Look, build: Build) -> None:
    """Draw the upper body with neck and collar."""
    top, low, narrow = build.shoulder, build.hip, build.narrow
    waist = narrow + (1.4 if is_skirted(looks) else _WAIST)
    sheet.box(50 - narrow - 2, top, 50 + narrow + 2, top + 12, looks.clothes, 5)
    sheet.polygon(
        [
            (50 - narrow - 1.6, top + 5),
            (50 + narrow + 1.6, top + 5),
            (50 + waist, low),
            (50 - waist, low),
        ],
        looks.clothes,
    )
    light = lighter(looks.clothes, 0.42)
    if not looks.is_woman and looks.role not in _GOWNS:
        _on_the_shirt(sheet, looks, build, light)
    elif looks.is_woman and looks.role not in _GOWNS:
        sheet.box(50 - waist, low - 12, 50 + waist, low - 9.4, looks.second, 1)
    # A neck, and a collar around it.
    sheet.box(46.6, top - 3, 53.4, top + 3, darker(looks.skin, 0.14), 2)
    sheet.curve((43, top - 6, 57, top + 5), 15, 165, 1.9, light)


def _on_the_shirt(sheet: Sticker, looks: Look, build: Build, light: Colour) -> None:
    """Stripes, a buttoned front with a pocket, or a hem of another colour, by who it is."""
    top, low, narrow = build.shoulder, build.hip, build.narrow
    if looks.style % 2 == 0:
        for y in (top + 9, top + 15):
            sheet.box(50 - narrow - 1, y, 50 + narrow + 1, y + 2.2, light)
    elif looks.style % 3 == 0:
        fold = darker(looks.clothes, 0.16)
        sheet.line([(50, top + 4), (50, low - 1)], 0.7, fold)
        for y in range(round(top + 8), round(low - 2), 6):
            sheet.oval(51.7, y, 0.8, 0.8, light)
        sheet.box(50 - narrow + 0.6, top + 10, 50 - 2.4, top + 16, fold, 1)
    else:
        sheet.box(50 - narrow - 2.2, low - 4, 50 + narrow + 2.2, low, light, 1)


def badge(sheet: Sticker, looks: Look) -> None:
    """Draw what says by its clothes who somebody is."""
    if looks.role == "nurse":
        sheet.box(48.6, 40, 51.4, 50, colour("#d9584f")).box(45, 43.6, 55, 46.4, colour("#d9584f"))
    elif looks.role == "doctor":
        sheet.curve((43, 26, 57, 48), 20, 160, 1.2, colour("#5a6b86"))
        sheet.oval(50, 49, 2, 2, colour("#5a6b86"))
    elif looks.role == "police":
        sheet.oval(55, 40, 2.2, 2.2, GOLD).box(38, 55, 62, 58, INK)
    elif looks.role in ("teacher", "manteacher"):
        sheet.box(54, 50, 68, 62, colour("#3f7fb0"), 1).box(55.2, 51, 67, 61, WHITE, 0.6)
    elif looks.role == "astronaut":
        sheet.box(44, 40, 56, 50, colour("#c9ced8"), 1).oval(47, 45, 1.2, 1.2, colour("#d9584f"))


def baby(sheet: Sticker, looks: Look, cheek: Colour) -> None:
    """A baby wrapped in a blanket, asleep: it smiles in no scene and cries in none."""
    cloth = lighter(looks.clothes, 0.3)
    sheet.leaning(50, 66, 25, 34, 0, looks.clothes).oval(50, 40, 24, 23, cloth)
    sheet.oval(50, 42, 18.5, 18, looks.skin).oval(50, 27.5, 6, 3, looks.hair)
    for x in (42.5, 57.5):
        sheet.curve((x - 4, 37, x + 4, 44), 20, 160, 1.5)
        sheet.oval(x + (x - 50) * 0.6, 49, 3.4, 2.2, cheek)
    sheet.curve((46, 47, 54, 53), 25, 155, 1.2)
    sheet.polygon([(28, 58), (72, 58), (50, 97)], cloth)
    sheet.line([(30, 60), (50, 96)], 1, lighter(cloth, 0.5))
