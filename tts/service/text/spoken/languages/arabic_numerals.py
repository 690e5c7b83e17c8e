"""Arabic numbers in words.

Own rules: num2words says “مئتا” for 200 and knows no feminine,
CLDR's rules say “ألفين وأربعة” for 2004 and “تسعة مائة” for 900.
"""

from typing import Final

_ONES: Final = (
    "صفر",
    "واحد",
    "اثنان",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
    "عشرة",
)
_ONES_FEMININE: Final = (
    "صفر",
    "واحدة",
    "اثنتان",
    "ثلاث",
    "أربع",
    "خمس",
    "ست",
    "سبع",
    "ثماني",
    "تسع",
    "عشر",
)
_TENS: Final = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDREDS: Final = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_SCALES: Final = (
    (10**12, "تريليون", "تريليونات"),
    (10**9, "مليار", "مليارات"),
    (10**6, "مليون", "ملايين"),
    (10**3, "ألف", "آلاف"),
)
_ORDINALS: Final = (
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
)
_AND: Final = " و"


class ArabicNumerals:
    """Numbers that agree with the gender of what is counted, in the nominative or after a preposition."""

    def cardinal(self, number: int, feminine: bool | None = None, oblique: bool = False) -> str:
        """Return how many; `oblique` as after a preposition. Below a quadrillion."""
        parts: list[str] = []
        for size, one, few in _SCALES:
            count, number = divmod(number, size)
            if count:
                parts.append(self._scaled(count, one, few, oblique))
        if number or not parts:
            parts += self._below_thousand(number, bool(feminine), oblique)
        return _AND.join(parts)

    def ordinal(self, number: int, feminine: bool = False) -> str:
        """Return which one, with the article; beyond 19 the tens keep their form."""
        if number > 99:
            return f"رقم {self.cardinal(number)}"
        tens, ones = divmod(number, 10)
        if number <= 10:
            return (
                "الأولى" if feminine and number == 1 else _marked(_ORDINALS[number - 1], feminine)
            )
        unit = "" if not ones else _marked("الحادي" if ones == 1 else _ORDINALS[ones - 1], feminine)
        if tens == 1:
            return f"{unit} {'عشرة' if feminine else 'عشر'}"
        return _AND.join(filter(None, (unit, f"ال{_TENS[tens - 2]}ون")))

    def year(self, number: int) -> str:
        """Return a year as it stands after “the year”."""
        return self.cardinal(number, feminine=True, oblique=True)

    def _scaled(self, count: int, one: str, few: str, oblique: bool) -> str:
        if count == 1:
            return one
        if count == 2:
            return _dual(one, oblique)
        said = self.cardinal(count, feminine=False, oblique=oblique)
        if 3 <= count % 100 <= 10:
            return f"{said} {few}"
        return f"{said} {one}ا" if count % 100 > 10 else f"{said} {one}"

    def _below_thousand(self, number: int, feminine: bool, oblique: bool) -> list[str]:
        hundreds, rest = divmod(number, 100)
        said = []
        if hundreds:
            named = {1: "مئة", 2: _dual("مئت", oblique)}
            said.append(named.get(hundreds) or f"{_HUNDREDS[hundreds - 3]}مئة")
        if rest or not hundreds:
            said.append(self._below_hundred(rest, feminine, oblique))
        return said

    def _below_hundred(self, number: int, feminine: bool, oblique: bool) -> str:
        ones = _ONES_FEMININE if feminine else _ONES
        tens, unit = divmod(number, 10)
        if number == 2:
            return _dual("اثنت" if feminine else "اثن", oblique)
        if number <= 10:
            return ones[number]
        if tens == 1:
            return f"{self._teen(unit, feminine, oblique)} {'عشرة' if feminine else 'عشر'}"
        ten = _TENS[tens - 2] + ("ين" if oblique else "ون")
        if not unit:
            return ten
        said = "إحدى" if feminine and unit == 1 else self._below_hundred(unit, feminine, oblique)
        return f"{said}{_AND}{ten}"

    def _teen(self, unit: int, feminine: bool, oblique: bool) -> str:
        if unit == 1:
            return "إحدى" if feminine else "أحد"
        if unit == 2:
            return _dual("اثنت" if feminine else "اثن", oblique)[:-1]
        return (_ONES_FEMININE if feminine else _ONES)[unit]


def _dual(stem: str, oblique: bool) -> str:
    return f"{stem}{'ين' if oblique else 'ان'}"


def _marked(ordinal: str, feminine: bool) -> str:
    """Return the ordinal in its gender: “الثاني” is “الثانية”."""
    return f"{ordinal}ة" if feminine else ordinal
