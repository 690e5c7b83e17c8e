"""Whether a page is a picture of text: its text layer missing, or garbage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stories.pdf.layout.line import Line
from stories.pdf.page.characters import kind_of
from stories.pdf.page.embedded_picture import shapes
from stories.reading.language import COMMON_WORDS

_FEW_LETTERS = 25  # on a page: a scanner's stamp or a page number has as many
_COVERED_SHARE = 0.5  # of the page, under pictures
_OUTLINED_SHAPES = 150  # curved shapes: fewer are a drawing, more are letters turned to outlines
_ODD_SHARE = 0.2  # of the characters; formulas and bullets have a few
_FEW_ODD = 3
_ENOUGH_LETTERS = 120  # fewer are too few to judge by their statistics
_LEAST_VOWELS = 0.2  # of Latin letters; every language offered has well over a third
_MOST_ACCENTED = 0.5  # of the letters; Vietnamese has a third
_LEAST_LETTERS = 0.55  # of letters and signs together
_REVERSED_WORDS = 6  # fewer turned-round words may be names or chance
_REVERSED_TIMES = 3  # times as many as common words the right way round
_VOWEL_MARKS = re.compile("[\u0640\u064b-\u0655\u0670]")
_ARABIC_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
_OTHER_ARABIC = re.compile(
    "[\u067e\u0686\u0698\u06a9\u06af\u06cc\u06d2\u0679]"
)  # of Persian and Urdu
_WITH_ARTICLE = re.compile("[وفبك]?ال|[وف]?لل")
_USUAL_ARABIC = frozenset("اليومنرتب")  # over a half of the letters of any text
_ENOUGH_WORDS = 20
_LEAST_KNOWN = 0.05
_LEAST_USUAL = 0.4
_LEADERS = frozenset(".…·_-–—•")
_VOWELS = frozenset("aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüýÿœ")
_FIGURES = re.compile(r"[+\-−±]?\d[\d.,:;؛/%°×x·+\-–€$£]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = frozenset(word for words in COMMON_WORDS.values() for word in words if len(word) > 1)
_TURNED = frozenset(word[::-1] for word in _COMMON) - _COMMON


@dataclass(frozen=True, slots=True)
class PageScore:
    """What one page's text layer holds. `covered` is the share of the page under pictures, 0 to 1."""

    letters: int
    odd: int
    characters: int
    covered: float
    outlined: bool
    garbage: bool

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing at all to see."""
        return not (self.letters or self.odd or self.covered or self.outlined)

    @property
    def is_scanned(self) -> bool:
        """Whether the page's words have to be read from its picture."""
        pictured = self.covered >= _COVERED_SHARE or self.outlined
        return self.garbage or (self.letters < _FEW_LETTERS and pictured)


NOTHING = PageScore(0, 0, 0, 0.0, outlined=False, garbage=False)


def page_score(page: Any, lines: Sequence[Line], odd: int) -> PageScore:
    """Judge a loaded page by the lines read from it and its `odd` characters."""
    text = " ".join(line.text for line in lines)
    letters = sum(map(str.isalpha, text))
    characters = sum(not character.isspace() for character in text) + odd
    sparse = letters < _FEW_LETTERS
    covered, outlined = coverage(page) if sparse else (0.0, False)
    garbage = odd > max(_ODD_SHARE * characters, _FEW_ODD) or is_garbage(text)
    return PageScore(letters, odd, characters, covered, outlined, garbage)


def coverage(page: Any) -> tuple[float, bool]:
    """Return the share of the page that pictures cover, and whether its shapes may be outlined text."""
    found, sheet = shapes(page)
    pictures = [box.area for box in found if box.sharpness]
    share = min(sum(pictures) / sheet.area, 1.0) if sheet.area else 0.0
    return share, sum(box.curves for box in found) >= _OUTLINED_SHAPES


def is_garbage(text: str) -> bool:
    """Return whether letters are there but no words: wrong character maps, or every word turned round."""
    if _is_turned_round(text):
        return True
    # Clock times, sums and dates are no garbage, nor are the names of columns, which each row tells again.
    seen: set[str] = set()
    kept = [it for it in text.casefold().split() if not it.endswith(":") or not _is_seen(it, seen)]
    words = _FIGURES.sub(" ", " ".join(kept))
    letters = [character for character in words if character.isalpha()]
    # No language has accents on most of its letters.
    accented = sum("\u0080" < character < "\u0250" for character in letters)
    if len(letters) >= _FEW_LETTERS and accented > _MOST_ACCENTED * len(letters):
        return True
    if _is_no_arabic(words):
        return True
    if len(letters) < _ENOUGH_LETTERS:
        return False
    signs = sum(kind_of(c) == "N" and c not in _LEADERS for c in words if not c.isspace())
    if len(letters) < _LEAST_LETTERS * (len(letters) + signs):
        return True
    latin = [character for character in letters if character < "\u0250"]
    vowels = sum(character in _VOWELS for character in latin)
    return len(latin) > 0.8 * len(letters) and vowels < _LEAST_VOWELS * len(latin)


def _is_seen(word: str, seen: set[str]) -> bool:
    """Return whether the word was among those seen, where it is from now on."""
    is_old = word in seen
    seen.add(word)
    return is_old


def _is_turned_round(text: str) -> bool:
    counts = Counter(_WORD.findall(text.casefold()))
    turned = sum(counts[word] for word in _TURNED)
    return turned >= _REVERSED_WORDS and turned > _REVERSED_TIMES * sum(
        counts[word] for word in _COMMON
    )


def _is_no_arabic(words: str) -> bool:
    """Return whether Arabic letters make no words: none is common, and rare letters are as many as others."""
    found = _ARABIC_WORD.findall(_VOWEL_MARKS.sub("", words))
    if len(found) < _ENOUGH_WORDS or _OTHER_ARABIC.search(words):
        return False
    known = sum(word in _COMMON or _WITH_ARTICLE.match(word) is not None for word in found)
    letters = "".join(found)
    usual = sum(letter in _USUAL_ARABIC for letter in letters)
    return known < _LEAST_KNOWN * len(found) and usual < _LEAST_USUAL * len(letters)
