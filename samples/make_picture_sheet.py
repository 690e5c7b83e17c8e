"""Make static/img/pictures.svg, the pictures of sign-in cards, of the vendored drawings.

    python samples/make_picture_sheet.py

What is drawn on cards must not change: pupils know their pictures by heart.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHEETS = ROOT / "stories/providers/own/papercut/sheets/fluent-emoji.json"
NOTICE = (
    "<!-- Drawings of Fluent Emoji, MIT License, Copyright (c) Microsoft Corporation;"
    " the notice is in stories/providers/own/papercut/sheets/LICENSE -->"
)


def symbol(name: str, sheets: list[tuple[str, int, list[list[int]]]]) -> str:
    """Return one drawing as a symbol, its sheets from the lowest up."""
    return f'<symbol id="{name}" viewBox="0 0 1000 1000">{"".join(map(_sheet, sheets))}</symbol>'


def _sheet(sheet: tuple[str, int, list[list[int]]]) -> str:
    tint, percent, outlines = sheet
    faint = f' opacity="{percent / 100:g}"' if percent < 100 else ""
    path = "".join(map(_outline, outlines))
    # An outline within another is a hole.
    return f'<path fill="{tint}"{faint} fill-rule="evenodd" d="{path}"/>'


def _outline(flat: list[int]) -> str:
    points = list(zip(flat[::2], flat[1::2], strict=True))
    steps = [f"{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(points)]
    start = f"M{points[0][0]} {points[0][1]}"
    return f"{start}l{' '.join(steps).replace(' -', '-')}z"


if __name__ == "__main__":
    from classroom.actions.pictures import PICTURES

    drawings = json.loads(SHEETS.read_text())
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    lines = [head, NOTICE, *(symbol(name, drawings[name]) for name in PICTURES), "</svg>\n"]
    (ROOT / "static/img/pictures.svg").write_text("\n".join(lines))
