"""The colour that a text says a thing has: "a red fountain pen", "una yegua vieja y negra"."""

from __future__ import annotations

from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.vocabulary import LANGUAGES, rows, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_BEFORE = 5  # words among which a colour stands before its thing: "a black and white cow"
_AFTER = 4  # words after: "une robe longue, large et rouge", "era muy blanca"
# Between a thing and its colour behind it stand "is", "very", "and" and "of the colour".
_LINKS = {
    code: frozenset(plain(words).split())
    for code, words in {
        "en": "is was were are very so all bright quite",
        "es": "era es eran son estaba muy tan toda todo y de color más",
        "fr": "était est étaient sont très si toute tout et de couleur",
        "ar": "كان كانت و لونها لونه ذات ذو جدا بلون",
    }.items()
}


def colour_of(sentence: Sentence, start: int, length: int, language: str) -> str:
    """Return the key of the only colour said of the phrase, or "" where none or several are."""
    end = start + length
    after = _said_of_it(sentence[end : end + _AFTER], language)
    inside = sentence[start:end]  # "una pluma verde" may be a phrase of the list
    around = after
    if language == "en":
        around = _clause_before(sentence[max(start - _BEFORE, 0) : start], language) or after
    names = _names(language)
    found = {
        names[form]
        for word in (*inside, *around)
        for form in _forms(word.plain, language)
        if form in names
    }
    return found.pop() if len(found) == 1 else ""


def _clause_before(words: Sentence, language: str) -> Sentence:
    """Return the adjectives that stand right before: as far back as the last article, noun or full mark."""
    kept: list[int] = []
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word.plain in GRAMMAR[language].determiners:
            break
        is_part = word.plain in colour_words(language) or word.plain == ","
        if not is_part and (word.is_mark or _is_noun(word.plain, language)):
            # Another thing's: "apples, red cherries, a boat".
            kept = [it for it in kept if not any(w.plain == "," for w in words[at:it])]
            break
        kept.append(at)
    return tuple(words[at] for at in reversed(kept) if not words[at].is_mark)


def _said_of_it(words: Sentence, language: str) -> Sentence:
    """Return the words behind a thing that may say its colour: adjectives, and "is" before one."""
    links = _LINKS[language]
    kept = list[int]()
    unknown = 0
    for at, word in enumerate(words):
        is_colour = any(form in _names(language) for form in _forms(word.plain, language))
        if is_colour or word.plain in links or (language != "en" and word.plain == ","):
            kept.append(at)
            continue
        unknown += 1
        grammar = GRAMMAR[language]
        stops = grammar.determiners | grammar.place_words | grammar.clause_starts
        is_other = word.is_mark or word.plain in stops or _is_noun(word.plain, language)
        # One word that nobody knows may be an adjective, as "vieja" is; in English none stands there.
        is_joined = language == "ar" and word.plain.startswith("و")
        if is_other or is_joined or language == "en" or unknown > 1:
            break
        kept.append(at)
    if language == "en" and not any(words[at].plain in links for at in kept[:1]):
        return ()
    return tuple(words[at] for at in kept)


def _is_noun(word: str, language: str) -> bool:
    return any(
        it.kind in ("thing", "person", "place", "unseen")
        for form in _forms(word, language)
        for it in vocabulary(language).get((form,), ())
    )


def _forms(word: str, language: str) -> list[str]:
    return list(stems(word)) if language == "ar" else [word]


@cache
def tints() -> dict[str, str]:
    """Return the tint of each colour, by key."""
    return {row[0]: row[1] for row in rows("colours")}


def has_colour(sentence: Sentence, language: str) -> bool:
    """Return whether a colour is said in the sentence."""
    names = _names(language)
    return any(form in names for word in sentence for form in _forms(word.plain, language))


@cache
def colour_words(language: str) -> frozenset[str]:
    """Return every word for a colour, as it is compared."""
    return frozenset(_names(language))


@cache
def _names(language: str) -> dict[str, str]:
    column = LANGUAGES.index(language) - len(LANGUAGES)
    return {
        plain(name.strip()): row[0] for row in rows("colours") for name in row[column].split(",")
    }
