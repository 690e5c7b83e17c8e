"""The sitting animals: one figure in many coats."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.papercut.animals.features import EARS, MASKS, is_dark
from stories.providers.own.papercut.animals.tails import TAILS
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
    head: str = ""
    ear: str = ""
    mask: str = ""
    limbs: str = ""


_PINK = colour("#e8697d")
# One figure for all of them, so that a new animal is a line here and not a drawing.
COATS = {
    "fox": Coat("#f08a4b", ears="pointed", tail="bushy"),
    "wolf": Coat("#8f93a3", "#e4e4ea", ears="pointed", tail="bushy"),
    "jackal": Coat("#c9a36a", "#f4e6cc", ears="pointed", tail="bushy"),
    "hyena": Coat("#b59a78", "#e6d8c0", tail="thin", spots="#6e5640"),
    "cat": Coat("#f4b266", ears="pointed", tail="thin", nose=_PINK),
    "dog": Coat("#c98d5e", ears="flopped", tail="thin"),
    "rabbit": Coat("#cdbfd8", ears="long", tail="puff", nose=_PINK),
    "bear": Coat("#a06a4a", "#e9c9a4"),
    "mouse": Coat("#b4b2c4", ears="large", tail="thin", nose=_PINK),
    "lion": Coat("#f3bf62", mane="#c9743a", tail="thin"),
    "leopard": Coat("#f2b757", ears="round", tail="thin", spots="#8a5630"),
    "monkey": Coat("#9c6a4e", "#f2d2ae", ears="side", tail="thin"),
    "chimpanzee": Coat("#5a4741", "#e6c3a0", ears="side"),
    "frog": Coat("#7cc464", "#e9f6c8", ears="eyes"),
    "sheep": Coat("#f6efe4", "#fffaf2", ears="flopped", mane="#fffdf6"),
    "elephant": Coat("#a4abc6", "#c3c9dd", ears="wide"),
    "tiger": Coat("#f29a45", tail="thin", mask="stripes", nose=_PINK),
    "badger": Coat("#84848f", "#f7f4ee", tail="stub", head="#fbf8f2", ear="#3d3944", mask="bands",
                   limbs="#4a4650"),
    "raccoon": Coat("#9b98a3", "#e6e2e4", ears="pointed", tail="rings", mask="bandit"),
    "panda": Coat("#fbf8f2", "#fffdf8", tail="stub", ear="#3a3640", mask="panda", limbs="#3a3640"),
    "koala": Coat("#a9abb8", "#ecebf0", ears="large", mask="koala"),
    "skunk": Coat("#4a4650", "#8d8994", tail="bushy", mask="blaze"),
    "squirrel": Coat("#d9824a", "#fdebd3", ears="tufted", tail="plume"),
    "beaver": Coat("#95694a", "#d9b48c", tail="flat", mask="teeth"),
    "mole": Coat("#5d5663", "#8a828e", ears="none", tail="stub", nose=_PINK),
    "otter": Coat("#94694c", "#ecd3b2", ears="low", tail="thick"),
    "rat": Coat("#8d8896", "#dcd6da", ears="large", tail="thin", nose=_PINK),
    "weasel": Coat("#b0744a", "#fbeedb", ears="low", tail="thick"),
    "hamster": Coat("#e6b273", "#fff6e8", ears="low", tail="none", nose=_PINK),
    "polarbear": Coat("#f6f3ee", "#fffdf8", tail="none"),
    "sloth": Coat("#9a8672", "#d9c7ab", ears="none", tail="none", head="#ecdcc0", mask="bandit"),
    "lynx": Coat("#d6a873", "#fbecd6", ears="tufted", tail="stub", spots="#8a6240"),
}  # fmt: skip

_ROUND_THE_EYES = frozenset({"bands", "bandit", "panda"})
# Frog and elephant have faces of their own.
_NO_MUZZLE = frozenset({"eyes", "wide"})


def sitting(coat: Coat, *, smiles: bool = True, sheet: Sticker | None = None) -> Sticker:
    """Return the animal with this coat as it sits, on a sheet of its own where none is given."""
    fur, belly = colour(coat.fur), colour(coat.belly)
    sheet = sheet or Sticker()
    # From the back to the front: what is drawn later covers what was before.
    if coat.tail in TAILS:
        TAILS[coat.tail][0](sheet, fur)
    if coat.mane:
        _mane(sheet, colour(coat.mane))
    sheet.oval(50, 77, 22, 21, darker(fur, 0.06)).oval(50, 80, 13, 16, belly)
    limbs = colour(coat.limbs) if coat.limbs else fur
    if coat.limbs:
        sheet.leaning(32, 74, 7, 13, -24, limbs).leaning(68, 74, 7, 13, 24, limbs)
    sheet.oval(38, 95, 9, 5, limbs).oval(62, 95, 9, 5, limbs)
    if coat.spots:
        for x, y in ((32, 76), (68, 78), (34, 86)):
            sheet.oval(x, y, 3, 2.4, colour(coat.spots))
    head(sheet, coat, smiles=smiles)
    return sheet


def head(sheet: Sticker, coat: Coat, *, smiles: bool = True, awake: bool = True) -> None:
    """Draw the head with its face, with shut eyes for one that is not `awake`."""
    fur, belly = colour(coat.head or coat.fur), colour(coat.belly)
    ear = colour(coat.ear or coat.fur)
    for side in (-1, 1):
        EARS[coat.ears](sheet, side, ear, belly)
    sheet.oval(50, 42, 27, 23, fur)
    if coat.spots:
        for x, y in ((38, 26), (50, 23), (62, 26), (30, 34), (70, 34)):
            sheet.oval(x, y, 3, 2.4, colour(coat.spots))
    if coat.mask in MASKS:
        MASKS[coat.mask](sheet, fur)
    is_ringed = (coat.mask in _ROUND_THE_EYES or is_dark(fur)) and coat.ears not in _NO_MUZZLE
    for x in (38, 62) if is_ringed and awake else ():
        sheet.oval(x, 41, 4.3, 4.9, WHITE)
    muzzle(sheet, coat, fur, belly, smiles=smiles, awake=awake)
    for x in (38, 62) if is_ringed and not awake else ():
        sheet.curve((x - 4.2, 38, x + 4.2, 44), 20, 160, 1.5, WHITE)
    _nose_and_teeth(sheet, coat.mask)


def _nose_and_teeth(sheet: Sticker, mask: str) -> None:
    if mask == "teeth":
        sheet.box(46.6, 54.5, 53.4, 60, WHITE, 1).line([(50, 55), (50, 59)], 0.5)
    elif mask == "koala":
        sheet.oval(50, 48, 5.4, 7.4, INK).oval(48.4, 45, 1.4, 1.8, lighter(INK, 0.4))


def _mane(sheet: Sticker, mane: Colour) -> None:
    for x, y in ((28, 25), (50, 17), (72, 25), (20, 42), (80, 42), (26, 60), (74, 60), (50, 66)):
        sheet.oval(x, y, 15, 14, mane)
    sheet.oval(30, 76, 14, 15, mane).oval(70, 76, 14, 15, mane)


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
