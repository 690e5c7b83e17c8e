"""Numbers in words, with what they count."""

from decimal import Decimal
from typing import Final

from tts.service.text.spoken.languages.language import Language, Noun, Numerals

_MOST_DIGITS: Final = 15
"""Longer numbers are said digit by digit: nobody says quadrillions."""


def noun(one: str, other: str, feminine: bool = False) -> Noun:
    """Return a noun with two forms."""
    return Noun({"one": one, "other": other}, feminine)


def counted(language: Language, value: Decimal, what: Noun, category: str) -> str:
    """Return an amount with the form of its noun."""
    form = what.forms.get(category, what.forms["other"])
    return f"{number_words(language, value, what.feminine)} {form}"


def number_words(language: Language, value: Decimal, feminine: bool | None = None) -> str:
    """Return a number in words; it may have decimals, and is not negative."""
    whole, _, decimals = format(value, "f").partition(".")
    if len(whole) > _MOST_DIGITS:
        said = digit_words(language.numerals, whole)
    else:
        said = language.numerals.cardinal(int(whole), None if decimals else feminine)
    return f"{said} {language.words.point} {_decimals(language, decimals)}" if decimals else said


def digit_words(numerals: Numerals, digits: str) -> str:
    """Return each digit in words; other characters are left out."""
    return " ".join(numerals.cardinal(int(digit)) for digit in digits if digit.isdecimal())


def _decimals(language: Language, digits: str) -> str:
    """Return what follows the point: in English its digits, elsewhere a number after its zeros."""
    if language.code == "en" or len(digits) > 3:
        return digit_words(language.numerals, digits)
    zeros = digits[: len(digits) - len(digits.lstrip("0"))]
    rest = digits[len(zeros) :]
    said = [digit_words(language.numerals, zeros)] if zeros else []
    return " ".join([*said, *([language.numerals.cardinal(int(rest))] if rest else [])])
