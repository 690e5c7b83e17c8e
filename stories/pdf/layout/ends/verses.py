"""Verses that begin with small letters, or in a script without capitals: by pauses, rhymes and beats.

Lines that people broke by hand, as in picture books, look the same. But sentences are broken anywhere, also
after "the" and "of"; a verse ends with its thought, and rhymes or has as many beats as the one before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from stories.pdf.layout.list_marks import is_item

OPENERS = "\"'“‘«¿¡([‹—–- "
_MOST_WORDS = 9  # of a verse
_PAUSE = re.compile(r"[.,;:!?…،؛؟](?:[\"”»’')]*)$")
_STOP_WITHIN = re.compile(r"[.!?…؟][\"”»’')]*\s+\S")
_STOPS_WITHIN = 0.25  # of the lines
_PAUSED = 0.66  # of the lines but the last
_FEWEST = 4
_FEW = 3
_REACH = 3  # lines, to one that rhymes
_EARLY = 0.33  # of the lines but the last: those that end before they have to
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|[^\W\d]{1,40}:)\s+")
_LABEL = re.compile(r"[^\W\d_]{1,40}:\s")  # who speaks
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")
_ENDING = re.compile(r"[aeiouy]+[^aeiouy]*$")
_LONG_VOWELS = "اويىهةء"
_SHORT_MARKS = re.compile("[\u064b-\u0652\u0640]")
_ARABIC = re.compile("[\u0620-\u064a]")
_UNSTRESSED = re.compile(r"[aeiouy][^aeiouy]+(?:er|ing|ed|en|el|on|es|est|ers|ings|i|a|o)$")
_ENDING_BEFORE = re.compile(r"[aeiouy]+[^aeiouy]+[aeiouy]+[^aeiouy]*$")
_ACCENT_LAST = re.compile(r"[áéíóú][^aeiouáéíóú]?$")  # “ratón”
_UNEVEN, _MOST_UNEVEN = 4, 6  # beats
_MOST_LETTERS = 60  # of a word
# Spelt in many ways, said in one.
_SPELT = [(re.compile(old), new) for old, new in (
    ("(?<=[^aeiou])e$", ""), ("igh", "i"), ("(?<=.)ie$|y", "i"), ("ow$|oe$|o$", "o"), ("ea|ee", "e"),
    ("ai|ei|ay", "a"), ("oa|ou|oo", "o"), ("ck", "k"), (r"(.)\1", r"\1"),
    ("[iu](?=e[^aeiou]{1,2}[ao]s?$)", ""),  # “puerta” and “despierta”
)]  # fmt: skip
#: Words that no thought ends with.
_BINDING = frozenset(re.findall(r"\S+", """
    a an the of to in on at by for with from into and or but that which who his her its their my your our is
    was were are be as if than so very el la los las un una de del al en con por para y o que su mi tu se le
    les des du une et ou dans sur avec pour par qui ce cette son sa ses mon ma
    في من على إلى عن مع أن إن التي الذي ثم أو لا لم لن قد كان كانت هذا هذه
"""))  # fmt: skip
#: Of these, those that no verse ends with either, whatever it rhymes with.
_NEVER_LAST = frozenset(re.findall(r"\S+", """
    a an the of and or but that el los las del y o que les des du et ou ce
    في من على إلى عن مع أن إن التي الذي ثم أو هذا هذه
"""))  # fmt: skip
_HAIKU = (5, 7, 5)  # beats


class Verse:
    """What a line of text says about being a verse."""

    def __init__(self, text: str) -> None:
        self.is_item = is_item(text) or _LABEL.match(text) is not None
        if numbered := _NUMBERED.match(text):
            text = text[numbered.end() :]
        words = _LETTERS.findall(_SHORT_MARKS.sub("", text).casefold())
        self._words = [word[:_MOST_LETTERS] for word in words]
        self.count = len(text.split())
        self.is_paused = _PAUSE.search(text) is not None
        self.has_stop_within = _STOP_WITHIN.search(text) is not None

    @property
    def last(self) -> str:
        """Its last word, "" for a line without one."""
        return self._words[-1] if self._words else ""

    @property
    def is_open(self) -> bool:
        """Whether it ends in the middle of a thought."""
        return not self.is_paused and self.last in _BINDING

    @cached_property
    def beats(self) -> int:
        """How many syllables it has, about; 0 in Arabic, which does not write its vowels."""
        return sum(_beats(word) for word in self._words)

    def rhymes(self, other: Verse) -> bool:
        """Return whether the two end alike, in different words or in the same."""
        return bool(self.ending) and self.ending == other.ending

    @cached_property
    def ending(self) -> str:
        """The last sound as it is said."""
        if _ARABIC.search(self.last):
            kept = [at for at, letter in enumerate(self.last) if letter not in _LONG_VOWELS]
            return self.last[kept[-1] :] if kept else ""
        said = _said(self.last)
        # “River” rhymes with “liver”, and not with “her”.
        unstressed = _UNSTRESSED.search(said) and not _ACCENT_LAST.search(self.last)
        found = _ENDING_BEFORE.search(said) if unstressed else None
        found = found or _ENDING.search(said)
        return found[0] if found else ""


def _said(word: str) -> str:
    plain = "".join(
        it for it in unicodedata.normalize("NFD", word) if not unicodedata.combining(it)
    )
    for spelt, said in _SPELT:
        plain = spelt.sub(said, plain)
    return plain


def _beats(word: str) -> int:
    plain = "".join(
        it for it in unicodedata.normalize("NFD", word) if not unicodedata.combining(it)
    )
    return len(_VOWELS.findall(plain.removesuffix("e") if len(plain) > 3 else plain))


def begins_large(text: str) -> bool:
    """Return whether the first letter is a capital, or a figure comes first."""
    first = text.lstrip(OPENERS)[:1]
    return first.isupper() or first.isdigit()


def are_verses(texts: Sequence[str], early: Sequence[bool], *, among: bool = False) -> bool:
    """Return whether the lines are verses.

    `early` says of all but the last whether they end before they have to, `among` that other lines of the
    page are verses, so that less has to show it.
    """
    verses = [Verse(text) for text in texts]
    if len(verses) == len(_HAIKU) and all(early) and _is_haiku(verses):
        return True
    if len(verses) < 2 or not _may_be(verses, _MOST_WORDS + among):
        return False
    # Of two lines one may be as wide as the widest of the page.
    whole = among and (all(verse.is_paused for verse in verses) or _all_rhyme(verses))
    # Nor do those end early that a column is as wide as.
    whole = whole or (len(verses) >= _FEWEST and _rhyming(verses) == len(verses))
    if sum(early) < _EARLY * len(early) and not whole:
        return False
    beats = [verse.beats for verse in verses]
    spread = max(beats) - min(beats)
    # Sentences of prose are now long, now short.
    if spread > _MOST_UNEVEN:
        return False
    paused = sum(verse.is_paused for verse in verses[:-1])
    if among or (len(verses) >= _FEW and paused >= _PAUSED * (len(verses) - 1)):
        return True
    if len(verses) < _FEWEST:
        return all(early) and _all_rhyme(verses)
    rhyme = spread <= _UNEVEN and _rhyming(verses) * 2 >= len(verses)
    # As many beats in each line, but for one.
    return rhyme or (min(beats) > 1 and spread <= 1)


def _all_rhyme(verses: Sequence[Verse]) -> bool:
    """Return whether all end alike, in more than a vowel."""
    ending = verses[0].ending
    sure = len(ending) > 1 or _ARABIC.search(ending) is not None
    return sure and all(one.rhymes(other) for one, other in pairwise(verses))


def are_stanzas(runs: Sequence[Sequence[str]]) -> bool:
    """Return whether runs of lines that follow each other are stanzas of one length, and rhyme."""
    texts = [text for run in runs for text in run]
    verses = [Verse(text) for text in texts]
    if len(runs) < 2 or len(verses) < _FEWEST or len(set(map(len, runs))) > 1 or len(runs[0]) < 2:
        return False
    if not _may_be(verses):
        return False
    beats = [verse.beats for verse in verses]
    even = max(beats) - min(beats) <= _UNEVEN
    return even and (
        _rhyming(verses) * 2 >= len(verses) or all(verse.is_paused for verse in verses)
    )


def _is_haiku(verses: Sequence[Verse]) -> bool:
    is_open = any(verse.is_open for verse in verses[:-1])
    return not is_open and tuple(verse.beats for verse in verses) == _HAIKU


def _may_be(verses: Sequence[Verse], most_words: int = _MOST_WORDS) -> bool:
    if any(verse.count > most_words or not verse.last for verse in verses):
        return False
    if sum(verse.has_stop_within for verse in verses) > _STOPS_WITHIN * len(verses):
        return False
    if sum(verse.is_item for verse in verses) > 1:
        return False
    # “Put your jackets on” may rhyme with “gone”.
    return not any(
        verse.is_open
        and (verse.last in _NEVER_LAST or not any(map(verse.rhymes, _near(verses, at))))
        for at, verse in enumerate(verses[:-1])
    )


def _near(verses: Sequence[Verse], at: int) -> list[Verse]:
    return [*verses[max(at - _REACH, 0) : at], *verses[at + 1 : at + 1 + _REACH]]


def _rhyming(verses: Sequence[Verse]) -> int:
    """Return how many lines rhyme with another no more than three further; a vowel alone is half."""
    found: dict[int, float] = {}
    for at, one in enumerate(verses):
        for other in range(at + 1, min(at + 1 + _REACH, len(verses))):
            if one.rhymes(verses[other]) and one.last != verses[other].last:
                worth = 1.0 if len(one.ending) > 1 or _ARABIC.search(one.ending) else 0.5
                for number in (at, other):
                    found[number] = max(found.get(number, 0.0), worth)
    return int(sum(found.values()))
