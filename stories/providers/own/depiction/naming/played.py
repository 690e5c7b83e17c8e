"""Who only plays an animal: "Ben, the dragon, forgot his words" in a school's play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.naming.given_names import listed_names
from stories.providers.own.depiction.spotting.belonging import OF_ANIMALS_TOO
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import Entry, beasts
from stories.providers.own.depiction.words import Sentence, plain

_STAGE = {
    "en": "stage costume costumes theatre rehearsal rehearsed rehearse",
    "es": "teatro escenario disfraz disfraces ensayo ensayaron",
    "fr": "théâtre costume costumes répétition répétitions", "ar": "مسرح مسرحية",
}  # fmt: skip
_ARTICLES = frozenset({"a", "the", "school", "our", "their", "class", "christmas"})  # of a play
_KIN = {
    code: frozenset(plain(words).split())
    for code, words in {
        "en": "mother father sister sisters brother brothers",
        "es": "hermana hermanas hermano hermanos",
        "fr": "sœur sœurs frère frères",
        "ar": "ام اخت اخوات اخ اخوة اب والد والدة صغار",
    }.items()
}


def played(sentences: Sequence[Sentence], names: Mapping[str, Entry], language: str) -> set[str]:
    """Return the given names that are an animal's only on the stage."""
    if not any(_is_of_stage(sentence, language) for sentence in sentences):
        return set()
    children = listed_names(language)
    return {name for name, it in names.items() if name in children and it.key in beasts()}


_NEIGHBOURS = frozenset({"people"})  # of animals: "les voisins"


def has_only_animals(
    read: Sequence[tuple[Sentence, list[Mention]]], names: Mapping[str, Entry], language: str
) -> bool:
    """Return whether the story is one of animals, and each word for people in it is of their family."""
    if _is_lesson(read, names, language):
        return True
    if not names or not all(entry.key in beasts() for entry in names.values()):
        return False
    return all(
        it.entry.key in _NEIGHBOURS
        or (it.entry.key in OF_ANIMALS_TOO and _is_kin(sentence, it, language))
        for sentence, found in read
        for it in found
        if it.entry.kind == "person"
    )


# What bees and ants are called among themselves, and what any animal's family is.
_SWARMS = frozenset({"bee", "ant", "wasp", "termite"})
_OF_SWARMS = frozenset({"queen", "people", "guard", "nurse", "builder", "women", "men"})


def _is_lesson(
    read: Sequence[tuple[Sentence, list[Mention]]], names: Mapping[str, Entry], language: str
) -> bool:
    """Return whether it is a lesson of bees or ants, whose queen and sisters are no people."""
    if names or any(_is_said(sentence) for sentence, _ in read):
        return False
    beasts_told = [it.entry.key for _, found in read for it in found if it.entry.key in beasts()]
    return (
        bool(beasts_told)
        and beasts_told[0] in _SWARMS
        and all(
            it.entry.key in _OF_SWARMS or _is_kin(sentence, it, language)
            for sentence, found in read
            for it in found
            if it.entry.kind == "person"
        )
    )


def _is_said(sentence: Sentence) -> bool:
    return any(word.quoted for word in sentence)


def _is_kin(sentence: Sentence, mention: Mention, language: str) -> bool:
    word = sentence[mention.start].plain
    forms = stems(word) if language == "ar" else [word]
    return any(form in _KIN[language] for form in forms)


def _is_of_stage(sentence: Sentence, language: str) -> bool:
    words = [word.plain for word in sentence]
    known = plain(_STAGE[language]).split()
    is_play = any(two == "play" and one in _ARTICLES for one, two in pairwise(words))
    forms = {form for word in words for form in (stems(word) if language == "ar" else [word])}
    return is_play or not forms.isdisjoint(known)
