"""Comparisons: what a text only likens something to is not there."""

from __future__ import annotations

from itertools import pairwise

from stories.providers.own.depiction import arabic
from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.words import Sentence, plain

_LIKENED_FOR = 6  # words after "like a"
_COMPARED_WITHIN = 5  # words between "more" and "than a", "as" and "as"
# "She worked as cook", "dressed as king".
_WORKING = frozenset(
    "work worked works working known such same dressed played fall falls fell".split()  # noqa: SIM905
)
_WHO_LIKES = frozenset(
    "i you we they who to would not t d also really both all children people".split()  # noqa: SIM905
)


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


# "Taller than a house": only before an article or a number, as "than the wolf" speaks of one who is there.
_THAN = {"en": _set("than"), "es": _set("que"), "fr": _set("qu que"), "ar": _set("من")}
_MORE = {
    "es": _set("más menos mayor menor mejor peor"), "fr": _set("plus moins meilleur pire"),
}  # fmt: skip
_ONE = {
    "en": _set("a an any two three four five six seven eight nine ten twenty hundred thousand"),
    "es": _set("un una cualquier dos tres diez veinte cien mil"),
    "fr": _set("un une n'importe deux trois dix vingt cent mille"),
}
# What only looks so: "parece un loro", "on dirait un navire", "in the shape of a heart".
_SEEMING = {
    "en": _set("resembled resembles resembling shaped shape disguised smelled smells smelt"),
    "es": _set(
        "parece parecía parecían parecen pareces forma disfrazado disfrazada disfrazados cual"
        " olía huele"
    ),
    "fr": _set(
        "semblait semblaient ressemble ressemblait ressemblaient dirait forme déguisé déguisée"
        " sent sentait"
    ),
    "ar": _set("يشبه تشبه يشبهون شكل كانه كانها كانهم كانهما كانما متنكرا متنكرة"),
}


def is_likened(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether what begins at this word is only likened to: "like a lion", "as thin as thread"."""
    if grammar.joins_words and arabic.is_likened(sentence[at].plain):
        return True
    start = max(at - _LIKENED_FOR - 1, 0)
    marks = [place for place in range(start, at) if _ends_likening(sentence, place, grammar)]
    start = max([*(place + 1 for place in marks), start])
    before = [word.plain for word in sentence[start:at]]
    if grammar.language == "en" and _is_without_article(before):
        return True
    return (
        _is_compared(sentence, at, grammar)
        or _seems(before, grammar)
        or any(
            before[place] == like and (not articles or before[place + 1 : place + 2] in articles)
            for place in range(len(before))
            for like, articles in grammar.likening
        )
    )


def _ends_likening(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether what is likened ends here: at a mark, "and", or where the next clause begins."""
    word = sentence[at]
    return word.is_mark or word.plain in grammar.clause_starts


def _is_without_article(before: list[str]) -> bool:
    """Return whether it is "fields like patches on a quilt" or "as thin as thread", and nobody likes it."""
    if before[-1:] == ["as"] and len(before) > 1 and before[-2] not in _WORKING:
        return True  # "thick as wool"
    return any(two == "like" and one not in _WHO_LIKES for one, two in pairwise(before))


def _is_compared(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether it is "bigger than a house", "más alto que un árbol" or "as tall as twenty castles"."""
    code = grammar.language
    if code not in _ONE:
        return False
    words = [word.plain for word in sentence[max(at - _LIKENED_FOR, 0) : at]]
    for place, (one, two) in enumerate(pairwise(words)):
        if two not in _ONE[code]:
            continue
        start = at - len(words) + place
        earlier = {it.plain for it in sentence[max(start - _COMPARED_WITHIN, 0) : start]}
        if one in _THAN[code] and (code == "en" or earlier & _MORE[code]):
            return True
        if code == "en" and one == "as" and "as" in earlier:
            return True
    return False


def _seems(before: list[str], grammar: Grammar) -> bool:
    """Return whether a word of seeming stands before, with no other noun or verb between."""
    between = grammar.determiners | grammar.owning | {"a", "d", "like", "as", "to", "à"}
    for word in reversed(before):
        if word in _SEEMING[grammar.language]:
            return True
        if word not in between:
            return False
    return False
