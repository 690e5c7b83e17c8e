"""What a scene is about of which nothing is sure: a thing that its story names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import mentions
from stories.providers.own.depiction.spotting.spotted import spellings, spotted
from stories.providers.own.depiction.vocabulary import (
    LANGUAGES,
    Thing,
    animals,
    hero_words,
    things,
)
from stories.providers.own.depiction.words import Sentence, plain, sentences

_LONGEST = 8_000  # characters that are read of a scene, and of the story before it
_LONGEST_TITLE = 300
_OF_THE_SKY = frozenset({"star", "moon"})
_LONGEST_PHRASE = 4  # words
# What hurts is no ornament.
_NO_ORNAMENT = frozenset(plain("knife sword axe bow saw bone ghost medicine fire skull").split())


def subject_of(text: str, title: str, before: str, language: str) -> Thing | None:
    """Return the thing that the scene names, else the story's title, else the story most until now.

    An animal only where the title names it: before a reader it would be somebody who is there.
    """
    code = language[:2]
    if code not in LANGUAGES:
        return None
    titled = titled_things(title, code)
    said = [key for one in sentences(text[:_LONGEST]) for key in _shown(one, code)]
    told = Counter(key for one in sentences(before[-_LONGEST:]) for key in _shown(one, code))
    wanted = [
        *(key for key in said if key in titled),
        *(key for key in said if key not in animals()),
        *titled,
        *(key for key, _ in told.most_common() if key not in animals()),
    ]
    return next((_figure_of(key) for key in wanted if _has_figure(key)), None)


def titled_things(title: str, language: str) -> list[str]:
    """Return the keys of the things and animals that a title names, in its order."""
    code = language[:2]
    if code not in LANGUAGES:
        return []
    found = list[str]()
    for sentence in sentences(title[:_LONGEST_TITLE]):
        found += [key for key in _named(sentence, code) if key not in found]
        found += [key for key in _heroes(sentence, code) if key not in found]
    return found


def _shown(sentence: Sentence, language: str) -> Iterator[str]:
    """Yield what was surely there: a loaf to which love was likened is no story's subject."""
    return (it.entry.key for it in mentions(sentence, language) if it.entry.kind == "thing")


def _named(sentence: Sentence, language: str) -> Iterator[str]:
    for mention in spotted(sentence, language, GRAMMAR[language], {}):
        if mention.entry.kind == "thing":
            yield mention.entry.key


def _heroes(sentence: Sentence, language: str) -> Iterator[str]:
    """Yield what is a thing where a story is about it: a drop of rain."""
    known = hero_words(language)
    for at in range(len(sentence)):
        for length in range(_LONGEST_PHRASE, 0, -1):
            for phrase in spellings(sentence[at : at + length], language):
                if len(phrase) == length and phrase in known:
                    yield known[phrase]


def _figure_of(key: str) -> Thing:
    """Return the thing; star and moon, which are scenery, as they are drawn where they are somebody."""
    return replace(things()[key], hero="faceless") if key in _OF_THE_SKY else things()[key]


def _has_figure(key: str) -> bool:
    if key not in things() or key in _NO_ORNAMENT:
        return False
    return key in _OF_THE_SKY or things()[key].drawing not in ("scene", "none")
