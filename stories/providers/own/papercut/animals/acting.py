"""Animals that sleep, run or fly."""

from __future__ import annotations

from stories.providers.own.papercut.animals.seated import COATS, Coat, ears, muzzle, spots
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import WHITE, Sticker

_BIRDS = {"bird": "#5aa9e6", "crow": "#5b4a9c", "parrot": "#f0287f"}


def acting_animal(kind: str, deed: str) -> Sticker | None:
    """Return the animal as it does that, None where it is drawn as it always is."""
    if kind in COATS and COATS[kind].ears not in ("eyes", "wide"):
        if deed == "sleep":
            return _curled(COATS[kind])
        return _running(COATS[kind]) if deed in ("run", "jump") else None
    return _flying(colour(_BIRDS[kind])) if deed == "fly" and kind in _BIRDS else None


def _curled(coat: Coat) -> Sticker:
    """Lying on its belly with its head on its paws and its eyes shut."""
    fur, belly = colour(coat.fur), colour(coat.belly)
    sheet = Sticker(wide=130)
    if coat.tail != "none":
        tint = fur if coat.tail == "bushy" else darker(fur, 0.12)
        sheet.line(
            [(112, 84), (122, 92), (96, 95), (70, 95)], 11 if coat.tail == "bushy" else 5, tint
        )
    if coat.mane:
        sheet.oval(80, 70, 40, 28, colour(coat.mane))
    sheet.oval(82, 74, 36, 23, darker(fur, 0.06)).oval(100, 80, 18, 16, fur)
    if coat.spots:
        for x, y in ((76, 60), (92, 58), (104, 68), (84, 72)):
            sheet.oval(x, y, 3.4, 2.6, colour(coat.spots))
    for x in (24, 58):
        sheet.oval(x, 93, 12, 5.4, fur)
    sheet.move(0, 26)
    _head(sheet, coat, fur, belly, 44, awake=False)
    return sheet.move(0, 0)


def _running(coat: Coat) -> Sticker:
    """In full run to the left, all legs in the air."""
    fur, belly = colour(coat.fur), colour(coat.belly)
    sheet = Sticker(wide=140)
    _tail(sheet, coat, fur)
    dark = darker(fur, 0.14)
    for leg in (((58, 70), (42, 80), (28, 76)), ((104, 68), (116, 82), (130, 84))):
        sheet.line(leg, 8.5, dark)
    if coat.mane:
        sheet.oval(56, 52, 30, 26, colour(coat.mane))
    sheet.leaning(84, 60, 36, 19, -4, fur).leaning(82, 68, 26, 9, -4, belly)
    if coat.spots:
        for x, y in ((80, 50), (92, 52), (104, 56), (96, 62)):
            sheet.oval(x, y, 3.4, 2.6, colour(coat.spots))
    for leg in (((64, 72), (52, 86), (38, 88)), ((106, 66), (122, 74), (134, 70))):
        sheet.line(leg, 9.5, fur)
    sheet.move(-4, 4, 0.82)
    _head(sheet, coat, fur, belly, 50, awake=True)
    return sheet.move(0, 0)


def _tail(sheet: Sticker, coat: Coat, fur: Colour) -> None:
    if coat.tail == "bushy":
        sheet.leaning(122, 46, 9, 20, -58, fur).leaning(133, 39, 6, 8, -58, WHITE)
    elif coat.tail == "thin":
        sheet.line([(114, 54), (126, 44), (136, 46)], 4.5, darker(fur, 0.12))
    elif coat.tail == "puff":
        sheet.oval(120, 50, 7, 7, WHITE)


def _head(sheet: Sticker, coat: Coat, fur: Colour, belly: Colour, x: float, *, awake: bool) -> None:
    """Draw the head of the sitting animal about x; asleep it has its eyes shut."""
    left = x - 50
    # Heads are drawn about the middle of their sheet.
    scale = 0.82 if awake else 1.0
    sheet.move(*sheet.on_sheet(left, 0), scale)
    ears(sheet, coat, fur, belly)
    sheet.oval(50, 42, 27, 23, fur)
    if coat.spots:
        spots(sheet, colour(coat.spots))
    muzzle(sheet, coat, fur, belly, awake=awake)


def _flying(body: Colour) -> Sticker:
    """In flight to the right, both wings up."""
    sheet = Sticker(wide=120)
    sheet.polygon([(22, 62), (2, 50), (6, 64), (0, 74), (24, 74)], darker(body, 0.2))
    sheet.polygon([(60, 60), (84, 6), (92, 12), (94, 26), (86, 62)], darker(body, 0.28))
    sheet.leaning(56, 66, 38, 17, 6, body).leaning(62, 72, 24, 9, 6, lighter(body, 0.55))
    sheet.oval(88, 56, 15, 14, body).polygon([(101, 51), (117, 57), (101, 62)], colour("#f6a53c"))
    wing = darker(body, 0.12)
    sheet.polygon([(44, 62), (26, 2), (40, 6), (52, 14), (62, 26), (74, 58)], wing)
    for x, y in ((36, 14), (46, 22), (55, 32)):
        sheet.line([(x, y), (x + 9, y + 24)], 1.2, lighter(body, 0.2))
    sheet.oval(86, 62, 3.6, 2.4, colour("#ff9c96"))
    return sheet.eye(91, 53, 3)
