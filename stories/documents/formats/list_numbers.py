"""The numbers of list items in words that the formats have for them."""

from __future__ import annotations

_ARABIC_LETTERS = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ROMAN = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LAST_ROMAN = 399


def numbered(number: int, form: str) -> str:
    """Return the number as a list shows it: `form` is such as "decimal", "lowerLetter" or "upperRoman"."""
    kind = form.lower()
    if "roman" in kind and 0 < number <= _LAST_ROMAN:
        return _cased(_roman(number), form)
    if kind in ("arabicalpha", "arabicabjad"):
        return _ARABIC_LETTERS[(number - 1) % len(_ARABIC_LETTERS)]
    if "letter" in kind or "alpha" in kind:
        return _cased(chr(ord("a") + (number - 1) % 26), form)
    return str(number)


def _cased(mark: str, form: str) -> str:
    return mark.upper() if form.startswith("upper") else mark


def _roman(number: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        letters += letter * (number // worth)
        number %= worth
    return letters
