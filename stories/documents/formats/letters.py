"""Bytes become letters: UTF-8, UTF-16, or Windows' tables of Western and Arabic letters."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from stories.reading.records import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS = ["cp1252", "cp1256"]  # English, Spanish and French; Arabic
_USUAL = re.compile(r"[\w\s.,;:!?'\"()\-–—،؛؟«»“”‘’…]")
_MOST_ODD = 0.1  # of the characters; a text has hardly any other sign
_SAMPLE = 20_000
# Signs that no word has within: read with the wrong table, "é" is "‚" and "â" is "ƒ".
_WRONG_TABLE = re.compile(r"[^\W\d_][‚„…†‡ˆ‰¤¦¬¯ƒ][^\W\d_]")


def decoded(path: Path) -> str:
    """Return the text of a file. Raises UnreadableDocument (code: letters) rather than guess wrongly."""
    raw = path.read_bytes()
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _read(raw, encoding) or _refuse()
    return _read(raw, "utf-8") or _utf_16(raw) or _windows(raw) or _refuse()


def _read(raw: bytes, encoding: str) -> str:
    """Return the text, "" where these are not its letters."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return ""
    # A file of another kind may decode by chance, but has characters that no text has.
    return "" if "\0" in text else text


def _utf_16(raw: bytes) -> str:
    """Return a text in UTF-16 without the mark that says so, as old programs write it."""
    if len(raw) % 2 or b"\0" not in raw:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _read(raw, encoding)
        sample = text[:_SAMPLE]
        if (
            sample
            and len(_USUAL.findall(sample)) >= (1 - _MOST_ODD) * len(sample)
            and _is_known(sample)
        ):
            return text
    return ""


def _is_known(text: str) -> bool:
    """Return whether the letters are Latin or Arabic: read the wrong way round they are Chinese."""
    letters = [letter for letter in text if letter.isalpha()]
    known = sum(letter < "\u0250" or "\u0600" <= letter < "\u0780" for letter in letters)
    return known > 0.9 * len(letters)


def _windows(raw: bytes) -> str:
    from charset_normalizer import from_bytes

    if b"\0" in raw:
        return ""
    found = from_bytes(raw, cp_isolation=_WINDOWS).best()
    text = str(found) if found else ""
    return "" if _WRONG_TABLE.search(text[:_SAMPLE]) else text


def _refuse() -> str:
    raise UnreadableDocument("letters")
