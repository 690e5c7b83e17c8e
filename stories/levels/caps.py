"""The most a scene may ask of a grade, as levelled readers have it: the same in every language."""

from __future__ import annotations

from dataclasses import dataclass

LAST_GRADE = 12
# For grades 1 and 12; those between lie on a line. Ours, as docs/reading-levels.md says.
_SCENE_WORDS = (40, 160)
_SENTENCE_WORDS = (8, 22)
_RARE_SHARE = (0.04, 0.18)


@dataclass(frozen=True, slots=True)
class Caps:
    """`rare_share` is the part of a scene's words, from 0 to 1, that may be long and unfamiliar."""

    words_per_sentence: int
    words_per_scene: int
    rare_share: float

    def rare_words(self, words: int) -> int:
        """Return the most rare words among so many; one is always allowed."""
        # In a very short scene a share alone would forbid the one word the scene is about.
        return max(1, round(self.rare_share * words))


def caps(grade: int) -> Caps:
    """Return the caps of a grade of 1 to 12."""
    return Caps(words_per_sentence(grade), words_per_scene(grade), _between(_RARE_SHARE, grade))


def words_per_scene(grade: int) -> int:
    """Return the most words a scene should have for a grade of 1 to 12: 40 to 160."""
    return round(_between(_SCENE_WORDS, grade))


def words_per_sentence(grade: int) -> int:
    """Return the most words a sentence should have for a grade of 1 to 12: 8 to 22."""
    return round(_between(_SENTENCE_WORDS, grade))


def _between(ends: tuple[float, float], grade: int) -> float:
    first, last = ends
    return first + (grade - 1) * (last - first) / (LAST_GRADE - 1)
