"""Dates in figures and times of day."""

import re
from collections.abc import Sequence
from typing import Final

from tts.service.text.spoken.edits import Saying, Step, rule
from tts.service.text.spoken.languages.language import Language

_DATE: Final = r"(?<![\w./-])(\d{1,2})(?P<sign>[/.-])(\d{1,2})(?P=sign)(\d{4}|\d{2})(?![\w/-])"
_ISO: Final = r"(?<![\w./-])(\d{4})(?P<sign>[/-])(\d{1,2})(?P=sign)(\d{1,2})(?![\w/-])"
# In Spanish and French an “h” may follow.
_CLOCK: Final = r"(?<![\w:.,])(\d{1,2}):(\d{2})(?::\d{2})?(?:[^\S\n]?h\b)?(?![\w:])"
_HALF: Final = r"[^\S\n]?(?P<half>[ap])(?:\.[^\S\n]?m\.|[^\S\n]?m\b)"
_HALVES: Final = {
    "en": _HALF,
    "es": _HALF,
    "fr": r"[^\S\n]?(?P<half>[ap])m\b",
    "ar": r"[^\S\n]?(?P<half>[صم])(?!\w)",
}
_MORNING: Final = frozenset("aAص")
_FRENCH: Final = r"(?<![\w:.,])(\d{1,2})[^\S\n]?[hH](?:[^\S\n]?(\d{2})(?:[^\S\n]?min\b)?)?(?!\w)"


def moment_steps(language: Language) -> Sequence[Step]:
    """Return the steps for dates and times."""
    half, clock = _HALVES[language.code], _clock(language)
    steps = [
        rule(r"(?<=:\d\d)[^\S\n]?[–-][^\S\n]?(?=\d{1,2}:\d\d)", f" {language.words.to} "),
        rule(_ISO, lambda match: _date(language, int(match[4]), int(match[3]), int(match[1]))),
        rule(_DATE, _written_date(language)),
        rule(rf"(?<![\w:.,])(\d{{1,2}}):(\d{{2}}){half}", clock, re.IGNORECASE),
        rule(_CLOCK, clock),
    ]
    if language.code in ("en", "es"):
        # “9 a.m.”: the second group is empty, as an hour has no minutes.
        steps.append(rule(rf"(?<![\w:.,$£€])(\d{{1,2}})(){half}", clock, re.IGNORECASE))
    if language.code == "fr":
        steps.append(rule(_FRENCH, clock))
    return steps


def _written_date(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        day, month = int(match[1]), int(match[3])
        if language.month_first:
            day, month = month, day
        # The other way round where only that is a date.
        if month > 12:
            day, month = month, day
        year = int(match[4])
        if len(match[4]) == 2:
            year += 2000 if year < 50 else 1900
        return _date(language, day, month, year)

    return say


def _date(language: Language, day: int, month: int, year: int) -> str | None:
    is_date = 1 <= day <= 31 and 1 <= month <= 12 and year > 0
    return language.date(day, month, year) if is_date else None


def _clock(language: Language) -> Saying:
    def say(match: "re.Match[str]") -> str | None:
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour > 24 or minute > 59:
            return None
        written = match.groupdict().get("half")
        half = ("a" if written in _MORNING else "p") if written else ""
        stop = "." if match[0].endswith(".") and ends_sentence(match) else ""
        return language.time(hour, minute, half) + stop

    return say


def ends_sentence(match: "re.Match[str]") -> bool:
    """Return whether a sentence may end at the match: the text does, or a capital follows."""
    following = match.string[match.end() : match.end() + 12]
    return not following.strip() or (
        following[0].isspace() and following.lstrip(' \n"“«')[:1].isupper()
    )
