"""Two people as one figure: in each other's arms, or hand in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stories.providers.own.papercut.people.build import FOOT, Body, Build, Posture, Spot
from stories.providers.own.papercut.people.limbs import bent_arm
from stories.providers.own.papercut.people.look import Look
from stories.providers.own.papercut.people.person import Together, build_of, draw, figure_height
from stories.providers.own.papercut.sticker import Sticker

_WIDE = 170  # percent of the sheet's height
_MIDDLE = 56.0
_SEAT = 16.0  # percent of a sheet from the hips to the ground of who sits

Held = tuple[Look, Posture]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody stands on the sheet: the corner from which is measured, and in which size."""

    left: float
    top: float
    size: float

    def on(self, sheet: Sticker) -> Sticker:
        return sheet.move(self.left, self.top, self.size)

    def spot(self, x: float, y: float) -> Spot:
        return self.left + x * self.size, self.top + y * self.size


def pair(first: Held, second: Held, deed: str, side: int) -> Together:
    """Return two people side by side as one figure, its height as a share of a grown person's, their faces.

    The first is at the left; `deed` is "hug", an arm around each other, or "hands".
    """
    both, sheet = (first, second), Sticker(side, _WIDE)
    sizes, largest = _sizes([looks for looks, _ in both])
    apart = _apart((first[0], second[0]), sizes, deed)
    bodies = [posture.body for _, posture in both]
    if deed == "hug":
        # Who holds somebody that sits is sitting too.
        bodies = ["sit" if "sit" in bodies else "stand"] * 2
    places = [
        _Place(x - 50 * size, FOOT - size * _foot(build_of(looks), body), size)
        for x, size, (looks, _), body in zip(
            (_MIDDLE - apart / 2, _MIDDLE + apart / 2), sizes, both, bodies, strict=True
        )
    ]
    # Who is larger is behind, and so is an arm around somebody smaller.
    behind = sizes.index(max(sizes))
    for number in (behind, 1 - behind):
        looks, posture = both[number]
        inner = 1 if number == 0 else -1
        arms = list(posture.arms)
        # Arms are named as they are in the picture: the right one first.
        arms[0 if inner == 1 else 1] = "reach" if deed == "hands" else "none"
        gaze = (posture.gaze[0] if deed == "hands" else 0.8 * inner, posture.gaze[1])
        draw(places[number].on(sheet), looks,
             Posture(bodies[number], (arms[0], arms[1]), posture.feeling, gaze))  # fmt: skip
        if deed == "hug" and number == behind:
            _around(sheet, both, places, behind, sizes)
    _, top, _, low = sheet.move(0, 0).bounds()
    high = (low - top) / build_of(both[behind][0]).tall * largest
    return sheet.finished(), high, sheet.faces()


def embrace(grown: Held, children: Sequence[Held], side: int) -> Together:
    """Return somebody who holds one child or two from behind, as `pair` does."""
    sheet = Sticker(side, _WIDE)
    sizes, largest = _sizes([grown[0], *(looks for looks, _ in children)])
    build = build_of(grown[0])
    alone = len(children) == 1
    gaze = (0.6, 0.9) if alone else (0.0, 1.0)
    behind = _Place(_MIDDLE - 50, 0, 1)
    draw(behind.on(sheet), grown[0], Posture("stand", ("none", "none"), grown[1].feeling, gaze))
    arms = _arms_around(sheet, grown[0], behind)
    asides = (5.0,) if alone else (-15.0, 15.0)
    places = [
        _Place(_MIDDLE + aside - 50 * size, FOOT + 1.5 - FOOT * size, size)
        for aside, size in zip(asides, sizes[1:], strict=False)
    ]
    theirs = build_of(children[0][0])
    # Behind the heads; the hands come round the shoulders.
    reaching = [(places[0], -1), (places[-1], 1)]
    for place, hand in reaching:
        shoulder = place.spot(50 + hand * (theirs.narrow + 2.4), theirs.shoulder + 6)
        arms(hand, (_MIDDLE + hand * 20, build.shoulder + 20), shoulder)
    for (looks, posture), place, aside in zip(children, places, asides, strict=False):
        turned = -0.6 if aside > 0 else 0.6
        held = Posture("stand", ("down", "down"), posture.feeling, (turned, -0.5))
        draw(place.on(sheet), looks, held)
    for place, hand in reaching:
        shoulder = place.spot(50 + hand * (theirs.narrow + 3), theirs.shoulder + 6)
        chest = place.spot(50 + hand * 2.6, theirs.shoulder + 13)
        middle = ((shoulder[0] + chest[0]) / 2, (shoulder[1] + chest[1]) / 2 + 0.6)
        _lay_arm(sheet, grown[0], (shoulder, middle, chest), build.thick)
    _, top, _, low = sheet.move(0, 0).bounds()
    return sheet.finished(), (low - top) / build.tall * largest, sheet.faces()


def _arms_around(sheet: Sticker, looks: Look, place: _Place) -> Callable[[int, Spot, Spot], None]:
    """Return what lays an arm of this side over an elbow to a hand."""
    build = build_of(looks)

    def lay(side: int, elbow: Spot, hand: Spot) -> None:
        start = place.spot(50 + side * (build.narrow + 0.6), build.shoulder + 4)
        _lay_arm(sheet, looks, (start, elbow, hand), build.thick)

    return lay


def _sizes(looks: Sequence[Look]) -> tuple[list[float], float]:
    """Return how large each is drawn, 1 for the tallest, and the tallest's share of a grown height."""
    shares = [figure_height(it.age) for it in looks]
    largest = max(shares)
    tallest = build_of(looks[shares.index(largest)]).tall
    # Every body is drawn in about the same height; in the picture a child is smaller.
    return [
        share / largest * tallest / build_of(it).tall
        for share, it in zip(shares, looks, strict=True)
    ], largest


def _foot(build: Build, body: Body) -> float:
    return build.hip + _SEAT if body == "sit" else FOOT


def _around(
    sheet: Sticker, both: tuple[Held, Held], places: list[_Place], one: int, sizes: list[float]
) -> None:
    """Lay the inner arm behind the other one's neck; the hand is at the farther shoulder."""
    looks, other, inner = both[one][0], both[1 - one][0], 1 if one == 0 else -1
    build, theirs = build_of(looks), build_of(other)
    start = places[one].spot(50 + inner * (build.narrow + 0.2), build.shoulder + 4)
    hand = places[1 - one].spot(50 + inner * (theirs.narrow + 2.6), theirs.shoulder + 8)
    elbow = ((start[0] + hand[0]) / 2, (start[1] + hand[1]) / 2 + 2)
    _lay_arm(sheet, looks, (start, elbow, hand), build.thick * sizes[one])


def _apart(looks: tuple[Look, Look], sizes: list[float], deed: str) -> float:
    """Return how far they stand from each other, in percent of the sheet."""
    builds = [build_of(it) for it in looks]
    if deed == "hands":
        return sum(
            (it.narrow + 0.66 * it.arm) * size for it, size in zip(builds, sizes, strict=True)
        )
    return sum((max(it.size, 11.5) * 0.92) * size for it, size in zip(builds, sizes, strict=True))


def _lay_arm(sheet: Sticker, looks: Look, joints: tuple[Spot, Spot, Spot], thick: float) -> None:
    side = 1 if joints[0][0] < joints[2][0] else -1
    bent_arm(sheet.move(0, 0), looks, joints, thick, side, shade=0.1)
