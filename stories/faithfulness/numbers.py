"""The numbers that a text says, in figures or in words, as figures."""

from __future__ import annotations

import re
import unicodedata

_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?!\d)")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670])*")
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_VALUES = (*range(2, 21), 30, 40, 50, 60, 70, 80, 90, 100, 1000, 1000000)
# "One" is an article, or a pronoun, too often to be a number.
_NAMES = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
    " million",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta"
    " sesenta setenta ochenta noventa cien mil millón",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
    " dix-huit dix-neuf vingt trente quarante cinquante soixante"
    " soixante-dix quatre-vingts quatre-vingt-dix cent mille million",
}
_ORDINALS = {
    "en": "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "es": "segundo tercer cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "fr": "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième"
    " douzième",
}
_ARABIC = {
    2: "اثنان اثنين اثنتان اثنتين",
    3: "ثلاثة ثلاث",
    4: "أربعة أربع",
    5: "خمسة خمس",
    6: "ستة ست",
    7: "سبعة سبع",
    8: "ثمانية ثماني ثمان",
    9: "تسعة تسع",
    10: "عشرة عشر",
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
    100: "مئة مائة",
    1000: "ألف",
    1000000: "مليون",
}
_JOINED = ("وب", "و", "ب", "ف", "ل", "")
_NUMBERS: dict[str, dict[str, int]] = {
    **{
        language: dict(zip(names.split(), _VALUES, strict=True))
        for language, names in _NAMES.items()
    },
    "ar": {
        joined + word: value
        for value, forms in _ARABIC.items()
        for word in forms.split()
        for joined in _JOINED
    },
}
_RANKS = {
    language: {word: f"{rank}." for rank, word in enumerate(words.split(), start=2)}
    for language, words in _ORDINALS.items()
}
_ROUND = (100, 1000, 1000000)  # which multiply the number before them: "two hundred"


def numbers(text: str, language: str) -> dict[str, str]:
    """Return each number of the text as a figure, "3." for "third", with how it is written there."""
    found = {_figure(it[0]): it[0] for it in _FIGURE.finditer(text)}
    before: tuple[int, str] | None = None
    for word in _WORD.findall(text):
        small = _MARKS.sub("", word.casefold())
        if rank := _RANKS.get(language, {}).get(small):
            found.setdefault(rank, word)
        value = _NUMBERS[language].get(small)
        if value in _ROUND and before:
            found.pop(str(before[0]), None)
            value, word = before[0] * value, f"{before[1]} {word}"
        if value is not None:
            found.setdefault(str(value), word)
        before = (value, word) if value is not None else None
    return found


def _figure(written: str) -> str:
    return "".join(str(unicodedata.digit(mark)) for mark in written if mark.isdigit())
