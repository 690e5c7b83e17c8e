"""Friendly animals and children, each a sticker that faces the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stories.illustrators.papercut.palette import Colour, colour, darker, lighter
from stories.illustrators.papercut.sticker import INK, WHITE, Sticker

Figure = Callable[[], Sticker]


@dataclass(frozen=True, slots=True)
class Coat:
    """How one sitting animal differs from the others."""

    fur: str
    belly: str = "#fff3e2"
    ears: str = "round"
    tail: str = "none"
    nose: Colour = INK
    mane: str = ""
    spots: str = ""
    muzzle: bool = True


_COATS = {
    "fox": Coat("#f08a4b", ears="pointed", tail="bushy"),
    "cat": Coat("#f4b266", ears="pointed", tail="thin", nose=colour("#e8697d")),
    "dog": Coat("#c98d5e", ears="flopped", tail="thin"),
    "rabbit": Coat("#cdbfd8", ears="long", tail="puff", nose=colour("#e8697d")),
    "bear": Coat("#a06a4a", "#e9c9a4"),
    "mouse": Coat("#b4b2c4", ears="large", tail="thin", nose=colour("#e8697d")),
    "lion": Coat("#f3bf62", mane="#c9743a", tail="thin"),
    "leopard": Coat("#f2b757", ears="round", tail="thin", spots="#8a5630"),
    "monkey": Coat("#9c6a4e", "#f2d2ae", ears="side", tail="thin"),
    "frog": Coat("#7cc464", "#e9f6c8", ears="eyes", muzzle=False),
    "sheep": Coat("#f6efe4", "#fffaf2", ears="flopped", mane="#fffdf6"),
    "elephant": Coat("#a4abc6", "#c3c9dd", ears="wide", muzzle=False),
    "horse": Coat("#b5764e", "#e8c29c", ears="pointed", tail="bushy", mane="#6d4430"),
    "hedgehog": Coat("#e7c39a", "#fbe8cd", mane="#7b5b4c"),
}


def sitting(kind: str) -> Sticker:
    """One of the sitting animals, named as in the table of coats."""
    coat = _COATS[kind]
    fur, belly = colour(coat.fur), colour(coat.belly)
    sheet = Sticker()
    _tail(sheet, coat, fur)
    if coat.mane:
        _mane(sheet, colour(coat.mane))
    sheet.oval(50, 77, 22, 21, darker(fur, 0.06)).oval(50, 80, 13, 16, belly)
    sheet.oval(38, 95, 9, 5, fur).oval(62, 95, 9, 5, fur)
    _ears(sheet, coat, fur, belly)
    sheet.oval(50, 42, 27, 23, fur)
    if coat.spots:
        _spots(sheet, colour(coat.spots))
    _muzzle(sheet, coat, fur, belly)
    return sheet


def _tail(sheet: Sticker, coat: Coat, fur: Colour) -> None:
    if coat.tail == "bushy":
        tip = WHITE if not coat.mane else colour(coat.mane)
        sheet.leaning(78, 78, 10, 21, -32, fur).leaning(87, 65, 6, 8, -32, tip)
    elif coat.tail == "thin":
        sheet.curve((60, 58, 90, 98), -60, 100, 4.5, darker(fur, 0.12))
    elif coat.tail == "puff":
        sheet.oval(73, 88, 7, 7, WHITE)


def _mane(sheet: Sticker, mane: Colour) -> None:
    for x, y in ((28, 25), (50, 17), (72, 25), (20, 42), (80, 42), (26, 60), (74, 60), (50, 66)):
        sheet.oval(x, y, 15, 14, mane)
    sheet.oval(30, 76, 14, 15, mane).oval(70, 76, 14, 15, mane)


def _ears(sheet: Sticker, coat: Coat, fur: Colour, belly: Colour) -> None:
    inner = lighter(fur, 0.5)
    for side in (-1, 1):
        x = 50 + side * 18
        if coat.ears == "round":
            sheet.oval(x + side * 2, 23, 9, 9, fur).oval(x + side * 2, 24, 5, 5, inner)
        elif coat.ears == "pointed":
            sheet.polygon([(50 + side * 6, 26), (x + side * 6, 4), (x + side * 9, 36)], fur)
            sheet.polygon([(50 + side * 12, 25), (x + side * 4, 12), (x + side * 5, 30)], inner)
        elif coat.ears == "long":
            sheet.leaning(50 + side * 12, 16, 7, 20, -side * 12, fur)
            sheet.leaning(50 + side * 12, 16, 3.4, 14, -side * 12, colour("#f7c8cf"))
        elif coat.ears == "large":
            sheet.oval(x + side * 5, 24, 14, 14, fur).oval(x + side * 5, 25, 9, 9, colour("#f5c3c8"))
        elif coat.ears == "flopped":
            sheet.leaning(50 + side * 26, 38, 7, 15, side * 16, darker(fur, 0.2))
        elif coat.ears == "side":
            sheet.oval(50 + side * 27, 42, 9, 9, fur).oval(50 + side * 27, 42, 5.5, 5.5, belly)
        elif coat.ears == "wide":
            sheet.oval(50 + side * 29, 40, 17, 21, darker(fur, 0.1))
            sheet.oval(50 + side * 29, 41, 11, 15, colour("#e7bcc4"))
        elif coat.ears == "eyes":
            sheet.oval(50 + side * 15, 22, 10, 10, fur).oval(50 + side * 15, 21, 7, 7, WHITE)


def _spots(sheet: Sticker, tint: Colour) -> None:
    for x, y in ((38, 26), (50, 23), (62, 26), (30, 34), (70, 34), (32, 76), (68, 78), (34, 86)):
        sheet.oval(x, y, 3, 2.4, tint)


def _muzzle(sheet: Sticker, coat: Coat, fur: Colour, belly: Colour) -> None:
    if coat.ears == "eyes":
        sheet.eye(35, 21, 4).eye(65, 21, 4).curve((36, 36, 64, 54), 15, 165, 1.4)
        sheet.oval(30, 47, 4, 3, colour("#ffb3a0")).oval(70, 47, 4, 3, colour("#ffb3a0"))
        return
    if coat.ears == "wide":
        sheet.eye(38, 38, 3.2).eye(62, 38, 3.2)
        sheet.oval(31, 47, 4, 2.8, colour("#f3a6ac")).oval(69, 47, 4, 2.8, colour("#f3a6ac"))
        sheet.line([(50, 46), (50, 62), (53, 70), (60, 72)], 9, darker(fur, 0.08))
        sheet.line([(46, 54), (54, 54)], 0.8, darker(fur, 0.3))
        return
    if coat.muzzle:
        sheet.oval(50, 51, 15, 11.5, belly)
    sheet.face(50, 41, 12, coat.nose, 3)


def bird(tint: str = "#5aa9e6") -> Sticker:
    """A plump little bird on two legs."""
    body = colour(tint)
    sheet = Sticker().line([(44, 84), (44, 96)], 2.4, colour("#e8943a"))
    sheet.line([(56, 84), (56, 96)], 2.4, colour("#e8943a"))
    sheet.polygon([(14, 46), (2, 34), (6, 62), (30, 66)], darker(body, 0.2))
    sheet.oval(50, 60, 33, 28, body).oval(56, 68, 21, 18, lighter(body, 0.6))
    sheet.leaning(36, 60, 12, 18, 30, darker(body, 0.22))
    sheet.polygon([(78, 48), (95, 53), (78, 60)], colour("#f6a53c"))
    sheet.oval(66, 56, 4.5, 3, colour("#ff9c96"))
    return sheet.eye(67, 47, 3.6)


def owl() -> Sticker:
    """An owl with very large eyes."""
    brown = colour("#8d6a8f")
    sheet = Sticker().polygon([(22, 8), (42, 22), (24, 36)], brown)
    sheet.polygon([(78, 8), (58, 22), (76, 36)], brown).oval(50, 56, 32, 38, brown)
    sheet.oval(50, 70, 20, 22, colour("#f1dcc4"))
    for row, y in enumerate((62, 70, 78)):
        for step in range(3 - row % 2):
            x = 42 + row % 2 * 4 + step * 8
            sheet.curve((x - 3, y - 3, x + 3, y + 3), 0, 180, 1.2, colour("#c9a183"))
    sheet.leaning(21, 62, 8, 20, -12, darker(brown, 0.2))
    sheet.leaning(79, 62, 8, 20, 12, darker(brown, 0.2))
    for x in (37, 63):
        sheet.oval(x, 38, 14, 14, WHITE).eye(x, 38, 7)
    sheet.polygon([(45, 46), (55, 46), (50, 56)], colour("#f6a53c"))
    return sheet.oval(42, 95, 6, 3.4, colour("#f6a53c")).oval(58, 95, 6, 3.4, colour("#f6a53c"))


def chicken() -> Sticker:
    """A white hen."""
    sheet = Sticker().line([(44, 82), (44, 96)], 2.6, colour("#f0a03c"))
    sheet.line([(58, 82), (58, 96)], 2.6, colour("#f0a03c"))
    for x, y in ((62, 12), (69, 10), (76, 14)):
        sheet.oval(x, y, 5.5, 6.5, colour("#e2504f"))
    sheet.polygon([(6, 34), (34, 50), (30, 76), (8, 62)], colour("#f1e3d0"))
    sheet.oval(44, 64, 32, 24, WHITE).oval(68, 34, 17, 19, WHITE)
    sheet.polygon([(53, 38), (84, 38), (74, 74), (46, 76)], WHITE)
    sheet.leaning(38, 64, 17, 12, 18, colour("#ecdcc6"))
    sheet.polygon([(83, 30), (97, 36), (83, 42)], colour("#f6a53c"))
    return sheet.oval(82, 46, 3.4, 5.4, colour("#e2504f")).eye(72, 30, 3)


def bee() -> Sticker:
    """A round bee with two light wings."""
    sheet = Sticker().leaning(42, 26, 13, 24, 20, colour("#d9f0fa"))
    sheet.leaning(62, 28, 12, 22, -18, colour("#eef9fd"))
    sheet.polygon([(10, 60), (22, 52), (22, 68)], INK).oval(50, 60, 34, 25, colour("#ffca4b"))
    for x, high in ((30, 20), (44, 24.5)):
        sheet.box(x - 4, 60 - high, x + 4, 60 + high, INK, 3)
    sheet.curve((60, 18, 84, 44), 190, 280, 1.8).curve((70, 16, 94, 44), 190, 270, 1.8)
    sheet.oval(73, 18.5, 3, 3, INK).oval(82, 16.5, 3, 3, INK)
    return sheet.face(66, 54, 7.5, INK, 2.5)


def butterfly(tint: str = "#ff86a8") -> Sticker:
    """A butterfly with open wings."""
    wing = colour(tint)
    sheet = Sticker()
    for side in (-1, 1):
        sheet.leaning(50 + side * 24, 34, 17, 26, -side * 34, wing)
        sheet.leaning(50 + side * 19, 68, 13, 19, side * 30, darker(wing, 0.14))
        sheet.leaning(50 + side * 25, 33, 8, 13, -side * 34, lighter(wing, 0.55))
        sheet.oval(50 + side * 19, 69, 5.5, 7, colour("#ffd76a"))
        sheet.line([(50, 26), (50 + side * 11, 8)], 1.8)
        sheet.oval(50 + side * 11, 8, 2.6, 2.6, INK)
    return sheet.oval(50, 54, 5, 27, INK).oval(50, 27, 7, 7, INK)


def fish(tint: str = "#ff9f5a") -> Sticker:
    """A fish swimming to the right."""
    body = colour(tint)
    sheet = Sticker().polygon([(26, 50), (2, 28), (8, 50), (2, 72)], darker(body, 0.12))
    sheet.polygon([(38, 32), (56, 12), (68, 32)], darker(body, 0.12)).oval(54, 50, 38, 25, body)
    sheet.oval(57, 58, 28, 15, lighter(body, 0.5)).leaning(46, 56, 6, 11, 40, darker(body, 0.16))
    for x in (36, 48):
        sheet.curve((x - 10, 34, x + 6, 66), -60, 60, 2, lighter(body, 0.75))
    sheet.oval(76, 57, 4, 2.8, colour("#ff7f7a"))
    return sheet.eye(74, 44, 4.4).curve((76, 50, 90, 62), 40, 130, 1.4)


def whale() -> Sticker:
    """A whale with a fountain."""
    blue = colour("#5b8fd6")
    sheet = Sticker()
    for x in (-1, 1):
        sheet.curve((50 + x * 10 - 10, 10, 50 + x * 10 + 10, 34), 180 if x > 0 else 270, 270 if x > 0 else 360, 3, colour("#d8f1fb"))
    sheet.line([(50, 20), (50, 36)], 3, colour("#d8f1fb"))
    sheet.polygon([(88, 66), (84, 44), (74, 34), (90, 38), (98, 30), (100, 46), (98, 66)], blue)
    sheet.oval(48, 66, 44, 29, blue).oval(42, 80, 34, 14, colour("#dcebf9"))
    for x in (24, 34, 44):
        sheet.line([(x, 76), (x + 1, 90)], 1, colour("#b4cdea"))
    sheet.leaning(62, 78, 7, 14, 40, darker(blue, 0.18)).oval(16, 70, 4, 3, colour("#f7a1ab"))
    return sheet.eye(22, 62, 3.6).curve((8, 66, 26, 80), 20, 100, 1.5)


def camel() -> Sticker:
    """A camel seen from its side."""
    fur = colour("#d9a066")
    sheet = Sticker()
    for x in (28, 38, 60, 70):
        sheet.box(x - 3.5, 60, x + 3.5, 97, darker(fur, 0.1), 3)
    sheet.oval(48, 54, 32, 17, fur).oval(46, 38, 15, 16, fur).line([(18, 50), (12, 66)], 3, fur)
    sheet.line([(76, 52), (86, 44), (86, 24)], 12, fur).leaning(88, 20, 13, 9, -12, lighter(fur, 0.08))
    sheet.polygon([(30, 40), (62, 40), (66, 58), (26, 58)], colour("#d9534f"))
    sheet.box(26, 55, 66, 58, colour("#ffd166")).oval(79, 11, 3.4, 5, darker(fur, 0.15))
    return sheet.eye(87, 17, 2.4).curve((90, 18, 100, 28), 40, 140, 1.3)


def child(tint: str = "#ff7a66", hair: str = "#4a332c", skin: str = "#c98a62") -> Sticker:
    """A child waving."""
    shirt, tone, lock = colour(tint), colour(skin), colour(hair)
    sheet = Sticker().box(40, 80, 48, 97, colour("#4a5aa8"), 3).box(52, 80, 60, 97, colour("#4a5aa8"), 3)
    sheet.line([(64, 62), (78, 44)], 7, tone).line([(36, 62), (26, 76)], 7, tone)
    sheet.polygon([(40, 54), (60, 54), (68, 86), (32, 86)], shirt).oval(50, 57, 12, 6, shirt)
    sheet.oval(50, 26, 24, 23, lock).oval(50, 33, 19.5, 19, tone)
    sheet.oval(40, 17, 13, 8, lock).oval(60, 17, 11, 7, lock)
    sheet.oval(42, 97, 7, 3, colour("#6b4a3a")).oval(58, 97, 7, 3, colour("#6b4a3a"))
    return sheet.face(50, 34, 8, darker(tone, 0.18), 2.3)


ON_THE_GROUND: dict[str, Figure] = {
    **{kind: lambda kind=kind: sitting(kind) for kind in _COATS},  # type: ignore[misc]
    "owl": owl,
    "chicken": chicken,
    "camel": camel,
    "child": child,
}
IN_THE_AIR: dict[str, Figure] = {"bird": bird, "bee": bee, "butterfly": butterfly}
IN_THE_WATER: dict[str, Figure] = {"fish": fish, "whale": whale}
