"""Amounts: money, percentages, and what is measured."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, one_of, rule
from tts.service.text.spoken.languages.counting import number_words
from tts.service.text.spoken.languages.language import Currency, Language
from tts.service.text.spoken.written_numbers import number_pattern, value_of

_MILLIONS: Final = {
    "en": "thousand|million|billion|trillion",
    "es": "mil|millones|millón",
    "fr": "millions?|milliards?",
    "ar": "ألف|آلاف|مليون|ملايين|مليار",
}
_SHORT: Final = {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "bn": "billion"}
# “un million d'euros”, “un millón de dólares”
_OF: Final = {
    "es": {"millones": "de ", "millón": "de "},
    "fr": {"million": "de ", "milliard": "de "},
}


def quantity_steps(language: Language) -> Sequence[Step]:
    """Return the steps for money, percentages and units."""
    number = number_pattern(language)
    money, units = one_of(language.currencies), one_of(language.units)
    large = rf"(?: (?P<large>{_MILLIONS[language.code]})\b)?"
    # “£3m”: only behind a sign of money, as metres have the same letter.
    short = rf"(?P<short>{one_of(_SHORT)})\b|" if language.code == "en" else ""
    bare = number.removeprefix(r"(?<![\w.,٫٬])")
    return (
        rule(rf"(?<!\w)(?P<sign>{money})\s?(?P<number>{bare})(?:{short}{large})", _money(language)),
        rule(rf"(?P<number>{number}){large}\s?(?P<sign>{money})(?!\w)", _money(language)),
        rule(rf"(?P<number>{number})\s?[%٪]|[%٪]\s?(?P<behind>{bare})", _percent(language)),
        # A stop behind a unit ends a sentence only where a new one begins: “5 lbs. of apples”.
        rule(
            rf"(?P<number>{number})[^\S\n]?(?P<unit>{units})(?![\w'’°²³/])(?:\.(?=[^\S\n][a-zß-öø-ÿ]))?",
            _measure(language),
        ),
    )


def _money(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        value = value_of(match["number"], language)
        if value is None:
            return None
        currency = language.currencies[match["sign"]]
        large = match["large"] or _SHORT.get(match.groupdict().get("short") or "")
        if large:
            return _large(language, value, large, currency)
        return _amount(language, value, currency)

    return say


def _large(language: Language, value: Decimal, large: str, currency: Currency) -> str:
    of = _OF.get(language.code, {}).get(large if language.code == "es" else large.rstrip("s"), "")
    name = currency.main.forms["other"]
    if of and language.code == "fr" and name.startswith("e"):
        of = "d'"
    return f"{number_words(language, value, False)} {large} {of}{name}"


def _amount(language: Language, value: Decimal, currency: Currency) -> str:
    """Return an amount with its hundredths, which English and French say without their name."""
    whole, parts = divmod(value * 100, 100)
    if parts != int(parts):
        return language.count(value, currency.main)
    if not parts:
        return language.count(Decimal(int(whole)), currency.main)
    if not whole:
        return language.count(Decimal(int(parts)), currency.part)
    main = language.count(Decimal(int(whole)), currency.main)
    if language.code in ("en", "fr"):
        return f"{main} {language.numerals.cardinal(int(parts))}"
    joint = " con " if language.code == "es" else f" {language.words.and_}"
    return f"{main}{joint}{language.count(Decimal(int(parts)), currency.part)}"


def _percent(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        value = value_of(match["number"] or match["behind"], language)
        return (
            None if value is None else f"{number_words(language, value)} {language.words.percent}"
        )

    return say


def _measure(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        value = value_of(match["number"], language)
        return None if value is None else language.count(value, language.units[match["unit"]])

    return say
