"""Arms: one soft line from the shoulder to the hand, with a sleeve on it and a thumb at its end."""

from __future__ import annotations

import math

from stories.providers.own.papercut.palette import Colour, darker, lighter
from stories.providers.own.papercut.people.build import Spot
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import Sticker

Joints = tuple[Spot, Spot, Spot]
_STEPS = 14
_SHORT, _LONG = 0.52, 0.86  # of an arm: where its sleeve ends
_SHOULDER, _WRIST = 0.56, 0.36  # of an arm's thickness: half of it there
_THUMB = 38.0  # degrees between it and the hand
_SPREAD = (-26.0, 0.0, 26.0)  # degrees between spread fingers and the arm
Line = list[tuple[Spot, Spot]]


def bent_arm(
    sheet: Sticker, looks: Look, joints: Joints, thick: float, side: int, shade: float = 0.07,
    *, waves: bool = False,
) -> None:  # fmt: skip
    """Draw an arm over shoulder, elbow and hand; `side` is 1 for the right of the picture.

    A hand that `waves` has its fingers spread.
    """
    line = _along(joints)
    _limb(sheet, line, 0.0, 1.0, thick, 0.0, looks.skin)
    _hand(sheet, line, thick, side, looks.skin)
    if waves:
        _fingers(sheet, line, thick, looks.skin)
    end = _LONG if has_long_sleeves(looks) else _SHORT
    cloth = darker(looks.clothes, shade)
    _limb(sheet, line, 0.0, end, thick, 0.07, cloth)
    _limb(sheet, line, end - 0.07, end, thick, 0.11, lighter(looks.clothes, 0.3))


def has_long_sleeves(looks: Look) -> bool:
    """Return whether sleeves reach the wrists: of who is grown, and of every second child."""
    return looks.age != "child" or looks.style % 3 == 2


def _along(joints: Joints) -> Line:
    """Return the points of the arm's middle, and which way it goes there."""
    (ax, ay), (ex, ey), (bx, by) = joints
    # The curve that goes through the elbow half way.
    cx, cy = 2 * ex - (ax + bx) / 2, 2 * ey - (ay + by) / 2
    # Not so far that an arm would look like a hose.
    cx, cy = ex + 0.7 * (cx - ex), ey + 0.7 * (cy - ey)
    found = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        place = (u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by)
        way = (u * (cx - ax) + t * (bx - cx), u * (cy - ay) + t * (by - cy))
        length = math.hypot(*way) or 1.0
        found.append((place, (way[0] / length, way[1] / length)))
    return found


def _limb(
    sheet: Sticker, line: Line, start: float, end: float, thick: float, more: float, tint: Colour
) -> None:
    """Draw a part of the arm, `more` wider than the arm itself, in arms' thicknesses."""
    near, far = list[Spot](), list[Spot]()
    first, last = round(start * _STEPS), max(round(end * _STEPS), 1)
    for at in range(first, last + 1):
        (x, y), (dx, dy) = line[at]
        half = thick * (_SHOULDER + (_WRIST - _SHOULDER) * at / _STEPS + more)
        near.append((x - dy * half, y + dx * half))
        far.append((x + dy * half, y - dx * half))
        # Round at every step: where an arm is bent sharply its two edges cross.
        if first < at < last or not first + at:
            sheet.oval(x, y, half, half, tint)
    sheet.polygon([*near, *reversed(far)], tint)


def _hand(sheet: Sticker, line: Line, thick: float, side: int, skin: Colour) -> None:
    """A mitten that goes on where the arm went, its thumb on the body's side or above."""
    (x, y), (dx, dy) = line[-1]
    turn = math.degrees(math.atan2(dy, dx))
    wide, high = thick * 0.68, thick * 0.52
    x, y = x + dx * thick * 0.2, y + dy * thick * 0.2
    sheet.leaning(x, y, wide, high, -turn, skin)
    # A right arm that hangs has its thumb at the left, one that is raised too.
    towards = math.radians(turn + side * _THUMB)
    tip = (x + math.cos(towards) * thick * 0.62, y + math.sin(towards) * thick * 0.62)
    sheet.line([(x, y), tip], thick * 0.34, skin)
    fold = darker(skin, 0.16)
    root = (x + math.cos(towards) * thick * 0.3, y + math.sin(towards) * thick * 0.3)
    sheet.line([(x + dx * thick * 0.06, y + dy * thick * 0.06), root], thick * 0.07, fold)


def _fingers(sheet: Sticker, line: Line, thick: float, skin: Colour) -> None:
    (x, y), (dx, dy) = line[-1]
    turn = math.atan2(dy, dx)
    for aside in _SPREAD:
        towards = turn + math.radians(aside)
        tip = (x + math.cos(towards) * thick * 1.16, y + math.sin(towards) * thick * 1.16)
        sheet.line([(x + dx * thick * 0.3, y + dy * thick * 0.3), tip], thick * 0.28, skin)
