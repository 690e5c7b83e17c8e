"""Which picture belongs here, and which of two animals came first? Things that scenes tell of are shown.

A wrong picture shows what the story tells of elsewhere, or else what fits its world and is never named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from stories.providers.own.depiction.vocabulary import animals, names
from stories.providers.own.depiction.words import tokens
from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.kinds_of_things import HABITATS, kind_of
from stories.teaching.phrases import PHRASES
from stories.teaching.questions.candidates import Candidate
from stories.teaching.shown import Shown, forms, spoken_of

_DISTRACTORS = 2
_FAR = 8  # scenes back or on, at most
_APART = 2  # scenes: what is told right beside a scene may be there still
_OFTEN = 40  # scenes: what is in more of them is everywhere
_PART = 2  # scenes in which somebody has a part in the story

#: Nobody takes these for each other, and none of them is out of place in any story.
_THINGS = frozenset(
    {"umbrella", "bicycle", "drum", "ball", "ladder", "scissors", "key", "book", "lamp", "hat", "cup",
     "broom",
     "clock", "spoon"}
)  # fmt: skip
#: The same out of doors.
_NATURE = frozenset({"mushroom", "shell", "feather", "cactus", "basket", "rope", "bucket", "nest"})
_IN_NATURE = frozenset(
    {"hive", "honey", "fire", "wood", "rock", "nest", "feather", "seed", "seedling", "flower", "sunflower",
     "rose",
     "maize", "wheat", "tree", "firtree", "palm", "leaf", "mushroom", "shell", "torch", "hutthing", "volcano"}
)  # fmt: skip
_BIRDS = frozenset(
    {"bird", "chick", "chicken", "rooster", "crow", "dove", "duck", "duckling", "eagle", "flamingo",
     "goose", "gull",
     "heron", "ostrich", "owl", "parrot", "peacock", "penguin", "swan", "turkey"}
)  # fmt: skip
#: What may stand in a scene that does not say so.
_BACKDROP = frozenset(
    {"tree", "firtree", "palm", "house", "door", "window", "table", "chair", "bed", "rock", "flower", "leaf",
     "wood", "fence", "cloud", "drop", "schoolhouse", "hutthing", "tower", "plate", "pot", "picture", "paint"}
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
        #: Thing > the scenes that may mean it
        self._scenes_of: dict[str, set[int]] = defaultdict(set)
        for scene, keys in enumerate(self._spoken_by_scene):
            for key in keys:
                self._scenes_of[key].add(scene)
        self._spoken = frozenset(self._first)
        self._said = {
            form for text in scenes for it in tokens(text) for form in forms(it, language)
        }
        self._names_any = bool(self._said & _ANY_ANIMAL[language])

    def which_picture(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each thing of the scene; the scenes before have to be asked about before."""
        called = names(self._language)
        for key in self._shown.newest_first(scene):
            if key in _BACKDROP:
                continue
            wrong = self._wrong(key, scene)
            if len(wrong) == _DISTRACTORS:
                keys = shuffled([key, *wrong], f"{scene} {key}")
                answers = tuple(called[it] for it in keys)
                text = PHRASES[self._language].which_picture
                yield Candidate("which picture", Question(text, answers, keys.index(key)))

    def picture_first(self, scene: int) -> Iterator[Candidate]:
        """Yield whether an animal that the scene is the first to tell of came first, or one of before.

        Only of those that have a part in the story: nobody remembers which thing was named by the way first.
        """
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
        """Return an animal of the scenes before that the scene has not; None where the key may be older."""
        if self._first.get(key, scene) < scene or not self._has_a_part(key):
            return None
        here = self._spoken_at(scene)
        for earlier in range(scene - 1, max(scene - 1 - _FAR, -1), -1):
            for other in self._shown.of(earlier):
                is_before = self._first[other] <= scene - _APART
                if other not in here and is_before and self._has_a_part(other):
                    return other
        return None

    def _has_a_part(self, key: str) -> bool:
        return key in animals() and len(self._scenes_of[key]) >= _PART

    def _spoken_at(self, scene: int) -> frozenset[str]:
        return self._spoken_by_scene[scene] if 0 <= scene < len(self._scenes) else frozenset()

    def _wrong(self, right: str, scene: int) -> list[str]:
        """Return what the story tells of elsewhere; where that is too little, what fits its world."""
        seed = f"{scene} {self._scenes[scene]}"
        chosen = self._told_elsewhere(right, scene)[:_DISTRACTORS]
        among_animals = right in animals() and not self._names_any
        kinds = [self._habitat(right)] if among_animals else self._kinds_beside(right)
        # "A bird" may be any of them.
        alike = _BIRDS if right in _BIRDS or "bird" in self._spoken else frozenset[str]()
        for kind in kinds:
            fit = kind - self._spoken - alike - {right, *chosen}
            chosen += shuffled(fit, seed)[: _DISTRACTORS - len(chosen)]
        return chosen

    def _told_elsewhere(self, right: str, scene: int) -> list[str]:
        """Return things of scenes that are not beside this one, which no scene has together with the right
        one; first those of its kind.
        """
        if len(self._scenes_of[right]) > _OFTEN:
            return []
        near = frozenset[str]().union(
            *(self._spoken_at(it) for it in range(scene - _APART + 1, scene + _APART))
        )
        last = min(scene + _FAR, len(self._scenes) - 1)
        others = dict.fromkeys(
            key
            for it in range(max(scene - _FAR, 0), last + 1)
            for key in self._shown.of(it)
            if abs(it - scene) >= _APART and key not in near and self._is_apart(right, key)
        )
        return sorted(
            shuffled(others, f"{scene} {right}"), key=lambda it: not _are_alike(it, right)
        )

    def _is_apart(self, right: str, other: str) -> bool:
        is_any = other in animals() and self._names_any
        may_be_there = other in _BACKDROP or is_any or {right, other} <= _BIRDS
        return not may_be_there and self._scenes_of[right].isdisjoint(self._scenes_of[other])

    def _habitat(self, animal: str) -> frozenset[str]:
        """Return animals that live where the story's do, this one before all."""
        homes = sorted(
            HABITATS, key=lambda it: (len(it & self._spoken), animal in it), reverse=True
        )
        return homes[0]

    def _kinds_beside(self, right: str) -> list[frozenset[str]]:
        """Return the things of the right one's kind, then others; none of it where a word may mean any."""
        kind = kind_of(right)
        if kind is None:
            return [_NATURE, _THINGS] if right in _IN_NATURE else [_THINGS]
        if self._said & kind.any_of_it[self._language]:
            return [_THINGS - kind.told_apart - kind.others]
        return [kind.told_apart, _THINGS]


def _are_alike(one: str, other: str) -> bool:
    kind = kind_of(one)
    both_live = one in animals() and other in animals()
    return both_live or (kind is not None and kind is kind_of(other))
