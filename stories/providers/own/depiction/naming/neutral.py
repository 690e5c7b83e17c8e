"""Whether a captain, a driver or a doctor is a woman: by the first "she" behind the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.words import Sentence, plain

# Words of the list of people that say a work and no sex, and are drawn as men if nothing else is said.
_WORKS = frozenset(
    plain(
        "neighbour official stranger driver gardener captain pilot scientist inventor painter"
        " artist musician judge mayor thief robber pirate miner butcher vet dentist coach referee"
        " explorer engineer potter weaver conductor shoemaker tailor beggar barber doctor farmer"
        " guard cook chef trader builder hunter chief baker shopkeeper merchant fisher soldier"
        " officer guide sailor"
    ).split()
)

Read = Sequence[tuple[Sentence, list[Mention]]]


def of_women(read: Read, language: str) -> frozenset[str]:
    """Return the words, works and the names behind them, by which the story calls a woman."""
    if language != "en":
        return frozenset()  # the word itself says it
    hers, his = set[str](), set[str]()
    for at, (sentence, found) in enumerate(read):
        for it in found:
            works = _works(sentence, it)
            if not works:
                continue
            following = (
                read[at + 1][0] if at + 1 < len(read) and not _people(read[at + 1][1]) else ()
            )
            said = _first_pronoun((*sentence[it.start :], *following))
            (hers if said == "she" else his if said == "he" else set[str]()).update(works)
    return frozenset(hers - his)


def as_women(sentence: Sentence, found: list[Mention], words: frozenset[str]) -> list[Mention]:
    """Return the mentions with those as women whom the story calls so."""
    return [
        replace(it, entry=replace(it.entry, key="woman"))
        if it.entry.kind == "person" and sentence[it.start].plain in words
        else it
        for it in found
    ]


def _works(sentence: Sentence, mention: Mention) -> set[str]:
    """Return the work that is mentioned, with the name that stands behind it."""
    end = mention.start + mention.length
    said = {word.plain for word in sentence[mention.start : end]}
    if mention.entry.kind != "person" or not said & _WORKS:
        return set()
    return {sentence[mention.start].plain} | {
        word.plain for word in sentence[end : end + 1] if word.is_capital
    }


def _people(found: list[Mention]) -> bool:
    return any(it.entry.kind == "person" for it in found)


def _first_pronoun(words: Sentence) -> str:
    grammar = GRAMMAR["en"]
    for word in words:
        if not word.quoted and word.plain in grammar.she | grammar.he:
            return "she" if word.plain in grammar.she else "he"
    return ""
