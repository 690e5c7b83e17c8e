"""Comparisons: what a text only likens something to is not there."""

from __future__ import annotations

from itertools import pairwise

from stories.providers.own.depiction import arabic
from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.words import Sentence

_LIKENED_FOR = 4  # words after "like a"
_WHO_LIKES = frozenset(
    "i you we they who to would not t d also really both all children people".split()  # noqa: SIM905
)


def is_likened(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether what begins at this word is only likened to: "like a lion", "as thin as thread"."""
    if grammar.joins_words and arabic.is_likened(sentence[at].plain):
        return True
    before = [word.plain for word in sentence[max(at - _LIKENED_FOR, 0) : at]]
    if grammar.language == "en" and _is_without_article(
        [word.plain for word in sentence[max(at - _LIKENED_FOR - 1, 0) : at]]
    ):
        return True
    return any(
        before[place] == like and (not articles or before[place + 1 : place + 2] in articles)
        for place in range(len(before))
        for like, articles in grammar.likening
    )


def _is_without_article(before: list[str]) -> bool:
    """Return whether it is "fields like patches on a quilt" or "as thin as thread", and nobody likes it."""
    if before[-1:] == ["as"] and "as" in before[:-1]:
        return True
    return any(two == "like" and one not in _WHO_LIKES for one, two in pairwise(before))
