"""One thing large on paper within an ornament, and endpapers: pictures that say nothing of a place."""

from __future__ import annotations

import math

from PIL import ImageOps

from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.papercut.figures import showing, thing_figure, who_is
from stories.providers.own.papercut.palette import Colour, darker, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.scenery.foreground import leaf
from stories.providers.own.papercut.stage import Figure, Stage, star_points

# By turns: where the thing's middle and foot are, and how long its longer side is, in percent.
_PLACES = ((50.0, 79.0, 62.0), (46.0, 82.0, 70.0), (54.0, 77.0, 56.0), (50.0, 81.0, 66.0),
           (52.0, 78.0, 60.0))  # fmt: skip
_FLAT = 0.3  # of its width: how high what is flatter seems to lie
_SIDE = 480  # pixels of its drawing: it is seen larger than anything in a scene
_MIDDLE = 48.0  # percent: the middle of a wreath


def vignette(stage: Stage, thing: Thing) -> None:
    """Draw the thing, large and alone, in one of four ornaments; its figure may move."""
    _ORNAMENTS[stage.turn % len(_ORNAMENTS)](stage)
    image = thing_figure(thing, stage, smiles=False, side=_SIDE)
    if stage.turn // 2 % 2:
        image = showing(ImageOps.mirror(image), thing.key)
    x, foot, long = _PLACES[stage.turn % len(_PLACES)]
    wide = min(long, long * image.width / image.height)
    high = wide * image.height / image.width
    # What lies is raised to the middle, as there is nothing it could lie on.
    foot -= max(long * 0.62 - high, 0) / 2
    stage.paper.glow(x, foot - high / 2, 34, lighter(stage.palette.sky_low, 0.7), 0.45)
    stage.paper.begin_front()
    stage.put(image, x, foot, wide, 1.2, stands=True)
    stage.figures.append(
        Figure((x - wide / 2, foot - high, x + wide / 2, foot), (), who=who_is(image))
    )


def endpaper(stage: Stage) -> None:
    """Cover the paper with sprigs, waves or blossoms in rows, as the inside of a book's cover is."""
    palette = stage.palette
    _sheet(stage, mix(palette.sky_top, palette.accents[stage.turn % 3], 0.3))
    _PATTERNS[stage.turn % len(_PATTERNS)](stage)
    _lace(stage, lighter(palette.sky_low, 0.55))


def _sprigged(stage: Stage) -> None:
    palette, step = stage.palette, (20.0, 25.0)[stage.turn % 2]
    sprigs, stars, discs = (Cut(), Cut()), Cut(), Cut()
    for row in range(-1, math.ceil(100 / step) + 1):
        for column in range(-1, math.ceil(100 / step) + 1):
            x, y = (column + 0.5 * (row % 2) + 0.5) * step, (row + 0.5) * step
            _sprig(sprigs, (x, y + step * 0.36), step * 0.68, -math.pi / 2 + 0.3 * (-1) ** column)
            stars.polygon(star_points(x + step / 2, y - step * 0.05, step * 0.1))
            discs.oval(x + step / 2, y + step * 0.24, step * 0.035, step * 0.035)
    light = lighter(palette.sky_low, 0.55)
    for cut, tint in zip(sprigs, (palette.leaf[0], palette.leaf[1]), strict=True):
        stage.paper.lay(cut, lighter(tint, 0.42), lighter(tint, 0.3), lift=0.8)
    stage.paper.lay(stars, lighter(palette.sun, 0.25), palette.sun, lift=0.8)
    stage.paper.lay(discs, light, light, lift=0.5)


def _scaled(stage: Stage) -> None:
    """Half discs over each other in rows, as of waves or scales, in three shades by turns."""
    palette, wide = stage.palette, 20.0
    own = mix(palette.sky_top, palette.water[1], 0.4)
    for row in range(9):
        for ring, tint in enumerate((darker(own, 0.06 * (row % 3)), lighter(own, 0.4),
                                     lighter(mix(own, palette.accents[row % 3], 0.3), 0.2))):  # fmt: skip
            scales, size = Cut(), wide * (0.56 - 0.16 * ring)
            for column in range(-1, 7):
                scales.oval((column + 0.5 * (row % 2)) * wide, 6 + row * 12.4, size, size * 0.86)
            stage.paper.lay(scales, lighter(tint, 0.1), tint, lift=0.7 * (ring == 0))


def _blossomed(stage: Stage) -> None:
    """Blossoms, each of five petals, between leaves in pairs."""
    palette, step = stage.palette, 22.0
    leaves, hearts, petals = (Cut(), Cut()), Cut(), [Cut() for _ in palette.accents]
    for row in range(-1, 6):
        for column in range(-1, 6):
            x, y = (column + 0.5 * (row % 2)) * step + 4, row * step * 0.9 + 6
            for side in (-1, 1):
                leaf(leaves[side > 0], (x, y), 0.5 * side + (side < 0) * math.pi, 11, 2.4)
            for petal in range(5):
                turn = math.tau * petal / 5 - math.pi / 2
                at = x + 2.9 * math.cos(turn), y + 2.9 * math.sin(turn)
                petals[(row + column) % 3].oval(*at, 2.3, 2.3)
            hearts.oval(x, y, 1.7, 1.7)
    for cut, tint in zip(leaves, (palette.leaf[0], palette.leaf[2]), strict=True):
        stage.paper.lay(cut, lighter(tint, 0.3), lighter(tint, 0.15), lift=0.7)
    for cut, tint in zip(petals, palette.accents, strict=True):
        stage.paper.lay(cut, lighter(tint, 0.45), lighter(tint, 0.25), lift=0.8)
    stage.paper.lay(hearts, lighter(palette.sun, 0.3), palette.sun, lift=0.4)


_PATTERNS = (_sprigged, _scaled, _blossomed)


def _accent(stage: Stage, number: int) -> Colour:
    """Return one of the story's bright colours; another one when an ornament comes again."""
    return stage.palette.accents[(number + stage.turn // len(_ORNAMENTS)) % 3]


def _sheet(stage: Stage, tint: Colour) -> None:
    stage.paper.lay(Cut().box(-1, -1, 101, 101), lighter(tint, 0.3), lighter(tint, 0.12), lift=0)


def _sprig(cuts: tuple[Cut, Cut], foot: tuple[float, float], long: float, turn: float) -> None:
    """Add a twig with leaves in pairs."""
    across, down = math.cos(turn), math.sin(turn)
    for step in range(4):
        share = 0.18 + 0.22 * step
        x, y = foot[0] + across * long * share, foot[1] + down * long * share
        for side in (-1, 1):
            leaf(
                cuts[side > 0], (x, y), turn + side * 0.8, long * (0.4 - 0.05 * step), long * 0.075
            )
    leaf(
        cuts[0],
        (foot[0] + across * long * 0.9, foot[1] + down * long * 0.9),
        turn,
        long * 0.34,
        long * 0.07,
    )
    tip = (foot[0] + across * long, foot[1] + down * long)
    half = long * 0.012
    cuts[1].polygon([(foot[0] - half, foot[1]), tip, (foot[0] + half, foot[1])])


def _wreath(stage: Stage) -> None:
    """A disc of light paper, and leaves and berries all around it."""
    palette = stage.palette
    _sheet(stage, mix(palette.sky_low, _accent(stage, 1), 0.3))
    disc = lighter(mix(palette.sky_low, palette.sun, 0.15), 0.6)
    for size, tint in ((44.0, lighter(disc, 0.2)), (39.0, disc)):
        stage.paper.lay(Cut().oval(50, _MIDDLE, size, size), lighter(tint, 0.3), tint, lift=1.2)
    leaves, berries = (Cut(), Cut()), Cut()
    for step in range(30):
        turn = math.tau * step / 30
        at = (50 + 41.5 * math.cos(turn), _MIDDLE + 41.5 * math.sin(turn))
        lean = 0.5 if step % 2 else -0.55
        leaf(leaves[step % 2], at, turn + math.pi / 2 + lean, 10.5, 2.3)
        if step % 5 == 2:
            berries.oval(at[0], at[1], 1.5, 1.5)
    stage.paper.lay(
        leaves[0], lighter(palette.leaf[1], 0.1), darker(palette.leaf[1], 0.12), lift=1.0
    )
    stage.paper.lay(leaves[1], lighter(palette.leaf[0], 0.22), palette.leaf[0], lift=1.0)
    stage.paper.lay(berries, lighter(palette.accents[0], 0.2), palette.accents[0], lift=0.8)


def _starry(stage: Stage) -> None:
    """A deep sheet with stars and small discs, and an arch of light paper in it."""
    palette, rng = stage.palette, stage.rng
    deep = mix(darker(palette.sky_top, 0.3), _accent(stage, 2), 0.35)
    _sheet(stage, darker(deep, 0.12))
    arch = mix(lighter(palette.sky_low, 0.5), palette.sun, 0.12)
    for rim, tint in ((0.0, lighter(deep, 0.35)), (3.2, arch)):
        cut = Cut().oval(50, 44, 38 - rim, 37 - rim).box(12 + rim, 44, 88 - rim, 92 - rim, 3)
        stage.paper.lay(cut, lighter(tint, 0.25), tint, lift=1.4)
    stars, dots = Cut(), Cut()
    for number in range(22):
        is_left, y = number % 2 == 0, 4 + number * 4.4
        x = rng.uniform(2.5, 9.5)
        # Above the arch there is more room.
        x += max(20 - y, 0) * 0.9 * rng.random()
        x = x if is_left else 100 - x
        if number % 3:
            dots.oval(x, y, 0.7, 0.7)
        else:
            stars.polygon(star_points(x, y, rng.uniform(2.2, 3.4)))
    gold = lighter(palette.sun, 0.2)
    stage.paper.lay(stars, lighter(gold, 0.3), gold, lift=0.8)
    stage.paper.lay(dots, lighter(gold, 0.5), lighter(gold, 0.3), lift=0.4)


def _laced(stage: Stage) -> None:
    """A sheet in a border of paper lace."""
    palette = stage.palette
    _sheet(stage, mix(_accent(stage, 0), palette.sky_low, 0.62))
    stage.paper.lay(
        Cut().box(9, 9, 91, 91, 5), lighter(palette.sky_low, 0.75), lighter(palette.sky_low, 0.5),
        lift=1.3,
    )  # fmt: skip
    stage.paper.lay(Cut().oval(50, 52, 34, 33), lighter(palette.water[0], 0.7),
                    lighter(palette.water[0], 0.5), lift=0.9)  # fmt: skip
    _lace(stage, lighter(_accent(stage, 0), 0.6))


def _lace(stage: Stage, tint: Colour) -> None:
    """Scallops all around the edge, each with a hole."""
    scallops, holes = Cut(), Cut()
    for step in range(13):
        at = -2 + step * 104 / 12
        for x, y in ((at, 0.0), (at, 100.0), (0.0, at), (100.0, at)):
            scallops.oval(x, y, 5.2, 5.2)
            holes.oval(min(max(x, 2.2), 97.8), min(max(y, 2.2), 97.8), 1.0, 1.0)
    stage.paper.lay(scallops, lighter(tint, 0.25), tint, lift=1.2)
    stage.paper.lay(holes, darker(tint, 0.22), darker(tint, 0.22), lift=0)


def _leafy_corners(stage: Stage) -> None:
    """Sprigs from two corners over sheets that lie in waves, and a few diamonds."""
    palette = stage.palette
    _sheet(stage, mix(palette.sky_low, palette.sun, 0.25))
    pale = lighter(mix(palette.water[0], palette.sky_low, 0.5), 0.35)
    for step in range(3):
        edge = [
            (float(x), 62 + step * 12 + 3 * math.sin(x * 0.07 + step * 2))
            for x in range(-1, 102, 3)
        ]
        tint = darker(pale, 0.05 * step)
        stage.paper.lay(
            Cut().polygon([*edge, (101.0, 101.0), (-1.0, 101.0)]),
            lighter(tint, 0.2),
            tint,
            lift=1.1,
        )
    sprigs, cuts = (Cut(), Cut()), Cut()
    for corner, turns in (((-2.0, 102.0), (-1.35, -0.95, -0.5)), ((102.0, -2.0), (1.8, 2.2, 2.65))):
        for number, turn in enumerate(turns):
            _sprig(sprigs, corner, 40 - 6 * (number != 1), turn)
    for x, y in ((12, 16), (26, 8), (88, 84), (74, 93), (9, 36), (92, 62)):
        cuts.polygon([(x, y - 2.6), (x + 1.8, y), (x, y + 2.6), (x - 1.8, y)])
    stage.paper.lay(
        sprigs[0], lighter(palette.leaf[0], 0.15), darker(palette.leaf[0], 0.1), lift=1.2
    )
    stage.paper.lay(sprigs[1], lighter(palette.leaf[1], 0.25), palette.leaf[1], lift=1.0)
    stage.paper.lay(cuts, lighter(palette.accents[1], 0.25), palette.accents[1], lift=0.8)


_ORNAMENTS = (_wreath, _starry, _laced, _leafy_corners)
