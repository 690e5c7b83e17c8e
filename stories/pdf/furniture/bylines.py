"""Who made a text: bylines under its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line

_BYLINES = 3
_BYLINE_WORDS = 10  # a longer line is a subtitle or text
_BYLINE_CHARACTERS = 200
_NUMBERED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d]+$|(?:[IVX]+\.|chapter|part|unit|lesson)\s", re.IGNORECASE
)
#: How bylines begin.
BY = re.compile(
    r"(?:by|written|told|retold|text|story|illustrated|pictures|par|por|escrito|texto|raconté|écrit"
    r"|بقلم|تأليف|كتابة|رسوم|ترجمة|حكاية)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(?!.*\d{5})\D*\d{0,2}\D*\b(?:19|20)\d\d\b\D*$")
_PARTICLES = " and & of de da di del la le van von der den du et y e bin ben ibn al el "
_BY_ALONE = re.compile(
    r"(?:(?:written|told|retold|text|story|words|illustrated|pictures|photos) (?:and \w{1,12} )?by|by|text"
    r"|words|story|par|por|texto|texte|escrito por|raconté par|écrit par|بقلم|تأليف|كتابة|رسوم|ترجمة|إعداد)"
    r"(?::|\b)\s*",
    re.IGNORECASE,
)
_STANDFIRST_LINES, _STANDFIRST_WORDS = 8, 60
_OTHER_SIZE = 0.05
_APART_EM = 1.8
_MOST_NAMES = 7
_INITIALS = 3
_ARABIC_NAMES = 4


def bylines(page: list[Line], body_em: float) -> list[Line]:
    """Return author and date under the title: short light lines, smaller than it and larger than the text."""
    lines = []
    for line in page[:_BYLINES]:
        is_text = line.em < 1.05 * body_em or line.bold or line.text.endswith((".", "!", "?"))
        if is_text or not _is_byline(line.text):
            break
        lines.append(line)
    # Two words with capitals alone may be a name or a heading: beside a date or a “by” they are a name.
    sure = any(BY.match(line.text) or _DATE.search(line.text) for line in lines)
    return lines if sure and len(lines) < len(page) else []


def byline_by_itself(page: list[Line]) -> list[Line]:
    """Return who wrote the text where it stands between what introduces the text and the text itself."""
    words = 0
    for number, line in enumerate(page[:_STANDFIRST_LINES]):
        below = page[number + 1 : number + 2]
        if below and is_sure_byline(line.text) and _is_by_itself(page[:number], line, below[0]):
            return [line]
        words += len(line.text.split())
        if words > _STANDFIRST_WORDS:
            break
    return []


def _is_by_itself(above: Sequence[Line], line: Line, after: Line) -> bool:
    """Return whether no sentence runs through the line; right under the title a “by” is enough."""
    first = after.text.lstrip("\"'“«¿¡")[:1]
    if not above:
        other = abs(after.em - line.em) > _OTHER_SIZE * line.em
        far = line.baseline - after.baseline > _APART_EM * line.em
        return BY.match(line.text) is not None and (other or far) and not first.islower()
    before = above[-1]
    ended = before.text.endswith(SENTENCE_END) or abs(before.em - line.em) > _OTHER_SIZE * line.em
    apart = before.baseline - line.baseline > _APART_EM * line.em
    return (ended or apart) and not first.islower()


def is_sure_byline(text: str) -> bool:
    """Return whether the line is a “by” with names, or names beside a date."""
    if not _is_byline(text) or text.endswith((".", "!", "?", ":")):
        return False
    by = _BY_ALONE.match(text)
    rest = [it for it in re.split(r"[\s,|·•–—/:&]+", text[by.end() :] if by else text) if it]
    names = [
        it
        for it in rest
        if not any(map(str.isdigit, it)) and f" {it.casefold()} " not in _PARTICLES
    ]
    if by is None:
        return _DATE.search(text) is not None and len(names) > 1 and all(map(_is_name, names))
    return 0 < len(names) <= _MOST_NAMES and all(_is_name(it.strip(".")) for it in names)


def _is_byline(text: str) -> bool:
    """Return whether the words are a name, a date or begin as bylines do; a heading is none of these."""
    words = text.split()
    if (
        len(text) > _BYLINE_CHARACTERS
        or not 1 < len(words) <= _BYLINE_WORDS
        or _NUMBERED.match(text)
    ):
        return False
    if BY.match(text) or _DATE.search(text):
        return True
    if words[0][:1].islower():
        return False
    names = [word for word in words if f" {word.casefold()} " not in _PARTICLES]
    if text == text.upper() == text.lower() and len(words) > _ARABIC_NAMES:
        return False
    return all(_is_name(word.strip(",.")) for word in names)


def _is_name(word: str) -> bool:
    # Capitals alone are a heading's, but for initials; Arabic has none.
    is_cased = word[:1].isupper() and (len(word) <= _INITIALS or not word.isupper())
    is_arabic = word[:1].isalpha() and word == word.upper() == word.lower()
    return (is_cased or is_arabic) and not any(letter.isdigit() for letter in word)
