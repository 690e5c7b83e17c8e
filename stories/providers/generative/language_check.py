"""Is a text in the language it should be in? Only a sure no counts: a short text may well be neither."""

from __future__ import annotations

import re
from collections import Counter

RIGHT_SHARE = 0.6  # of the letters: names and terms may stay in another script
FEWEST_LETTERS = 12  # fewer are too short to judge
FEWEST_SIGNS = 4  # fewer words of another language are a quotation or a name

_WORD = re.compile(r"[^\W\d_]+")
# Each list has only words that the other two languages do not have.
_SIGNS = {
    "en": "the and of was it that he she they with for her his you had said were from there",
    "es": "el los las y una por con para su lo del como más pero muy había cuando también",
    "fr": "les des et une il elle dans qui pas pour sur au du avec ce était mais son ses",
}


def is_in(text: str, language: str) -> bool:
    """Return False where the script is another's, or only words of another language are found."""
    letters = [letter for letter in text if letter.isalpha()]
    # In doubt for the model: a false alarm costs a whole second call.
    if len(letters) < FEWEST_LETTERS:
        return True
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
    latin = sum(letter < "\u0250" for letter in letters)
    right = arabic if language == "ar" else latin
    return right >= RIGHT_SHARE * len(letters) and not _is_in_another(text, language)


def _is_in_another(text: str, language: str) -> bool:
    counts = Counter(word.casefold() for word in _WORD.findall(text))
    found = {code: sum(counts[word] for word in words.split()) for code, words in _SIGNS.items()}
    # One word of its own is enough: a quotation may be in another language.
    own = found.pop(language, 0)
    return not own and max(found.values()) >= FEWEST_SIGNS and language in _SIGNS
