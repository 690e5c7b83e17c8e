"""The words for what can be drawn, read from the lists beside this module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from stories.providers.own.depiction.plurals import plurals
from stories.providers.own.depiction.words import tokens

Kind = Literal["thing", "person", "unseen", "place", "hour", "weather", "season", "idiom"]
LANGUAGES = ("en", "es", "fr", "ar")
# Those whose words are counted in the plural too; the others are written out in their list.
_COUNTED = frozenset({"thing", "person", "unseen", "place"})
_ARTICLES = {
    "en": ("a ", "an ", "some ", "the "),
    "es": ("un ", "una ", "unos ", "unas ", "el ", "la "),
    "fr": ("un ", "une ", "des ", "du ", "de la ", "de l'", "le ", "la ", "les ", "l'"),
    "ar": (),
}
#: How many "the mice" are, where no number is said.
SEVERAL = 3
# Listed words that mean several: those of other plurals end as most do.
_MANY = {
    "en": frozenset(
        ["mice", "geese", "oxen", "cacti", "children", "people", "men", "women", "cattle", "fishermen"]
    ),
    "es": frozenset[str](), "fr": frozenset[str](), "ar": frozenset[str](),
}  # fmt: skip
_ONE_IN_S = frozenset(
    {"mrs", "fils", "souris", "brebis", "ours", "puits", "bois", "tapis", "tenis", "paraguas"}
)
_PLURAL_ENDS = {"en": ("s",), "es": ("s",), "fr": ("s", "x"), "ar": ()}
_LISTS = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase. `after` says what has to stand before it for this meaning, `colour` which
    one the text says a thing has, "" for none. `hero` is how a thing with a name is drawn, "" without.
    `count` is how many are spoken of: 0 where that is not said, SEVERAL for "mice".
    """

    kind: Kind
    key: str
    after: Literal["", "determiner", "place word"] = ""
    colour: str = ""
    hero: Literal["", "face", "faceless"] = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to draw: where it stands, its height in percent of a grown person's, and the key of its
    colour, "" where the text says none. `hero` says that it has a name in the story, and whether a face;
    `is_held` that somebody has it in the hand, `in_tree` that it sits in one. `count` is how many there
    are of it, `copy` which of these this one is, from 0.
    """

    key: str
    stand: str
    height: int
    drawing: str
    is_animal: bool
    colour: str = ""
    hero: Literal["", "face", "faceless"] = ""
    is_held: bool = False
    in_tree: bool = False
    count: int = 1
    copy: int = 0


Phrase = tuple[str, ...]
Vocabulary = dict[Phrase, tuple[Entry, ...]]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return every phrase of the language with what it may mean, the likeliest first."""
    found: Vocabulary = {}
    for row in rows("idioms"):
        if row[0] == language:
            found.update(dict.fromkeys(map(tokens, _split(row[1])), (Entry("idiom", ""),)))
    for kind, key, words in _all_words(language):
        for phrase, entry in _phrases(kind, key, words, language):
            found[phrase] = (*found.get(phrase, ()), entry)
    return found


@cache
def hero_words(language: str) -> dict[Phrase, str]:
    """Return the key of the thing that each phrase means where the story's hero is introduced by it."""
    column = LANGUAGES.index(language) - len(LANGUAGES)
    found = {
        phrase: entry.key
        for phrase, entries in vocabulary(language).items()
        for entry in entries
        if entry.kind == "thing" and entry.key not in animals()
    }
    return found | {tokens(it): row[0] for row in rows("heroes") for it in _split(row[column])}


@cache
def names(language: str) -> dict[str, str]:
    """Return how each thing, person, place, hour and weather is called, with its article, by key."""
    return {
        key: _split(words)[0].translate({ord("~"): None, ord("+"): None})
        for _, key, words in _all_words(language)
    }


@cache
def animals() -> frozenset[str]:
    """Return the keys of the things that are animals."""
    return frozenset(row[0] for row in rows("animals"))


@cache
def beasts() -> frozenset[str]:
    """Return the keys of all who act as animals do in stories, those without a drawing too."""
    return animals() | {row[0] for row in rows("undrawn")}


@cache
def things() -> dict[str, Thing]:
    """Return every thing that can be drawn, animals too, by key."""
    return {
        row[0]: Thing(row[0], row[1], int(row[2]), row[3], row[0] in animals())
        for row in (*rows("animals"), *rows("things"))
    }


def rows(name: str) -> list[list[str]]:
    """Return the cells of a list's rows."""
    lines = (_LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


def _all_words(language: str) -> Iterator[tuple[Kind, str, str]]:
    column = LANGUAGES.index(language) - len(LANGUAGES)
    kinds: dict[str, Kind] = {"hour": "hour", "weather": "weather", "season": "season"}
    # Places and people first: a word that is also a thing's tells more as a place.
    for row in rows("places"):
        yield "place", row[0], row[column]
    for row in rows("people"):
        yield "person", row[0], row[column]
    for row in rows("times"):
        yield kinds[row[0]], row[1], row[column]
    for row in (*rows("animals"), *rows("things")):
        yield "thing", row[0], row[column]
    for row in rows("undrawn"):
        yield "unseen", row[0], row[column]


def _phrases(kind: Kind, key: str, words: str, language: str) -> Iterator[tuple[Phrase, Entry]]:
    for number, listed in enumerate(_split(words)):
        word = _without_article(listed, language) if number == 0 else listed
        bare = word.lstrip("~+")
        entry = Entry(kind, key, _condition(word))
        # A name in the list that ends so is one thing, as "glasses" are.
        is_many = number > 0 and _is_many(bare, language)
        yield tokens(bare), replace(entry, count=SEVERAL) if is_many else entry
        if kind in _COUNTED:
            # "Bats" are no clubs and "trains" no verb as seldom as "bat" and "train": the same condition.
            for plural in plurals(bare, language):
                if plural == bare:
                    continue
                yield tokens(plural), replace(entry, count=SEVERAL)


def _is_many(phrase: str, language: str) -> bool:
    words = phrase.split()
    noun = words[-1 if language == "en" else 0]
    if noun in _MANY[language]:
        return True
    is_one = noun.endswith(("ss", "us")) or noun in _ONE_IN_S
    return noun.endswith(_PLURAL_ENDS[language]) and not is_one


def _condition(word: str) -> Literal["", "determiner", "place word"]:
    if word.startswith("~"):
        return "determiner"
    return "place word" if word.startswith("+") else ""


def _without_article(name: str, language: str) -> str:
    for article in _ARTICLES[language]:
        if name.startswith(article):
            return name.removeprefix(article)
    return name


def _split(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(",")]
