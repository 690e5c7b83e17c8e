"""Page numbers: figures at a page's edge that count its pages, and no others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stories.pdf.layout.line import Line

_NUMBER = r"(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7}|[\u0660-\u0669]{1,4})"
_WORD = r"(?:p\s?a\s?g\s?e|p\.|pp\.|página|pág\.|seite|صفحة|ص)"
_SIGNS = r"[\s\-–—|·•\[\](){}/_.:*~]*"
_SPELLED = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]?)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"|un|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze"
    r"|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
)
_ALONE = re.compile(rf"{_SIGNS}{_NUMBER}{_SIGNS}")
_SAID = re.compile(
    rf"{_SIGNS}(?:{_WORD}{_SIGNS}{_NUMBER}|{_NUMBER}{_SIGNS}{_WORD})"
    rf"(?:\s*(?:/|of|de|sur|von|من)\s*\d{{1,4}})?{_SIGNS}",
    re.IGNORECASE,
)
_SAID_IN_WORDS = re.compile(rf"{_SIGNS}{_WORD} (?:{_SPELLED}){_SIGNS}", re.IGNORECASE)
_OF_ALL = re.compile(
    rf"{_SIGNS}(\d{{1,4}})\s*(?:/|of|de|sur|من)\s*(\d{{1,4}}){_SIGNS}", re.IGNORECASE
)
_LARGE = 1.15  # times the text's size: a figure that large is told, as in a counting book
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SMALL = 0.88  # times the text's size
_STEPS = (1, 2)  # pages a sheet: two where a spread is one page of the file
_APART_EM = 1.8
_SPREAD_EM = 18.0  # between the numbers of two pages side by side

#: A page's index from 0 and the line.
Place = tuple[int, Line]


def page_numbers(found: Sequence[Place], body_em: float) -> list[tuple[int, Line, float]]:
    """Return those of the lines at the pages' edges that are page numbers, and how sure each is.

    A bare figure must count the pages together with another one; letters of an alphabet do not.
    """
    bare = [
        (number, line, value)
        for number, line in found
        if line.em <= _LARGE * body_em and (value := _value(line.text)) is not None
    ]
    # Once for each page and value, or a row of figures would count as many.
    values = {(number, value) for number, _, value in bare}
    counts = Counter((step, value - step * number) for number, value in values for step in _STEPS)
    sure = [
        (number, line, 1.0)
        for number, line, value in bare
        if any(counts[step, value - step * number] > 1 for step in _STEPS)
        or _is_of_a_spread(number, line, value, bare)
    ]
    return sure + [(number, line, 1.0) for number, line in found if is_said(line.text)]


def _is_of_a_spread(
    number: int, line: Line, value: int, bare: Sequence[tuple[int, Line, int]]
) -> bool:
    """Return whether the number of the page beside it stands at the same height, far away."""
    return any(
        other_number == number
        and abs(other_value - value) == 1
        and abs(other.baseline - line.baseline) < line.em / 4
        and abs(other.left - line.left) > _SPREAD_EM * line.em
        for other_number, other, other_value in bare
    )


def is_said(text: str) -> bool:
    """Return whether the line says that it is a page number, as “2 | Page” and “3 of 12” do."""
    return any(form.fullmatch(text) for form in (_SAID, _SAID_IN_WORDS, _OF_ALL))


def is_lone_number(line: Line, others: Sequence[Line], height: float, body_em: float) -> bool:
    """Return whether a figure that counts with no other is one by its place: at the foot, well apart."""
    if _value(line.text) is None or line.em > body_em or not line.text.strip(" -–—").isdigit():
        return False
    above = [other.baseline for other in others if other is not line]
    apart = bool(above) and line.baseline < min(above) - _APART_EM * line.em
    return (apart or is_small_below(line, others, body_em)) and line.baseline < height / 4


def is_small_below(line: Line, others: Sequence[Line], body_em: float) -> bool:
    """Return whether the line stands below all others and is smaller than the text, however close to it."""
    below = all(other.baseline > line.baseline for other in others if other is not line)
    return below and line.em < _SMALL * body_em and len(others) > 1


def _value(text: str) -> int | None:
    """Return the number that the line is and nothing else."""
    found = _ALONE.fullmatch(text)
    if not found:
        return None
    digits = found[1]
    if digits[0].isdigit():
        return int(digits)
    return _roman(digits.casefold())


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if value < max(values[at:], default=0) else value for at, value in enumerate(values)
    )
