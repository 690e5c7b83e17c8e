"""How many of a thing or a person a text says there are: "two mice", "una docena de huevos", عصفورين."""

from __future__ import annotations

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.looks.colours import colour_words
from stories.providers.own.depiction.vocabulary import vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_BEFORE = 5  # words among which the number stands: "two very small mice"


def _numbers(text: str) -> dict[str, int]:
    words = (word.split("=") for word in plain(text).split())
    return {word: int(number) for word, number in words}


_NUMBERS = {
    "en": _numbers(
        "two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 dozen=12"
        " both=2 pair=2 couple=2 twin=2"
    ),
    "es": _numbers(
        "dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 docena=12"
        " ambos=2 ambas=2 par=2 pareja=2"
    ),
    "fr": _numbers(
        "deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12"
        " douzaine=12 paire=2"
    ),
    "ar": _numbers(
        "ثلاث=3 ثلاثة=3 اربع=4 اربعة=4 خمس=5 خمسة=5 ست=6 ستة=6 سبع=7 سبعة=7 ثماني=8 ثمانية=8 ثمان=8"
        " تسع=9 تسعة=9 عشر=10 عشرة=10 زوج=2 زوجان=2"
    ),
}
_OF_HOUSES = frozenset({"number", "número", "numéro", "رقم"})
_DUALS = ("ان", "ين", "تان", "تين")
# Words ending so that are no duals of what can be drawn.
_NO_DUALS = frozenset(
    {"حصان", "فستان", "بستان", "تنين", "سكين", "دلفين", "سلطعون", "ثعبان", "انسان"}
)


def count_of(sentence: Sentence, start: int, length: int, language: str, *, is_person: bool) -> int:
    """Return how many the words before the phrase say there are, 0 where they say none."""
    if language == "ar" and length == 1 and not is_person and _is_dual(sentence[start].plain):
        return 2
    known = vocabulary(language)
    before = sentence[max(start - _BEFORE, 0) : start]
    if any(word.plain in _OF_HOUSES for word in before):
        return 0  # "at number five lived Mrs Lind"
    for word in reversed(before):
        for form in (word.plain, word.plain.removeprefix("و")):
            if form in _NUMBERS[language]:
                return _NUMBERS[language][form]
        # "Two boys and their small dog": the number is another one's.
        is_between = word.plain in GRAMMAR[language].owning or word.plain in colour_words(language)
        if word.is_mark or ((word.plain,) in known and not is_between):
            return 0
        if word.plain in GRAMMAR[language].determiners and not is_between:
            return 0
    return 0


def _is_dual(word: str) -> bool:
    bare = word.removeprefix("و").removeprefix("ال")
    if bare in _NO_DUALS or not bare.endswith(_DUALS):
        return False
    stem = bare[:-2]
    singulars = [stem] if not stem.endswith("ت") else [stem[:-1] + "ة", stem]
    return any((it,) in vocabulary("ar") for it in singulars)
