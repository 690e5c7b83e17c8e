"""Which picture belongs here? A thing that the scene tells of, among others that the story never names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.mentions import mentions
from stories.providers.own.depiction.vocabulary import animals, names, vocabulary
from stories.providers.own.depiction.words import sentences, tokens
from stories.providers.own.named_things import drawable
from stories.providers.storyteller import Question
from stories.teaching.chance import shuffled
from stories.teaching.phrases import PHRASES
from stories.teaching.questions.candidates import Candidate

_DISTRACTORS = 2
_LONGEST_PHRASE = 4  # words

#: Nobody takes these for anything else, nor for each other.
_ANIMALS = frozenset(
    {"elephant", "giraffe", "turtle", "snail", "camel", "kangaroo", "crocodile", "octopus", "zebra", "hippo"}
)  # fmt: skip
_THINGS = frozenset(
    {"umbrella", "bicycle", "guitar", "tent", "robot", "rocket", "ladder", "scissors", "drum", "balloon",
     "telescope", "tractor", "castle", "key"}
)  # fmt: skip
#: Too like others to be told apart, or drawn as one kind of many.
_UNCLEAR = frozenset({"doll", "toy", "pumpkin", "cloud", "fence", "paper", "ice", "mat", "beans"})
#: Words for any animal: then none is surely left out.
_ANY_ANIMAL = {
    "en": frozenset({"animal", "animals", "creature", "creatures", "beast", "beasts", "zoo", "circus"}),
    "es": frozenset({"animal", "animales", "criatura", "criaturas", "bestia", "bestias", "zoo", "circo"}),
    "fr": frozenset({"animal", "animaux", "créature", "créatures", "bête", "bêtes", "zoo", "cirque"}),
    "ar": frozenset({"حيوان", "حيوانات", "مخلوق", "مخلوقات", "وحش", "وحوش", "سيرك"}),
}  # fmt: skip


class Shown:
    """What the scenes of a story tell of that can be shown in a picture."""

    def __init__(self, scenes: Sequence[str], language: str) -> None:
        self._scenes = scenes
        self._language = language
        self._spoken = frozenset(key for text in scenes for key in _spoken_of(text, language))
        said = {form for text in scenes for it in tokens(text) for form in _forms(it, language)}
        self._names_any = bool(said & _ANY_ANIMAL[language])
        #: Of each scene that was looked at
        self._there: dict[int, list[str]] = {}
        #: Thing > the scene that has it first
        self._first: dict[str, int] = {}

    def which_picture(self, scene: int) -> Iterator[Candidate]:
        """Yield a question for each thing of the scene: what is new first, animals before others.

        The scenes before have to be looked at before.
        """
        there = self._of(scene)
        ordered = sorted(there, key=lambda it: (self._first[it] < scene, it not in animals()))
        called = names(self._language)
        for key in ordered:
            wrong = self._wrong(key, f"{scene} {self._scenes[scene]}")
            if len(wrong) == _DISTRACTORS:
                keys = shuffled([key, *wrong], f"{scene} {key}")
                answers = tuple(called[it] for it in keys)
                text = PHRASES[self._language].which_picture
                yield Candidate("which picture", Question(text, answers, keys.index(key)))

    def _wrong(self, right: str, seed: str) -> list[str]:
        among_animals = right in animals() and not self._names_any
        fit = (_ANIMALS if among_animals else _THINGS) - self._spoken
        return shuffled(fit, seed)[:_DISTRACTORS]

    def _of(self, scene: int) -> list[str]:
        """Return the keys of the things that are surely there in the scene, in its order."""
        if scene not in self._there:
            text = self._scenes[scene] if scene < len(self._scenes) else ""
            found = (
                mention.entry.key
                for sentence in sentences(text)
                for mention in mentions(sentence, self._language)
                if mention.entry.kind == "thing"
            )
            shown = drawable().keys() - _UNCLEAR
            self._there[scene] = list(dict.fromkeys(key for key in found if key in shown))
            for key in self._there[scene]:
                self._first.setdefault(key, scene)
        return self._there[scene]


def _spoken_of(text: str, language: str) -> Iterator[str]:
    """Yield the keys of all things that a phrase of the text may mean, there or not."""
    known, said = _things_by_phrase(language), tokens(text)
    for at, word in enumerate(said):
        for length in range(1, _LONGEST_PHRASE + 1):
            rest = said[at + 1 : at + length]
            for first in _forms(word, language):
                yield from known.get((first, *rest), ())


def _forms(word: str, language: str) -> list[str]:
    return stems(word) if language == "ar" else [word]


@cache
def _things_by_phrase(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        phrase: tuple(entry.key for entry in entries if entry.kind == "thing")
        for phrase, entries in vocabulary(language).items()
        if any(entry.kind == "thing" for entry in entries)
    }
