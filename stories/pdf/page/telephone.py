"""Telephone numbers in a line that runs from right to left: their groups stand from the left."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GROUPS = re.compile(r"\+?\d{1,5}(?:-\d{2,7}){1,4}")
_DIGITS = range(7, 16)
_YEAR = re.compile(r"(?:19|20)\d\d|[12١٢][٠-٩]{3}")
_ZERO = ("0", "٠", "+")
_LONGEST = 24


def is_in_telephone(signs: Sequence[str], at: int) -> bool:
    """Return whether sign `at` of those met from the right is a hyphen of a telephone number.

    The way that Unicode sets figures after Arabic letters would turn its groups round, and so who writes one
    marks it as running from the left. Days and spans are not marked, and are read from the right.
    """
    start, end = at, at + 1
    while start and at - start < _LONGEST and _is_part(signs[start - 1]):
        start -= 1
    while end < len(signs) and end - at < _LONGEST and _is_part(signs[end]):
        end += 1
    text = "".join(reversed(signs[start:end]))
    groups = text.split("-")
    if not _GROUPS.fullmatch(text) or sum(map(str.isdecimal, text)) not in _DIGITS:
        return False
    if any(_YEAR.fullmatch(group) for group in groups) or not text.startswith(_ZERO):
        return False
    # Set without a mark, it has the longer group with its subscriber on the left.
    turned = groups[-1].startswith(_ZERO) and len(groups[-1]) < len(groups[0])
    return not turned


def _is_part(sign: str) -> bool:
    return sign.isdecimal() or sign in "-+"
