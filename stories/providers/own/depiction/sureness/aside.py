"""What a sentence only tells aside: in a relative clause, of a reason or an aim, of what had been before."""

from __future__ import annotations

from collections.abc import Iterator

from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.vocabulary import vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_REACH = 8  # words of such a clause that has no mark at its end


def _each(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(plain(said).split()) for language, said in words.items()}


_RELATIVE = _each({
    "en": "which where whose whom", "es": "donde cuyo cuya", "fr": "où dont",
    "ar": "التي الذي الذين حيث",
})  # fmt: skip
# Relative behind a noun, and before what is said or thought behind a verb: aside both times.
_THAT = _each({"en": "that who", "es": "que", "fr": "que qu qui", "ar": "ان انه انها بان"})
_REASONS = _each({
    "en": "because since until unless although though whether if than",
    "es": "porque pues hasta aunque si para",
    "fr": "parce car jusqu afin si pour puisque",
    "ar": "لان لانه لانها لكي كي حتى قبل لو",
})  # fmt: skip
_HEARING = _each({
    "en": "heard hear hears hearing listened listen listens listening",
    "es": "oyó oía oye oyeron oír escuchó escuchaba escucha escuchar escuchando",
    "fr": "entendit entend entendait entendu entendre écouta écoutait écoute écouter",
    "ar": "سمع سمعت يسمع تسمع سمعوا استمع استمعت يستمع تستمع",
})  # fmt: skip
_TELLING = _each({
    "en": "describe described describes describing",
    "es": "cuenta contaba describe describía describió",
    "fr": "raconte raconta racontait décrit décrivait décrivit", "ar": "",
})  # fmt: skip
_HAD = _each({
    "en": "had", "es": "había habían habíamos", "fr": "avait avaient", "ar": "قد",
})  # fmt: skip
_PARTICIPLES = {
    "en": ("ed", "wn", "ne"),
    "es": ("ado", "ido", "cho", "sto", "rto", "ito"),
    "fr": ("é", "ée", "i", "u", "it", "is"),
    "ar": (),
}
_STRONG = frozenset(
    plain(
        "been got made told left lost kept found brought bought caught come seen built taught taken"
        " given written eaten broken hidden fallen stolen chosen put sent said set run begun sung"
    ).split()
)
# After these the infinitive is what is done, and no aim.
_DOING = frozenset(
    plain(
        "began begin begins started starts start used had has have helped helps came comes come got"
        " gets continued tried tries learned learnt taught ran went goes likes loves liked loved"
        " able ready happy glad seemed seems going too how"
    ).split()
)
_WHO = frozenset(["he", "she", "they"])
_SAID = frozenset(["said", "says", "explained", "thought"])
_MAYBE = frozenset(["might", "should", "must", "may", "would"])


_BEGINS = {
    it: _RELATIVE[it] | _THAT[it] | _REASONS[it] | _HEARING[it] for it in ("en", "es", "fr", "ar")
}


def aside(sentence: Sentence, language: str, *, with_relatives: bool = True) -> frozenset[int]:
    """Return the places of the words that are told aside, for things and places that they name."""
    return frozenset(at for span in _spans(sentence, language, with_relatives) for at in span)


def _spans(sentence: Sentence, language: str, with_relatives: bool) -> Iterator[range]:
    if language == "en" and _is_reported(sentence):
        yield range(len(sentence))
    begins = _BEGINS[language] if with_relatives else _REASONS[language] | _HEARING[language]
    grammar = GRAMMAR[language]
    for at, word in enumerate(sentence):
        if word.quoted or word.is_mark:
            continue
        if word.plain in _TELLING[language]:
            yield range(at + 1, len(sentence))
        elif (
            (word.plain in begins and at and not _is_that_day(sentence, at, language))
            or _is_had(sentence, at, language)
            or (language == "en" and _is_once(sentence, at))
            or _is_aim(sentence, at, grammar)
            or (language == "en" and word.plain in _MAYBE)
        ):
            yield range(at + 1, _end(sentence, at + 1))


def _is_that_day(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether it is "that night", which begins no clause."""
    following = sentence[at + 1].plain if at + 1 < len(sentence) else ""
    known = vocabulary(language).get((following,), ())
    is_that = language == "en" and sentence[at].plain == "that"
    return is_that and any(it.kind in ("hour", "season") for it in known)


def _is_reported(sentence: Sentence) -> bool:
    """Return whether somebody says all of it: "Soldiers, he said, could read in the dark"."""
    words = [word.plain if not word.quoted else "" for word in sentence]
    return any(
        words[at] == ","
        and words[at + 1] in _WHO
        and words[at + 2] in _SAID
        and words[at + 3] == ","
        for at in range(len(words) - 3)
    )


def _end(sentence: Sentence, start: int) -> int:
    """Return where the clause ends: at a mark, at the latest after a few words."""
    for at in range(start, min(start + _REACH, len(sentence))):
        if sentence[at].is_mark and sentence[at].plain not in "'’-":
            return at
    return min(start + _REACH, len(sentence))


def has_had(sentence: Sentence, end: int, language: str) -> bool:
    """Return whether who is named until `end` had done something before: "Grandpa had taught her chess"."""
    if language != "en":
        return False  # elsewhere whole stories are told so
    while end < len(sentence) and sentence[end].is_capital:
        end += 1  # "Grandpa Joe had"
    return end < len(sentence) and _is_had(sentence, end, language)


def _is_once(sentence: Sentence, at: int) -> bool:
    """Return whether it tells of another time: "and once a goat ate a sackful"."""
    if sentence[at].plain != "once" or at == 0 or sentence[at - 1].plain != "and":
        return False
    following = sentence[at + 1].plain if at + 1 < len(sentence) else ""
    return following in ("a", "an", "the", "he", "she", "they", "it")


def _is_had(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether it had been so before: "had taken", "había comprado"."""
    if sentence[at].plain not in _HAD[language]:
        return False
    if language == "ar":
        return at > 0 and sentence[at - 1].plain in GRAMMAR["ar"].being
    following = [word.plain for word in sentence[at + 1 : at + 3]]
    if language == "en" and following[:1] == ["read"]:
        return True
    return any(
        word not in GRAMMAR[language].determiners
        and (word,) not in vocabulary(language)
        and (word.endswith(_PARTICIPLES[language]) or (language == "en" and word in _STRONG))
        for word in following[:1]
    )


def _is_aim(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether somebody goes to do something there: "to buy bread"."""
    if grammar.language != "en" or sentence[at].plain != "to" or at + 1 >= len(sentence):
        return False
    following = sentence[at + 1]
    before = sentence[at - 1].plain if at else ""
    is_verb = not (
        following.is_mark
        or following.is_capital
        or following.plain in grammar.determiners | grammar.she | grammar.he
        or (following.plain,) in vocabulary("en")
    )
    return is_verb and before not in _DOING
