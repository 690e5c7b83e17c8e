"""The sitting animals: one figure in many coats."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, INK, WHITE, Sticker


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


# One figure for all of them, so that a new animal is a line here and not a drawing.
COATS = {
    "fox": Coat("#f08a4b", ears="pointed", tail="bushy"),
    "wolf": Coat("#8f93a3", "#e4e4ea", ears="pointed", tail="bushy"),
    "jackal": Coat("#c9a36a", "#f4e6cc", ears="pointed", tail="bushy"),
    "hyena": Coat("#b59a78", "#e6d8c0", tail="thin", spots="#6e5640"),
    "cat": Coat("#f4b266", ears="pointed", tail="thin", nose=colour("#e8697d")),
    "dog": Coat("#c98d5e", ears="flopped", tail="thin"),
    "rabbit": Coat("#cdbfd8", ears="long", tail="puff", nose=colour("#e8697d")),
    "bear": Coat("#a06a4a", "#e9c9a4"),
    "mouse": Coat("#b4b2c4", ears="large", tail="thin", nose=colour("#e8697d")),
    "lion": Coat("#f3bf62", mane="#c9743a", tail="thin"),
    "leopard": Coat("#f2b757", ears="round", tail="thin", spots="#8a5630"),
    "monkey": Coat("#9c6a4e", "#f2d2ae", ears="side", tail="thin"),
    "frog": Coat("#7cc464", "#e9f6c8", ears="eyes"),
    "sheep": Coat("#f6efe4", "#fffaf2", ears="flopped", mane="#fffdf6"),
    "elephant": Coat("#a4abc6", "#c3c9dd", ears="wide"),
    "hedgehog": Coat("#e7c39a", "#fbe8cd", mane="#7b5b4c"),
}


def sitting(kind: str, *, smiles: bool = True) -> Sticker:
    """One of the sitting animals, named as in the table of coats."""
    coat = COATS[kind]
    fur, belly = colour(coat.fur), colour(coat.belly)
    sheet = Sticker()
    # From the back to the front: what is drawn later covers what was before.
    _tail(sheet, coat, fur)
    if coat.mane:
        _mane(sheet, colour(coat.mane))
    sheet.oval(50, 77, 22, 21, darker(fur, 0.06)).oval(50, 80, 13, 16, belly)
    sheet.oval(38, 95, 9, 5, fur).oval(62, 95, 9, 5, fur)
    ears(sheet, coat, fur, belly)
    sheet.oval(50, 42, 27, 23, fur)
    if coat.spots:
        spots(sheet, colour(coat.spots))
    muzzle(sheet, coat, fur, belly, smiles=smiles)
    return sheet


def ears(sheet: Sticker, coat: Coat, fur: Colour, belly: Colour) -> None:
    """Draw both ears, behind the head."""
    for side in (-1, 1):
        _EARS[coat.ears](sheet, side, fur, belly)


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


def _round_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 20, 23, 9, 9, fur).oval(50 + side * 20, 24, 5, 5, lighter(fur, 0.5))


def _pointed_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.polygon([(50 + side * 6, 26), (50 + side * 24, 4), (50 + side * 27, 36)], fur)
    inner = [(50 + side * 12, 25), (50 + side * 22, 12), (50 + side * 23, 30)]
    sheet.polygon(inner, lighter(fur, 0.5))


def _long_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.leaning(50 + side * 13, 20, 7, 18.5, -side * 14, fur)
    sheet.leaning(50 + side * 13, 20, 3.4, 13, -side * 14, colour("#f7c8cf"))


def _large_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 23, 24, 14, 14, fur)
    sheet.oval(50 + side * 23, 25, 9, 9, colour("#f5c3c8"))


def _flopped_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.leaning(50 + side * 26, 38, 7, 15, side * 16, darker(fur, 0.2))


def _side_ears(sheet: Sticker, side: int, fur: Colour, belly: Colour) -> None:
    sheet.oval(50 + side * 27, 42, 9, 9, fur).oval(50 + side * 27, 42, 5.5, 5.5, belly)


def _wide_ears(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 29, 40, 17, 21, darker(fur, 0.1))
    sheet.oval(50 + side * 29, 41, 11, 15, colour("#e7bcc4"))


def _eyes_on_top(sheet: Sticker, side: int, fur: Colour, _: Colour) -> None:
    sheet.oval(50 + side * 15, 22, 10, 10, fur).oval(50 + side * 15, 21, 7, 7, WHITE)


_EARS = {
    "round": _round_ears,
    "pointed": _pointed_ears,
    "long": _long_ears,
    "large": _large_ears,
    "flopped": _flopped_ears,
    "side": _side_ears,
    "wide": _wide_ears,
    "eyes": _eyes_on_top,
}


def spots(sheet: Sticker, tint: Colour) -> None:
    """Draw the spots of head and chest."""
    for x, y in ((38, 26), (50, 23), (62, 26), (30, 34), (70, 34), (32, 76), (68, 78), (34, 86)):
        sheet.oval(x, y, 3, 2.4, tint)


def muzzle(
    sheet: Sticker,
    coat: Coat,
    fur: Colour,
    belly: Colour,
    *,
    smiles: bool = True,
    awake: bool = True,
) -> None:
    """Draw the face, with shut eyes for one that is not `awake`."""
    # The kind of ears tells frog and elephant, whose faces are no muzzle with a nose.
    if coat.ears == "eyes":
        sheet.eye(35, 21, 4).eye(65, 21, 4)
        if smiles:
            sheet.curve((36, 36, 64, 54), 15, 165, 1.4)
        else:
            sheet.line([(40, 48), (60, 48)], 1.4)
        sheet.oval(30, 47, 4, 3, BLUSH).oval(70, 47, 4, 3, BLUSH)
    elif coat.ears == "wide":
        sheet.eye(38, 38, 3.2).eye(62, 38, 3.2)
        sheet.oval(31, 47, 4, 2.8, BLUSH).oval(69, 47, 4, 2.8, BLUSH)
        sheet.line([(50, 46), (50, 62), (53, 70), (60, 72)], 9, darker(fur, 0.08))
        sheet.line([(46, 54), (54, 54)], 0.8, darker(fur, 0.3))
    else:
        sheet.oval(50, 51, 15, 11.5, belly)
        sheet.face(50, 41, 12, coat.nose, 3, smiles=smiles, awake=awake)
