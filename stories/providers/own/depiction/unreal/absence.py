"""What is said not to be there: "no bread", "not a child", "the king was gone"."""

from __future__ import annotations

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.vocabulary import Entry, animals, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_DENIED_FOR = 5  # words after "not", within the clause
_NO_COMPANY_FOR = 2  # words after "without" for a person: who "did not see" is there all the same
_NOBODY = frozenset({"nobody", "one", "soul", "nadie", "alma", "personne", "âme", "احد"})
_GONE_WITHIN = 5  # words behind who is gone
_DENIED_WITHIN = 3  # words before who is denied


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in plain(text).split("|"))


# Right before who is not there, or with one or two words between.
_NOT_ONE = {
    "en": _phrases("not a|not one|not any|not even a|not a single|weren t any|wasn t any|no other|empty of"),
    "es": _phrases("ni un|ni una|ni siquiera un|no había|no hay|no había ni|no quedaba|no quedaban"),
    "fr": _phrases("pas un|pas une|pas de|pas d|plus de|plus d|plus un|plus une|ni un|ni une|pas le moindre"),
    "ar": _phrases("لا يوجد|لا توجد|لم يكن هناك|لم تكن هناك|ليس هناك|لا احد من|لم يبق"),
}  # fmt: skip
# Behind who is not there.
_GONE = {
    "en": _phrases(
        "was gone|were gone|is gone|are gone|was not there|were not there|was nowhere|were nowhere|"
        "wasn t there|weren t there|was away|were away|is away|was not at home|"
        "were not at home|was missing|were missing|was not in|"
        "were not in|had gone|had left|had disappeared|had vanished|is missing|is not here|"
        "is not there|was out|wasn t at home"
    ),
    "es": _phrases(
        "no estaba|no estaban|no está|no están|se había ido|se habían ido|se ha ido|había desaparecido|"
        "habían desaparecido|no volvió|no volvieron|no aparecía|no venía|no vino"
    ),
    "fr": _phrases(
        "n était pas|n étaient pas là|n est pas là|ne sont pas là|était parti|était partie|étaient partis|"
        "avait disparu|avaient disparu|n était plus|n étaient plus|ne revint pas|ne vint pas|"
        "est parti|est partie"
    ),
    "ar": _phrases(
        "لم يكن هناك|لم تكن هناك|لم يعد|لم تعد|ليس هنا|ليست هنا|لم يات|لم تات|قد رحل|قد رحلت|قد ذهب|قد ذهبت"
    ),
}  # fmt: skip
# Who was not there "a moment before", or "not in a good mood", is there now.
_ALL_THE_SAME = frozenset(
    plain("mood hurry afraid doubt pas peur pressé loin plus content").split()
)
_IN_FRENCH = frozenset({"là", "dans", "chez", "à", "au", "sur"})


def is_denied(sentence: Sentence, start: int, length: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what is mentioned from `start` on is said not to be there."""
    before = sentence[max(start - _DENIED_FOR, 0) : start]
    if entry.kind == "place" and any(_is_noun(word.plain, grammar) for word in before):
        return False  # "there was nobody in the kitchen", "not a child in the street"
    person = entry.kind == "person" or bool(entry.hero)
    if (person or entry.key in animals()) and _is_absent(
        sentence, start, start + length, grammar.language
    ):
        return True
    denials = grammar.absences if person else grammar.denials
    for word in reversed(before[-_NO_COMPANY_FOR:] if person else before):
        if word.plain in denials:
            return True
        if word.is_mark or word.plain in grammar.clause_starts:
            return False
    return False


def _is_noun(word: str, grammar: Grammar) -> bool:
    forms = stems(word) if grammar.joins_words else [word]
    return word in _NOBODY or any((form,) in vocabulary(grammar.language) for form in forms)


def _is_absent(sentence: Sentence, start: int, end: int, language: str) -> bool:
    """Return whether who is named from `start` to before `end` is said not to be there."""
    before = tuple(word.plain for word in sentence[max(start - _DENIED_WITHIN - 1, 0) : start])
    if any(_ends_with(before, phrase) for phrase in _NOT_ONE[language]):
        return True
    after = []
    for word in sentence[end : end + _GONE_WITHIN + 1]:
        if word.is_mark:
            break
        after.append(word.plain)
    return any(_begins_with(tuple(after), phrase, language) for phrase in _GONE[language])


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
