"""Animals that sleep, run, leap or fly."""

from __future__ import annotations

import math

from stories.providers.own.papercut.animals.seated import Coat, head
from stories.providers.own.papercut.animals.tails import TAILS
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, WHITE, Sticker


def curled(coat: Coat) -> Sticker:
    """Return it lying on its belly with its head on its paws and its eyes shut."""
    fur = colour(coat.fur)
    sheet = Sticker(wide=130)
    if coat.tail != "none":
        is_thick = coat.tail in ("bushy", "plume", "rings", "thick", "flat")
        tint = fur if is_thick else darker(fur, 0.12)
        sheet.line([(112, 84), (122, 92), (96, 95), (70, 95)], 11 if is_thick else 5, tint)
    if coat.mane and coat.ears == "flopped":
        sheet.oval(80, 70, 40, 28, colour(coat.mane))
    sheet.oval(82, 74, 36, 23, darker(fur, 0.06)).oval(100, 80, 18, 16, fur)
    _marks(sheet, coat, ((76, 60), (92, 58), (104, 68), (84, 72)))
    for x in (24, 58):
        sheet.oval(x, 93, 12, 5.4, colour(coat.limbs) if coat.limbs else fur)
    if coat.mane and coat.ears != "flopped":
        # A mane is about the head, asleep as well.
        for step in range(12):
            turn = math.tau * step / 12
            at = (44 + 25 * math.cos(turn), 67 + 22 * math.sin(turn))
            sheet.oval(*at, 10, 10, colour(coat.mane))
    sheet.move(-6, 26)
    head(sheet, coat, awake=False)
    return sheet.move(0, 0)


def running(coat: Coat, *, smiles: bool = True) -> Sticker:
    """Return it in full run to the left, all legs in the air."""
    fur, belly = colour(coat.fur), colour(coat.belly)
    limbs = colour(coat.limbs) if coat.limbs else fur
    sheet = Sticker(wide=140)
    if coat.tail in TAILS:
        TAILS[coat.tail][1](sheet, fur)
    for leg in (((60, 72), (44, 82), (30, 79)), ((102, 70), (114, 84), (127, 85))):
        sheet.line(leg, 10, darker(limbs, 0.14))
    if coat.mane:
        sheet.oval(58, 50, 30, 27, colour(coat.mane))
    sheet.leaning(83, 62, 33, 21, -4, fur).leaning(82, 72, 23, 9, -4, belly)
    _marks(sheet, coat, ((80, 50), (92, 52), (104, 56), (96, 62)))
    for leg in (((66, 75), (54, 88), (41, 90)), ((104, 70), (119, 77), (130, 72))):
        sheet.line(leg, 11, limbs)
    sheet.move(-3, 0, 0.92)
    head(sheet, coat, smiles=smiles)
    return sheet.move(0, 0)


def leaping_frog(coat: Coat, *, smiles: bool = True) -> Sticker:
    """Return a frog in the middle of its leap to the left."""
    fur, belly = colour(coat.fur), colour(coat.belly)
    sheet = Sticker(wide=140)
    sheet.line([(94, 66), (118, 60), (108, 78), (136, 84)], 9, darker(fur, 0.12))
    sheet.leaning(76, 58, 33, 19, 22, fur).leaning(70, 64, 25, 11, 22, belly)
    sheet.line([(96, 72), (116, 70), (104, 86), (130, 94)], 9, fur)
    sheet.line([(56, 62), (42, 78), (30, 80)], 8, fur).line([(66, 66), (56, 84), (44, 88)], 8, fur)
    sheet.move(-2, 0, 0.82)
    head(sheet, coat, smiles=smiles)
    return sheet.move(0, 0)


def flying(body: Colour) -> Sticker:
    """Return a bird in flight to the right, both wings up."""
    sheet = Sticker(wide=120)
    sheet.polygon([(22, 62), (2, 50), (6, 64), (0, 74), (24, 74)], darker(body, 0.2))
    sheet.polygon([(60, 60), (84, 6), (92, 12), (94, 26), (86, 62)], darker(body, 0.28))
    sheet.leaning(56, 66, 38, 17, 6, body).leaning(62, 72, 24, 9, 6, lighter(body, 0.55))
    sheet.oval(88, 56, 15, 14, body).polygon([(101, 51), (117, 57), (101, 62)], colour("#f6a53c"))
    wing = darker(body, 0.12)
    sheet.polygon([(44, 62), (26, 2), (40, 6), (52, 14), (62, 26), (74, 58)], wing)
    for x, y in ((36, 14), (46, 22), (55, 32)):
        sheet.line([(x, y), (x + 9, y + 24)], 1.2, lighter(body, 0.2))
    sheet.oval(86, 62, 3.6, 2.4, BLUSH).oval(91, 53, 4, 4.4, WHITE)
    return sheet.eye(91, 53, 3)


def _marks(sheet: Sticker, coat: Coat, places: tuple[tuple[float, float], ...]) -> None:
    """Draw what is on its back: wool, spots or stripes."""
    for x, y in places:
        if coat.mane and coat.ears == "flopped":
            sheet.oval(x, y + 4, 15, 12, colour(coat.mane))
        if coat.spots:
            sheet.oval(x, y, 3.4, 2.6, colour(coat.spots))
        elif coat.mask == "stripes":
            dark = darker(colour(coat.fur), 0.72)
            sheet.polygon([(x - 2.4, y - 8), (x + 2.4, y - 8), (x + 1, y + 6)], dark)
