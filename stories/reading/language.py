"""Which of the offered languages a text is in: by its script, its commonest words, or a model of letters.

Running text is told by its common words, which costs nothing. A few short sentences have too few of them:
"Mi mamá me ama." is left to py3langid, which takes half a second and 100 MB in a process of its own.
"""

from __future__ import annotations

import re
from collections import Counter

COMMON_WORDS = {
    language: words.split()
    for language, words in {
        "en": "the and of to a in is was it that he she they with for her his on you are at had not said",
        "es": "el la los las de que y en un una se no por con para su es lo al del como más pero estaba",
        "fr": "le la les de des et un une il elle est dans que qui pas pour sur au du ne se avec ce était",
        "ar": "في من على إلى عن أن إن كان كانت هذا هذه التي الذي ثم قال قالت كل ما لا لم مع بعد قبل حتى",
    }.items()
}
_LATIN = ("en", "es", "fr")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARACTERS = 40_000  # more does not change the result
_ARABIC_SHARE = 0.3  # of the letters: Arabic pages carry Latin names and terms
# Of a text in two languages the first is told, where the other has no word in so much of it.
_FIRST_SHARE, _MOST_ARABIC = 0.35, 0.6
_COMMON_SHARE = 0.15  # of the words; running text has twice as many common ones
_FEWEST_COMMON = 3  # different common words of one language; two may be names
SHORT_CHARACTERS = 1_000  # what is looked at of a text that its common words do not tell
_FEWEST_WORDS = 2  # one tells nothing
# What is known before a word is read, as logarithms. Both are often wrong, and decide only where words do not
_DECLARED, _READ_IN = 1.0, 0.5


def _begins_in_latin(text: str, arabic: float) -> bool:
    """Return whether a text with this share of Arabic letters first has a whole one in another script."""
    first = text[: int(_FIRST_SHARE * len(text))]
    return arabic < _MOST_ARABIC and not any(
        "\u0600" <= character <= "\u06ff" for character in first
    )


def detect_language(text: str) -> str:
    """Return the code "en", "ar", "es" or "fr"; "" where script and common words do not tell."""
    sample = text[:_SAMPLE_CHARACTERS]
    letters = sum(character.isalpha() for character in sample)
    arabic = sum("\u0600" <= character <= "\u06ff" and character.isalpha() for character in sample)
    if (
        letters
        and arabic >= _ARABIC_SHARE * letters
        and not _begins_in_latin(sample, arabic / letters)
    ):
        return "ar"
    counts = Counter(word.casefold() for word in _WORD.findall(sample))
    found = {language: counts.keys() & set(COMMON_WORDS[language]) for language in _LATIN}
    said = {language: sum(counts[word] for word in found[language]) for language in _LATIN}
    best, second = sorted(_LATIN, key=lambda language: -said[language])[:2]
    # Words that both have tell nothing: "la" and "se" are as French as they are Spanish.
    own, other = found[best] - found[second], found[second] - found[best]
    is_common = said[best] > _COMMON_SHARE * counts.total()
    return best if is_common and len(own) >= _FEWEST_COMMON and len(own) > len(other) else ""


def language_by_letters(text: str, declared: str = "", read_in: str = "") -> str:
    """Return "en", "es" or "fr" for a short text; "en" where nothing speaks for another.

    `declared` is what the file says of itself, such as "es-MX", `read_in` the language of its owner's pages.
    """
    scores = dict.fromkeys(_LATIN, 0.0)
    for code, weight in ((declared.casefold()[:2], _DECLARED), (read_in.casefold()[:2], _READ_IN)):
        if code in scores:
            scores[code] += weight
    if len(_WORD.findall(text)) >= _FEWEST_WORDS:
        # Here, as no other act of the process needs it.
        import py3langid

        py3langid.set_languages(list(_LATIN))
        for language, weight in py3langid.rank(text[:SHORT_CHARACTERS]):
            scores[language] += float(weight)
    return max(_LATIN, key=lambda language: scores[language])
