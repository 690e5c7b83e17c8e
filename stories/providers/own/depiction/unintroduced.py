"""Who a name means that no word introduces: the heroine whom a story only ever calls Yara."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.mentions import OLD_WORDS
from stories.providers.own.depiction.naming.given_names import listed_names
from stories.providers.own.depiction.spotting.spotted import is_name
from stories.providers.own.depiction.vocabulary import Entry, beasts
from stories.providers.own.depiction.words import Sentence, Word, plain

_HEARD = 3  # times that a name has to be said before "she" tells who it is
_SURE = 0.8  # of the pronouns after a name that agree
# What is told of somebody who did something, and words that begin a sentence and are no name.
_OF_LIVES = frozenset(
    [
        "grew",
        "lived",
        "went",
        "came",
        "said",
        "wrote",
        "discovered",
        "invented",
        "worked",
        "studied",
        "became",
        "painted",
        "sailed",
        "nació",
        "vivió",
        "descubrió",
        "inventó",
        "escribió",
        "naquit",
        "vécut",
        "découvrit",
        "inventa",
    ]
)
# A story with these may call an animal so.
_OF_ANIMALS = frozenset(
    plain(
        "paw paws whiskers tail fur den wings feathers beak fins burrow pond nest trunk hooves"
    ).split()
)
_SHORTEST = 3  # words of a sentence, letters of a verb
_VERBS = frozenset(
    plain(
        "lived was had ran stood sat went came said held took gave saw knew felt found kept put got"
        " made let lay woke slept ate drank wore loved has is loves lives likes sits stands runs"
        " began thought told heard wrote read drew rode swam flew fell threw caught brought left met"
        " led shook sang"
    ).split()
)
_LEADING = frozenset(
    plain(
        "then one when now so but and soon suddenly once today there at in on after before finally"
        " later even only every each still again yet dear poor little old young mr mrs miss dr"
        " entonces un una cuando ahora pero luego hoy allí después antes pobre alors quand puis mais"
        " bientôt soudain aujourd après avant pauvre"
    ).split()
)
_HER_TITLES = frozenset(
    plain("mrs miss ms madame mademoiselle señora señorita doña السيدة الانسة").split()
)
_HIS_TITLES = frozenset(plain("mr monsieur señor don السيد").split())
_OF_NOBLES = frozenset(["von", "van", "de", "di", "da"])
_SAINTS = frozenset({"st", "saint", "sainte", "san", "santa", "santo"})  # whose church it is
_LIVES_FOR = 4  # sentences after "Neil Armstrong went down" in which "he" says that it is a man
_CHILD = {"f": Entry("person", "girl"), "m": Entry("person", "boy")}
_OLD = {"f": Entry("person", "oldwoman"), "m": Entry("person", "oldman")}
_GROWN = {"f": Entry("person", "woman"), "m": Entry("person", "man")}


def unintroduced(
    sentences: list[Sentence], language: str, names: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Return who the names mean that are not among `names`: a child, or somebody grown who has children.

    The list of given names tells girl from boy, and of a name that is not listed what "she" and "he"
    say after it. Only of a listed name, or of one with a child's family or school, is an age supposed.
    """
    known = set(names)
    found = full_names(sentences, language, known)
    told = {word.plain for sentence in sentences for word in sentence}
    is_of_animals = bool(told & _OF_ANIMALS) or any(it.key in beasts() for it in names.values())
    for name, places in _named(sentences, language, is_of_animals=is_of_animals).items():
        if name in known or name in found:
            continue
        sex = _by_title(sentences, places, name)
        sex = (
            sex
            or listed_names(language).get(name)
            or _by_pronouns(sentences, places, GRAMMAR[language])
        )
        if sex and (entry := _aged(sentences, places, language, sex, name)):
            found[name] = entry
    return found


def full_names(sentences: list[Sentence], language: str, known: set[str]) -> dict[str, Entry]:
    """Return the grown people whom lives tell of by name and family name: "Rosa Parks was a seamstress"."""
    grammar, found = GRAMMAR[language], dict[str, Entry]()
    for at, sentence in enumerate(sentences):
        first, family, verb = (*sentence[:3], None, None, None)[:3]
        if not (first and family and verb) or known & {first.plain, family.plain}:
            continue
        named = is_name(first, language) and is_name(family, language)
        is_told_of = verb.plain in grammar.being | _OF_LIVES and first.plain not in _LEADING
        if not (named and is_told_of):
            continue
        rest = [sentence[3:], *sentences[at + 1 : at + _LIVES_FOR]]
        sex = listed_names(language).get(first.plain) or _pronoun(rest, grammar)
        if sex:
            found |= {first.plain: _GROWN[sex], family.plain: _GROWN[sex]}
    return found


def _aged(
    sentences: list[Sentence], places: list[int], language: str, sex: str, name: str
) -> Entry | None:
    grammar = GRAMMAR[language]
    if any(_is_old(sentences[at], name) for at in places):
        return _OLD[sex]
    if any(
        _titled(sentences[at], name, grammar) or _is_grown(sentences[at], grammar) for at in places
    ):
        return _GROWN[sex]
    around = [
        word for at in places for it in sentences[at : at + 2] for word in _owned(it, grammar)
    ]
    is_known = name in listed_names(language) and not any(
        _is_of_somebody_else(sentences[at], name, grammar) for at in places
    )
    is_young = is_known or not grammar.of_children.isdisjoint(around)
    return _CHILD[sex] if is_young else None


def _is_of_somebody_else(sentence: Sentence, name: str, grammar: Grammar) -> bool:
    """Return whether the name is somebody's of whom more is said that no list has: "a baron called Karl von
    Drais".
    """
    for before, word, after in zip(
        (None, *sentence), sentence, (*sentence[1:], None), strict=False
    ):
        if word.plain != name or not word.is_capital:
            continue
        is_called = before is not None and before.plain in grammar.naming
        if after is not None and after.plain in _OF_NOBLES:
            return True
        if is_called and not any(it.is_mark for it in sentence[:1]):
            return True
    return False


def _is_old(sentence: Sentence, name: str) -> bool:
    """Return whether it is "old Idris"."""
    words = (word.plain for word in sentence)
    return any(one in OLD_WORDS and two == name for one, two in pairwise(words))


def _is_grown(sentence: Sentence, grammar: Grammar) -> bool:
    """Return whether it speaks of her children or husband, and not of her mother whose child she is."""
    owned = set(_owned(sentence, grammar))
    return bool(owned & grammar.of_grown) and not owned & grammar.of_children


def _titled(sentence: Sentence, name: str, grammar: Grammar) -> bool:
    """Return whether "Mrs" or the like stands before the name."""
    words = [word.plain for word in sentence if word.plain != "."]
    return any(one in grammar.of_ladies and two == name for one, two in pairwise(words))


def _by_title(sentences: list[Sentence], places: list[int], name: str) -> str:
    """Return f or m of "madame Ferrand" and "Mr Hill", "" for a name without a title."""
    for at in places:
        words = [word.plain for word in sentences[at] if word.plain != "."]
        for one, two in pairwise(words):
            if two == name and one in _HER_TITLES | _HIS_TITLES:
                return "f" if one in _HER_TITLES else "m"
    return ""


def _owned(sentence: Sentence, grammar: Grammar) -> Iterator[str]:
    """Yield what is somebody's or stands after "at": "her mother", "at school"."""
    words = [word.plain for word in sentence]
    return (two for one, two in pairwise(words) if one in grammar.owners)


def _by_pronouns(sentences: list[Sentence], places: list[int], grammar: Grammar) -> str:
    """Return f or m by the first "she" or "he" after each mention of a name, "" where they differ."""
    if len(places) < _HEARD:
        # Of one who is hardly named yet every pronoun has to agree.
        words = {
            it.plain for at in places for sentence in sentences[at : at + 2] for it in sentence
        }
        is_she, is_he = bool(words & grammar.she), bool(words & (grammar.he | {"his"}))
        return ("f" if is_she else "m") if is_she != is_he else ""
    said = Counter(filter(None, (_pronoun(sentences[at : at + 2], grammar) for at in places)))
    sex, times = said.most_common(1)[0] if said else ("", 0)
    return sex if times >= max(2, _SURE * said.total()) else ""


def _pronoun(following: list[Sentence], grammar: Grammar) -> str:
    for word in (word for sentence in following for word in sentence):
        if word.plain in grammar.she or word.plain in grammar.he:
            return "f" if word.plain in grammar.she else "m"
    return ""


def _named(
    sentences: list[Sentence], language: str, *, is_of_animals: bool
) -> dict[str, list[int]]:
    """Return in which sentences each name stands; within one, as every first word has a capital."""
    grammar, found = GRAMMAR[language], dict[str, list[int]]()
    sure = {name for it in sentences for name in _within(it, language, grammar)}
    small = {word.plain for it in sentences for word in it if not word.is_capital}
    if not is_of_animals:
        sure |= {name for it in sentences if (name := _leading(it, language)) not in small | {""}}
    for at, sentence in enumerate(sentences):
        for name in dict.fromkeys(word.plain for word in sentence):
            if name in sure:
                found.setdefault(name, []).append(at)
    return found


def _leading(sentence: Sentence, language: str) -> str:
    """Return the name with which a sentence begins, by the verb behind it: "Juno stood", "" for none."""
    if language != "en" or len(sentence) < _SHORTEST or not is_name(sentence[0], language):
        return ""
    name, verb = sentence[0].plain, sentence[1]
    is_verb = verb.plain in _VERBS or (verb.plain.endswith("ed") and len(verb.plain) > _SHORTEST)
    return name if is_verb and not verb.is_capital and name not in _LEADING else ""


def _within(sentence: Sentence, language: str, grammar: Grammar) -> Iterator[str]:
    for before, word in zip((None, *sentence), sentence, strict=False):
        # A capital after "in" or "from" is a town's; who has a title of religion is no child.
        if before and (before.plain in grammar.of_towns or _is_title(before, grammar)):
            continue
        if word.plain in listed_names(language):
            yield from [word.plain] if word.is_capital or language == "ar" else []
        elif before and is_name(word, language) and not (before.is_capital or before.is_mark):
            yield word.plain


def _is_title(word: Word, grammar: Grammar) -> bool:
    return word.is_capital and word.plain in grammar.titles | _SAINTS
