"""Which picture belongs here, and which of two came first? Things that scenes tell of are shown.

A wrong picture shows what the story never names, or what it names later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stories.providers.own.depiction.vocabulary import animals, names
from stories.providers.own.depiction.words import tokens
from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.kinds_of_things import kind_of
from stories.teaching.phrases import PHRASES
from stories.teaching.questions.candidates import Candidate
from stories.teaching.shown import Shown, forms, spoken_of

_DISTRACTORS = 2
_FAR = 4  # scenes back, at most

#: Nobody takes these for anything else, nor for each other.
_ANIMALS = frozenset(
    {"elephant", "giraffe", "turtle", "snail", "camel", "kangaroo", "crocodile", "octopus", "zebra", "hippo"}
)  # fmt: skip
_THINGS = frozenset(
    {"umbrella", "bicycle", "guitar", "tent", "robot", "rocket", "ladder", "scissors", "drum", "balloon",
     "telescope", "tractor", "castle", "key"}
)  # fmt: skip
#: Words for any animal: then none is surely left out.
_ANY_ANIMAL = {
    "en": frozenset({"animal", "animals", "creature", "creatures", "beast", "beasts", "zoo", "circus"}),
    "es": frozenset({"animal", "animales", "criatura", "criaturas", "bestia", "bestias", "zoo", "circo"}),
    "fr": frozenset({"animal", "animaux", "créature", "créatures", "bête", "bêtes", "zoo", "cirque"}),
    "ar": frozenset({"حيوان", "حيوانات", "مخلوق", "مخلوقات", "وحش", "وحوش", "سيرك"}),
}  # fmt: skip


class Pictured:
    """What is asked with pictures about the scenes of a story."""

    def __init__(self, scenes: Sequence[str], language: str) -> None:
        self._scenes = scenes
        self._language = language
        self._shown = Shown(scenes, language)
        self._spoken_by_scene = [frozenset(spoken_of(text, language)) for text in scenes]
        #: Thing > the first scene that may mean it
        self._first: dict[str, int] = {}
        for scene, keys in enumerate(self._spoken_by_scene):
            for key in keys:
                self._first.setdefault(key, scene)
        self._spoken = frozenset(self._first)
        self._said = {
            form for text in scenes for it in tokens(text) for form in forms(it, language)
        }
        self._names_any = bool(self._said & _ANY_ANIMAL[language])

    def which_picture(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each thing of the scene; the scenes before have to be asked about before."""
        called = names(self._language)
        for key in self._shown.newest_first(scene):
            wrong = self._wrong(key, f"{scene} {self._scenes[scene]}")
            if len(wrong) == _DISTRACTORS:
                keys = shuffled([key, *wrong], f"{scene} {key}")
                answers = tuple(called[it] for it in keys)
                text = PHRASES[self._language].which_picture
                yield Candidate("which picture", Question(text, answers, keys.index(key)))

    def picture_first(self, scene: int) -> Iterator[Candidate]:
        """Yield whether a thing that the scene is the first to tell of came first, or one of before."""
        called = names(self._language)
        for key in self._shown.newest_first(scene):
            before = self._before(key, scene)
            if before is None:
                continue
            keys = shuffled([before, key], f"{scene} {key}")
            text = PHRASES[self._language].picture_first
            answers = tuple(called[it] for it in keys)
            yield Candidate("picture first", Question(text, answers, keys.index(before)))

    def _before(self, key: str, scene: int) -> str | None:
        """Return a thing of the scenes before that the scene has not; None where the key may be older."""
        if self._first.get(key, scene) < scene:
            return None
        here = self._spoken_by_scene[scene] if scene < len(self._scenes) else frozenset()
        for earlier in range(scene - 1, max(scene - 1 - _FAR, -1), -1):
            for other in self._shown.of(earlier):
                is_alike = kind_of(other) is not None and kind_of(other) is kind_of(key)
                if other not in here and not is_alike:
                    return other
        return None

    def _wrong(self, right: str, seed: str) -> list[str]:
        among_animals = right in animals() and not self._names_any
        chosen: list[str] = []
        for kind in [_ANIMALS] if among_animals else self._kinds_beside(right):
            fit = kind - self._spoken - {right, *chosen}
            chosen += shuffled(fit, seed)[: _DISTRACTORS - len(chosen)]
        return chosen

    def _kinds_beside(self, right: str) -> list[frozenset[str]]:
        """Return the things of the right one's kind, then others; none of it where a word may mean any."""
        kind = kind_of(right)
        if kind is None:
            return [_THINGS]
        if self._said & kind.any_of_it[self._language]:
            return [_THINGS - kind.told_apart - kind.others]
        return [kind.told_apart, _THINGS]
