"""Whether a text is harder than its grade, and the sentence that makes it so."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from stories.levels.readability import measure, sentences_of


def hardest_above(level: Mapping[str, Any], text: str, language: str, grade: int) -> str | None:
    """Return the hardest sentence of a text that reads like a higher grade than `grade`; else None.

    `level` has the figures of its Measure. A text of one grade and a half is of the second.
    """
    return _hardest(text, language) if int(level.get("grade", 0) + 0.5) > grade else None


@lru_cache(maxsize=512)  # a row is read for each frame
def _hardest(text: str, language: str) -> str:
    measured = ((measure(it, language), it) for it in sentences_of(text))
    weights = [((found.grade, found.longest), it) for found, it in measured]
    return max(weights, default=((0, 0), ""))[1]
