"""How many of a kind a scene has: "two ducks", "both sisters", "les trois souris", أرنبين."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.cast import roles
from stories.providers.own.depiction.mentions import Mention
from stories.providers.own.depiction.plurals import plurals
from stories.providers.own.depiction.vocabulary import Entry, animals, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

MANY = 3  # as many are seen as several
_BEFORE = 4  # words between a number and what is counted: "two very small white ducks"
_TWO = {
    "en": "two both couple pair twin",
    "es": "dos ambos ambas par",
    "fr": "deux couple paire",
    "ar": "كلا كلتا اثنان اثنتان",
}
_MORE = {
    "en": "three four five six seven eight nine ten eleven twelve dozen many several few lots hundreds",
    "es": "tres cuatro cinco seis siete ocho nueve diez doce muchos muchas varios varias algunos algunas",
    "fr": "trois quatre cinq six sept huit neuf dix douze plusieurs beaucoup quelques",
    "ar": "ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني تسعة تسع عشرة عشر عدة",
}
# After these a word that ends as plurals do is one.
_OF_SEVERAL = {
    "es": frozenset(["los", "las", "unos", "unas", "mis", "tus", "sus", "nuestros", "nuestras"]),
    "fr": frozenset(["les", "des", "mes", "tes", "ses", "nos", "vos", "leurs", "aux", "ces"]),
}
# Plurals that follow no rule and are words of the lists; others are made by rules.
_IRREGULAR = frozenset(
    [
        "mice",
        "geese",
        "wolves",
        "calves",
        "oxen",
        "ponies",
        "puppies",
        "bunnies",
        "dormice",
        "chevaux",
    ]
)
_DUAL = ("ان", "ين")


def counts(read: Sequence[tuple[Sentence, Sequence[Mention]]], language: str) -> dict[str, int]:
    """Return how many there are, two or three, of each person and animal of whom there are several.

    A group is several already, and babies lie in one pair of arms.
    """
    found: dict[str, int] = {}
    for sentence, mentioned in read:
        for mention in mentioned:
            if mention.length and _is_counted(mention.entry):
                number = _number(sentence, mention, language)
                found[mention.entry.key] = max(number, found.get(mention.entry.key, 1))
    return {key: number for key, number in found.items() if number > 1}


def _is_counted(entry: Entry) -> bool:
    if entry.kind == "person":
        return roles()[entry.key].sex != "many" and roles()[entry.key].age != "baby"
    return entry.kind == "thing" and entry.key in animals()


def _number(sentence: Sentence, mention: Mention, language: str) -> int:
    words = [it.plain for it in sentence[mention.start : mention.start + mention.length]]
    if language != "ar" and not _is_called(words, mention.entry, language):
        return 1  # "they", "the three friends": of each of them there is one
    is_plural = _is_plural(words, language, before=_word_before(sentence, mention.start))
    before = sentence[max(mention.start - _BEFORE, 0) : mention.start]
    for word in reversed(before):
        if word.is_mark or word.plain in _ends(language):
            break
        if word.plain in _numbers(language):
            # "Two by two the duck …" counts nothing: what is counted is in the plural.
            return _numbers(language)[word.plain] if is_plural or language == "ar" else 1
    if language == "ar":
        return 2 if _is_dual(words[0], mention.entry.key) else 1
    return 2 if is_plural else 1


def _is_called(words: Sequence[str], entry: Entry, language: str) -> bool:
    """Return whether the words are the animal's or person's own, and no pronoun or name."""
    return any(it.key == entry.key for it in vocabulary(language).get(tuple(words), ()))


def _word_before(sentence: Sentence, start: int) -> str:
    return sentence[start - 1].plain if start else ""


def _is_plural(words: Sequence[str], language: str, *, before: str) -> bool:
    if _IRREGULAR & set(words):
        return True
    if language in _OF_SEVERAL:
        of_several = before in _OF_SEVERAL[language] or before in _numbers(language)
        return words[0].endswith(("s", "x")) and (of_several or tuple(words) in _ruled(language))
    return tuple(words) in _ruled(language)


def _is_dual(word: str, key: str) -> bool:
    """Return whether it is an Arabic word for two: its ending taken off it is the word for one."""
    known = vocabulary("ar")
    if any((stem,) in known for stem in stems(word) if stem.endswith(_DUAL)):
        return False
    singular = {stem for stem in stems(word) if not stem.endswith(_DUAL)}
    return word.endswith(_DUAL) and any(
        entry.key == key for stem in singular for entry in known.get((stem,), ())
    )


@cache
def _ends(language: str) -> frozenset[str]:
    """Return words before which a number counts something else: "two boys and a duck"."""
    joining = {"en": "and a an or of with", "es": "y o un una de con", "fr": "et ou un une de avec"}
    allowed = frozenset(_numbers(language))
    return frozenset(joining.get(language, "و").split()) - allowed


@cache
def _numbers(language: str) -> dict[str, int]:
    two = dict.fromkeys(map(plain, _TWO[language].split()), 2)
    return two | dict.fromkeys(map(plain, _MORE[language].split()), MANY)


@cache
def _ruled(language: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases of the vocabulary that are the plural of another of them."""
    known = vocabulary(language)
    made = {tuple(it.split(" ")) for phrase in known for it in plurals(" ".join(phrase), language)}
    return frozenset(made & known.keys()) - {("mrs",)}
