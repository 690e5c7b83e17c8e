"""Lines that stand for themselves: of invitations, of addresses and numbers to call, of prices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.pdf.layout.line import Line

_FEWEST = 3
_EARLY_SHARE = 0.34  # of the lines; the widest ones cannot end early
_MOST_NAMES = 2  # capitals at the beginning of lines within a sentence
_AND = frozenset(["and", "or", "&", "et", "ou", "y", "o", "و", "أو"])
_STOP = re.compile(r"[.!?…؟](?:[\"”»’')]*)$")
_OPENERS = "\"'“‘«¿¡([‹—–- "
_LED = re.compile(r"(?:[.·…] ?){5}\s?\S{1,12}$")
_CONTACT = re.compile(
    r"\S{1,80}@\S{1,80}$|(?:www\.|https?:)\S+$"
    r"|(?:tel|phone|fax|mob(?:ile)?|e-?mail|web(?:site)?|tél|courriel|teléfono|correo|هاتف|بريد)\b[.: ]",
    re.IGNORECASE,
)


def stands_alone(text: str) -> bool:
    """Return whether the line is an address of the net, says how to reach somebody, or ends after dots."""
    return _CONTACT.match(text) is not None or _LED.search(text) is not None


def notice_ends(run: Sequence[Line], early: Sequence[bool]) -> list[bool]:
    """Return for each line but the last of centred ones whether it ends; [] where they are sentences.

    Who, when and where stand one below the other without stops, with figures or names among them.
    Sentences that are broken by hand, as in picture books, have stops and go on in small letters.
    """
    whole = [_is_sentence(line.text) for line in run]
    rest = [line.text for line, is_whole in zip(run, whole, strict=True) if not is_whole]
    if len(rest) < _FEWEST or any(_STOP.search(text) for text in rest):
        return []
    if sum(early) < _EARLY_SHARE * len(early):
        return []
    has_figures = any(any(map(str.isdigit, text)) for text in rest)
    names = sum(text.lstrip(_OPENERS)[:1].isupper() for text in rest[1:])
    if not has_figures and names < _MOST_NAMES:
        return []
    return [line.text.split()[0] not in _AND for line in run[1:]]


def _is_sentence(text: str) -> bool:
    """Return whether the line is a whole sentence."""
    return not text.lstrip(_OPENERS)[:1].islower() and _STOP.search(text) is not None
