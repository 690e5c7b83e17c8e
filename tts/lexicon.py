"""Replace words by the way they are to be said, and place the spoken words in the written text.

A lower-case entry matches every case of its word, an entry with a capital only itself.
Arabic vowel marks and tatweel are ignored, in entries and in texts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tts.client import Word

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]", re.UNICODE)


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
    ours, theirs = _TOKEN.findall(text), _TOKEN.findall(said)
    ends = [0]
    for token in ours:
        ends.append(ends[-1] + len(token))
    places: list[tuple[int, int]] = []
    # With autojunk difflib would ignore words that are frequent in a long text.
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    for act, a, b, c, d in matcher.get_opcodes():
        length = sum(map(len, theirs[a:b]))
        if act == "equal":
            places += [(ends[c] + n, ends[c] + n + 1) for n in range(length)]
        else:
            places += [(ends[c], ends[d])] * length
    return [*places, (len(text), len(text))]
