"""All rules in their order: what has a meaning of its own first, bare numbers last."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tts.service.text.normalization import NormalizedText
from tts.service.text.scripts import runs
from tts.service.text.spoken import lines, notes
from tts.service.text.spoken.abbreviations import abbreviation_steps
from tts.service.text.spoken.addresses import address_steps
from tts.service.text.spoken.calendar_words import calendar_steps, short_name_steps
from tts.service.text.spoken.capitals import capital_steps
from tts.service.text.spoken.edits import Step
from tts.service.text.spoken.formulas import formula_steps, joining_steps
from tts.service.text.spoken.languages.known import language_of
from tts.service.text.spoken.moments import moment_steps
from tts.service.text.spoken.numbers import number_steps
from tts.service.text.spoken.ordinals import ordinal_steps
from tts.service.text.spoken.quantities import quantity_steps
from tts.service.text.spoken.roman import roman_steps

_ANY_LANGUAGE: Final = (lines.line_ends, *notes.STEPS, *lines.STEPS)
_FIGURE: Final = re.compile(r"\d")


def as_said(text: NormalizedText, language: str) -> NormalizedText:
    """Return the text as a reader of `language` says it; other scripts in it in their own language.

    Every character points at what it was written for, so that words stay where they stood.
    """
    text = _applied(text, _ANY_LANGUAGE)
    parts = [_run_as_said(text.slice(run.span), run.language) for run in runs(text.text, language)]
    return _applied(NormalizedText.joined(parts), lines.TIDY)


def _run_as_said(text: NormalizedText, language: str) -> NormalizedText:
    # Most sentences have no figure, and most rules look for one.
    return _applied(text, _steps(language, bool(_FIGURE.search(text.text))))


def _applied(text: NormalizedText, steps: Sequence[Step]) -> NormalizedText:
    for step in steps:
        text = text.replaced(step(text.text))
    return text


@lru_cache(maxsize=64)
def _steps(code: str, figures: bool) -> Sequence[Step]:
    """Return the steps of a language, for a text with figures or without; none for other languages."""
    language = language_of(code)
    if language is None:
        return ()
    counted = (
        *moment_steps(language),
        *calendar_steps(language),
        *joining_steps(language),
        *quantity_steps(language),
        *ordinal_steps(language),
    )
    return (
        *address_steps(language.words),
        *abbreviation_steps(language),
        *short_name_steps(language),
        *(counted if figures else ordinal_steps(language) if language.code == "fr" else ()),
        *roman_steps(language),
        *formula_steps(language),
        *capital_steps(language),
        *(number_steps(language) if figures else ()),
    )
