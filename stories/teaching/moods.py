"""Where a story is sad or frightening: nothing is asked there, and its end is no feast."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.mood import Feeling, feeling, has_harm
from stories.providers.own.depiction.vocabulary import LANGUAGES
from stories.providers.own.depiction.words import sentences

LAST_SCENES = 3  # which say how a story ends


class Moods:
    """How the scenes of a story feel, by their words."""

    def __init__(self, scenes: Sequence[str], language: str) -> None:
        self._scenes = scenes
        self._language = language
        #: Of each scene that was looked at
        self._felt: dict[int, Feeling] = {}

    def is_quiet(self, scene: int) -> bool:
        """Return whether the scene is quiet, or comes right after one and nothing is glad again."""
        felt = self._feeling(scene)
        was_quiet = scene > 0 and self._feeling(scene - 1).mood == "quiet"
        return felt.mood == "quiet" or (was_quiet and not felt.is_glad)

    def ends_quietly(self) -> bool:
        """Return whether the last scenes tell of harm or death, and nothing is glad after it."""
        count = len(self._scenes)
        for scene in reversed(range(max(0, count - LAST_SCENES), count)):
            if self._has_harm(scene):
                return True
            felt = self._feeling(scene)
            if felt.is_glad and felt.mood == "bright":
                return False
        return False

    def _has_harm(self, scene: int) -> bool:
        told = sentences(self._scenes[scene]) if self._language in LANGUAGES else []
        return any(has_harm(sentence, self._language) for sentence in told)

    def _feeling(self, scene: int) -> Feeling:
        if scene not in self._felt:
            self._felt[scene] = _of(self._scenes[scene], self._language)
        return self._felt[scene]


def speaks_quietly(texts: Sequence[str], language: str) -> bool:
    """Return whether any of the texts is quiet by itself."""
    return any(_of(text, language).mood == "quiet" for text in texts)


def _of(text: str, language: str) -> Feeling:
    if language not in LANGUAGES:
        return Feeling("bright", is_harmful=False, is_glad=False)
    return feeling(sentences(text), language)
