"""What a line's end breaks: words at their hyphens, addresses of the net after their signs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from stories.pdf.layout.ends.typesetting import HYPHENS, Typesetting
from stories.reading.records import Paragraph

# The rest has a sign of its own, or ends the address with a lower-case word: “page=12”, “stories/”.
_LONGEST_ADDRESS = 300
_ADDRESS_CUT = re.compile(r"(?:https?://|www\.)\S{0,300}[/?&=_\-.]$")
_ADDRESS_REST = re.compile(r"[a-z\d%][\w%]{0,60}[/?&=_.#-]\S|\d+(?:\s|$)")
# What begins words with a hyphen of their own: “twenty-minute”, “well-known”.
_COMPOUND = re.compile(
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|two|three|four|five|six|seven|eight|nine|well|self"
    r"|half|ex|non|quatre|vingt|trente|quarante|cinquante|soixante",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"teen|teenth|ty|tieth|th|ths|fold|some|score|ish|less|est|er|ing|ly|ness|aine|ième"
)
# How words end, and none is a word by itself: “beauti-ful”, “ani-mals”, “impos-sible”.
_SYLLABLES = re.compile(
    r"[bcdfgkptz]les?|(?:[a-z]{1,3})?(?:[ts]?ion|ment|ture)s?|(?:ti|der|won)?ful(?:ly|ness)?|[a-z]{0,3}ness(?:es)?"
    r"|(?:[bcdfglmnprstv]{0,2})ings?|(?:[dtbgmnpv]|th)ers?|[a-z]{0,2}(?:mal|nal|cal|tal|ial)(?:s|ly)?|dren|(?:ci|ti)?ous(?:ly)?"
    r"|[a-z]{0,2}(?:ity|ities|ety)|(?:ly|ry|ty|fy)|[a-z]{0,2}(?:ance|ence)s?|dows?|tains?|(?:s|t)?[ai]bl[ey]"
    r"|gether|fore|tween|neath|brary|mentary|[a-z]{0,2}graph(?:s|y)?"
    r"|(?:[a-z]{1,3})?(?:ments|ques?|eurs?|euses?|tres?|bles?|aient|èrent)"
)


def continued(text: str, line: str, usual: Typesetting) -> str:
    """Return the text with one more line, joined as the line's end asks for."""
    if is_address_cut(text, line):
        return text + line
    before, ending, after = text[-2:-1], text[-1], line[:1]
    if ending not in HYPHENS:
        return f"{text} {line}"
    if before.isalpha() and after.isalpha():
        return _mended(text[:-1], line, usual)
    if ending == "\u00ad" or (before.isdigit() and after.isdigit()):
        return text.removesuffix("\u00ad") + line
    return f"{text} {line}"


def is_address_cut(text: str, line: str) -> bool:
    """Return whether an address of the net is broken after one of its signs and goes on in the line."""
    end = text[-_LONGEST_ADDRESS:]
    return _ADDRESS_CUT.search(end) is not None and _ADDRESS_REST.match(line) is not None


def _mended(start: str, rest: str, usual: Typesetting) -> str:
    first = start.rsplit(" ", 1)[-1].strip("\"'“‘«(¡¿")
    second = rest.split(" ", 1)[0].strip("\"'”’».,;:!?)")
    return start + rest if _is_one_word(first, second, usual) else f"{start}-{rest}"


def _is_one_word(first: str, second: str, usual: Typesetting) -> bool:
    """Return whether the hyphen only breaks the line; the document's own words say what it is."""
    # Written with its hyphen elsewhere in this document, so it is its own.
    if usual.words[f"{first}-{second}".casefold()]:
        return False
    if usual.words[f"{first}{second}".casefold()]:
        return True
    if _COMPOUND.fullmatch(first) and not _SUFFIX.fullmatch(second):
        return False
    if "-" in first or "-" in second or not second[:1].islower():
        return False
    # One word alone may be broken, over the end of a page.
    return usual.hyphenates or usual.spanish or _SYLLABLES.fullmatch(second) is not None


def over_page_ends(pages: Sequence[list[Paragraph]], usual: Typesetting) -> None:
    """Make words whole that are broken between two pages; they stay on the first."""
    filled = [page for page in pages if page]
    for before, after in itertools.pairwise(filled):
        first, second = before[-1], after[0]
        start, _, rest = second.text.partition(" ")
        if first.is_heading or second.is_heading or not first.text.endswith(tuple(HYPHENS)):
            continue
        if len(first.text) < 2 or not first.text[-2].isalpha() or not start[:1].islower():
            continue
        before[-1] = replace(first, text=_mended(first.text[:-1], start, usual))
        after[:1] = [replace(second, text=rest)] if rest else []
