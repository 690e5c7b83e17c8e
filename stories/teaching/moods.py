"""Where a story is sad or frightening: nothing is asked there, and its end is no feast."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.following.mourning import lost
from stories.providers.own.depiction.mood import Feeling, feeling, has_harm
from stories.providers.own.depiction.scene.told import who_is_who
from stories.providers.own.depiction.vocabulary import LANGUAGES
from stories.providers.own.depiction.words import sentences

_CLOSING = 3  # sentences: a night without sleep that went on well is no sad end


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
        """Return whether its end is no feast, however glad others are again: it tells of harm or death, it
        lost one of the family or a pet, or its last sentences are sad.
        """
        harms = any(map(self._has_harm, range(len(self._scenes))))
        return harms or self._loses_somebody() or self._closes_sadly()

    def _closes_sadly(self) -> bool:
        if not self._scenes or self._language not in LANGUAGES:
            return False
        last = feeling(sentences(self._scenes[-1])[-_CLOSING:], self._language)
        return last.mood == "quiet" and not last.is_glad

    def _loses_somebody(self) -> bool:
        if self._language not in LANGUAGES:
            return False
        told = sentences("\n\n".join(self._scenes))
        return bool(lost(told, self._language, who_is_who(told, self._language)[0]))

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
