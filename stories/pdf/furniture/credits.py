"""Credits: pages that say who made a book and who may copy it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stories.pdf.furniture.told import Told
from stories.pdf.layout.flow import SENTENCE_END
from stories.pdf.layout.line import Line

_MOST_WORDS = 250  # a longer page that names a publisher is a text about one
_SHARE = 0.3  # of the page's lines
_NAME_WORDS = 8
_FEWEST_SENTENCES = 2
_SENTENCE = re.compile(r"\w[.!?؟](?:\s|$)")
# What only credits say. A licence alone may be one to drive, a paper alone one to fold.
_SURE = re.compile(
    r"copyright|©|\bcc[ -](?:by|0)\b|creative commons|all rights reserved|\bisbn\b|https?://|www\."
    r"|licen[cs]ed? (?:under|by)|^\W*(?:licen[cs]e|licencia|رخصة|ترخيص)\s*:|published by|publié par"
    r"|publicado por|imprint|tous droits|derechos reservados|حقوق|الناشر",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^\W*(?:text|author|story|words|written|illustrat\w*|pictures?|drawings|translat\w*|language"
    r"|editor|design|fonts?|paper|print\w*"
    r"|texto|autora?|ilustra\w*|traducci[oó]n|traductora?|idioma"
    r"|texte|auteure?|traduction|traductrice|langue|mise en page"
    r"|النص|نص|تأليف|الكاتب\w*|كتابة|رسوم|رسم|الرسوم|ترجمة|الترجمة|اللغة|تصميم|طباعة|الخط)"
    r"\b[^.!?]{0,24}?(?::| by | par | por | de )\s*(.*)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"licen[cs]|free to|adapt|reproduc|publish|download|attribut|publicad|descarg|publi[ée]|télécharg"
    r"|رخصة|ترخيص|نشر",
    re.IGNORECASE,
)


def take_credits(told: Told) -> None:
    """Take a page of credits behind the title page or at the end."""
    filled = [number for number, page in enumerate(told.pages) if page]
    # A document of one page is its text, whatever it names.
    if len(filled) < 2:
        return
    for number in dict.fromkeys([*filled[1:2], *filled[-2:]]):
        page = told.pages[number]
        if are_credits([line.text for line in page]):
            lines = page[_text_above(page) :]
            told.credits.extend(line.text for line in lines)
            told.take(number, lines, "credits", 0.9)


def _text_above(page: Sequence[Line]) -> int:
    """Return how many lines above the credits are whole sentences, with their heading: they are told."""
    first = next((at for at, line in enumerate(page) if _is_about_rights(line.text)), 0)
    above = " ".join(line.text for line in page[:first])
    sentences = len(_SENTENCE.findall(above))
    return first if sentences >= _FEWEST_SENTENCES and above.endswith(SENTENCE_END) else 0


def _is_about_rights(text: str) -> bool:
    return bool(_SURE.search(text) or _RIGHTS.search(text)) or _names_somebody(text)


def are_credits(page: Sequence[str]) -> bool:
    """Return whether the lines of a page say who made a book and who may copy it."""
    sure = sum(_SURE.search(text) is not None for text in page)
    roles = sum(_names_somebody(text) for text in page if not _SURE.search(text))
    found = sure + roles
    words = sum(len(text.split()) for text in page)
    if words > _MOST_WORDS or found < _SHARE * len(page):
        return False
    return found >= 2 or (len(page) == 1 and found == 1)


def _names_somebody(text: str) -> bool:
    """Return whether the line gives a role and, in capitals where there are any, a name."""
    found = _ROLE.match(text)
    names = found[1].split() if found else []
    letters = [name for name in names if name[:1].isalpha() and len(name) > 3]
    return 0 < len(names) <= _NAME_WORDS and not any(name[0].islower() for name in letters)
