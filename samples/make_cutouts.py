"""Turn the drawings of Fluent Emoji (MIT, Microsoft) that pictures use into sheets of paper.

Run `python samples/make_cutouts.py ICONS` with the icons.json of the npm package
@iconify-json/fluent-emoji-flat 1.2.6 and `svgelements` installed. Which drawings are taken is said by
the list of things; each becomes polygons with a colour, so that they are drawn without an SVG renderer.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import svgelements

OWN = Path(__file__).resolve().parents[1] / "stories" / "providers" / "own"
LISTS = [OWN / "depiction" / name for name in ("animals.txt", "things.txt")]
SHEETS = OWN / "papercut" / "sheets" / "fluent-emoji.json"
GRID = 1000  # steps along a drawing's side
STEP = 14  # between two points of a curve; finer is not seen at the size of a picture


def wanted() -> list[str]:
    """The drawings that the list of things names."""
    rows = [line.split("|") for path in LISTS for line in path.read_text("utf-8").splitlines()]
    named = {row[3] for row in rows if len(row) > 3 and not row[0].startswith("#")}
    undrawn = {"scene", "none"}
    return sorted({name for name in named if not name.startswith("own")} - undrawn)


def sheets(body: str, side: float) -> list[list[Any]]:
    """A drawing's shapes from the back to the front: colour, opacity in percent, outlines."""
    from io import StringIO

    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{body}</svg>'
    found = []
    for shape in svgelements.SVG.parse(StringIO(svg)).elements():
        if (
            not isinstance(shape, svgelements.Shape)
            or shape.fill is None
            or shape.fill.value is None
        ):
            continue
        outlines = [outline for part in _parts(shape) if len(outline := flat(part, side)) >= 6]
        if outlines:
            found.append([shape.fill.hexrgb, round(shape.fill.opacity * 100), outlines])
    return found


def _parts(shape: Any) -> list[Any]:
    return list(svgelements.Path(shape).as_subpaths())


def flat(part: Any, side: float) -> list[int]:
    """One outline as x, y, x, y … on the grid."""
    scale, points = GRID / side, []
    for segment in svgelements.Path(part):
        if segment.start is None or segment.end is None:
            continue
        straight = isinstance(segment, svgelements.Line | svgelements.Close)
        steps = 1 if straight else max(math.ceil(segment.length(error=0.01) * scale / STEP), 2)
        for step in range(1, steps + 1):
            point = segment.point(step / steps)
            points.append((round(point.x * scale), round(point.y * scale)))
    kept = [point for at, point in enumerate(points) if point != points[at - 1]]
    return [value for point in kept for value in point]


def main(icons: Path) -> None:
    drawn = json.loads(icons.read_text("utf-8"))
    side = drawn.get("width", 32)
    missing = [name for name in wanted() if name not in drawn["icons"]]
    if missing:
        sys.exit(f"Not among the drawings: {', '.join(missing)}")
    made = {name: sheets(drawn["icons"][name]["body"], side) for name in wanted()}
    lines = [
        f"{json.dumps(name)}: {json.dumps(made[name], separators=(',', ':'))}" for name in made
    ]
    SHEETS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
