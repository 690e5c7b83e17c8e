"""Whether what OCR read can be a text: Tesseract is sure of itself on a page that lies on its head, too."""

from __future__ import annotations

import re

from stories.pdf.ocr.hocr import Scan
from stories.reading.language import COMMON_WORDS, detect_language

_WORD = re.compile(r"\w+")
_VOWEL_MARKS = re.compile("[\u0640\u064b-\u0655\u0670]")  # of Arabic: they part no words
_COMMON = frozenset(word for words in COMMON_WORDS.values() for word in words if len(word) > 1)
_FEWEST_WORDS = 4  # fewer are a label, of which nothing can be said
_MOST_WORDS = 60  # of more Tesseract itself knows which way up they are
_SURELY_OWN, _OF_ANOTHER = 8, 3  # common words that only one language has
_COMMON_SHARE = 0.1  # of the words; running text has twice as many
_ODD_SHARE = 0.2
_ACCENTS_WORTH = 3.0  # of 100
_LEAST_SURE = 50.0  # of 100


def is_doubtful(scan: Scan) -> bool:
    """Return whether a short scan has hardly a word that every text has."""
    words = _words(scan)
    if len(words) > _MOST_WORDS:
        return False
    return not words or (len(words) >= _FEWEST_WORDS and _common_share(words) < _COMMON_SHARE)


def is_gibberish(scan: Scan) -> bool:
    """Return whether a short scan is better left out: no common word, and words that none look like."""
    words = _words(scan)
    if not is_doubtful(scan) or not words:
        return False
    odd = sum(_is_odd(word) for word in words)
    return odd >= _ODD_SHARE * len(words) or scan.confidence < _LEAST_SURE


def credibility(scan: Scan) -> float:
    """Return a figure to compare scans of one page with: confidence, 0 to 100, and more for common words."""
    return scan.confidence + 100 * _common_share(_words(scan))


def in_own_language(before: Scan, again: Scan) -> Scan:
    """Return the page read again in the one language it is in, unless Tesseract was less sure of that.

    Without their accents more words are common: “ou” is, “où” is not.
    """
    return again if again.confidence > before.confidence - _ACCENTS_WORTH else before


def common_words(text: str) -> int:
    """Return how many different words that every text has are in this one."""
    return len({word.casefold() for word in _words_in(text)} & _COMMON)


def common_share(text: str) -> float:
    """Return the share of the words that every text has, 0 to 1; each counts as often as it comes."""
    return _common_share(_words_in(text))


def only_language(text: str) -> str:
    """Return which of the languages of Latin letters a page is in, "" where it is short or may be in two."""
    language = detect_language(text)
    words = {word.casefold() for word in _words_in(text)}
    own = set(COMMON_WORDS.get(language, ()))
    others = [
        len(words & set(COMMON_WORDS[it]) - own) for it in ("en", "es", "fr") if it != language
    ]
    return language if len(words & own) >= _SURELY_OWN and max(others) < _OF_ANOTHER else ""


def _words(scan: Scan) -> list[str]:
    return [word for line in scan.lines for word in _words_in(line.text)]


def _words_in(text: str) -> list[str]:
    return _WORD.findall(_VOWEL_MARKS.sub("", text))


def _common_share(words: list[str]) -> float:
    return sum(word.casefold() in _COMMON for word in words) / max(len(words), 1)


def _is_odd(word: str) -> bool:
    """Return whether figures and letters, or small letters and capitals, are mixed as in no word."""
    has_figure = any(map(str.isdigit, word))
    mixed = has_figure and not word.isdigit()
    return mixed or (word[1:] != word[1:].lower() and not word.isupper())
