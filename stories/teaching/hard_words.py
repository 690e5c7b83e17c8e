"""Which words are worth learning at a grade: long for it, and not among those that its readers know."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from stories.levels import word_forms
from stories.levels.familiar_words import FAMILIAR
from stories.reading.language import COMMON_WORDS

_LIST = Path(__file__).with_name("known_words.txt")
_GRADES_A_STEP = 3
#: From how many letters on a word is hard, in steps of three grades. Arabic letters count without particles.
_FEWEST_LETTERS = {"en": (6, 6, 8, 9), "es": (6, 7, 8, 9), "fr": (6, 7, 8, 9), "ar": (4, 5, 5, 6)}
#: Languages whose verbs have more forms than can be listed: words that begin alike count as one.
_ROOT_LETTERS = {"es": 5, "fr": 5}

#: Up to how many letters a word is within reach, in the same steps; in the last there is no end.
_MOST_LETTERS = {"en": (8, 10, 13), "es": (8, 10, 13), "fr": (8, 10, 13), "ar": (7, 8, 9)}
#: Up to here words are things and what they are like; conjugated forms are not learned for themselves.
_LAST_GRADE_OF_PLAIN_WORDS = 4
#: How conjugated forms end. In Arabic they cannot be told so: there nouns are, by how they begin or end.
_CONJUGATED: dict[str, tuple[str, ...]] = {
    "en": (),
    "es": (
        "ó", "é", "aba", "aban", "ábamos", "ía", "ían", "ron", "rse", "rle", "rlo", "rla", "rlas", "rles",
         "sele",
        "ndo", "ndole", "ndose", "rá", "rán", "ría", "rían", "iera", "ara", "aran", "ieran",
    ),
    "fr": (
        "a", "ai", "ait", "aient", "rent", "ra", "rai", "rez", "ront", "rons", "uvent", "ant", "it", "ir",
         "er", "sse",
    ),
    "ar": (),
}  # fmt: skip
#: English words hardly end so: words of another language do.
_FOREIGN_ENDINGS = ("a", "i", "o", "u")
_PAST = ("ed",)
#: Blood, weapons and blows are no words for children to learn, whatever their story tells.
_HARSH = (
    "slaughter", "butcher", "murder", "massacre", "execut", "tortur", "corpse", "bloody", "strangl", "stabb",
    "matanza", "asesin", "tortur", "cadáver", "sangrient", "degoll", "massacr", "meurtr", "assassin",
     "cadavre",
    "égorg", "ذبح", "مذبح", "قتل", "جثة", "تعذيب", "تضرب", "يضرب",
)  # fmt: skip


def is_hard(word: str, language: str, grade: int) -> bool:
    """Return whether readers of the grade, 1 to 12, may not know the word."""
    forms = word_forms(word, language)
    fewest = _FEWEST_LETTERS[language][min((grade - 1) // _GRADES_A_STEP, 3)]
    if any(letter.isdigit() for letter in word) or min(map(len, forms)) < fewest:
        return False
    root = _ROOT_LETTERS.get(language)
    roots = {form[:root] for form in forms} if root else frozenset[str]()
    return not forms & _known(language) and not roots & _known_roots(language)


def is_in_reach(word: str, language: str, grade: int) -> bool:
    """Return whether readers of the grade, 1 to 12, can make it theirs: no long, foreign or harsh word,
    for the smaller ones nothing conjugated.
    """
    bare = "".join(it for it in word.casefold() if not unicodedata.combining(it))
    step = (grade - 1) // _GRADES_A_STEP
    most = _MOST_LETTERS[language]
    if step < len(most) and len(bare) > most[step]:
        return False
    if any(it in bare for it in _HARSH):
        return False
    if grade > _LAST_GRADE_OF_PLAIN_WORDS:
        return True
    if language == "ar":
        # Begun by "and", "so" or "to" it is another form of the word.
        is_joined = bare.startswith(("و", "ف", "ل"))
        return bare.startswith("ال") or (bare.endswith("ة") and not is_joined)
    endings = (*_FOREIGN_ENDINGS, *_PAST) if language == "en" else _CONJUGATED[language]
    return not bare.endswith(endings)


@cache
def _known(language: str) -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    listed = next(line for line in lines if line.startswith(f"{language}|")).partition("|")[2]
    return frozenset((*listed.split(), *FAMILIAR[language], *COMMON_WORDS[language]))


@cache
def _known_roots(language: str) -> frozenset[str]:
    root = _ROOT_LETTERS.get(language, 0)
    return frozenset(word[:root] for word in _known(language) if len(word) >= root > 0)
