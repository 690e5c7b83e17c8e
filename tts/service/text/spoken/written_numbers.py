"""How numbers are written: their digits, separators and signs."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from tts.service.text.spoken.languages.language import Language

DIGITS: Final = r"\d{1,40}"
_PARTS: Final = r"(?:[.,٫٬]\d{1,40}){0,6}"
_SPACED: Final = r"\d{1,3}(?: \d{3}){1,5}(?!\d)(?:[.,]\d{1,15})?"


def number_pattern(language: Language) -> str:
    """Return a pattern for one whole number as the language writes it, which no digit precedes."""
    # A space groups thousands in French and Spanish, but two numbers in English.
    spaced = f"{_SPACED}|" if " " in language.grouping else ""
    return rf"(?<![\w.,٫٬])(?:{spaced}{DIGITS}{_PARTS})"


def value_of(written: str, language: Language) -> Decimal | None:
    """Return a number's value; None for what is none, such as 1.2.3.

    With three digits after it, the language's own sign groups thousands; else it is decimal.
    """
    plain = ascii_digits(written).replace("٬", "").replace("٫", ".")
    grouping = re.escape(language.grouping)
    if re.fullmatch(rf"\d{{1,3}}(?:[{grouping}]\d{{3}})+(?:[.,]\d+)?", plain):
        whole, decimals = re.fullmatch(rf"(.*[{grouping}]\d{{3}})(?:[.,](\d+))?", plain).groups()  # type: ignore[union-attr]
        plain = re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else "")
    plain = plain.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None


def ascii_digits(written: str) -> str:
    """Return the text with the digits 0 to 9 in place of other scripts' digits."""
    if written.isascii():
        return written
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in written)
