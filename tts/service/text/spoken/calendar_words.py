"""Years, decades and days of a month in words: English and Arabic do not say them as amounts."""

import re
from collections.abc import Sequence
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, one_of, rule
from tts.service.text.spoken.languages.language import Language
from tts.service.text.spoken.written_numbers import ascii_digits

_YEAR: Final = r"(?P<said>(?:10[1-9]|1[1-9]\d|20\d)\d)(?![\w%]|[.,]\d|[-–]\d{3})"
_BEFORE_YEARS: Final = (
    "in|since|from|until|till|by|before|after|around|year|years|circa|of|during|between|early|late|"
    "spring|summer|autumn|fall|winter|born|died"
)
_YEARS: Final = (
    r"(?<![\w$£€.,-])(?P<first>(?:1[1-9]|20)\d\d)[-–](?P<last>(?:1[1-9]|20)?\d\d)(?![\w-])"
)
# “30s” alone may be seconds.
_DECADE: Final = (
    r"(?<!\w)(?:(?P<century>1[1-9]|20)|['’]|(?<=\b(?:the|his|her) ))(?P<tens>\d)0['’]?s\b"
)
_DECADES: Final = {
    2: "twenties",
    3: "thirties",
    4: "forties",
    5: "fifties",
    6: "sixties",
    7: "seventies",
    8: "eighties",
    9: "nineties",
}  # fmt: skip
_DAYS: Final = {
    "Mon": "Monday", "Tues": "Tuesday", "Tue": "Tuesday", "Wed": "Wednesday", "Thurs": "Thursday",
    "Thur": "Thursday", "Thu": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_ARABIC_YEAR: Final = r"(?:سنة|عام|العام|عامي|منذ|حتى) (?P<said>\d{3,4})(?![\w٫٬]|[.,]\d)"

_ALONE: Final = r"(?![\w:%٪/-]|[.,]\d)"
_NUMBERED: Final = "القرن|الفصل|الدرس|الجزء|الباب|الصف|الطابق|اليوم"


def calendar_steps(language: Language) -> Sequence[Step]:
    """Return the steps for a language that needs them."""
    if language.code == "en":
        return (*_english_months(language), *_english_years(language), *_english_days(language))
    return _arabic(language) if language.code == "ar" else ()


def short_name_steps(language: Language) -> Sequence[Step]:
    """Return the steps for short names of days and months without a figure behind them, in English."""
    if language.code != "en":
        return ()
    day, month = one_of(_DAYS), one_of(_short(language))
    return (
        rule(rf"(?<![\w.-])(?P<said>{day})(?=\.?[-–](?:{day})\b)", lambda match: _DAYS[match[0]]),
        rule(
            rf"(?<=day)(?:\.?[-–])(?P<to>{day})\b\.?",
            lambda match: f" {language.words.to} {_DAYS[match['to']]}",
        ),
        rule(rf"(?<![\w.-])(?P<day>{day})\.(?=,)", lambda match: _DAYS[match["day"]]),
        rule(rf"(?<![\w.-])(?:{month})\.(?= (?:and|or|to|through|until)\b|,)", _month(language)),
    )


def _english_months(language: Language) -> Sequence[Step]:
    short = one_of(_short(language))
    following = r"(?=,? (?:\d|[a-z-]+(?:st|nd|rd|th)\b))"
    return (
        rule(rf"\b(?:{short})\.?{following}", _month(language)),
        rule(rf"\b(?:{short})\.", _month(language)),
    )


def _english_years(language: Language) -> Sequence[Step]:
    months, year = one_of(language.months), _year(language)
    return (
        rule(_YEARS, _years(language)),
        rule(_DECADE, _decade(language)),
        rule(
            rf"\b(?:from|between) (?:1\d|20)\d\d (?:to|and|until|till) {_YEAR}", year, re.IGNORECASE
        ),
        rule(rf"\b(?:{months})\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}", year),
        rule(rf"\b(?:{months}|{_BEFORE_YEARS})\.?,? {_YEAR}", year, re.IGNORECASE),
        rule(rf"(?<=\(){_YEAR}(?=[);,])", year),
        rule(rf"(?<!\w){_YEAR}(?= (?:AD|BC|CE|BCE|A\.D\.|B\.C\.))", year),
    )


def _english_days(language: Language) -> Sequence[Step]:
    months = one_of(language.months)
    day = r"(?<!\w)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    return (
        rule(rf"(?P<the>\bthe )?{day}(?: of)?(?= (?:{months})\b)", _day_before(language)),
        rule(rf"\b(?:{months})\.? (?P<said>\d{{1,2}})(?![\w:/%-]|[.,]\d)", _day(language)),
    )


def _year(language: Language) -> Saying:
    return lambda match: language.numerals.year(int(ascii_digits(match["said"])))


def _years(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str:
        first, last = match["first"], match["last"]
        last = last if len(last) == 4 else first[:2] + last
        return f"{language.numerals.year(int(first))} to {language.numerals.year(int(last))}"

    return say


def _decade(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        century, tens = match["century"], int(match["tens"])
        if century and not tens:
            return f"{language.numerals.year(int(century) * 100)}s"
        named = _DECADES.get(tens)
        return f"{language.numerals.cardinal(int(century))} {named}" if century and named else named

    return say


def _day(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        day = int(match["said"])
        return language.numerals.ordinal(day) if 1 <= day <= 31 else None

    return say


def _day_before(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        day = int(match["day"])
        return f"the {language.numerals.ordinal(day)} of" if 1 <= day <= 31 else None

    return say


def _short(language: Language) -> list[str]:
    # “Mar” and “May” with another meaning are safe: a number or a full stop has to follow.
    return [
        name for name in language.months if len(name) <= 4 and name not in ("May", "June", "July")
    ]


def _month(language: Language) -> Saying:
    full = {n: name for name, n in language.months.items() if len(name) > 4 or name == "May"}
    full |= {n: name for name, n in language.months.items() if name in ("June", "July")}
    return lambda match: full[language.months[match[0].rstrip(".")]]


def _arabic(language: Language) -> Sequence[Step]:
    months = one_of(language.months)

    def day(match: "re.Match[str]") -> str | None:
        number = int(match["said"])
        return f"{language.numerals.ordinal(number)} من" if 1 <= number <= 31 else None

    def year_after_month(match: "re.Match[str]") -> str:
        return f"سنة {language.numerals.year(int(match['said']))}"

    return (
        # “2023م” are no metres.
        rule(r"(?<=\d{4})م(?!\w)", " ميلادية"),
        rule(r"(?:عام|سنة|هـ?(?: و ?| ?/ ?| - ?))[^\S\n]?\d{3,4}(?P<said> م)(?!\w)", " ميلادية"),
        rule(r"(?<=\d{3})[^\S\n]?هـ?(?!\w)", " هجرية"),
        rule(r"(?<!\S)(\d{1,4})-(?=\s)", lambda match: f"{language.words.minus} {match[1]}"),
        rule(rf"(?<=الساعة )\d{{1,2}}{_ALONE}", _which(language, feminine=True)),
        rule(rf"(?:{_NUMBERED}) (?P<said>\d{{1,2}}){_ALONE}", _which(language)),
        rule(rf"(?<!\w)ال(?P<number>\d{{1,2}}){_ALONE}", _which(language)),
        rule(_ARABIC_YEAR, _year(language)),
        rule(rf"(?:{months}) (?P<said>\d{{4}})(?![\w٫٬]|[.,]\d)", year_after_month),
        rule(rf"(?<![\w.,])(?P<said>\d{{1,2}})(?= (?:{months})(?!\w))", day),
    )


def _which(language: Language, feminine: bool = False) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        number = int(re.sub(r"\D", "", match[0]))
        before = match.string[: match.start()].rstrip()[-1:]
        return language.numerals.ordinal(number, feminine or before == "ة") if number else None

    return say
