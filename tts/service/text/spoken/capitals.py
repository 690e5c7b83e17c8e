"""Words in capitals: shouted ones are words, short ones may be letters."""

import re
from collections.abc import Sequence
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.language import Language

_WORD: Final = r"[A-ZÀ-ÖØ-Þ]{1,40}(?:['’][A-ZÀ-ÖØ-Þ]{1,3})?"
_RUN: Final = rf"(?<![\w.]){_WORD}(?:[ \n-]{{1,2}}{_WORD})*+(?![^\W\d]|['’])"
_VOWELS: Final = re.compile(r"[AEIOUYÀ-ÆÈ-ÏÒ-ÖÙ-Ý]")
_CLUSTER: Final = re.compile(r"[B-DF-HJ-NP-TV-XZ]{4}")
# “RATP”: two consonants that no word ends with.
_ODD_END: Final = re.compile(r"(?!BB|DD|FF|GG|GN|PP)(?:[BDFGPTV][BCDFGMNPV]|C[BDFGMNPR])$")
_SHORTEST_WORD: Final = 4
_V: Final = "AEIOUÀ-ÆÈ-ÏÒ-ÖÙ-Ü"
# Three letters with a vowel between two consonants are a word; “ONU” is one in Spanish and French only.
_SYLLABLE: Final = re.compile(rf"[^{_V}][{_V}][^{_V}]")
_TWO_SYLLABLES: Final = re.compile(rf"[{_V}][^{_V}][{_V}]")
_LETTERS: Final = frozenset(["VIP", "HIV", "DIY", "SUV", "SOS", "GIF"])


def capital_steps(language: Language) -> Sequence[Step]:
    """Return the step for runs of words in capitals; a script without them has none."""
    return () if language.code == "ar" else (rule(_RUN, _run(language)),)


def _run(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        words = re.findall(_WORD, match[0])
        if all(len(word) == 1 for word in words):
            return None
        # “CO2”, “CM2”: what a figure follows is spelled.
        if match.string[match.end() : match.end() + 1].isdigit() and len(match[0]) < _SHORTEST_WORD:
            return " ".join(match[0])
        # A whole sentence in capitals has no acronyms; two acronyms beside each other are no sentence.
        shouted = len(words) > 1 and any(
            len(word) > 1 and _is_word(word, language) for word in words
        )
        return re.sub(_WORD, lambda word: _said(word[0], language, shouted), match[0])

    return say


def _said(word: str, language: Language, shouted: bool) -> str:
    if language.code == "en" and word.partition("'")[0].partition("’")[0] == "I":
        return word[0] + word[1:].lower()
    if len(word) == 1 and not shouted:
        return word
    if shouted or _is_word(word, language):
        return word.lower()
    return " ".join(word)


def _is_word(word: str, language: Language) -> bool:
    """Return whether a word in capitals is read as one and not by its letters."""
    bare = word.replace("’", "'").partition("'")[0]
    if len(bare) < _SHORTEST_WORD:
        return (
            bare.lower() in language.short_words
            or "'" in word.replace("’", "'")
            or _sounds(bare, language)
        )
    return bool(_VOWELS.search(bare)) and not _CLUSTER.search(bare) and not _ODD_END.search(bare)


def _sounds(word: str, language: Language) -> bool:
    """Return whether three letters can be said together."""
    if word in _LETTERS:
        return False
    return bool(
        _SYLLABLE.fullmatch(word) or (language.code != "en" and _TWO_SYLLABLES.fullmatch(word))
    )
