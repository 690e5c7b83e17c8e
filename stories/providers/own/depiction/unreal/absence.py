"""What is said not to be there: "no bread", "not a child", "the king was gone"."""

from __future__ import annotations

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.unreal.absence_phrases import (
    CARRIED,
    DIED,
    FAR_FROM,
    GONE,
    NOT_ONE,
    OVER,
    PUT_OUT,
    SOUGHT,
    WENT,
)
from stories.providers.own.depiction.vocabulary import Entry, animals, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_DENIED_FOR = 5  # words after "not", within the clause
_NO_COMPANY_FOR = 2  # words after "without" for a person: who "did not see" is there all the same
_NOBODY = frozenset({"nobody", "one", "soul", "nadie", "alma", "personne", "âme", "احد"})
_GONE_WITHIN = 5  # words behind who is gone
_DENIED_WITHIN = 3  # words before who is denied


_BURNING = frozenset({"fire", "lamp", "candle", "torch"})
#: Words for a place in which nobody is.
EMPTY = frozenset(plain("empty vacía vacío vide فارغ فارغة فارغا خالية").split())
_EMPTY_WITHIN = 5  # words behind "Moomba's", before "empty"
# Who was not there "a moment before", or "not in a good mood", is there now.
_ALL_THE_SAME = frozenset(
    plain("mood hurry afraid doubt pas peur pressé loin plus content").split()
)
_LULLS = (("fell",), ("tomba",), ("tombait",))
_EXCEPT = frozenset(plain("except but save salvo excepto sino sauf excepté الا سوى غير").split())
_EXCEPT_WITHIN = 2  # words before who is there all the same
_AFTER = frozenset(plain("after después tras après بعد").split())
_EACH = frozenset(["every", "each", "cada", "chaque"])
_IN_FRENCH = frozenset({"là", "dans", "chez", "à", "au", "sur"})


def is_denied(sentence: Sentence, start: int, length: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what is mentioned from `start` on is said not to be there."""
    before = sentence[max(start - _DENIED_FOR, 0) : start]
    if entry.kind == "place" and _is_far_from(before, grammar):
        return True
    if entry.kind == "place" and any(_is_noun(word.plain, grammar) for word in before):
        return False  # "there was nobody in the kitchen", "not a child in the street"
    if any(word.plain in _EXCEPT for word in before[-_EXCEPT_WITHIN:]):
        return False  # "nobody but a cat"
    person = entry.kind == "person" or bool(entry.hero)
    if _is_elsewhere(sentence, start, start + length, entry, grammar):
        return True
    denials = grammar.absences if person else grammar.denials
    for word in reversed(before[-_NO_COMPANY_FOR:] if person else before):
        if word.plain in denials:
            return True
        if word.is_mark or word.plain in grammar.clause_starts:
            return False
    return False


def _is_elsewhere(sentence: Sentence, start: int, end: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what is mentioned is over, sought, gone or lost, by the words around it."""
    language = grammar.language
    if entry.kind == "weather":
        before = sentence[max(start - _DENIED_WITHIN, 0) : start]
        return _is_over(sentence, end, entry.key, language) or _is_before_it(before, grammar)
    if entry.kind == "person" or entry.hero or entry.key in animals():
        before = sentence[max(start - _DENIED_FOR, 0) : start]
        is_sought = entry.count == 1 and _is_sought(before, grammar)
        is_absent = _is_absent(sentence, start, end, language)
        return is_sought or is_absent or _is_empty(sentence, start, end, grammar)
    return entry.kind == "thing" and _is_gone(sentence, start, end, entry.key, language)


def _is_over(sentence: Sentence, end: int, key: str, language: str) -> bool:
    """Return whether the weather that is named is over: "the storm had passed"."""
    after = _clause_behind(sentence, end)
    is_lull = key == "wind" and after[:1] in _LULLS  # rain that fell is there, wind is not
    return is_lull or any(after[: len(phrase)] == phrase for phrase in OVER[language])


def _is_before_it(before: Sentence, grammar: Grammar) -> bool:
    """Return whether what is told comes after the weather: "after every storm"."""
    words = [word.plain for word in before]
    while words and words[-1] in grammar.determiners | _EACH:
        words.pop()
    if grammar.language == "es" and words[-1:] == ["de"]:
        words.pop()
    return bool(words) and words[-1] in _AFTER


def _is_far_from(before: Sentence, grammar: Grammar) -> bool:
    """Return whether it is "far from the farm", and nothing but what is "the" stands between."""
    words = [word.plain for word in before]
    while words and words[-1] in grammar.determiners - grammar.owning:
        words.pop()
    return any(tuple(words[-len(it) :]) == it for it in FAR_FROM[grammar.language])


def _is_sought(before: Sentence, grammar: Grammar) -> bool:
    """Return whether it is "looking for her cat", with nothing but owners and an "a" between."""
    words = [word.plain for word in before]
    between = grammar.determiners | {"a", "al", "old", "lost", "little"}
    for _ in range(3):
        if any(tuple(words[-len(phrase) :]) == phrase for phrase in SOUGHT[grammar.language]):
            return True
        if not words or words[-1] not in between:
            return False
        words.pop()
    return False


def _is_gone(sentence: Sentence, start: int, end: int, key: str, language: str) -> bool:
    """Return whether the thing is blown away, lost or burns no longer."""
    before = tuple(word.plain for word in sentence[max(start - _DENIED_WITHIN, 0) : start])
    after = _clause_behind(sentence, end)
    phrases = WENT[language] + (DIED[language] if key in _BURNING else ())
    if any(_begins_with(after, phrase, language) for phrase in phrases):
        return True
    put_out = any(before[-len(it) :] == it for it in PUT_OUT[language])
    if key in _BURNING and put_out:
        return True
    is_carried = any(before[-len(phrase) :] == phrase for phrase in CARRIED[language])
    return is_carried and (language != "en" or "away" in after)


def _clause_behind(sentence: Sentence, end: int) -> tuple[str, ...]:
    """Return the words behind, as far as the next mark, without the rest of a name: "Grandma Rosa"."""
    while end < len(sentence) and sentence[end].is_capital and end > 0:
        end += 1
    after: list[str] = []
    for word in sentence[end : end + _GONE_WITHIN + 1]:
        if word.is_mark:
            break
        after.append(word.plain)
    return tuple(after)


def _is_empty(sentence: Sentence, start: int, end: int, grammar: Grammar) -> bool:
    """Return whether only the place of who is named is spoken of, which is empty: "Moomba's stable"."""
    after = [word.plain for word in sentence[end : end + _EMPTY_WITHIN + 1]]
    if grammar.language == "en" and after[:1] != ["s"]:
        return False
    before = {word.plain for word in sentence[max(start - 1, 0) : start]}
    is_owner = grammar.language in ("en", "ar") or bool(before & grammar.owning)
    return is_owner and any(word in EMPTY for word in after)


def is_moonless(sentence: Sentence, grammar: Grammar) -> bool:
    """Return whether the sentence says that no moon is there."""
    return any(
        is_denied(sentence, at, 1, entry, grammar)
        for at, word in enumerate(sentence)
        if not word.quoted
        for form in (stems(word.plain) if grammar.joins_words else [word.plain])
        for entry in vocabulary(grammar.language).get((form,), ())
        if entry.key == "moon"
    )


def _is_noun(word: str, grammar: Grammar) -> bool:
    forms = stems(word) if grammar.joins_words else [word]
    return word in _NOBODY or any((form,) in vocabulary(grammar.language) for form in forms)


def _is_absent(sentence: Sentence, start: int, end: int, language: str) -> bool:
    """Return whether who is named from `start` to before `end` is said not to be there."""
    before = tuple(word.plain for word in sentence[max(start - _DENIED_WITHIN - 1, 0) : start])
    if any(_ends_with(before, phrase) for phrase in NOT_ONE[language]):
        return True
    if language == "ar" and _was_not_in(sentence, start, end):
        return True
    after = _clause_behind(sentence, end)
    return any(_begins_with(after, phrase, language) for phrase in GONE[language])


def is_away(sentence: Sentence, start: int, language: str) -> bool:
    """Return whether "he" who is named before has gone: "Son père est marin, et il est parti"."""
    for at in range(start + 1, len(sentence) - 1):
        if sentence[at].plain in _ONE[language]:
            rest = tuple(word.plain for word in sentence[at + 1 : at + 1 + _GONE_WITHIN])
            return any(_begins_with(rest, phrase, language) for phrase in GONE[language])
    return False


_ONE = {
    "en": frozenset({"he", "she"}), "es": frozenset({"él", "ella", "y"}),
    "fr": frozenset({"il", "elle"}), "ar": frozenset({"هو", "هي"}),
}  # fmt: skip


def _was_not_in(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether it is "Shawk was not in the house" in Arabic, which begins with the verb."""
    before = tuple(word.plain.removeprefix("و") for word in sentence[max(start - 2, 0) : start])
    following = sentence[end : end + 1]
    is_in = bool(following) and following[0].plain in ("في", "هناك", "هنا")
    return is_in and before in (("لم", "يكن"), ("لم", "تكن"))


def _ends_with(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Return whether the phrase stands right before, or one word before."""
    return words[-len(phrase) :] == phrase or words[-len(phrase) - 1 : -1] == phrase


def _begins_with(words: tuple[str, ...], phrase: tuple[str, ...], language: str) -> bool:
    """Return whether the phrase stands right behind, and what follows takes nothing of it back."""
    if words[: len(phrase)] != phrase:
        return False
    rest = words[len(phrase) :]
    if language == "fr" and phrase == ("n", "était", "pas"):
        # "Sa mère n'était pas dans la grotte", and not "n'était pas contente".
        return bool(rest) and rest[0] in _IN_FRENCH
    return not rest or rest[0] not in _ALL_THE_SAME
