"""What a language needs to say what is written in figures and signs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol


class Numerals(Protocol):
    """Whole numbers in words."""

    def cardinal(self, number: int, feminine: bool | None = None) -> str:
        """Return how many: before a noun of that gender, without one for None."""

    def ordinal(self, number: int, feminine: bool = False) -> str:
        """Return which one."""

    def year(self, number: int) -> str:
        """Return a year."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: its forms by CLDR's plural categories; `other` is always there."""

    forms: Mapping[str, str]
    feminine: bool = False


@dataclass(frozen=True, slots=True)
class Currency:
    """An amount's name, and that of its hundredth."""

    main: Noun
    part: Noun


@dataclass(frozen=True, slots=True)
class Words:
    """Single words between numbers and in addresses."""

    minus: str
    point: str
    percent: str
    to: str
    dot: str
    at: str
    and_: str
    number: str
    power: str


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What is said for abbreviations: always, before a number, before a name, after one.

    One of `closing` can be the last word of a sentence: its full stop then ends it.
    """

    always: Mapping[str, str]
    before_number: Mapping[str, str] = field(default_factory=dict)
    before_name: Mapping[str, str] = field(default_factory=dict)
    after_name: Mapping[str, str] = field(default_factory=dict)
    closing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Language:
    """How one language says figures and signs; `grouping` are the signs between thousands.

    `count` says an amount of a noun, `plural` finds its category. `fraction`, `time` (hour, minute, "a"
    or "p" or "") and `date` (day, month, year) put the parts together. `signs` are said between numbers.
    """

    code: str
    numerals: Numerals
    words: Words
    grouping: str
    months: Mapping[str, int]
    signs: Mapping[str, str]
    units: Mapping[str, Noun]
    currencies: Mapping[str, Currency]
    abbreviations: Abbreviations
    short_words: frozenset[str]
    count: Callable[[Decimal, Noun], str]
    fraction: Callable[[int, int], str]
    time: Callable[[int, int, str], str]
    date: Callable[[int, int, int], str]
    month_first: bool = False
