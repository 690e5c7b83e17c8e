"""Spans of a text, counted in Unicode code points as Python's `str` does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from `start` up to, not including, `end`."""

    start: int
    end: int
