"""Things that a story tells of and that can be shown in a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.mentions import named
from stories.providers.own.depiction.vocabulary import animals, vocabulary
from stories.providers.own.depiction.words import sentences, tokens
from stories.providers.own.named_things import drawable

_LONGEST_PHRASE = 4  # words
#: Too like others to be told apart, or drawn as one kind of many.
_UNCLEAR = frozenset({"doll", "toy", "pumpkin", "cloud", "fence", "paper", "ice", "mat", "beans"})


class Shown:
    """What is there in the scenes of a story, scene by scene."""

    def __init__(self, scenes: Sequence[str], language: str) -> None:
        self._scenes = scenes
        self._language = language
        #: Of each scene that was looked at
        self._there: dict[int, list[str]] = {}
        #: Thing > the scene that has it first
        self._first: dict[str, int] = {}

    def of(self, scene: int) -> list[str]:
        """Return the keys of the things that are surely there in the scene, in its order."""
        if scene not in self._there:
            text = self._scenes[scene] if scene < len(self._scenes) else ""
            found = (
                mention.entry.key
                for sentence in sentences(text)
                for mention in named(sentence, self._language)
                if mention.entry.kind == "thing"
            )
            shown = drawable().keys() - _UNCLEAR
            self._there[scene] = list(dict.fromkeys(key for key in found if key in shown))
            for key in self._there[scene]:
                self._first[key] = min(self._first.get(key, scene), scene)
        return self._there[scene]

    def newest_first(self, scene: int) -> list[str]:
        """Return the scene's things, first those that no scene before has, animals before others.

        The scenes before have to be looked at before.
        """
        return sorted(self.of(scene), key=lambda it: (self._first[it] < scene, it not in animals()))

    def most_often(self, count: int) -> list[str]:
        """Return the things that are there in most scenes, animals before others."""
        times = Counter(key for scene in range(len(self._scenes)) for key in self.of(scene))
        return sorted(times, key=lambda it: (it not in animals(), -times[it]))[:count]


def spoken_of(text: str, language: str) -> Iterator[str]:
    """Yield the keys of all things that a phrase of the text may mean, there or not."""
    known, said = _things_by_phrase(language), tokens(text)
    for at, word in enumerate(said):
        for length in range(1, _LONGEST_PHRASE + 1):
            rest = said[at + 1 : at + length]
            for first in forms(word, language):
                yield from known.get((first, *rest), ())


def forms(word: str, language: str) -> list[str]:
    """Return the word, in Arabic without what is written onto it too."""
    return stems(word) if language == "ar" else [word]


@cache
def _things_by_phrase(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        phrase: tuple(entry.key for entry in entries if entry.kind == "thing")
        for phrase, entries in vocabulary(language).items()
        if any(entry.kind == "thing" for entry in entries)
    }
