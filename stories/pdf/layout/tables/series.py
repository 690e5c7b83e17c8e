"""Names of columns that count on: a first one of their kind names its own column, and no row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SERIES = tuple(
    frozenset(words.split())
    for words in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mon tue wed thu fri sat sun",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miercoles jueves viernes sabado domingo",
        "الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت",
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "spring summer autumn winter",
        "printemps ete automne hiver",
        "primavera verano otono invierno",
        "الربيع الصيف الخريف الشتاء",
    )
)
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f]")
_DAY = re.compile(r"^(?:le |el |يوم )?(\w+)(?: \d{1,2}\b.{0,12})?$")
# “Group A”, “Week 2”, “Team 1”: one word and what counts.
_COUNTED = re.compile(r"(\w{3,20}) ([A-Z]|\d{1,2}|[IVX]{1,4})")
_FEWEST = 2


def is_series(names: Sequence[str]) -> bool:
    """Return whether all names are of one series, as days of a week are."""
    if len(names) < _FEWEST or not all(names):
        return False
    counted = [_COUNTED.fullmatch(name) for name in names]
    if all(counted) and len({found[1].casefold() for found in counted if found}) == 1:
        return len(set(names)) == len(names)
    days = [_DAY.fullmatch(_plain(name)) for name in names]
    words = {found[1] for found in days if found}
    return len(words) == len(names) and any(words <= series for series in _SERIES)


def _plain(name: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", name.casefold()))
