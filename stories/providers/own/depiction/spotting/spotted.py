"""The phrases of the vocabulary in a sentence, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.vocabulary import Entry, Vocabulary, vocabulary
from stories.providers.own.depiction.words import Sentence, Word

_LONGEST_PHRASE = 4  # words
_PLACE_WORD_WITHIN = 3  # words before: "in the bush", "into the thick bush"
_HELPING = frozenset({"can", "could", "will", "would", "may", "might", "must", "should", "to"})
_JOINED = frozenset("وفلب")  # single letters that Arabic writes onto a name
_BLOT = Word("idiom", is_capital=False, quoted=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the vocabulary in a sentence: where it begins, and how many words it has."""

    entry: Entry
    start: int
    length: int


def without_idioms(sentence: Sentence, spotted: list[Mention]) -> Sentence:
    """Return the sentence with its idioms blotted out: "sin parar" denies nothing."""
    words = list(sentence)
    for mention in spotted:
        if mention.entry.kind == "idiom":
            for at in range(mention.start, mention.start + mention.length):
                words[at] = _BLOT
    return tuple(words)


def spotted(
    sentence: Sentence, language: str, grammar: Grammar, names: Mapping[str, Entry]
) -> Iterator[Mention]:
    known, at = vocabulary(language), 0
    while at < len(sentence):
        found = _longest_at(sentence, at, known, language, grammar)
        # In Arabic a name may look like a word with an ending: Layla like "my night".
        # A name may be a word too: Luna is no moon, unless "Red Riding Hood" or the like begins here.
        is_longer = bool(found) and found[0].length > 1 and not grammar.joins_words
        if not is_longer and (entry := _named(sentence, at, names, grammar)):
            found = [Mention(entry, at, 1)]
        yield from found
        at += found[0].length if found else 1


def _named(
    sentence: Sentence, at: int, names: Mapping[str, Entry], grammar: Grammar
) -> Entry | None:
    """Return whom the name means; in Arabic, which has no capitals, with "and" or "to" written onto it."""
    word = sentence[at]
    if not grammar.joins_words:
        return names.get(word.plain) if word.is_capital else None
    return names.get(word.plain) or (
        names.get(word.plain[1:]) if word.plain[0] in _JOINED else None
    )


def _longest_at(
    sentence: Sentence, at: int, known: Vocabulary, language: str, grammar: Grammar
) -> list[Mention]:
    """Return the longest phrase that begins here; twice for what tells the hour too, as the moon."""
    for length in range(_LONGEST_PHRASE, 0, -1):
        for phrase in spellings(sentence[at : at + length], language):
            entries = known.get(phrase, ()) if len(phrase) == length else ()
            fitting = [entry for entry in entries if _fits(sentence, at, entry, grammar)]
            if fitting:
                kinds = (fitting[0].kind, fitting[-1].kind)
                both = kinds in (("hour", "thing"), ("place", "hour"))
                return [Mention(entry, at, length) for entry in (fitting if both else fitting[:1])]
    return []


def spellings(words: Sentence, language: str) -> Iterator[tuple[str, ...]]:
    rest = tuple(word.plain for word in words[1:])
    for first in stems(words[0].plain) if language == "ar" else (words[0].plain,):
        yield (first, *rest)
        # "The little house": in Arabic the article is on every word of the phrase.
        if language == "ar" and rest:
            yield (first, *(word.removeprefix("ال") for word in rest))


def _fits(sentence: Sentence, at: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what has to stand before the phrase for this meaning does."""
    if entry.after == "determiner":
        # A capital within a sentence is a name: "Bear went home".
        named = sentence[at].is_capital and at > 0
        return named or _is_determined(sentence, at, grammar)
    if entry.after == "place word":
        joined = grammar.joins_words and sentence[at].plain.startswith(("بال", "لل"))
        return joined or within(sentence, at, _PLACE_WORD_WITHIN, grammar.place_words)
    return True


def _is_determined(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether "the" stands before it, or before one word between that is no noun."""
    if at and sentence[at - 1].plain in grammar.determiners:
        return True
    # "A big, old, red hat": adjectives that commas part are passed over.
    while at > 1 and sentence[at - 2].plain == "," and not sentence[at - 1].is_mark:
        at -= 2
    before = sentence[max(at - 2, 0) : at]
    if before and before[-1].plain in grammar.determiners:
        return True
    if before and before[-1].plain in _HELPING:
        return False  # "that can fly"
    # "The people bat": what is between is who does it.
    noun = len(before) == 2 and (before[1].plain,) in vocabulary(grammar.language)
    return len(before) == 2 and before[0].plain in grammar.determiners and not noun


def within(sentence: Sentence, end: int, reach: int, wanted: frozenset[str]) -> bool:
    for word in reversed(sentence[max(end - reach, 0) : end]):
        if word.is_mark:
            return False
        if word.plain in wanted:
            return True
    return False


def is_name(word: Word, language: str) -> bool:
    """Return whether the word is written as a name and means nothing else."""
    return word.is_capital and len(word.plain) > 1 and (word.plain,) not in vocabulary(language)
