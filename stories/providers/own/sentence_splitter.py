"""The rewriter that needs no model: long sentences become shorter ones, every word stays.

A sentence is cut only where a clause of its own begins: after a semicolon or a dash, or before a word
such as "and" or "but" that follows a comma. Nothing else can be done honestly without a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from edusmart.work.errors import Refused
from stories.levels.caps import words_per_sentence
from stories.providers.storyteller import Direction, Question
from stories.text.sentences import sentences_in

_SHORT_ALREADY = (
    "The sentences of this scene cannot be made shorter without changing its words. "
    "Edit the text yourself."
)
_NEEDS_A_MODEL = (
    "This site tells stories in the document's own words and cannot make them harder. "
    "Edit the text yourself."
)
_FEWEST_WORDS = 4  # in a clause: fewer are an item of a list
# Words after which a clause can stand alone. Arabic ones are written onto the next word.
_JOINS = {
    "en": "and|but|so|then|or|yet|because|while",
    "es": "y|pero|entonces|luego|porque|mientras",
    "fr": "et|mais|puis|alors|car|pendant que",
    "ar": r"و(?=\w{2})|ثم|لكن|ولكن|لأن|بينما|ف(?=\w{3})",
}
_BREAK = r"\s*[;؛]\s+|\s+[–—]\s+"


@dataclass(frozen=True, slots=True)
class SentenceSplitter:
    """Makes sentences shorter; cannot make anything harder."""

    def mend(
        self, text: str, language: str, grade: int, lines: Sequence[str], missing: Sequence[str]
    ) -> str:
        """Return the text as it is: these words are the document's own."""
        return text

    def rewrite(
        self,
        text: str,
        language: str,
        grade: int,
        direction: Direction,
        asked: Question | None = None,
    ) -> str:
        """Return the same words in shorter sentences. Raises Refused when no sentence can be cut."""
        if direction == "harder":
            raise Refused(_NEEDS_A_MODEL, "needs_a_model")
        longest = words_per_sentence(grade)
        told = "\n".join(_paragraph(part, language, longest) for part in text.split("\n"))
        if told == text:
            raise Refused(_SHORT_ALREADY, "short_already")
        return told


def _paragraph(text: str, language: str, longest: int) -> str:
    whole = sentences_in(text)
    cut = [piece for sentence in whole for piece in _cut(sentence, language, longest)]
    # As it was where nothing is cut: its white space stays too.
    return " ".join(cut) if len(cut) > len(whole) else text


def _cut(sentence: str, language: str, longest: int) -> list[str]:
    """Return the sentence in two or more where it is too long and can be cut, the most even cut first."""
    if len(sentence.split()) <= longest or not (places := _places(sentence, language)):
        return [sentence]
    middle = len(sentence) / 2
    # The most even cut makes the longest part shortest.
    start, end = min(places, key=lambda place: abs(place[0] - middle))
    first, rest = f"{sentence[:start].rstrip(' ,،')}.", sentence[end:]
    rest = rest[:1].upper() + rest[1:]
    return [*_cut(first, language, longest), *_cut(rest, language, longest)]


def _places(sentence: str, language: str) -> list[tuple[int, int]]:
    """Return where it may be cut: (end of the first part, start of the second)."""
    joins = _JOINS.get(language, _JOINS["en"])
    ending = "" if language == "ar" else r"\s"
    found = re.finditer(rf"{_BREAK}|[,،]\s+(?=(?:{joins}){ending})", sentence)
    return [it.span() for it in found if _stands(sentence[: it.start()], sentence[it.end() :])]


def _stands(first: str, rest: str) -> bool:
    """Return whether both parts can be sentences: long enough, no list, no quotation cut in two."""
    # An open quotation would end in the next sentence.
    if any(first.count(mark) % 2 for mark in '"') or first.count("“") != first.count("”"):
        return False
    last_clause = re.split(r"[,،]", first)[-1]
    next_clause = re.split(r"[,،]", rest)[0]
    return min(len(last_clause.split()), len(next_clause.split())) >= _FEWEST_WORDS
