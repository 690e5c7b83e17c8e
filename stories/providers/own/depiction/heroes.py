"""Things that a story has named and so made somebody: "Pip was a drop of water", "a star called Lumi"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.mentions import GIVING
from stories.providers.own.depiction.vocabulary import Entry, beasts, hero_words, vocabulary
from stories.providers.own.depiction.words import Sentence, Word, plain

_LONGEST_PHRASE = 4  # words
_NAMED_WITHIN = 3  # words between the thing and "called"
_ADJECTIVES = 3  # words between "was" and the thing: "was a very small drop"
_SPOKEN_WITHIN = 3  # words between a name and what says that it speaks or feels
_HEARD = 3  # times that a name has to be said where no capital marks it
_HEARD_WITH_CAPITALS = 2
# What people use: they have a face only where the story lets them speak or feel.
_USED = frozenset(
    {"boat", "ship", "car", "bus", "lorry", "tractor", "trainrail", "plane", "rocket", "house",
     "castle", "church", "mosque", "schoolhouse", "tower", "lighthouse", "bell", "sword", "bridge"}
)  # fmt: skip
_NO_NAME = frozenset(
    plain(
        "it there this that here what who i we you they so then one oh everything nothing"
        " eso esto ello había era hoy yo tú aquí allí c ce cela ça ceci il elle on je tu"
        " هناك في هي هو تلك هذه هذا ثمة يا ما كل لها له"
    ).split()
)


@dataclass(frozen=True, slots=True)
class _Spot:
    key: str
    start: int
    end: int


def heroes(sentences: list[Sentence], language: str) -> dict[str, Entry]:
    """Return what each name of a thing means, with a face where the story lets it feel or speak.

    A name is said to be one by "called", by "was a", by what stands beside it or by the next sentence.
    """
    grammar, found = GRAMMAR[language], dict[str, str]()
    said = _said(sentences, language)
    before: list[_Spot] = []
    is_of_beasts = False  # "a blue hen beside a rose. She was called Pepa."
    for sentence in sentences:
        spots = list(_spots(sentence, language))
        for spot in spots:
            for name in _names_of(sentence, spot, language, grammar, said):
                found.setdefault(name, spot.key)
        is_alone = len({spot.key for spot in before}) == 1 and not is_of_beasts
        if is_alone and (name := _name_after(sentence, 0, language, grammar)):
            found.setdefault(name, before[0].key)
        before = spots
        is_of_beasts = any(_is_beast(word.plain, language) for word in sentence)
    return {
        name: Entry("thing", key, hero=_face(sentences, name, key, grammar))
        for name, key in found.items()
    }


def _is_beast(word: str, language: str) -> bool:
    forms = stems(word) if language == "ar" else [word]
    return any(it.key in beasts() for form in forms for it in vocabulary(language).get((form,), ()))


def _said(sentences: list[Sentence], language: str) -> Counter[str]:
    """Return how often each word is said that may be a name: with capitals, one that is never without."""
    words = [word for sentence in sentences for word in sentence]
    if language == "ar":
        return Counter(form for word in words for form in stems(word.plain))
    small = {word.plain for word in words if not word.is_capital}
    return Counter(word.plain for word in words if word.plain not in small)


def _face(
    sentences: list[Sentence], name: str, key: str, grammar: Grammar
) -> Literal["face", "faceless"]:
    if key not in _USED:
        return "face"
    speaks = any(
        word.plain == name
        and any(
            it.plain in grammar.speaking
            for it in sentence[max(at - _SPOKEN_WITHIN, 0) : at + _SPOKEN_WITHIN + 1]
        )
        for sentence in sentences
        for at, word in enumerate(sentence)
    )
    return "face" if speaks else "faceless"


def _spots(sentence: Sentence, language: str) -> Iterator[_Spot]:
    """Yield the longest phrases that may be a hero, outside of what is said."""
    known, at = hero_words(language), 0
    while at < len(sentence):
        for length in range(_LONGEST_PHRASE, 0, -1):
            words = sentence[at : at + length]
            rest = tuple(word.plain for word in words[1:])
            key = next(
                (known[first, *rest] for first in _forms(words[0], language)
                 if (first, *rest) in known), "",
            )  # fmt: skip
            is_name = (
                at > 0 and length == 1 and words[0].is_capital and not sentence[at - 1].is_mark
            )
            if key and len(words) == length and not words[0].quoted and not is_name:
                yield _Spot(key, at, at + length)
                at += length - 1
                break
        at += 1


def _forms(word: Word, language: str) -> list[str]:
    return stems(word.plain) if language == "ar" else [word.plain]


def _names_of(
    sentence: Sentence, spot: _Spot, language: str, grammar: Grammar, said: Counter[str]
) -> Iterator[str]:
    after = sentence[spot.end : spot.end + 1]
    if name := _name_after(sentence, spot.end, language, grammar):
        yield name
    elif after and _is_name(after[0]) and _is_subject(sentence[: spot.start], grammar):
        yield after[0].plain
    named_before = _name_before_in_arabic if grammar.joins_words else _name_before
    if name := named_before(sentence[: spot.start], sentence, language, said):
        yield name


def _is_subject(before: Sentence, grammar: Grammar) -> bool:
    """Return whether it is "The small robot Zip" and not "Under the apple tree Nora"."""
    around = grammar.staying | grammar.going | grammar.under | grammar.telling
    near = len(before) <= _ADJECTIVES and not grammar.joins_words
    return near and not any(word.is_mark or word.plain in around for word in before)


def _name_before_in_arabic(before: Sentence, _: Sentence, language: str, said: Counter[str]) -> str:
    """Return the name of "was Pip a drop": it is one that the story goes on to say."""
    near = before[-_ADJECTIVES - 2 :]
    for word, name in reversed(list(pairwise(near))):
        if word.plain in GRAMMAR["ar"].being:
            if name is not before[-1]:
                return ""  # "was Salma reading a book"
            is_one = name.plain not in _NO_NAME and said[name.plain] >= _HEARD
            return name.plain if is_one and not _is_word(name.plain, language) else ""
    return ""


def _name_before(before: Sentence, sentence: Sentence, language: str, said: Counter[str]) -> str:
    """Return the name of "Pip was a small drop", "Pip, a drop" and "Pip the drop"."""
    grammar = GRAMMAR[language]
    for at in range(len(before) - 1, max(len(before) - _ADJECTIVES - 3, 0), -1):
        word, name = before[at], before[at - 1]
        is_being = word.plain in grammar.being
        joins = is_being or word.plain == "," or word.plain in _ARTICLES
        if joins and before[at - 2 : at - 1] and before[at - 2].plain in GIVING:
            return ""
        if joins and _is_name(name):
            follows = is_being or _begins_with_article(sentence, at, grammar)
            return name.plain if follows and said[name.plain] >= _HEARD_WITH_CAPITALS else ""
        if (word.is_mark and word.plain != ",") or word.plain in grammar.staying:
            return ""  # "Leo was asleep in his armchair"
    return ""


_ARTICLES = frozenset({"the", "el", "la", "le", "l"})


def _begins_with_article(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether an article stands here or right after the comma: "Pip, a drop", "Pip the drop"."""
    at += sentence[at].plain == ","
    return sentence[at].plain in grammar.determiners


def _name_after(sentence: Sentence, start: int, language: str, grammar: Grammar) -> str:
    """Return the name that a word of naming gives soon after `start`, "" for none.

    Nothing else that could have a name stands between.
    """
    for at in range(start, min(start + _NAMED_WITHIN + 1, len(sentence) - 1)):
        word = sentence[at]
        if word.plain in grammar.naming:
            # "Whose name was Pip"
            at += sentence[at + 1].plain in grammar.being and at + 2 < len(sentence)
            name = sentence[at + 1]
            is_one = grammar.joins_words or _is_name(name)
            return name.plain if is_one and not name.is_mark else ""
        if word.is_mark or _is_word(word.plain, language):
            return ""
    return ""


def _is_name(word: Word) -> bool:
    """Return whether the word is written as a name; it may be a word too, as Frost is."""
    return word.is_capital and len(word.plain) > 1 and word.plain not in _NO_NAME


def _is_word(word: str, language: str) -> bool:
    """Return whether the word means a thing or a person."""
    entries = vocabulary(language).get((word,), ())
    return (word,) in hero_words(language) or any(it.kind == "person" for it in entries)
