"""Whether a text asks far less than its grade can take."""

from collections.abc import Mapping
from typing import Any

from stories.levels.caps import LAST_GRADE, caps

_FEWEST_WORDS = 20  # a shorter text says nothing about its grade
_FAR = 3  # grades


def far_under(level: Mapping[str, Any], grade: int) -> int | None:
    """Return the lowest grade whose caps a measured text keeps, where that is far under `grade`; else None.

    `level` has the figures of a Measure.
    """
    if level.get("words", 0) < _FEWEST_WORDS:
        return None
    # Without the cap of the scene's length: a short scene is not an easy one.
    kept = (
        lower
        for lower in range(1, LAST_GRADE + 1)
        if level["longest"] <= caps(lower).words_per_sentence
        and level["rare_count"] <= caps(lower).rare_words(level["words"])
    )
    suits = next(kept, LAST_GRADE)
    # Half of it too: three grades are much for a fourth grade and little for a twelfth.
    return suits if grade - suits >= _FAR and 2 * suits <= grade else None
