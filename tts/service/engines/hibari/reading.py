"""How hibari reads a sentence: its phonemes, and the character of the text where each word begins.

hibari rewrites a text before it reads it ("Dr." becomes "Doctor"), and does not say what became of
what. Words that it left alone tell: what stands between them was rewritten from what stood there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Protocol

from hibari.g2p.normalize import normalize

from tts.service.text.words import SYMBOLS

LONGEST: Final = 400
"""Most phonemes that the model speaks well in one go."""

_WORD: Final = re.compile(r"\S+")
_LONG_NUMBER: Final = re.compile(r"\d{16,}")
# hibari tries every part of a word with hyphens or signs inside: the time grows with its cube.
_LONG_WORD: Final = re.compile(r"\S{33,}")
_PIECE: Final = re.compile(r"\S{1,31}[^\w\s]|\S{1,32}")
# hibari would do the same, or, for brackets, read `[word](/phonemes/)` as a command.
_REPLACED: Final = str.maketrans("’‒―\u00a0[]", "'-— ()")
_UNHEARD: Final = frozenset(' ;:,.!?—…"“”()')
_BREAKS: Final = frozenset(",;:—.!?…")


class Token(Protocol):
    """A word or sign as hibari reads it: its text, its phonemes, the space after it."""

    text: str
    phonemes: str | None
    whitespace: str


class Phonemizer(Protocol):
    """hibari's way from text to phonemes."""

    def tokenize(self, text: str) -> list[Token]:
        """Split a text."""

    def phonemize_tokens(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens with their phonemes; some are joined."""


@dataclass(frozen=True, slots=True)
class Word:
    """The phonemes of a word or sign, the space after it included, and where it begins."""

    phonemes: str
    char: int

    @property
    def is_heard(self) -> bool:
        """Return whether it is more than a pause."""
        return not _UNHEARD.issuperset(self.phonemes)


def read(phonemizer: Phonemizer, sentence: str) -> list[Word]:
    """Return the words of a sentence, whose `char` counts its characters."""
    text = sentence.translate(_REPLACED)
    short = _LONG_WORD.sub(lambda word: " ".join(_PIECE.findall(word[0])), text)
    said = _LONG_NUMBER.sub(lambda number: " ".join(number[0]), normalize(short))
    origin = _Origins(text, said)
    at, words = 0, list[Word]()
    for token in phonemizer.phonemize_tokens(phonemizer.tokenize(said)):
        phonemes = (token.phonemes or "") + (" " if token.whitespace else "")
        if phonemes:
            words.append(Word(phonemes, _first_letter(text, origin.of(at))))
        at += len(token.text) + len(token.whitespace)
    return words


def _first_letter(text: str, at: int) -> int:
    """Return the first letter, digit or symbol from `at` on; `at` if its word has none."""
    for place in range(at, len(text)):
        if text[place].isspace():
            break
        if text[place].isalnum() or text[place] in SYMBOLS:
            return place
    return at


def breaths(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words in groups of at most LONGEST phonemes, cut after a comma if there is one."""
    held, length = list[Word](), 0
    for word in _short(words):
        if length + len(word.phonemes) > LONGEST:
            cut = _last_break(held)
            yield held[:cut]
            held = held[cut:]
            length = sum(len(one.phonemes) for one in held)
        held.append(word)
        length += len(word.phonemes)
    if held:
        yield held


def _short(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words; one that is too long for the model comes in pieces."""
    for word in words:
        for start in range(0, len(word.phonemes), LONGEST // 2):
            yield Word(word.phonemes[start : start + LONGEST // 2], word.char)


def _last_break(words: Sequence[Word]) -> int:
    """Return after how many words to cut: after the last sign that is a pause, else after all."""
    for count in range(len(words), 0, -1):
        if words[count - 1].phonemes.strip()[-1:] in _BREAKS:
            return count
    return len(words)


class _Origins:
    """Where the characters of a rewritten text come from."""

    def __init__(self, text: str, said: str) -> None:
        written, spoken = list(_WORD.finditer(text)), list(_WORD.finditer(said))
        matcher = SequenceMatcher(
            None, [it[0] for it in written], [it[0] for it in spoken], autojunk=False
        )
        self._starts = [it.start() for it in spoken]
        self._origins: list[int] = []
        self._is_same: list[bool] = []
        for kind, a, b, c, d in matcher.get_opcodes():
            for index in range(c, d):
                # Of several words that became others, each has its share; of none, the one before.
                place = a + (index - c) * (b - a) // (d - c) if b > a else max(0, a - 1)
                self._origins.append(written[place].start() if written else 0)
                self._is_same.append(kind == "equal")

    def of(self, at: int) -> int:
        """Return the place in the text of the character at `at` of what is said."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0
        within = at - self._starts[index] if self._is_same[index] else 0
        return self._origins[index] + within
