"""Animals on four legs, seen from their side: one figure in many hides."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.papercut.animals.features import is_dark
from stories.providers.own.papercut.animals.horns import EARS, HORNS
from stories.providers.own.papercut.palette import Colour, colour, darker, lighter
from stories.providers.own.papercut.sticker import BLUSH, WHITE, Sticker

_WIDE = 136.0  # percent of the sheet
_FOOT = 97.0
_MIDDLE = 78.0  # where the body is, across
_LYING = 9.0  # how long folded legs are


@dataclass(frozen=True, slots=True)
class Hide:
    """How one such animal differs from the others. Lengths are in percent of the sheet's height."""

    fur: str
    belly: str = ""
    muzzle: str = "#f3dcc0"
    legs: float = 29
    neck: float = 14
    long: float = 33
    thick: float = 19
    head: float = 15
    ears: str = "leaf"
    horns: str = ""
    mane: str = ""
    tail: str = "tuft"
    marks: str = ""
    tint: str = "#4a4148"
    hoof: str = "#5d4a4a"


HIDES = {
    "horse": Hide("#b5764e", muzzle="#e8c29c", neck=22, mane="#5f3b2e", tail="long"),
    "unicorn": Hide(
        "#fcf8fc", muzzle="#f6dfe8", neck=22, mane="#c78fda", tail="long", horns="single",
        hoof="#b9a2c8",
    ),
    "donkey": Hide("#a7a2aa", "#d9d5d6", "#f1ece6", neck=15, long=31, ears="long", mane="#5c5660"),
    "zebra": Hide(
        "#f6f2ea", muzzle="#5b535c", neck=18, mane="#3f3a44", marks="stripes", tint="#3f3a44"
    ),
    "cow": Hide(
        "#fbf6ee", muzzle="#f6b7b0", neck=8, thick=21, horns="short", ears="side", marks="patches"
    ),
    "ox": Hide("#b07a50", muzzle="#f0d3b4", neck=6, thick=22, horns="wide", ears="side"),
    "buffalo": Hide("#5f5a66", muzzle="#9a93a0", neck=4, thick=23, horns="curved", ears="side"),
    "goat": Hide(
        "#f0e6d8", muzzle="#fffaf2", neck=13, long=28, thick=17, head=14, horns="back",
        ears="side", tail="puff", marks="beard", tint="#e0cfb8",
    ),
    "pig": Hide(
        "#f7aeb4", muzzle="#ee8f9c", legs=17, neck=1, long=33, thick=23, head=17, ears="floppy",
        tail="curl", marks="snout", hoof="#d9808c",
    ),
    "boar": Hide(
        "#7d6552", muzzle="#b08d74", legs=19, neck=1, long=33, thick=22, head=17, mane="#4d3c33",
        tail="thin", marks="snout",
    ),
    "deer": Hide(
        "#c98a52", "#f5e0c2", neck=19, long=28, thick=16, head=13.5, horns="antlers", tail="puff"
    ),
    "giraffe": Hide(
        "#f3c766", legs=31, neck=35, long=25, thick=14, head=11.5, horns="knobs", mane="#a8672f",
        marks="spots", tint="#b9773a",
    ),
    "llama": Hide(
        "#f3e4cc", legs=25, neck=25, long=28, thick=19, head=12.5, tail="puff", marks="wool",
        tint="#fbf3e4",
    ),
    "hippo": Hide(
        "#a79fb4", "#c9c1d2", "#c3b4c6", legs=15, neck=-3, long=36, thick=24, head=20, ears="small",
        tail="thin",
    ),
    "rhinoceros": Hide(
        "#a3a5b3", muzzle="#b9bbc7", legs=20, neck=-1, long=36, thick=23, head=18, ears="small",
        horns="nose", tail="thin",
    ),
}  # fmt: skip


def hide(kind: str, deed: str = "", fur: str = "", *, smiles: bool = True) -> Sticker:
    """Return the animal as it stands or does what is said, with fur of its own or that colour."""
    return _Beast(HIDES[kind], deed, fur, smiles=smiles).drawn()


class _Beast:
    def __init__(self, hide: Hide, deed: str, fur: str, *, smiles: bool) -> None:
        self.sheet = Sticker(wide=_WIDE)
        self.hide, self.deed, self.smiles = hide, deed, smiles
        self.fur = colour(fur or hide.fur)
        # Of a hide in another colour the marks stay what they are: a brown cow has patches too.
        self.belly = colour(hide.belly) if hide.belly and not fur else lighter(self.fur, 0.3)
        self.legs = _LYING if deed == "sleep" else hide.legs
        self.y = _FOOT - self.legs - hide.thick + 3 - (4 if deed in ("run", "jump") else 0)
        down = 10.0 if deed == "sleep" else -hide.neck
        self.head = (_MIDDLE - hide.long - 3, min(self.y + down, _FOOT - hide.head * 1.05))

    def drawn(self) -> Sticker:
        """Return the animal, from the back to the front."""
        self._tail()
        self._legs(far=True)
        self._body()
        self._legs(far=False)
        self._neck()
        self._head()
        return self.sheet

    def _legs(self, *, far: bool) -> None:
        tint = darker(self.fur, 0.16) if far else darker(self.fur, 0.03)
        thick = self.hide.thick * 0.44
        top, foot = self.y + self.hide.thick * 0.5, _FOOT - thick / 2
        if self.deed == "sleep":
            for at in () if far else (-0.72, 0.45):
                x = _MIDDLE + at * self.hide.long
                self.sheet.line([(x, _FOOT - 5), (x - 15, _FOOT - 4)], 8, tint)
            return
        for at, turn in ((-0.92, -1), (0.5, 1)) if far else ((-0.46, -1), (0.94, 1)):
            x = _MIDDLE + at * self.hide.long * 0.86
            if self.deed in ("run", "jump"):
                reach = self.legs * (0.95 if far else 0.62)
                knee = (x + turn * reach * 0.62, top + self.legs * 0.42)
                end = (x + turn * reach * 1.15, top + self.legs * (0.72 if turn < 0 else 0.62))
                self.sheet.line([(x, top), knee, end], thick, tint)
                self.sheet.oval(*end, thick * 0.52, thick * 0.46, colour(self.hide.hoof))
                continue
            self.sheet.line([(x, top), (x, foot)], thick, tint)
            self.sheet.box(
                x - thick * 0.55, _FOOT - thick * 0.62, x + thick * 0.55, _FOOT + 0.6,
                colour(self.hide.hoof), thick * 0.24,
            )  # fmt: skip

    def _body(self) -> None:
        sheet, hide = self.sheet, self.hide
        x, y = _MIDDLE, self.y
        if hide.marks == "wool":
            for step in range(7):
                sheet.oval(x - hide.long + step * hide.long / 3, y + step % 2 * 3, 11, 15, self.fur)
        sheet.oval(x, y, hide.long, hide.thick, self.fur)
        sheet.leaning(
            x + hide.long * 0.46, y - 1, hide.long * 0.54, hide.thick * 0.96, -8, self.fur
        )
        sheet.oval(x - 2, y + hide.thick * 0.62, hide.long * 0.66, hide.thick * 0.34, self.belly)
        tint = colour(hide.tint)
        if hide.marks == "patches":
            sheet.leaning(x + 12, y - 7, 12, 9, 20, tint).oval(x - 14, y - 4, 8, 9, tint)
            sheet.oval(x + 25, y + 6, 6, 7, tint)
        elif hide.marks == "stripes":
            for at in (-18, -8, 2, 12, 22):
                sheet.polygon(
                    [(x + at - 2, y - 17), (x + at + 2.6, y - 17), (x + at + 1, y + 8)], tint
                )
        elif hide.marks == "spots":
            for at, down in ((-14, -5), (-4, 3), (3, -7), (12, 2), (19, -5), (-16, 5)):
                sheet.leaning(x + at, y + down, 4.4, 3.6, at * 5, tint)

    def _neck(self) -> None:
        hide, (hx, hy) = self.hide, self.head
        root = _MIDDLE - hide.long * 0.55
        wide = max(hide.head * 0.62, 7)
        neck = [
            (hx - wide * 0.5, hy + 2), (hx + wide * 1.3, hy - 2),
            (root + wide * 1.7, self.y - hide.thick * 0.72), (root - wide * 1.1, self.y + hide.thick * 0.5),
        ]  # fmt: skip
        if hide.mane and self.deed != "sleep":
            steps = 6
            for step in range(steps + 1):
                share = step / steps
                x = hx + wide * 1.2 + (root + wide * 1.6 - hx - wide * 1.2) * share
                y = (
                    hy
                    - hide.head * 0.6
                    + (self.y - hide.thick * 0.7 - hy + hide.head * 0.6) * share
                )
                self.sheet.oval(x, y, 5, 5.6, colour(hide.mane))
        self.sheet.polygon(neck, self.fur)
        if hide.marks == "spots":
            for share in (0.3, 0.52, 0.74):
                x, y = hx + (root - hx) * share + 4, hy + (self.y - hy) * share
                self.sheet.oval(x, y, 3.2, 3.4, colour(hide.tint))
        elif hide.marks == "stripes":
            for share in (0.25, 0.5, 0.75):
                x, y = hx + (root - hx) * share + 4, hy + (self.y - hy) * share
                self.sheet.line([(x - 1, y - 6), (x + 4, y + 3)], 2.4, colour(hide.tint))

    def _head(self) -> None:
        sheet, hide, (x, y), size = self.sheet, self.hide, self.head, self.hide.head
        if hide.horns:
            HORNS[hide.horns](sheet, x, y, size)
        EARS[hide.ears](sheet, x, y, size, self.fur)
        if hide.mane:
            sheet.oval(x + 1, y - size * 0.86, size * 0.42, size * 0.34, colour(hide.mane))
        sheet.oval(x, y, size, size * 0.92, self.fur)
        muzzle = colour(hide.muzzle)
        broad = 0.86 if hide.head > 16 else 0.74
        sheet.leaning(x - size * 0.62, y + size * 0.42, size * broad, size * 0.58, -8, self.fur)
        sheet.leaning(x - size * 0.78, y + size * 0.46, size * broad * 0.78, size * 0.5, -8, muzzle)
        if hide.marks == "patches":
            sheet.leaning(
                x + size * 0.42, y - size * 0.3, size * 0.42, size * 0.5, 0, colour(hide.tint)
            )
        if hide.marks == "beard":
            sheet.polygon(
                [(x - size * 1.0, y + size * 0.8), (x - size * 0.4, y + size * 0.8),
                 (x - size * 0.62, y + size * 1.5)], colour(hide.tint),
            )  # fmt: skip
        self._face(x, y, size, muzzle)

    def _face(self, x: float, y: float, size: float, muzzle: Colour) -> None:
        sheet, eyes = self.sheet, ((x - size * 0.42, 0.9), (x + size * 0.3, 1.0))
        ring = is_dark(self.fur) or self.hide.marks == "patches"
        for at, share in eyes:
            down, big = y - size * 0.14, size * 0.19 * share
            if self.deed == "sleep":
                sheet.curve((at - big * 1.5, down - big, at + big * 1.5, down + big), 20, 160, 1.3)
                continue
            if ring:
                sheet.oval(at, down, big * 1.32, big * 1.5, WHITE)
            sheet.eye(at, down, big)
        sheet.oval(x + size * 0.52, y + size * 0.34, size * 0.2, size * 0.14, BLUSH)
        tint = darker(muzzle, 0.45)
        for at in (-1.08, -0.66):
            sheet.oval(x + size * at, y + size * 0.36, size * 0.075, size * 0.1, tint)
        box = (x - size * 1.12, y + size * 0.4, x - size * 0.44, y + size * 0.8)
        if self.smiles or self.deed == "sleep":
            sheet.curve(box, 20, 160, 1.2, tint)
        else:
            sheet.line([(box[0] + 3, y + size * 0.7), (box[2] - 3, y + size * 0.7)], 1.1, tint)

    def _tail(self) -> None:
        sheet, hide = self.sheet, self.hide
        x, y = _MIDDLE + hide.long * 0.94, self.y - hide.thick * 0.3
        dark = darker(self.fur, 0.14)
        end = colour(hide.mane) if hide.mane else colour(hide.hoof)
        if hide.tail == "puff":
            sheet.leaning(x + 2, y - 1, 6, 8, -30, lighter(self.fur, 0.5))
        elif hide.tail == "curl":
            sheet.curve((x - 2, y - 8, x + 10, y + 4), 90, 420, 3, dark)
        elif hide.tail == "long":
            sheet.leaning(x + 6, y + 14, 6, 22, 14 if self.deed not in ("run", "jump") else 58, end)
        else:
            out = (x + 13, y - 2) if self.deed in ("run", "jump") else (x + 7, y + 24)
            sheet.line([(x - 2, y), (x + 6, y + 6), out], 3, dark)
            if hide.tail == "tuft":
                sheet.oval(*out, 4, 5.4, end)
