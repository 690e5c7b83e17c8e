"""Words with which a paragraph says that it is another time or another place now: "The next morning"."""

from __future__ import annotations

import re

_AMONG_FIRST = 4  # words: further on they tell of something else
# fmt: off
_CHANGES = frozenset("""
morning noon afternoon evening night midnight dawn dusk sunrise sunset day days week weeks month
months year years spring summer autumn winter today tomorrow yesterday later meanwhile monday
tuesday wednesday thursday friday saturday sunday outside inside indoors upstairs arrived reached

mañana mediodía tarde noche medianoche amanecer anochecer día días semana semanas mes meses año años
primavera verano otoño invierno mientras fuera dentro llegó llegaron

matin midi soir soirée nuit minuit aube jour jours semaine semaines mois année années printemps
été automne hiver lendemain demain tard pendant dehors dedans arriva arrivèrent

صباح صباحا مساء ظهر ظهرا ليل ليلا ليلة فجر غروب شروق ضحى يوم يوما أيام غد أسبوع أسابيع شهر أشهر
سنة سنوات عام ربيع صيف خريف شتاء لاحقا خارج داخل وصل وصلت وصلوا
""".split())  # noqa: SIM905
# fmt: on
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile("[\u064b-\u0652\u0640]")  # Arabic vowels, and the stroke that lengthens
_JOINED = re.compile("^(?:[وف]?(?:[بكل]?ال|لل)|[وف])")  # to an Arabic word, before it


def begins_elsewhere(text: str) -> bool:
    """Return whether a paragraph with this first sentence begins at another time or place."""
    words = _WORD.findall(_MARKS.sub("", text[:200]).lower())[:_AMONG_FIRST]
    return any(word in _CHANGES or _JOINED.sub("", word) in _CHANGES for word in words)
