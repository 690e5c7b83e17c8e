"""Tesseract's hOCR into lines with their places."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from stories.pdf.layout.line import Line
from stories.pdf.ocr.recognised import Row, Word
from stories.pdf.ocr.spreads import pages_apart
from stories.pdf.page.direction import is_right_to_left

_DPI_OF_PAGE = re.compile(r"scan_res (\d+) ")
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_SURE = re.compile(r"x_wconf ([\d.]+)")
# Tesseract wraps Arabic words in direction marks.
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINES = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))
_TYPE_SIZE_OF_LINE = 0.75  # x_size is a line's full height
_LEAST_SURE_LINE = 42.0  # of 100, as the mean of the words
_SURE_WORD = 60.0  # of 100; one such word in a line is asked for
_SURE_COLUMN = (
    80.0  # of 100, as the median: then unsure words are kept too, for the sentence's sake
)
_LEAST_LETTERS = 0.6  # of what is visible; ornaments are read as signs
_LETTERS = re.compile(r"[^\W\d_]{2}")
# Tesseract's guess of a size varies by line, for Arabic with its strokes far more.
_SAME_SIZE = {False: (0.85, 1.15), True: (0.6, 1.5)}
_ARABIC_SIGNS = str.maketrans({",": "،", ";": "؛", "?": "؟"})
_SIGN_IN_NUMBER = re.compile(r"(?<=\d)[,;](?=\d)")


@dataclass(frozen=True, slots=True)
class Scan:
    """The lines of one scanned page, its height in points, and the mean confidence, 0 to 100."""

    lines: list[Line]
    height: float
    confidence: float


class _Hocr(HTMLParser):
    """Collects pages, rows and words, in Tesseract's order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        # The resolution pages are drawn at, until the page says otherwise.
        self.points = 72 / 300
        self.height = 0.0
        self._column = 0
        self._starts = True
        self.width = 0.0
        self._sure: float | None = None
        self._sides = (0.0, 0.0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kind, title = given.get("class", ""), given.get("title", "")
        if kind == "ocr_page":
            if (dpi := _DPI_OF_PAGE.search(title)) and int(dpi[1]) > 0:
                self.points = 72 / int(dpi[1])
            _, _, self.width, self.height = self._box(title)
        elif kind == "ocr_carea":
            self._column += 1
        elif kind == "ocr_par":
            self._starts = True
        elif kind in _LINES:
            size = _SIZE.search(title)
            points = float(size[1]) * self.points * _TYPE_SIZE_OF_LINE if size else 10.0
            self.rows.append(Row(self._box(title), points, self._column, self._starts))
            self._starts = False
        elif kind == "ocrx_word" and self.rows:
            sure = _SURE.search(title)
            self._sure = float(sure[1]) if sure else 0.0
            left, _, right, _ = self._box(title)
            self._sides = left, right

    def handle_data(self, data: str) -> None:
        word = _MARKS.sub("", data).strip()
        if self._sure is not None and word:
            self.rows[-1].words.append(Word(word, self._sure, *self._sides))
            self._sure = None

    def _box(self, title: str) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom in points from the upper left."""
        found = _BOX.search(title)
        values = [float(value) * self.points for value in found.groups()] if found else [0.0] * 4
        return values[0], values[1], values[2], values[3]


def scan_of(hocr: str) -> Scan:
    """Return what Tesseract is sure enough of; sizes that differ only by its guessing are made one."""
    parser = _Hocr()
    parser.feed(hocr)
    sure_columns = _sure_columns(parser.rows)
    for row in parser.rows:
        row.in_text = row.column in sure_columns
    rows = [row for row in parser.rows if _is_writing(row)]
    rtl = is_right_to_left(character for row in rows for character in row.text)
    rows = pages_apart(rows, (parser.width, parser.height), rtl=rtl)
    body = _body_size(rows)
    lines = [_line(row, body, rtl, parser.height) for row in rows]
    sure = statistics.fmean(row.confidence for row in rows) if rows else 0.0
    return Scan(lines, parser.height, sure)


def _sure_columns(rows: Sequence[Row]) -> set[int]:
    """Return the blocks of several lines that are text as a whole: in them every line counts."""
    words: dict[int, list[float]] = defaultdict(list)
    lines = Counter(row.column for row in rows)
    for row in rows:
        words[row.column].extend(word.sure for word in row.words)
    return {
        column
        for column, found in words.items()
        if found and lines[column] > 1 and statistics.median(found) >= _SURE_COLUMN
    }


def _is_writing(row: Row) -> bool:
    if row.in_text:
        return any(character.isalnum() for character in row.text)
    if row.confidence < _LEAST_SURE_LINE:
        return False
    visible = sum(not character.isspace() for character in row.text)
    letters = sum(map(str.isalnum, row.text))
    has_word = any(word.sure >= _SURE_WORD and _LETTERS.search(word.text) for word in row.words)
    # A page number is no word, but is needed to be recognised as one.
    return row.text.isdigit() or (has_word and letters >= _LEAST_LETTERS * visible)


def _body_size(rows: Sequence[Row]) -> float:
    # Weighted by letters: headings must not count as much as the text.
    sizes = sorted(size for row in rows for size in [row.size] * len(row.text))
    return sizes[len(sizes) // 2] if sizes else 10.0


def _line(row: Row, body: float, rtl: bool, height: float) -> Line:
    least, most = _SAME_SIZE[rtl]
    same = least * body <= row.size <= most * body
    left, _, right, bottom = row.box
    return Line(
        text=_with_arabic_signs(row.text) if rtl else row.text,
        left=left,
        right=right,
        baseline=height - bottom,
        em=body if same else row.size,
        bold=False,
        rtl=rtl,
        column=row.column,
        starts=row.starts,
    )


def _with_arabic_signs(text: str) -> str:
    """Replace the Latin commas and question marks Tesseract writes in Arabic lines."""
    numbers = {match.start() for match in _SIGN_IN_NUMBER.finditer(text)}
    signs = text.translate(_ARABIC_SIGNS)
    return "".join(text[at] if at in numbers else character for at, character in enumerate(signs))
