"""A told scene beside its document: each sentence's lines there, and what it says that no line does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stories.faithfulness.names import names
from stories.faithfulness.numbers import numbers
from stories.faithfulness.source import Line, Source
from stories.faithfulness.stems import is_telling, stems, words
from stories.faithfulness.things import things
from stories.providers.own.depiction.words import plain
from stories.text.sentences import sentences_in

_UNKNOWN_SHARE = 0.7  # of a sentence's telling words, from which all of it counts as invented
_FEWEST_UNKNOWN = 3
_FEWEST_OF_ALL = 2  # where the document has none of them
_MOST_MISSING = 6  # words named of one sentence


@dataclass(frozen=True, slots=True)
class Traced:
    """One told sentence: the lines it comes from, and its words that nothing in the document stands for."""

    text: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


def trace(text: str, source: Source) -> list[Traced]:
    """Return the scene's sentences, traced."""
    return [
        Traced(sentence, tuple(source.lines_for(sentence)), _missing(sentence, source))
        for part in text.split("\n")
        for sentence in sentences_in(part)
    ]


def unsupported(traced: list[Traced]) -> list[Traced]:
    """Return the sentences that say what the document does not."""
    return [it for it in traced if it.missing]


def _missing(sentence: str, source: Source) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_without_source(sentence, source)))[:_MOST_MISSING]


def _without_source(sentence: str, source: Source) -> Iterator[str]:
    language = source.language
    for figure, written in numbers(sentence, language).items():
        if figure not in source.numbers:
            yield written
    for name in names(sentence, language):
        if plain(name) not in source.written and not stems(name, language) & source.stems:
            yield name
    for key, written in things(sentence, language).items():
        if key not in source.things and not stems(written, language) & source.stems:
            yield written
    # A question that the teller asks says nothing.
    if not sentence.endswith(("?", "؟")):
        yield from _unknown(sentence, source)


def _unknown(sentence: str, source: Source) -> list[str]:
    """Return the telling words of a sentence that the document has nearly none of; [] of others."""
    language = source.language
    telling = [word for word in words(sentence) if is_telling(word, language)]
    unknown = [word for word in telling if not stems(word, language) & source.stems]
    is_most = len(unknown) >= _FEWEST_UNKNOWN and len(unknown) >= _UNKNOWN_SHARE * len(telling)
    is_all = len(unknown) >= _FEWEST_OF_ALL and len(unknown) == len(telling)
    return unknown if is_most or is_all else []
