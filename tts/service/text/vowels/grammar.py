"""What letters can carry, whatever a model says: by their place in the word, and in known words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from tts.service.text.vowels.marks import (
    CHOICES,
    DAMMA,
    ENDINGS_ONLY,
    FATHA,
    KASRA,
    SHADDA,
    SUKUN,
    bare,
    letters,
)
from tts.service.text.vowels.model import Scores

_NEVER: Final = -1e6
_UNLIKELY: Final = -8.0
_KNOWN: Final = 8.0
_LIKELY: Final = 4.0
_PREFIXES: Final = re.compile(r"[وف]?(?:ال|[بك]ال|لل|[بلكس])?")
_SUFFIXES: Final = (
    "",
    "ة",
    "ه",
    "ها",
    "هم",
    "نا",
    "ك",
    "كم",
    "ي",
    "ت",
    "تا",
    "وا",
    "ا",
    "ان",
    "ين",
    "ون",
    "ات",
)
_ARTICLE: Final = re.compile(r"(?:[وف]?[بك]?ا|[وف]?ل)ل(?=..)")
_SUN: Final = frozenset("تثدذرزسشصضطظلن")
_SHADDAS: Final = [n for n, choice in enumerate(CHOICES) if SHADDA in choice]
_SINGLE: Final = [n for n in range(len(CHOICES)) if n not in _SHADDAS]
_WITH_FATHA: Final = [
    n for n, choice in enumerate(CHOICES) if choice in ("", FATHA, FATHA + SHADDA)
]
_OTHER_THAN_FATHA: Final = [
    n for n, choice in enumerate(CHOICES) if n not in _WITH_FATHA and choice[:1] != "\u064b"
]
_NUNATED: Final = {FATHA: "\u064b", DAMMA: "\u064c"}
_ENDINGS: Final = sorted(ENDINGS_ONLY)


def constrain(word: str, scores: Scores) -> None:
    """Lower the scores of what a bare word cannot have, and raise those of a word that is known."""
    last = len(word) - 1
    # Nunation stands on the last letter, or on the one before a silent alef.
    ends_at = last - 1 if word[last] in "اى" and last else last
    scores[:ends_at, _ENDINGS] = _NEVER
    scores[0, [CHOICES.index(SUKUN), *_SHADDAS]] = _NEVER
    for at in range(last):
        if word[at + 1] in "اىة" and not (at == 0 and word[at] == "ا"):
            scores[at, _OTHER_THAN_FATHA] += _UNLIKELY
    for at, marks in _known_marks(word):
        scores[at, [n for n, choice in enumerate(CHOICES) if set(marks) <= set(choice)]] += _KNOWN
    _article(word, scores)


def _article(word: str, scores: Scores) -> None:
    """Make the letter after the article double where the language does, and single where not."""
    article = _ARTICLE.match(word)
    if not article:
        return
    lam, after = article.end() - 1, article.end()
    doubled = word[after] in _SUN
    scores[after, _SINGLE if doubled else _SHADDAS] += _UNLIKELY
    scores[lam] = _NEVER
    scores[lam, 0 if doubled else CHOICES.index(SUKUN)] = 0


def _known_marks(word: str) -> Iterator[tuple[int, str]]:
    """Yield the places and marks of the longest known word inside the word."""
    found = [
        (start, stem, suffix)
        for start in range(min(5, len(word)))
        if _PREFIXES.fullmatch(word, 0, start)
        for suffix in _SUFFIXES
        if word.endswith(suffix) and (stem := _stem(word[start : len(word) - len(suffix)], suffix))
    ]
    if found:
        start, stem, suffix = max(found, key=lambda one: len(one[1]))
        for at, (_, marks) in enumerate(_known()[stem]):
            # With a suffix, the last letter of the stem is inflected.
            if marks and (not suffix or at < len(stem) - 1 or marks == SHADDA):
                yield start + at, marks


def _stem(written: str, suffix: str) -> str:
    """Return the known word that is written so before a suffix, where “ة” becomes “ت”; else ""."""
    for stem in (written, f"{written[:-1]}ة" if suffix and written.endswith("ت") else ""):
        if stem in _known():
            return stem
    return ""


@cache
def _known() -> dict[str, list[tuple[str, str]]]:
    """Return the known words by their letters, each letter with its marks."""
    text = files("tts.service.text.vowels").joinpath("known_words.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {bare(word): letters(word) for word in " ".join(lines).split()}


def expect_subject(verb: str, marks: Sequence[str], following: str, scores: Scores) -> None:
    """Raise the nominative of a noun after the verb that begins a sentence: there stands who acts."""
    said = [mark for letter, mark in zip(verb, marks, strict=True) if letter not in "اى"]
    acts = bool(said) and said[-1] in (FATHA, SUKUN) and said[0] in ("", FATHA)
    is_feminine = verb.endswith("ت") and len(verb) > 3
    if following.startswith("ال") and acts and (is_feminine or len(verb) == 3):
        scores[-1, [CHOICES.index(DAMMA), CHOICES.index(DAMMA + SHADDA)]] += _LIKELY


def agreeing(word: str, last: str, following_last: str) -> str:
    """Return the last marks of an indefinite noun whose adjective has nunation in the same case."""
    nunation = _NUNATED.get(last, "")
    indefinite = word.endswith("ة") and not _ARTICLE.match(word)
    return nunation if indefinite and nunation and nunation == following_last else last


def nearest(scores: Scores, written: Sequence[str]) -> list[str]:
    """Return the marks with the best score for each letter; a written doubling is kept."""
    for at, marks in enumerate(written):
        if marks == SHADDA:
            scores[at, _SINGLE] = _NEVER
    return [CHOICES[int(choice)] for choice in np.argmax(scores, axis=1)]


def helping_vowel(word: str, last: str, following: str) -> str:
    """Return the marks of a word's last letter before `following`: no two letters without a vowel meet."""
    if last != SUKUN or not following.startswith("ال"):
        return last
    if word.endswith("من") and len(word) <= 3:
        return FATHA
    return DAMMA if word.endswith(("هم", "كم", "تم")) else KASRA
