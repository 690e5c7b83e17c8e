"""Vowelled Arabic spelled so that espeak, which Piper speaks through too, says what is written."""

import re
from collections.abc import Iterator
from typing import Final

from tts.service.text.spans import Span
from tts.service.text.vowels.marks import ANY, LETTER, SHADDA

# Unicode puts the vowel before the doubling, and espeak then does not say it.
_VOWEL_FIRST: Final = re.compile(f"([\u064b-\u0650]){SHADDA}")
# The article after “bi” or “ka”: its alef is silent, and espeak says a long one.
_SILENT_ALEF: Final = re.compile(
    rf"(?<![{LETTER}{ANY}])[وف]?\u064e?[بك][\u064e\u0650](?P<alef>ا)(?=ل)"
)
# After the article espeak doubles such a letter itself.
_DOUBLED_AFTER_ARTICLE: Final = re.compile(
    rf"(?<![{LETTER}{ANY}])ال[تثدذرزسشصضطظلن](?:(?P<doubling>{SHADDA})|[\u064e-\u0650](?P<other>{SHADDA}))"
)


def silent_letters(text: str) -> Iterator[tuple[Span, str]]:
    """Yield what is written and not to be said by espeak."""
    found = [
        *(match.span("alef") for match in _SILENT_ALEF.finditer(text)),
        *(
            match.span("doubling" if match["doubling"] else "other")
            for match in _DOUBLED_AFTER_ARTICLE.finditer(text)
        ),
    ]
    yield from ((Span(*span), "") for span in sorted(found))


def doubled_first(text: str) -> Iterator[tuple[Span, str]]:
    """Yield each vowel that stands before its letter's doubling, with both the other way round."""
    for match in _VOWEL_FIRST.finditer(text):
        yield Span(match.start(), match.end()), SHADDA + match[1]
