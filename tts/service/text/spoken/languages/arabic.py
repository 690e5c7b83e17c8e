"""Arabic."""

from decimal import Decimal
from functools import cache
from typing import Final

from tts.service.text.spoken.languages.arabic_numerals import ArabicNumerals
from tts.service.text.spoken.languages.cldr import month_name, months, plural_category
from tts.service.text.spoken.languages.counting import number_words
from tts.service.text.spoken.languages.language import (
    Abbreviations,
    Currency,
    Language,
    Noun,
    Words,
)

_NUMERALS: Final = ArabicNumerals()
_LEVANTINE_MONTHS: Final = {
    "كانون الثاني": 1,
    "شباط": 2,
    "آذار": 3,
    "نيسان": 4,
    "أيار": 5,
    "حزيران": 6,
    "تموز": 7,
    "آب": 8,
    "أيلول": 9,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
}  # fmt: skip
_PARTS: Final = {
    2: ("نصف", "أنصاف"),
    3: ("ثلث", "أثلاث"),
    4: ("ربع", "أرباع"),
    5: ("خمس", "أخماس"),
    6: ("سدس", "أسداس"),
    7: ("سبع", "أسباع"),
    8: ("ثمن", "أثمان"),
    9: ("تسع", "أتساع"),
    10: ("عشر", "أعشار"),
}  # fmt: skip


def _noun(one: str, few: str, many: str = "", dual: str = "", feminine: bool = False) -> Noun:
    """Return a noun: one, its dual, 3 to 10, 11 to 99 (the accusative), and round hundreds."""
    stem = f"{one[:-1]}ت" if one.endswith("ة") else one
    return Noun(
        {
            "one": one,
            "two": dual or f"{stem}ان",
            "few": few,
            "many": many or (one if one.endswith("ة") else f"{one}ا"),
            "other": one,
        },
        feminine,
    )


def _phrase(head: Noun, one: str, dual: str, others: str, many: str = "") -> Noun:
    """Return a noun with what is said after each of its forms."""
    tails = {"one": one, "two": dual, "few": others, "many": many or one, "other": one}
    return Noun({key: f"{form} {tails[key]}" for key, form in head.forms.items()}, head.feminine)


_METRE: Final = _noun("متر", "أمتار")
_KILOMETRE: Final = _noun("كيلومتر", "كيلومترات")
_CENTIMETRE: Final = _noun("سنتيمتر", "سنتيمترات")
_MILLIMETRE: Final = _noun("مليمتر", "مليمترات")
_GRAM: Final = _noun("غرام", "غرامات")
_KILOGRAM: Final = _noun("كيلوغرام", "كيلوغرامات")
_LITRE: Final = _noun("لتر", "لترات")
_MILLILITRE: Final = _noun("مليلتر", "مليلترات")
_DEGREE: Final = _noun("درجة", "درجات", feminine=True)
_CELSIUS: Final = _phrase(_DEGREE, "مئوية", "مئويتان", "مئوية")
_PER_HOUR: Final = "في الساعة"
_SPEED: Final = _phrase(_KILOMETRE, _PER_HOUR, _PER_HOUR, _PER_HOUR)
_SQUARE_METRE: Final = _phrase(_METRE, "مربع", "مربعان", "مربعة", "مربعا")
_SQUARE_KILOMETRE: Final = _phrase(_KILOMETRE, "مربع", "مربعان", "مربعة", "مربعا")
_CENT: Final = _noun("سنت", "سنتات")
_MINUTE: Final = _noun("دقيقة", "دقائق", feminine=True)
_RIYAL: Final = Currency(_noun("ريال", "ريالات"), _noun("هللة", "هللات", feminine=True))
_DOLLAR: Final = Currency(_noun("دولار", "دولارات"), _CENT)
_EURO: Final = Currency(_noun("يورو", "يورو", "يورو", "يورو"), _CENT)
_POUND: Final = Currency(_noun("جنيه", "جنيهات"), _noun("قرش", "قروش"))
_DIRHAM: Final = Currency(_noun("درهم", "دراهم"), _noun("فلس", "فلوس"))
_DINAR: Final = Currency(_noun("دينار", "دنانير"), _noun("فلس", "فلوس"))

_ABBREVIATIONS: Final = Abbreviations(
    always={
        "ق.م.": "قبل الميلاد",
        "ق.م": "قبل الميلاد",
        "ص.ب.": "صندوق البريد",
        "ص.ب": "صندوق البريد",
        "إلخ": "إلى آخره",
        "الخ": "إلى آخره",
    },
    before_number={"ص": "صفحة", "ص.": "صفحة", "ج": "جزء", "ج.": "جزء", "رقم.": "رقم"},
    before_name={"د.": "الدكتور", "م.": "المهندس", "أ.": "الأستاذ", "أ.د.": "الأستاذ الدكتور"},
)
_SIGNS: Final = {
    "+": "زائد",
    "=": "يساوي",
    "<": "أصغر من",
    ">": "أكبر من",
    "≤": "أصغر من أو يساوي",
    "≥": "أكبر من أو يساوي",
    "≠": "لا يساوي",
    "≈": "يساوي تقريبا",
    "×": "ضرب",
    "*": "ضرب",
    "÷": "قسمة",
    "±": "زائد أو ناقص",
    "²": "تربيع",
    "³": "تكعيب",
    "√": "جذر",
    "π": "باي",
    "~": "حوالي",
}
_CURRENCIES: Final = {
    "$": _DOLLAR,
    "€": _EURO,
    "£": _POUND,
    "ر.س": _RIYAL,
    "﷼": _RIYAL,
    "د.إ": _DIRHAM,
    "ج.م": _POUND,
    "د.أ": _DINAR,
    "د.ك": _DINAR,
    "د.ج": _DINAR,
    "د.ت": _DINAR,
}
_UNITS: Final = {
    "كم": _KILOMETRE,
    "km": _KILOMETRE,
    "م": _METRE,
    "m": _METRE,
    "سم": _CENTIMETRE,
    "cm": _CENTIMETRE,
    "مم": _MILLIMETRE,
    "mm": _MILLIMETRE,
    "غ": _GRAM,
    "غم": _GRAM,
    "جم": _GRAM,
    "g": _GRAM,
    "كغ": _KILOGRAM,
    "كغم": _KILOGRAM,
    "كجم": _KILOGRAM,
    "كلغ": _KILOGRAM,
    "kg": _KILOGRAM,
    "ل": _LITRE,
    "l": _LITRE,
    "مل": _MILLILITRE,
    "ml": _MILLILITRE,
    "كم/س": _SPEED,
    "كم/ساعة": _SPEED,
    "km/h": _SPEED,
    "°": _DEGREE,
    "°م": _CELSIUS,
    "°س": _CELSIUS,
    "°C": _CELSIUS,
    "م²": _SQUARE_METRE,
    "م٢": _SQUARE_METRE,
    "كم²": _SQUARE_KILOMETRE,
    "كم٢": _SQUARE_KILOMETRE,
}


def _count(value: Decimal, noun: Noun) -> str:
    """Return one and two by the noun alone, others as the number asks of it."""
    category = plural_category("ar", float(value))
    form = noun.forms.get(category, noun.forms["other"])
    if category == "two":
        return form
    if category == "one":
        return f"{form} {_NUMERALS.cardinal(1, noun.feminine)}"
    return f"{number_words(arabic(), value, noun.feminine)} {form}"


def _fraction(upper: int, lower: int) -> str:
    if lower not in _PARTS:
        return f"{_NUMERALS.cardinal(upper)} على {_NUMERALS.cardinal(lower)}"
    one, few = _PARTS[lower]
    return _count(Decimal(upper), _noun(one, few)).removesuffix(" واحد")


def _time(hour: int, minute: int, half: str) -> str:
    """Return a time of the twelve-hour clock: “half past nine” is “the ninth and the half”."""
    said = "الواحدة" if hour % 12 == 1 else _NUMERALS.ordinal(hour % 12 or 12, feminine=True)
    if minute:
        named = {15: "الربع", 30: "النصف", 20: "الثلث"}.get(minute)
        said += f" و{named or _count(Decimal(minute), _MINUTE)}"
    return said + {"a": " صباحا", "p": " مساء"}.get(half, "")


def _date(day: int, month: int, year: int) -> str:
    named = month_name("ar", month)
    return f"{_NUMERALS.ordinal(day)} من {named} سنة {_NUMERALS.year(year)}"


@cache
def arabic() -> Language:
    """Return how Arabic says figures and signs."""
    return Language(
        code="ar",
        numerals=_NUMERALS,
        words=Words("ناقص", "فاصلة", "بالمئة", "إلى", "نقطة", "آت", "و", "رقم", "أس"),
        grouping=",٬",
        months=months("ar") | _LEVANTINE_MONTHS,
        signs=_SIGNS,
        units=_UNITS,
        currencies=_CURRENCIES,
        abbreviations=_ABBREVIATIONS,
        short_words=frozenset(),
        count=_count,
        fraction=_fraction,
        time=_time,
        date=_date,
    )  # fmt: skip
