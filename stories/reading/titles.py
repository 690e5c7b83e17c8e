"""What is no title, and what stands in where a document has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.reading.records import Page

TITLE_CHARACTERS = 200
_TITLE_WORDS_FROM_TEXT = 8
_LETTERS_OF_A_TITLE = 5
_LETTERS_OF_A_SMALL_WORD = 3
_SENTENCE_WORDS = 10  # of a paragraph
_MUCH_LONGER = 6  # times as many words
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d+)*\.?\s+(?=[^\W\d])")
# What programs write where nobody gave a title, and names of files.
_NO_TITLE = re.compile(
    r"\.(?:html?|docx?|odt|odp|pdf|indd|pptx?|txt|tex|rtf|pages|key|pub|fm|mif|wpd|dvi|e?ps|ai|cdr|csv|xml"
    r"|xlsm|docm|pptm|odg|epub|md|jpe?g|png|xlsx?)\b"
    r"|^(?:untitled|sans titre|sin título|بدون عنوان|(?:new )?microsoft |powerpoint|عرض تقديمي"
    r"|apresentação do|pr[eéä]s[ea]nta\w+ (?:\w+ )*powerpoint$|(?:nouveau|nuevo) document"
    r"|slide \d|folie \d|diapositiv[ae] \d|(?:document|pr[eé]senta)\w* (?:sans titre|sin título)"
    r"|scanned (?:document|from|with|by|image)|adobe \w+|screen ?shot\b|capture d.écran"
    r"|captura de pantalla|لقطة شاشة|مستند\s*\d*$|whatsapp image|pages from "
    r"|(?:google docs|libreoffice|openoffice|template|title of (?:the )?document|\(?anonymous\)?|normal)$"
    r"|about:blank|https?:|file:"
    r"|(?:new |nouveau |nuevo )?(?:document|documento|presentation|présentation|presentación|scan\w*"
    r"|image|img|layout|print|book|title|page|doc)[\s_\-#.()]*\d*$)"
    # Some letters and a number, or a few small letters; “Snow” and “السلة” are titles.
    r"|^[^\W\d_]{0,5}[\W_]*\d[\W\d_]*$|^(?:[^\W\d_]{0,2}|(?-i:[a-zà-ÿ]{3,5}))[\W_]*$"
    r"|^[0-9a-f]{8,}$|^\S+_\S+(?: \d+)?$",
    re.IGNORECASE,
)

_LONGEST_HEAD = 10  # words
_QUOTED = re.compile(r"[\"“”«»„‘'](.{2,200})[\"“”«»‘’']")
_END = re.compile(r"[.!?؟…]+$")
_GREETS = (",", "،")  # “Dear Ann,”
#: With these a few English words are a sentence: “It was dark.”
_TELLS = re.compile(
    r"\b(?:i|he|she|it|we|you|they|there|this|that|is|are|am|was|were|be|has|have|had|do|does|did|can|could"
    r"|will|would|must|went|came|ran|said|saw|sat|fell|woke|took|made|found|gave|got|told|knew|began|grew"
    r"|flew|stood|slept|lost|felt|heard|kept|left|met|sang|swam|rose|spoke|ate|let|put|\w{2,20}ed"
    r"|\w{3,20}n.t)\b",
    re.IGNORECASE,
)


def is_no_title(named: str) -> bool:
    """Return whether the file's own title is a program's or a file's name, or has hardly a letter."""
    return _NO_TITLE.search(named.strip()) is not None


def heads(line: str, below: str) -> bool:
    """Return whether a line alone above `below` is its title, though it ends like a sentence or is quoted.

    Sure are capitals (“The Lost Kite.”, “THE LOST KITE!”) and quotation marks around no sentence; of small
    letters only a few English words without a verb, above a text that is much longer.
    """
    quoted = _QUOTED.fullmatch(line.strip())
    said = quoted[1] if quoted else line.strip()
    words = _END.sub("", said).split()
    if (
        not 1 < len(words) <= _LONGEST_HEAD
        or said.endswith(_GREETS)
        or any(mark in said[:-1] for mark in ".!?؟;:")
    ):
        return False
    if said.isupper() or all(
        it[:1].isupper() for it in words if len(it) > _LETTERS_OF_A_SMALL_WORD
    ):
        return sum(it[:1].isupper() for it in words) > 1
    if quoted and not _END.search(said):
        return True
    is_bare = said.isascii() and said.endswith(".") and not _TELLS.search(said)
    return is_bare and len(below.split()) >= _MUCH_LONGER * len(words)


def as_title(line: str) -> str:
    """Return the title without the full stop behind it and the quotation marks around it."""
    line = line.strip()
    if quoted := _QUOTED.fullmatch(line):
        line = quoted[1].strip()
    return line[:-1] if line.endswith(".") and not line.endswith("..") else line


def unnumbered(title: str) -> str:
    """Return the title without the number of its section."""
    return _SECTION_NUMBER.sub("", title)


def beginning(text: str) -> str:
    """Return the first words, up to the end of the first sentence or paragraph of a few words."""
    words: list[str] = []
    for paragraph in text.split("\n"):
        for word in paragraph.split():
            words.append(word)
            ends = word.endswith((".", "!", "?", "؟")) and _letters(words) >= _LETTERS_OF_A_TITLE
            if ends or len(words) == _TITLE_WORDS_FROM_TEXT:
                return " ".join(words)
        if _letters(words) >= _LETTERS_OF_A_TITLE:
            break
    return " ".join(words)


def _letters(words: Sequence[str]) -> int:
    return sum(map(str.isalpha, "".join(words)))


def first_heading(pages: Sequence[Page]) -> str:
    """Return the first heading, "" where sentences stand before it: then it names a part or a box."""
    for paragraph in (it for page in pages for it in page.paragraphs):
        if paragraph.is_heading:
            return paragraph.text
        if len(paragraph.text.split()) >= _SENTENCE_WORDS and paragraph.text.endswith((".", "…")):
            return ""
    return ""
