"""A figure on the ground, whole and within the picture."""

from __future__ import annotations

from PIL import Image

from stories.providers.own.papercut.composing.frames import CUT_OFF
from stories.providers.own.papercut.palette import darker, lighter
from stories.providers.own.papercut.paper import Cut
from stories.providers.own.papercut.stage import Stage

WIDEST = 44  # percent of the picture, for what is much wider than high
_WIDE = 66  # percent, for a bed with somebody in it


def stand(
    stage: Stage, image: Image.Image, x: float, y: float, height: float, *, dry: bool = True,
    is_wide: bool = False,
) -> float:  # fmt: skip
    """Put a figure on its foot, with its shadow where it is `dry`; returns how wide it is, in percent."""
    wide = height * image.width / image.height
    # Who is seen from near is cut by the picture's edge; of all others the whole is seen.
    wide = wide if y > CUT_OFF else min(wide, _WIDE if is_wide else WIDEST)
    stage.put(image, bounded(x, wide), y, wide, 1.0, stands=dry)
    return wide


def bounded(x: float, wide: float) -> float:
    return min(max(x, wide / 2), 100 - wide / 2) if wide < 100 else 50


def grass_in_front(stage: Stage) -> None:
    """Blades so near that they frame the picture in one of its lower corners."""
    rng, palette = stage.rng, stage.palette
    left = rng.random() < 0.5
    for shade, count, high in ((0.42, 7, 19), (0.28, 6, 13)):
        blades = Cut()
        for _ in range(count):
            foot = rng.uniform(-3, 13)
            tip, lean = rng.uniform(0.55, 1) * high, rng.uniform(-4, 7)
            points = [
                (foot - 1.1, 101),
                (foot + lean * 0.4 - 0.5, 101 - tip * 0.6),
                (foot + lean, 101 - tip),
            ]
            points += [(foot + lean * 0.4 + 0.9, 101 - tip * 0.6), (foot + 1.5, 101)]
            blades.polygon([(px if left else 100 - px, py) for px, py in points])
        tint = darker(palette.leaf[0], shade)
        stage.paper.lay(blades, lighter(tint, 0.12), tint, lift=1.4)
