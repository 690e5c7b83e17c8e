"""Counting a text's sentences, words and rare words, and the grade-like figure made of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from stories.levels.caps import Caps
from stories.levels.familiar_words import FAMILIAR
from stories.text.sentences import sentences_in

# With apostrophes, hyphens and the invisible joiner inside: each keeps one word one.
_WORD = re.compile(r"[^\W_]+(?:['’\-\u200c][^\W_]+)*")
_JOINTS = re.compile(r"['’\-\u200c]")
# Vowel marks and the stretching line: written or not, it is the same word.
_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640]")
# Without them "and the house" would count as one long rare word.
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:ال|لل|بال|كال)|[وفبكلس](?=\w{4}))")
_ARABIC_ENDING = re.compile(
    r"(?<=\w{3})(?:هما|كما|تها|ها|هم|هن|كم|نا|وا|ات|ين|ان|ون|ية|تي|ة|ه|ك|ي)$"
)
_ENDINGS = {
    "en": ("s", "d", "ed", "ing", "ly"),
    "es": ("s", "es", "mente", "ndo", "ba", "ban", "ron"),
    "fr": ("s", "e", "es", "ment", "ait", "aient", "r"),
}
#: Letters from which a word counts as long, and how heavily a word of a sentence weighs.
# By language: docs/reading-levels.md has the reasons.
_LONG = {"en": 8, "es": 9, "fr": 9, "ar": 6}
_WEIGHT = {"en": 0.5, "es": 0.45, "fr": 0.45, "ar": 0.6}
_RARE_WEIGHT = 20  # the figure's formula is explained in docs/reading-levels.md
_OFFSET = 2
_LOWEST, _HIGHEST = 1.0, 16.0
_LISTED = 12  # shown to a teacher beside a scene; the count says how many there are


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text asks of its reader. `grade` is like a school grade, 1.0 to 16.0.

    `longest` is the number of words of the longest sentence; `rare` lists the first rare words and
    `rare_count` counts all of them, repeated ones once.
    """

    words: int
    sentences: int
    longest: int
    rare_count: int
    rare: tuple[str, ...]
    grade: float

    def as_json(self, limits: Caps) -> dict[str, Any]:
        """Return the figures, and which caps they are over, for a row."""
        return {**asdict(self), "rare": list(self.rare), "over": list(over(self, limits))}


def measure(text: str, language: str) -> Measure:
    """Measure a text in one of the offered languages; another is counted as English."""
    language = language if language in _LONG else "en"
    # What holds no word, such as a line of stars, is no sentence.
    told = [words for sentence in sentences_of(text) if (words := _WORD.findall(sentence))]
    count = sum(map(len, told))
    rare = _rare(told, language)
    average = count / max(1, len(told))
    figure = _WEIGHT[language] * average + _RARE_WEIGHT * len(rare) / max(1, count) - _OFFSET
    return Measure(
        words=count,
        sentences=len(told),
        longest=max(map(len, told), default=0),
        rare_count=len(rare),
        rare=tuple(rare[:_LISTED]),
        grade=round(min(max(figure, _LOWEST), _HIGHEST), 1),
    )


def too_long(text: str, limits: Caps) -> list[str]:
    """Return the sentences that have more words than the grade's cap, the first ones."""
    found = (it for it in sentences_of(text) if len(_WORD.findall(it)) > limits.words_per_sentence)
    return list(islice(found, _LISTED))


def over(found: Measure, limits: Caps) -> tuple[str, ...]:
    """Return the caps the text is over: any of "sentence", "scene", "rare"."""
    shares = {
        "sentence": found.longest > limits.words_per_sentence,
        "scene": found.words > limits.words_per_scene,
        "rare": found.rare_count > limits.rare_words(found.words),
    }
    return tuple(name for name, is_over in shares.items() if is_over)


def excess(found: Measure, limits: Caps) -> float:
    """Return how far the text is over its caps, as a sum of parts of them; 0.0 within."""
    parts = (
        found.longest / limits.words_per_sentence,
        found.words / limits.words_per_scene,
        found.rare_count / limits.rare_words(found.words),
    )
    # Parts of each cap, so that words in a sentence and words in a scene can be added.
    return sum(max(0.0, part - 1) for part in parts)


def word_forms(word: str, language: str) -> frozenset[str]:
    """Return the word as lists of words have it, and without its endings or joined particles."""
    plain = _MARKS.sub("", unicodedata.normalize("NFC", word.casefold()))
    return frozenset(_forms(plain, language))


def sentences_of(text: str) -> list[str]:
    # A line of its own, such as a heading, is a sentence without a stop.
    return [sentence for part in text.split("\n") for sentence in sentences_in(part)]


def _rare(told: list[list[str]], language: str) -> list[str]:
    """Return the long words that are neither familiar nor names, each once, as first written."""
    found: dict[str, str] = {}
    for words in told:
        for place, word in enumerate(words):
            # Not at a sentence's beginning, where every word has a capital.
            is_name = place > 0 and word[:1].isupper()
            if not is_name and _is_rare(word, language):
                found.setdefault(word.casefold(), word)
    return list(found.values())


def _is_rare(word: str, language: str) -> bool:
    if any(letter.isdigit() for letter in word):
        return False
    plain = _MARKS.sub("", unicodedata.normalize("NFC", word.casefold()))
    # Of a joined word the longest part counts, since the others are read apart.
    forms = _forms(max(_JOINTS.split(plain), key=len), language)
    # The shortest form: an ending makes a word longer and not harder.
    return min(map(len, forms)) >= _LONG[language] and not forms & FAMILIAR[language]


def _forms(word: str, language: str) -> set[str]:
    """Return the word as it stands and without an ending or, in Arabic, joined particles."""
    if language == "ar":
        bare = _ARABIC_PREFIX.sub("", word)
        return {word, bare, _ARABIC_ENDING.sub("", bare), _ARABIC_ENDING.sub("", word)}
    forms = {word, *(word[: -len(end)] for end in _ENDINGS[language] if word.endswith(end))}
    return forms | {f"{word[:-3]}y"} if language == "en" and word.endswith("ies") else forms
