"""English, American unless the code says otherwise."""

from decimal import Decimal
from functools import cache
from typing import Final

from tts.service.text.spoken.languages.cldr import (
    CldrNumerals,
    month_name,
    months,
    plural_category,
    units,
)
from tts.service.text.spoken.languages.counting import counted, noun
from tts.service.text.spoken.languages.language import (
    Abbreviations,
    Currency,
    Language,
    Noun,
    Words,
)

_NUMERALS: Final = CldrNumerals("en")
_CENT: Final = noun("cent", "cents")
_DOLLAR: Final = Currency(noun("dollar", "dollars"), _CENT)
_EURO: Final = Currency(noun("euro", "euros"), _CENT)
_POUND: Final = Currency(noun("pound", "pounds"), noun("penny", "pence"))

_ABBREVIATIONS: Final = Abbreviations(
    always={
        "Mr.": "Mister",
        "Mr": "Mister",
        "Mrs.": "Missus",
        "Mrs": "Missus",
        "Ms.": "Miz",
        "Messrs.": "Messieurs",
        "Mt.": "Mount",
        "Lt.": "Lieutenant",
        "Capt.": "Captain",
        "Gen.": "General",
        "Sgt.": "Sergeant",
        "Col.": "Colonel",
        "Cmdr.": "Commander",
        "Prof.": "Professor",
        "Rev.": "Reverend",
        "Hon.": "Honorable",
        "Gov.": "Governor",
        "Pres.": "President",
        "Sen.": "Senator",
        "Jr.": "Junior",
        "Sr.": "Senior",
        "Ave.": "Avenue",
        "Blvd.": "Boulevard",
        "Rd.": "Road",
        "Dept.": "Department",
        "Inc.": "Incorporated",
        "Ltd.": "Limited",
        "Corp.": "Corporation",
        "vs.": "versus",
        "vs": "versus",
        "Ph.D.": "P H D",
        "etc.": "et cetera",
        "etc": "et cetera",
        "e.g.": "for example",
        "eg.": "for example",
        "i.e.": "that is",
        "approx.": "approximately",
        "a.k.a.": "also known as",
        "B.C.E.": "B C E",
        "B.C.": "B C",
        "A.D.": "A D",
    },
    before_number={
        "No.": "number",
        "no.": "number",
        "Nos.": "numbers",
        "p.": "page",
        "pp.": "pages",
        "Vol.": "volume",
        "vol.": "volume",
        "Ch.": "chapter",
        "ch.": "chapter",
        "Fig.": "figure",
        "fig.": "figure",
        "Sec.": "section",
        "Art.": "article",
        "ca.": "circa",
        "c.": "circa",
        "tel.": "telephone",
    },
    before_name={"Dr.": "Doctor", "Dr": "Doctor", "St.": "Saint", "St": "Saint", "Ft.": "Fort"},
    after_name={"St.": "Street", "Dr.": "Drive", "Ft.": "Fort"},
    closing=frozenset(["etc.", "Jr.", "Sr.", "Ave.", "Blvd.", "Rd.", "St.", "Inc.", "Ltd.", "Corp.",
                       "B.C.", "A.D.", "B.C.E."]),
)  # fmt: skip
_SPOONS: Final = {
    "tbsp": noun("tablespoon", "tablespoons"), "tsp": noun("teaspoon", "teaspoons"),
    "pt": noun("pint", "pints"), "qt": noun("quart", "quarts"), "gal": noun("gallon", "gallons"),
    "mins": noun("minute", "minutes"), "secs": noun("second", "seconds"), "yrs": noun("year", "years"),
    "wks": noun("week", "weeks"),
}  # fmt: skip
_SIGNS: Final = {
    "+": "plus",
    "=": "equals",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "≠": "is not equal to",
    "≈": "is about",
    "×": "times",
    "*": "times",
    "÷": "divided by",
    "±": "plus or minus",
    "²": "squared",
    "³": "cubed",
    "√": "the square root of",
    "π": "pi",
    "~": "about",
}
_CURRENCIES: Final = {
    "$": _DOLLAR,
    "US$": _DOLLAR,
    "USD": _DOLLAR,
    "€": _EURO,
    "EUR": _EURO,
    "£": _POUND,
    "GBP": _POUND,
    "¥": Currency(noun("yen", "yen"), noun("sen", "sen")),
    "₹": Currency(noun("rupee", "rupees"), noun("paisa", "paise")),
}
_SHORT_WORDS: Final = frozenset(
    """
    a i am an as at be by do go he if in is it me my no of oh on or so to up us we all and any are
    bad bag bed big boy but can cat cow cry cut day did dog eat egg end far fly for fox fun get god
    got had has hat hay hen her hey him his hot how job let lie lot low mad man may men mom mum new
    nor not now off old one our out own pay pig put ran red run sad sat saw say see set she shy sit
    six sky son sun ten the tip too top toy try two use war was way wet who why win won yes yet you
    """.split()  # noqa: SIM905  # a list of words reads better as words
)


def _count(value: Decimal, counted_noun: Noun) -> str:
    return counted(english(), value, counted_noun, plural_category("en", float(value)))


def _fraction(upper: int, lower: int) -> str:
    parts = {2: "half", 4: "quarter"}.get(lower) or _NUMERALS.ordinal(lower)
    if upper > 1:
        parts = "halves" if lower == 2 else f"{parts}s"
    return f"{_NUMERALS.cardinal(upper)} {parts}"


def _time(hour: int, minute: int, half: str) -> str:
    said = _NUMERALS.cardinal(hour)
    if minute:
        said += f" {'oh ' if minute < 10 else ''}{_NUMERALS.cardinal(minute)}"
    elif not half:
        said += " o'clock" if 0 < hour <= 12 else " hundred hours"
    return f"{said} {half.upper()} M" if half else said


def _date(day: int, month: int, year: int) -> str:
    return f"{month_name('en', month)} {_NUMERALS.ordinal(day)}, {_NUMERALS.year(year)}"


@cache
def english(month_first: bool = True) -> Language:
    """Return how English says figures and signs."""
    return Language(
        code="en",
        numerals=_NUMERALS,
        words=Words(
            "minus", "point", "percent", "to", "dot", "at", "and", "number", "to the power of"
        ),
        grouping=",",
        months=months("en") | {"Sept": 9},
        signs=_SIGNS,
        units={**units("en"), **_SPOONS, "¢": _CENT},
        currencies=_CURRENCIES,
        abbreviations=_ABBREVIATIONS,
        short_words=_SHORT_WORDS,
        count=_count,
        fraction=_fraction,
        time=_time,
        date=_date,
        month_first=month_first,
    )
