"""Scripts (writing systems): which language reads which letters, and where it changes in a text.

Offsets count the characters of the text given. Languages are codes such as `en-us` or `ar`;
only their first part matters here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tts.service.text.spans import Span

_READ_BY: Final = {
    "LATIN": "en",
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CHEROKEE": "chr",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "ORIYA": "or",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
"""The language that reads a script when the voice asked for cannot."""

_WRITTEN_IN: Final = {
    **{language: frozenset({script}) for script, language in _READ_BY.items()},
    **dict.fromkeys(("fa", "ur", "ps", "sd", "ug"), frozenset({"ARABIC"})),
    **dict.fromkeys(
        ("be", "bg", "uk", "mk", "kk", "ky", "tt", "ba", "cv", "mn"), frozenset({"CYRILLIC"})
    ),
    **dict.fromkeys(("sr", "az", "uz", "bs", "tk"), frozenset({"CYRILLIC", "LATIN"})),
    **dict.fromkeys(("mr", "ne", "kok", "sa"), frozenset({"DEVANAGARI"})),
    **dict.fromkeys(("cmn", "yue", "hak", "nan"), frozenset({"CJK"})),
    **dict.fromkeys(("as", "bpy"), frozenset({"BENGALI"})),
    "grc": frozenset({"GREEK"}),
    "ja": frozenset({"HIRAGANA", "KATAKANA", "CJK"}),
    "ko": frozenset({"HANGUL", "CJK"}),
    "ti": frozenset({"ETHIOPIC"}),
}
_LATIN: Final = frozenset({"LATIN"})
_TOKEN: Final = re.compile(r"\S+\s*")
_MOST_CHANGES_IN_WORD: Final = 3
"""With more, one language reads the whole word: it is Japanese, or noise."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one language reads."""

    span: Span
    language: str


def family(language: str) -> str:
    """Return the language without its region: `en` for `en-us` and `EN_GB`."""
    return language.lower().replace("_", "-").partition("-")[0]


def runs(text: str, language: str) -> list[Run]:
    """Split a text where its script is not one that `language` reads, covering every character.

    Digits and signs stay with the word they touch; a number on its own is read in `language`.
    """
    # The usual case needs no look at each letter.
    if text.isascii() and _scripts_of(language) == _LATIN:
        return [Run(Span(0, len(text)), language)]
    found: list[Run] = []
    for run in _by_token(text, language):
        if found and found[-1].language == run.language:
            run = Run(Span(found.pop().span.start, run.span.end), run.language)
        found.append(run)
    return found or [Run(Span(0, len(text)), language)]


def _by_token(text: str, language: str) -> Iterator[Run]:
    """Yield the runs of each word with the space after it; text before the first word joins it."""
    start, reader = 0, ""
    for token in _TOKEN.finditer(text):
        readers = [_reader(text[at], language) for at in range(token.start(), token.end())]
        first = next(filter(None, readers), "")
        if not first and any(map(str.isalnum, token[0])):
            first = language
        current = first or reader
        if _changes(readers) > _MOST_CHANGES_IN_WORD:
            current, readers = Counter(filter(None, readers)).most_common(1)[0][0], []
        for at, wanted in enumerate(readers, token.start()):
            if wanted and wanted != current:
                yield Run(Span(start, at), current)
                start, current = at, wanted
        if current:
            yield Run(Span(start, token.end()), current)
            start, reader = token.end(), current


def _changes(readers: list[str]) -> int:
    named = list(filter(None, readers))
    return sum(one != other for one, other in pairwise(named))


def _reader(character: str, language: str) -> str:
    """Return the language that reads a letter, `language` if it can; "" for other characters."""
    script = _script(character)
    if script is None:
        return ""
    return language if script in _scripts_of(language) else _READ_BY[script]


# A text has few different characters: each is looked up once.
@lru_cache(maxsize=4096)
def _script(character: str) -> str | None:
    if not character.isalpha():
        return None
    # Python has no table of scripts, but a letter's name begins with its script.
    name = unicodedata.name(character, "").partition(" ")[0]
    return name if name in _READ_BY else None


def _scripts_of(language: str) -> frozenset[str]:
    return _WRITTEN_IN.get(family(language), _LATIN)
