"""What is left blank to be written on, by hand: a pause in a sentence, or a line of a form."""

from __future__ import annotations

import re

_BLANK = r"(?:_{3,}|(?:_ ){2,60}_|(?:[.·] ?){6,400}|…{2,})"
_RUN = re.compile(rf" ?(?:{_BLANK} ?){{1,9}}")
_MARK = re.compile(r"\(?\w{1,3}[.)]\s")
_LINE = re.compile(r"[_.·…\s]{2,}")
_NO_SPACE_BEFORE = re.compile(r"… (?=[.,;:!?؟،؛)»”])")
_WHO = (
    r"(?:(?:my|your|student'?s?|pupil'?s?|child'?s?|first|last|full|family) )?(?:name|surname)|date|"
    r"class(?:room)?|grade|"
    r"teacher|school|room|group|score|marks?|points|total|period|age|signature|"
    r"nom|prénom|classe|note|école|groupe|âge|nombre|apellidos?|fecha|clase|curso|grado|nota|puntos|escuela|edad|"
    r"(?:ال)?(?:اسم|تاريخ|صف|شعبة|فصل|مدرسة|درجة|معلمة?|يوم|مجموعة|عمر)|اسم (?:الطالبة?|التلميذة?)|اسمي|صفي"
)
_SPACE = r"(?:[_.·…\s]|/(?! ?\d)){0,200}(?:/?20[_.…\s]{1,8})?"  # “../../20..” is to be a day
_OF_ALL = r"(?:/ ?\d{1,3})?"
_ASKED = re.compile(
    rf"(?:{_WHO})(?: ?:|(?= ?[_.·…]{{2}})){_SPACE}{_OF_ALL}\s*[|,،]?\s*", re.IGNORECASE
)
# A space for marks alone: “/2”.
_MARKS_OF_ALL = re.compile(
    r"[_.·…\s]{0,200}/ ?\d{1,3}(?: ?(?:points?|pts?\.?|marks?|puntos?|نقاط|درجات))?"
)
_BOX = "☐□❏❑❒◻"
_TO_TICK = re.compile(rf"(?<=\S)\s+(?=[{_BOX}]\s*\w)")
_MOST = 8  # labels of one line
_LONGEST = 600


def asks_who(text: str, *, fewest: int = 2) -> bool:
    """Return whether the line only asks who writes and when, as “Name: ____ Date: ____” above a worksheet.

    A label alone may head what stands below it: without a space to write in, as where that is drawn, `fewest`
    are needed.
    """
    if len(text) > _LONGEST:
        return False
    if _MARKS_OF_ALL.fullmatch(text):
        return True
    place = count = 0
    while place < len(text) and count < _MOST:
        if not (found := _ASKED.match(text, place)):
            return False
        place, count = found.end(), count + 1
    return place == len(text) and (count >= fewest or _LINE.search(text) is not None)


def is_space_to_answer(text: str) -> bool:
    """Return whether nothing but an item's number and a space to write in is there: “1. ________”."""
    found = _MARK.match(text)
    return found is not None and _LINE.fullmatch(text, found.end() - 1) is not None


def choices(text: str) -> list[str]:
    """Return what is to be ticked in one line, each with its box; another line as it is."""
    return _TO_TICK.split(text) if text.count(text[:1]) > 1 and text[:1] in _BOX else [text]


def without_empty_boxes(text: str) -> str:
    """Return the text of a cell, "" for one that only has a box to tick."""
    return text if text.strip(f"{_BOX}○◯ ") else ""


def with_pauses(text: str) -> str:
    """Return the text with a pause for each space to write in, and for the dots from a dish to its price."""
    if "_" not in text and "…" not in text and not re.search(r"[.·] ?[.·]", text):
        return text
    # The stop of “1.” is none of the dots behind it.
    start = found.end() if (found := _MARK.match(text)) else 0
    return (text[:start] + _NO_SPACE_BEFORE.sub("…", _RUN.sub(" … ", text[start:])).strip()).strip()
