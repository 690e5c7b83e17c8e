"""Numbers, months and units of English, Spanish and French, from Unicode's CLDR."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from babel import Locale
from babel.dates import get_month_names
from babel.units import format_unit
from unicode_rbnf import FormatPurpose, RbnfEngine

from tts.service.text.spoken.languages.language import Noun

_UNITS: Final = {
    "km": "length-kilometer",
    "m": "length-meter",
    "cm": "length-centimeter",
    "mm": "length-millimeter",
    "mi": "length-mile",
    "ft": "length-foot",
    "yd": "length-yard",
    "kg": "mass-kilogram",
    "g": "mass-gram",
    "mg": "mass-milligram",
    "lb": "mass-pound",
    "lbs": "mass-pound",
    "oz": "mass-ounce",
    "l": "volume-liter",
    "L": "volume-liter",
    "cl": "volume-centiliter",
    "ml": "volume-milliliter",
    "mL": "volume-milliliter",
    "km/h": "speed-kilometer-per-hour",
    "kmh": "speed-kilometer-per-hour",
    "kph": "speed-kilometer-per-hour",
    "m/s": "speed-meter-per-second",
    "mph": "speed-mile-per-hour",
    "°C": "temperature-celsius",
    "ºC": "temperature-celsius",
    "°F": "temperature-fahrenheit",
    "°": "angle-degree",
    "cm²": "area-square-centimeter",
    "m²": "area-square-meter",
    "km²": "area-square-kilometer",
    "m2": "area-square-meter",
    "km2": "area-square-kilometer",
    "cm³": "volume-cubic-centimeter",
    "m³": "volume-cubic-meter",
    "ha": "area-hectare",
    "h": "duration-hour",
    "hr": "duration-hour",
    "hrs": "duration-hour",
    "min": "duration-minute",
    "s": "duration-second",
    "sec": "duration-second",
    "ms": "duration-millisecond",
    "W": "power-watt",
    "kW": "power-kilowatt",
    "kWh": "energy-kilowatt-hour",
    "V": "electric-volt",
    "Hz": "frequency-hertz",
    "kHz": "frequency-kilohertz",
    "MHz": "frequency-megahertz",
    "GHz": "frequency-gigahertz",
    "kB": "digital-kilobyte",
    "KB": "digital-kilobyte",
    "MB": "digital-megabyte",
    "GB": "digital-gigabyte",
    "TB": "digital-terabyte",
    "kcal": "energy-kilocalorie",
}
_AMOUNT: Final = re.compile(r"^[\d.,\s]+")
# CLDR has the gender of units, and babel does not read it.
_FEMININE: Final = re.compile(
    r"(?:libra|onza|milla|yarda|hora|hectárea|kilocaloría|once|livre|heure|minute|seconde|milliseconde)s?\b"
)


class CldrNumerals:
    """The numbers of one language by CLDR's rules."""

    def __init__(self, code: str) -> None:
        self._code = code

    @lru_cache(maxsize=4096)  # noqa: B019  # there is one for each language, for ever
    def cardinal(self, number: int, feminine: bool | None = None) -> str:
        """Return how many."""
        gender = {None: "", True: "-feminine", False: "-masculine"}[feminine]
        return self._spelled(number, FormatPurpose.CARDINAL, f"spellout-cardinal{gender}")

    @lru_cache(maxsize=1024)  # noqa: B019
    def ordinal(self, number: int, feminine: bool = False) -> str:
        """Return which one."""
        gender = "feminine" if feminine else "masculine"
        return self._spelled(number, FormatPurpose.ORDINAL, f"spellout-ordinal-{gender}")

    @lru_cache(maxsize=1024)  # noqa: B019
    def year(self, number: int) -> str:
        """Return a year."""
        return self._spelled(number, FormatPurpose.YEAR, "spellout-numbering-year")

    def _spelled(self, number: int, purpose: FormatPurpose, ruleset: str) -> str:
        result = _engine(self._code).format_number(number, purpose)
        return result.text_by_ruleset.get(ruleset, result.text)


@cache
def _engine(code: str) -> RbnfEngine:
    return RbnfEngine.for_language(code)


def plural_category(code: str, number: float) -> str:
    """Return CLDR's category of a number, such as `one`, `few` or `other`."""
    return str(Locale(code).plural_form(number))


def months(code: str, abbreviated: bool = True) -> dict[str, int]:
    """Return the names of the months, and their short forms without the full stop."""
    names = dict(get_month_names("wide", locale=code))
    short = dict(get_month_names("abbreviated", locale=code)) if abbreviated else {}
    return {name.rstrip("."): number for known in (names, short) for number, name in known.items()}


def month_name(code: str, month: int) -> str:
    """Return the name of a month, counted from 1."""
    return str(get_month_names("wide", locale=code)[month])


def units(code: str) -> Mapping[str, Noun]:
    """Return the units by the signs that stand for them."""
    return {sign: _unit(code, unit) for sign, unit in _UNITS.items()}


@lru_cache(maxsize=256)
def _unit(code: str, unit: str) -> Noun:
    one, other = (
        _AMOUNT.sub("", format_unit(number, unit, "long", locale=code)) for number in (1, 3)
    )
    return Noun({"one": one, "other": other}, bool(_FEMININE.match(one)))
