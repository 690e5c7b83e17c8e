"""Ordinal numbers in figures: 1st, 2.º, 3e."""

import re
from collections.abc import Sequence
from typing import Final

from roman_numerals import InvalidRomanNumeralError, RomanNumeral

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.language import Language

_ENDINGS: Final = {
    "en": r"(?<![\w.,])(?P<number>\d{1,6})(?P<ending>st|nd|rd|th)\b",
    "es": r"(?<![\w,])(?P<number>\d{1,4})(?P<ending>\.?[ºª]|\.?er\b|\.?(?:ro|ra|do|da|to|ta|mo|ma|vo|va)\b)",
    "fr": r"(?<!\w)(?:(?P<number>(?:\d{0,3}1|I))(?P<ending>ers?|res?|ères?)|"
    r"(?P<many>\d{1,4}|[IVX][IVXLC]{0,5}|[LC][IVXLC]{1,5})(?:i?[eè]mes?|es?|nde?|nds?))(?![\w'’])",
}
_FEMININE: Final = re.compile(r"ª|[rdtmv]a$|ère|re$|res$")


def ordinal_steps(language: Language) -> Sequence[Step]:
    """Return the steps for ordinals; Arabic writes them in words."""
    pattern = _ENDINGS.get(language.code)
    return (rule(pattern, _ordinal(language)),) if pattern else ()


def roman_value(written: str) -> int | None:
    """Return the value of a Roman numeral; None for letters that are none."""
    try:
        return int(RomanNumeral.from_string(written.upper()))
    except InvalidRomanNumeralError:
        return None


def _ordinal(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        written = match["number"] or match.groupdict()["many"]
        value = int(written) if written.isdecimal() else roman_value(written)
        if not value:
            return None
        # “2nd”, “2nde” is the second of two; “2e” one of many.
        if language.code == "fr" and match[0].casefold() in ("2nd", "2nde", "2nds"):
            return {"d": "second", "e": "seconde", "s": "seconds"}[match[0][-1].casefold()]
        said = language.numerals.ordinal(value, bool(_FEMININE.search(match["ending"] or "")))
        # “1.er” and “3er” stand before a masculine noun, and lose their last letter.
        return (
            said.removesuffix("o")
            if language.code == "es" and match["ending"].endswith("er")
            else said
        )

    return say
