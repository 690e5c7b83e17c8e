"""Hair, behind the head and over the forehead: six ways for women and girls, six for men and boys."""

from __future__ import annotations

from stories.providers.own.papercut.palette import darker, lighter, mix
from stories.providers.own.papercut.people.build import Spot
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.sticker import Sticker

#: How many ways to wear it each sex has.
STYLES = 6
_PLAIN = frozenset({"astronaut"})  # under a helmet
_ROUND = 12  # points between two of a hairline
# Where hair ends over the forehead, from the right temple to the left, in radii of the head from its middle.
_SIDE_PARTED = ((1.0, 0.16), (0.9, -0.2), (0.56, -0.42), (0.1, -0.56), (-0.32, -0.78),
                (-0.56, -0.52), (-0.86, -0.24), (-1.0, 0.16))  # fmt: skip
_FRINGE = ((1.0, 0.2), (0.9, -0.14), (0.62, -0.26), (0.3, -0.22), (0.0, -0.3), (-0.3, -0.22),
           (-0.62, -0.26), (-0.9, -0.14), (-1.0, 0.2))  # fmt: skip
_HEART = ((1.0, 0.2), (0.9, -0.16), (0.6, -0.44), (0.2, -0.62), (0.0, -0.82), (-0.2, -0.62),
          (-0.6, -0.44), (-0.9, -0.16), (-1.0, 0.2))  # fmt: skip
_BACK = ((1.0, 0.1), (0.92, -0.26), (0.66, -0.56), (0.3, -0.68), (0.0, -0.7), (-0.3, -0.68),
         (-0.66, -0.56), (-0.92, -0.26), (-1.0, 0.1))  # fmt: skip
_SWEPT = ((1.0, 0.1), (0.94, -0.24), (0.74, -0.58), (0.44, -0.66), (0.1, -0.5), (-0.3, -0.34),
          (-0.66, -0.22), (-0.92, -0.06), (-1.0, 0.14))  # fmt: skip
_SHORT = ((0.99, -0.02), (0.9, -0.34), (0.6, -0.56), (0.3, -0.52), (0.0, -0.6), (-0.3, -0.52),
          (-0.6, -0.56), (-0.9, -0.34), (-0.99, -0.02))  # fmt: skip
_OF_WOMEN = (_SIDE_PARTED, _HEART, _BACK, _BACK, _FRINGE, _SWEPT)
_OF_MEN = (_SIDE_PARTED, _SHORT, _SWEPT, _SHORT, _SHORT, _FRINGE)
_HIGH = {False: (1.1, 1.12, 1.16, 1.1, 1.07, 1.14), True: (1.14, 1.12, 1.1, 1.12, 1.14, 1.14)}
_CURLY, _SPIKY = 1, 3
_CURLS = (
    (-0.94, 0.3), (-0.78, 0.68), (-0.42, 0.96), (0.02, 1.06), (0.46, 0.94), (0.8, 0.66), (0.94, 0.28),
)  # fmt: skip


def behind(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """Draw what is seen of the hair behind the head, whose middle and radius are given."""
    if looks.is_bald or not looks.is_woman or looks.role in _PLAIN:
        return
    if looks.age == "old":
        sheet.oval(x, y - 1.14 * size, 0.44 * size, 0.4 * size, darker(looks.hair, 0.12))
    else:
        _BEHIND[looks.style](sheet, looks, x, y, size)


def _plaits(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    dark = darker(looks.hair, 0.12)
    for side in (-1, 1):
        at = x + side * 1.22 * size
        sheet.leaning(at, y + 0.72 * size, 0.3 * size, 0.8 * size, side * 14, dark)
        end = x + side * 1.38 * size
        sheet.leaning(end, y + 1.3 * size, 0.2 * size, 0.3 * size, side * 24, dark)
        ribbon = x + side * 1.04 * size
        sheet.oval(ribbon, y + 0.12 * size, 0.16 * size, 0.14 * size, looks.second)


def _buns(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    for side in (-1, 1):
        at = x + side * 0.86 * size
        sheet.oval(at, y - 0.84 * size, 0.5 * size, 0.48 * size, darker(looks.hair, 0.12))


def _cloud_of_curls(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    dark = darker(looks.hair, 0.12)
    for across, up in (*_CURLS, (-1.04, -0.16), (1.04, -0.16), (-0.92, -0.54), (0.92, -0.54)):
        sheet.oval(x + 1.12 * across * size, y - 1.06 * up * size, 0.46 * size, 0.44 * size, dark)


def _bob(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    sheet.oval(x, y + 0.1 * size, 1.2 * size, 0.98 * size, darker(looks.hair, 0.12))


def _tail(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """One tail, at the side of the head."""
    dark = darker(looks.hair, 0.12)
    sheet.leaning(x + 1.12 * size, y + 0.1 * size, 0.4 * size, 1.0 * size, 22, dark)
    sheet.oval(x + 0.84 * size, y - 0.62 * size, 0.2 * size, 0.18 * size, looks.second)


def _falling(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """Long hair that turns outwards on the shoulders."""
    half = [
        (0.0, -1.0),
        (0.9, -0.8),
        (1.14, 0.0),
        (1.12, 0.7),
        (1.34, 1.3),
        (0.9, 1.42),
        (0.4, 1.2),
    ]
    edge = [*half, *((-across, down) for across, down in reversed(half[1:]))]
    points = [(x + across * size, y + down * size) for across, down in _smooth(edge)]
    sheet.polygon(points, darker(looks.hair, 0.12))


def above(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    """Draw the hair over the forehead, with the light on it; on a bald head nothing but the light."""
    if looks.is_bald:
        ring = (x - 0.7 * size, y - 0.9 * size, x + 0.7 * size, y + 0.3 * size)
        sheet.curve(ring, 215, 262, 0.08 * size, lighter(looks.skin, 0.3))
        return
    is_woman, style = looks.is_woman, looks.style
    lines = _OF_WOMEN if is_woman else _OF_MEN
    line: tuple[Spot, ...] = (_BACK if is_woman else _SHORT) if looks.age == "old" else lines[style]
    if looks.features.parting % 2:
        line = tuple((-across, down) for across, down in reversed(line))
    high = _HIGH[is_woman][style]
    # Over the crown from the left temple to the right, and back along the hairline.
    crown = [(-1.0, 0.14), (-1.08, -0.3), (-0.86, -0.78), (-0.4, -high * 0.95), (0.0, -high)]
    edge = [*_smooth([*crown, *((-across, down) for across, down in reversed(crown[:-1]))]),
            *_smooth(line)]  # fmt: skip
    sheet.polygon([(x + across * size, y + down * size) for across, down in edge], looks.hair)
    if not is_woman and looks.age != "old":
        _of_a_man(sheet, looks, x, y, size)
    elif is_woman and style == 2 and looks.age != "old":
        ring = (x - 1.0 * size, y - 0.94 * size, x + 1.0 * size, y + 0.5 * size)
        sheet.curve(ring, 205, 335, 0.13 * size, looks.second)
    elif is_woman and style == 0 and looks.age != "old":
        for side in (-1, 1):
            sheet.leaning(
                x + side * 1.0 * size,
                y + 0.3 * size,
                0.16 * size,
                0.66 * size,
                side * 5,
                looks.hair,
            )
    shine = lighter(mix(looks.hair, looks.skin, 0.35), 0.1)
    sheet.curve(
        (x - 0.78 * size, y - 0.96 * size, x + 0.78 * size, y + 0.3 * size), 212, 262, 0.08 * size, shine
    )  # fmt: skip


def _of_a_man(sheet: Sticker, looks: Look, x: float, y: float, size: float) -> None:
    if looks.style == _CURLY:
        for across, up in _CURLS:
            sheet.oval(x + across * size, y - up * size, 0.32 * size, 0.3 * size, looks.hair)
        for across in (-0.5, -0.1, 0.3, 0.62):
            sheet.oval(x + across * size, y - 0.62 * size, 0.26 * size, 0.2 * size, looks.hair)
    elif looks.style == _SPIKY:
        for across, lean in ((-0.6, -0.16), (-0.2, -0.06), (0.2, 0.1), (0.6, 0.2)):
            tip = (x + (across + lean) * size, y - (1.34 - 0.3 * abs(across)) * size)
            foot = y - 0.86 * size
            sheet.polygon(
                [(x + (across - 0.28) * size, foot), tip, (x + (across + 0.28) * size, foot)],
                looks.hair,
            )


def _smooth(points: list[Spot] | tuple[Spot, ...]) -> list[Spot]:
    """Return a soft line through the points."""
    found = list[Spot]()
    last = len(points) - 1
    for at in range(last):
        before, start, end, after = (
            points[max(at - 1, 0)], points[at], points[at + 1], points[min(at + 2, last)],
        )  # fmt: skip
        for step in range(_ROUND // 2):
            t = step / (_ROUND // 2)
            found.append((
                _between(before[0], start[0], end[0], after[0], t),
                _between(before[1], start[1], end[1], after[1], t),
            ))  # fmt: skip
    return [*found, points[-1]]


def _between(before: float, start: float, end: float, after: float, t: float) -> float:
    """Return where a soft line (Catmull-Rom) is at the share `t` of its way from start to end."""
    return start + 0.5 * t * (
        end - before
        + t * (2 * before - 5 * start + 4 * end - after + t * (3 * (start - end) + after - before))
    )  # fmt: skip


_BEHIND = (_falling, _plaits, _buns, _cloud_of_curls, _bob, _tail)
