"""Colours that go together. One palette belongs to a whole story."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import ImageColor

Colour = tuple[int, int, int]


def colour(value: str) -> Colour:
    """Return an RGB triple from "#rrggbb"."""
    red, green, blue = ImageColor.getrgb(value)[:3]
    return red, green, blue


def hexadecimal(value: Colour) -> str:
    """Return "#rrggbb" of an RGB triple."""
    return "#{:02x}{:02x}{:02x}".format(*value)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` (0 to 1) of `second` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def lighter(base: Colour, share: float) -> Colour:
    """`base` with white in it."""
    # Warm white and violet ink, not white and black, which would turn the colours grey.
    return mix(base, (255, 252, 244), share)


def darker(base: Colour, share: float) -> Colour:
    """`base` with ink in it."""
    return mix(base, (34, 24, 64), share)


@dataclass(frozen=True, slots=True)
class Palette:
    """The roles colours play. `land` goes from the farthest layer to the nearest."""

    sky_top: Colour
    sky_low: Colour
    sun: Colour
    land: tuple[Colour, Colour, Colour, Colour]
    water: tuple[Colour, Colour, Colour]
    cloud: Colour
    leaf: tuple[Colour, Colour, Colour]
    accents: tuple[Colour, Colour, Colour]
    trunk: Colour
    is_night: bool = False


def _palette(sky: str, sun: str, land: str, water: str, leaf: str, accents: str) -> Palette:
    skies = [colour(value) for value in sky.split()]
    lands = [colour(value) for value in land.split()]
    waters = [colour(value) for value in water.split()]
    leaves = [colour(value) for value in leaf.split()]
    bright = [colour(value) for value in accents.split()]
    return Palette(
        sky_top=skies[0],
        sky_low=skies[1],
        sun=colour(sun),
        land=(lands[0], lands[1], lands[2], lands[3]),
        water=(waters[0], waters[1], waters[2]),
        cloud=colour("#fffaf0"),
        leaf=(leaves[0], leaves[1], leaves[2]),
        accents=(bright[0], bright[1], bright[2]),
        trunk=colour("#8a5a44"),
    )


# Each by hand, as colours that are computed seldom go together. Order of the values: as `_palette`
# names them.
_PALETTES = (
    _palette(
        "#5cb8f0 #fff1cc",
        "#ffc83d",
        "#b7e4cf #86d494 #4fb673 #2f9463",
        "#9fdcec #58bcd6 #2b8fb8",
        "#4fae74 #2f8f63 #8ccf6a",
        "#ff7a66 #ffb74a #7a6ff0",
    ),
    _palette(
        "#78c0ea #ffe2ae",
        "#ffa43f",
        "#f6dca0 #d0cf7c #93b95c #5b994d",
        "#c4e6df #72b9bb #3f8a97",
        "#a0a35a #737f4a #c9b659",
        "#e8505b #f9b248 #3f8f8b",
    ),
    _palette(
        "#79d8cf #fff8d2",
        "#ffcf4a",
        "#cfefbc #9bd887 #5cba66 #329656",
        "#b5ebe6 #6fcfc8 #349f9f",
        "#63b95a #3a9350 #a9d65c",
        "#ff8a80 #ffca5c #5aa9e6",
    ),
    _palette(
        "#8ea9f6 #ffdfe4",
        "#ffcb66",
        "#c9d4f3 #98c6cd #66b098 #3d8c74",
        "#c5d3f7 #8fa8ea #5c78c9",
        "#6fb39a #4a8f84 #a7cf9a",
        "#ff86a8 #ffc15e #58c2c9",
    ),
    _palette(
        "#52b3f0 #ffe2b0",
        "#ffb52e",
        "#fae293 #dccf66 #93c058 #4d9b4e",
        "#8fd6ef #4aa9d8 #2578b0",
        "#7bb24c #4f8f43 #bccb55",
        "#f0605d #fff0c9 #4a7fd1",
    ),
    _palette(
        "#8ac4f0 #ffe5ca",
        "#ff9f58",
        "#eedfc6 #c0d297 #86ba6f #4f9762",
        "#c9e2f5 #8cb8e4 #5686c4",
        "#7fb08d #558a72 #b4ca8c",
        "#ef5b7b #ffbf5f #5f9ed1",
    ),
)


def story_palette(title: str) -> Palette:
    """Return the palette of the story with this title, always the same."""
    # Seeded by text, whose order Python keeps between versions and processes; hash() it does not.
    return random.Random(f"palette:{title}").choice(_PALETTES)  # noqa: S311  no secret


def at_night(palette: Palette) -> Palette:
    """Return the same story after dark."""
    ink = colour("#123261")  # a little green in it: a blue meadow would be a lake

    def dim(base: Colour, share: float) -> Colour:
        return mix(base, ink, share)

    return replace(
        palette,
        # A little of the day's sky, so that the nights of two stories differ.
        sky_top=mix(colour("#171c5c"), palette.sky_top, 0.08),
        sky_low=mix(colour("#4a55bf"), palette.sky_low, 0.14),
        sun=colour("#fff0c2"),
        land=(
            dim(palette.land[0], 0.5),
            dim(palette.land[1], 0.52),
            dim(palette.land[2], 0.55),
            dim(palette.land[3], 0.6),
        ),
        water=(dim(palette.water[0], 0.5), dim(palette.water[1], 0.55), dim(palette.water[2], 0.6)),
        cloud=colour("#8288cc"),
        # The light green stays lightest, or trees and hills would be one shape in the dark.
        leaf=(dim(palette.leaf[0], 0.5), dim(palette.leaf[1], 0.58), dim(palette.leaf[2], 0.45)),
        trunk=dim(palette.trunk, 0.45),
        is_night=True,
    )


def _tinted(palette: Palette, change: Callable[[Colour], Colour]) -> Palette:
    """The palette with `change` done to all that is sky, land and water; people keep their clothes."""
    sky_top, sky_low, cloud, trunk = map(
        change, (palette.sky_top, palette.sky_low, palette.cloud, palette.trunk)
    )
    land, water, leaf = palette.land, palette.water, palette.leaf
    return replace(
        palette,
        sky_top=sky_top,
        sky_low=sky_low,
        cloud=cloud,
        trunk=trunk,
        land=(change(land[0]), change(land[1]), change(land[2]), change(land[3])),
        water=(change(water[0]), change(water[1]), change(water[2])),
        leaf=(change(leaf[0]), change(leaf[1]), change(leaf[2])),
        accents=(
            mix(palette.accents[0], change(palette.accents[0]), 0.6),
            mix(palette.accents[1], change(palette.accents[1]), 0.6),
            mix(palette.accents[2], change(palette.accents[2]), 0.6),
        ),
    )


def hushed(palette: Palette) -> Palette:
    """Return the palette for a sad or frightening scene: the same colours, as if at dusk."""

    def quiet(base: Colour) -> Colour:
        grey = round(0.3 * base[0] + 0.59 * base[1] + 0.11 * base[2])
        dusk = (round(grey * 0.96), round(grey * 0.98), min(round(grey * 1.05) + 5, 255))
        # What is dark already becomes no darker: a rainy night is still to be seen.
        if palette.is_night:
            return lighter(mix(base, dusk, 0.25), 0.07)
        return darker(mix(base, dusk, 0.46), 0.04)

    return _tinted(palette, quiet)


def at_evening(palette: Palette) -> Palette:
    """Return the palette while the sun sets."""
    warm = _tinted(
        palette, lambda base: mix(mix(base, colour("#7a4a86"), 0.2), colour("#f08a5a"), 0.1)
    )
    return replace(
        warm, sky_top=colour("#7d6bb0"), sky_low=colour("#ffb27a"), sun=colour("#ff9a56")
    )


def in_season(palette: Palette, season: str, *, has_snow: bool) -> Palette:
    """Return the palette in winter, autumn, drought or snow; spring and summer are as it is."""
    if has_snow:
        white = colour("#f4f5fb")
        return replace(
            palette,
            sky_top=mix(palette.sky_top, colour("#b9c6dc"), 0.6),
            sky_low=mix(palette.sky_low, colour("#eef1f7"), 0.7),
            land=(darker(white, 0.1), darker(white, 0.06), darker(white, 0.03), white),
            leaf=_three(palette.leaf, colour("#8aa3a0"), 0.55),
        )
    wanted = {"winter": ("#c3cad6", 0.6), "autumn": ("#d0813a", 0.5), "drought": ("#d9a55a", 0.65)}
    if season not in wanted:
        return palette
    name, share = wanted[season]
    tint, far = colour(name), palette.land[:3]
    return replace(
        palette,
        land=(*_three(far, tint, share * 0.9), mix(palette.land[3], tint, share * 0.8)),
        leaf=_three(palette.leaf, tint, share),
        sky_top=mix(palette.sky_top, tint, 0.35 if season == "winter" else 0.12),
    )


def _three(base: tuple[Colour, ...], tint: Colour, share: float) -> tuple[Colour, Colour, Colour]:
    return mix(base[0], tint, share), mix(base[1], tint, share), mix(base[2], tint, share)
