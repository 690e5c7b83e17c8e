"""Replace words by the way they are to be said, and place the spoken words in the written text.

A lower-case entry matches every case of its word, an entry with a capital only itself.
Arabic vowel marks and tatweel are ignored, in entries and in texts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tts.client import Word

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_TOKEN = re.compile(r"\w+|[^\w\s]")
#: Tokens; more than any pronunciation has, which is 200 characters long at most.
_REACH = 100


@dataclass(frozen=True)
class Pronounced:
    """A text as it is written and as it is said."""

    text: str
    said: str

    @property
    def differing(self) -> str:
        """Return what is said, or "" when it is what is written."""
        return self.said if self.said != self.text else ""


class Lexicon:
    """The pronunciations of one language, compiled once for many texts."""

    def __init__(self, entries: Iterable[tuple[str, str]] = ()) -> None:
        self._exact: dict[str, str] = {}
        self._any_case: dict[str, str] = {}
        for word, say_as in entries:
            plain = bare(word)
            (self._any_case if plain == plain.lower() else self._exact)[plain] = say_as
        # Longest first: an alternation takes the first that matches, and “New York” is not “New”.
        known = sorted({*self._exact, *self._any_case}, key=len, reverse=True)
        parts = "|".join(f"[{_MARKS}]*".join(map(re.escape, word)) for word in known)
        self._pattern = re.compile(
            rf"(?<!\w)(?:{parts})[{_MARKS}]*(?!\w)", re.IGNORECASE
        ) if known else None  # fmt: skip

    def pronounced(self, text: str) -> Pronounced:
        """Return the text with every known word replaced by how it is said."""
        return Pronounced(text, self._pattern.sub(self._say, text) if self._pattern else text)

    def _say(self, match: re.Match[str]) -> str:
        plain = bare(match[0])
        return self._exact.get(plain) or self._any_case.get(plain.lower()) or match[0]


def bare(word: str) -> str:
    """Return the word without vowel marks and tatweel."""
    return re.sub(f"[{_MARKS}]", "", word)


def words_in(text: str, said: str, words: Sequence[Word]) -> list[Word]:
    """Return the words of `said` with their places in `text`, in code points.

    A written word that is said as three is one word, which lasts as long as the three.
    """
    place = _places(text, said)
    found: list[Word] = []
    for word in words:
        start, end = place[word.char_start][0], place[max(word.char_start, word.char_end - 1)][1]
        if found and start < found[-1].char_end:
            found[-1] = found[-1].model_copy(update={"end": word.end})
        else:
            fresh = {"char_start": start, "char_end": end, "text": text[start:end]}
            found.append(word.model_copy(update=fresh))
    return found


def _places(text: str, said: str) -> list[tuple[int, int]]:
    """Return, for each character of `said`, where in `text` its origin begins and ends."""
    ours, theirs = list(_TOKEN.finditer(text)), list(_TOKEN.finditer(said))
    places = [(0, 0)] * len(said) + [(len(text), len(text))]
    at = before = 0
    for c, d, a, b in _regions([it[0] for it in ours], [it[0] for it in theirs]):
        # Words in the place of as many words stand for one each; “C++” said in three words is one.
        one_each = b - a == d - c and (b - a == 1 or all(it[0][0].isalnum() for it in ours[c:d]))
        for n, token in enumerate(theirs[a:b]):
            first, last = (c + n, c + n) if one_each else (min(c, d - 1), d - 1)
            origin = (ours[max(first, 0)].start(), ours[last].end()) if last >= 0 else (0, 0)
            places[at : token.start()] = [(before, before)] * (token.start() - at)
            same = token[0] == text[slice(*origin)]
            places[token.start() : token.end()] = [
                (origin[0] + k, origin[0] + k + 1) if same else origin for k in range(len(token[0]))
            ]
            at, before = token.end(), origin[1]
    places[at : len(said)] = [(before, before)] * (len(said) - at)
    return places


def _regions(ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield which tokens belong together, as ours[c:d] and theirs[a:b], in order.

    `theirs` is `ours` with words replaced, so both agree again soon: a whole comparison of two long
    texts would take the square of their length.
    """
    c = a = 0
    while c < len(ours) or a < len(theirs):
        if c < len(ours) and a < len(theirs) and ours[c] == theirs[a]:
            i = j = 1
        else:
            i, j = _next_agreement(ours[c : c + _REACH + 2], theirs[a : a + _REACH + 2])
        yield c, min(c + i, len(ours)), a, min(a + j, len(theirs))
        c, a = c + i, a + j


def _next_agreement(ours: list[str], theirs: list[str]) -> tuple[int, int]:
    """Return how many tokens of each to pass until two in a row are the same, or both texts end."""
    for total in range(1, 2 * _REACH):
        for i in range(max(0, total - _REACH), min(total, _REACH) + 1):
            j = total - i
            if ours[i : i + 2] == theirs[j : j + 2] and i <= len(ours) and j <= len(theirs):
                return i, j
    return _REACH, _REACH
