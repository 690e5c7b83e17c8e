"""Lines that Tesseract did not see as part of a block of text, found by their ink and read by themselves."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from PIL import Image

from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line
from stories.pdf.ocr.hocr import Scan

_CELLS = 64  # the page is looked at in so many columns
_ROW_POINTS = 2.0
_DARKER = 12  # of 255, than what is usual in its column: a cell of letters
_LEAST_CELLS = 4  # of a row with letters
_HEIGHTS = (0.5, 2.2)  # times a line's: less is a rule, more is a picture
_LINE_EM = 1.1
_NEXT_EM = 2.4  # from a line to the next of its paragraph
_FEWEST_WORDS = 2


def missed_bands(picture: Image.Image, scan: Scan) -> list[tuple[float, float]]:
    """Return where ink as high as a line stands that no line was read from: foot and top, in points.

    `picture` is the page as Tesseract saw it.
    """
    if not scan.lines or not scan.height:
        return []
    high = statistics.median(line.em for line in scan.lines) * _LINE_EM
    known = [(line.baseline - line.em / 2, line.baseline + line.em * 1.2) for line in scan.lines]
    return [
        (low, top)
        for low, top in _inked(picture, scan.height)
        if _HEIGHTS[0] * high < top - low < _HEIGHTS[1] * high
        and not any(low < end and start < top for start, end in known)
    ]


def _inked(picture: Image.Image, height: float) -> Iterator[tuple[float, float]]:
    """Yield the bands of rows with ink, as foot and top in points."""
    rows = max(int(height / _ROW_POINTS), 1)
    small = picture.convert("L").resize((_CELLS, rows), Image.Resampling.BOX)
    cells = small.tobytes()
    columns = [cells[at::_CELLS] for at in range(_CELLS)]
    usual = [statistics.median(column) for column in columns]
    inked = [
        sum(usual[at] - columns[at][row] > _DARKER for at in range(_CELLS)) >= _LEAST_CELLS
        for row in range(rows)
    ]
    row = 0
    for has_ink, group in itertools.groupby(inked):
        end = row + len(list(group))
        if has_ink:
            yield height - end * _ROW_POINTS, height - row * _ROW_POINTS
        row = end


def with_missed(scan: Scan, other: Scan, bands: Sequence[tuple[float, float]]) -> Scan:
    """Return the scan with the lines of another reading of the same page that stand in these bands."""
    lines = list(scan.lines)
    for line in other.lines:
        within = any(low <= line.baseline + line.em / 3 <= top for low, top in bands)
        if within and len(line.text.split()) >= _FEWEST_WORDS:
            _insert(lines, line)
    return Scan(lines, scan.height, scan.confidence)


def _insert(lines: list[Line], line: Line) -> None:
    """Put the line above the first that stands below it, into its paragraph where it is near enough."""
    place = next(
        (
            number
            for number, other in enumerate(lines)
            if other.baseline < line.baseline
            and other.left < line.right
            and line.left < other.right
        ),
        len(lines),
    )
    line.starts = True
    if place < len(lines):
        after = lines[place]
        line.column = after.column
        near = line.baseline - after.baseline < _NEXT_EM * after.em
        if near and not line.text.endswith(SENTENCE_END):
            after.starts = False
    elif lines:
        line.column = lines[-1].column
    if lines:
        line.em = lines[min(place, len(lines) - 1)].em
    lines.insert(place, line)
