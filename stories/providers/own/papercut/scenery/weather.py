"""Rain, snow, wind and fog over a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageChops

from stories.providers.own.papercut.palette import colour, lighter, mix
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Box, Stage

_BANDS = ("#ef6a6a", "#f5a052", "#f8d65e", "#7fcb74", "#5fb4e8", "#5f7fd8", "#a277d0")


def weather(stage: Stage, kind: str, dry: Sequence[Box] = ()) -> None:
    """Lay the weather over what is drawn, behind the figures; nothing for a kind that is not seen.

    Nothing falls where it is `dry`, under an umbrella.
    """
    if kind in ("rain", "storm"):
        _rain(stage, dry)
    elif kind == "snow":
        _snow(stage, dry)
    elif kind == "wind":
        _wind(stage)
    elif kind == "fog":
        _fog(stage)


def rainbow(stage: Stage) -> None:
    """Seven bands from one side of the picture to the other, that fade before they reach the ground."""
    side = stage.paper.image.width
    fading = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    fading = fading.point([min(max(it - 90, 0) * 2, 165) for it in range(256)]).resize((side, side))
    for number, tint in enumerate(_BANDS):
        outer = 45 - number * 2.1
        band = Cut().oval(50, 58, outer, outer).mask()
        band.paste(0, (0, 0), Cut().oval(50, 58, outer - 2.2, outer - 2.2).mask())
        stage.paper.image.paste(colour(tint), (0, 0), ImageChops.multiply(band, fading))


def _rain(stage: Stage, dry: Sequence[Box]) -> None:
    """Drops that fall a little aslant, those that are near longer; and thin threads behind them."""
    rng, drops, threads = stage.rng, Cut(), Cut()
    for number in range(78):
        x, y = rng.uniform(0, 104), rng.uniform(-2, 96)
        if number % 3:
            long = rng.uniform(3.4, 6)
            threads.polygon([(x, y), (x - long * 0.2, y + long), (x - long * 0.2 - 0.22, y + long)])
        else:
            size = rng.uniform(0.42, 0.72)
            foot = (x - size * 0.8, y + size * 4)
            drops.oval(*foot, size, size * 1.1)
            drops.polygon([(x, y), (foot[0] + size, foot[1]), (foot[0] - size, foot[1])])
    tint = lighter(stage.palette.water[0], 0.35)
    stage.paper.lay(_falling(stage, threads, dry), tint, tint, lift=0)
    stage.paper.lay(_falling(stage, drops, dry), lighter(tint, 0.3), tint, lift=0.3)


def _snow(stage: Stage, dry: Sequence[Box]) -> None:
    rng, flakes = stage.rng, Cut()
    for _ in range(70):
        size = rng.uniform(0.35, 0.95)
        flakes.oval(rng.uniform(0, 100), rng.uniform(0, 96), size, size)
    stage.paper.lay(_falling(stage, flakes, dry), (255, 253, 248), (255, 253, 248), lift=0.3)


def _falling(stage: Stage, cut: Cut, dry: Sequence[Box]) -> Image.Image:
    """Return what falls where it is seen: behind the figures, whose eyes no drop hides, and nowhere dry."""
    mask, side = cut.mask(), stage.paper.image.width
    if stage.paper.front:
        mask = ImageChops.subtract(mask, stage.paper.front)
    for left, top, right, low in dry:
        corners = round(left * side / 100), round(top * side / 100)
        mask.paste(0, (*corners, round(right * side / 100), round(low * side / 100)))
    return mask


def _wind(stage: Stage) -> None:
    """Long curls of air, as they are drawn for children."""
    rng, gusts = stage.rng, Cut()
    for row in range(5):
        x, y = rng.uniform(-6, 50), 14 + row * 13 + rng.uniform(-3, 3)
        wide = rng.uniform(26, 44)
        gusts.box(x, y, x + wide, y + 0.8, 0.4).box(x + 8, y + 2.6, x + wide - 6, y + 3.2, 0.3)
    tint = mix(lighter(stage.palette.sky_low, 0.4), stage.palette.cloud, 0.5)
    stage.paper.veil(gusts, tint, 0.75)


def _fog(stage: Stage) -> None:
    """Haze without an edge, in the middle and over the ground."""
    for level, strength in ((30, 0.5), (48, 0.42), (70, 0.34)):
        stage.paper.mist(level, stage.palette.cloud, strength)
