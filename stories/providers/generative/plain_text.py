"""Plain speakable text out of what a model wrote."""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST_TEXT = 4_000  # what is looked at of a line

# A script's content goes with its tags, since it is not to be spoken.
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[a-z!?][^<>]*>", re.I | re.S)
# What looks like a tag without an end: a page could still take it for one.
_OPEN_TAG = re.compile(r"<(?=[a-z/!?])", re.I)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
# Read aloud, an address is noise, and a child should not be led to one.
_ADDRESS = re.compile(
    r" ?\(?\b(?:(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|javascript:|data:[a-z]+/)[^\s<>]*[^\s<>.,;:!?…،؟]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    re.I,
)
# Only marks around whole words: 2*3*4 is a sum to be read, not a stressed 3.
_STRESS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINE_MARK = re.compile(r"^\s{0,3}(?:#{1,6}|[-*+>])\s+", re.M)
_WORD = re.compile(r"\w")
_JOINERS = "\u200c\u200d"  # they shape Persian and Arabic letters and join emoji


def is_marked_up(text: str) -> bool:
    """Return whether it holds tags, links or addresses, also where they are written as entities."""
    seen = html.unescape(_visible(text))
    return any(found.search(seen) for found in (_TAG, _LINK, _ADDRESS))


def plain(text: str) -> str:
    """Return the text without markup, addresses and characters that are neither seen nor heard.

    Paragraphs stay apart by one empty line; all other white space becomes single spaces.
    """
    # Entities first, as they can spell a tag.
    text = _without_tags(html.unescape(_visible(text)))
    # Links before addresses, or their words would go with the address in them.
    text = _ADDRESS.sub("", _LINK.sub(r"\1", text))
    # Again without tags: a mark of stress may have stood between a sign and its letter.
    text = _without_tags(_STRESS.sub(r"\2", _LINE_MARK.sub("", text)))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part for part in paragraphs if part)


def line(text: object, longest: int) -> str:
    """Return the plain text in one line of at most `longest` characters, cut after a word; "" for no text."""
    # Cut before it is cleaned: the patterns must not run over a text of any length.
    one = " ".join(plain(text[:LONGEST_TEXT]).split()) if isinstance(text, str) else ""
    if len(one) <= longest:
        return one
    return one[: longest - 1].rsplit(" ", 1)[0].rstrip(",;:،؛ ") + "…"


def count_words(text: str) -> int:
    """Count white-space words that hold a letter or a digit."""
    return sum(bool(_WORD.search(word)) for word in text.split())


def _visible(text: str) -> str:
    """Return the text without control, override, private and half characters; line ends and joiners stay."""
    kept = "\n\t\r" + _JOINERS
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter in kept or unicodedata.category(letter)[0] != "C"
    )


def _without_tags(text: str) -> str:
    """Return the text without tags, also those that form when one inside them goes; "a < b" stays."""
    # Until nothing changes: "<scr<b>ipt>" is a tag once the inner one is gone.
    while (fewer := _TAG.sub(" ", text)) != text:
        text = fewer
    return _OPEN_TAG.sub("< ", text)
