"""What somebody says in a story, and who the text itself says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stories.teaching.story_text import Paragraph, StoryText, plain

_NEAR = 70  # characters beside a quotation in which its speaker is named
_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?: [A-ZÀ-ÖØ-Þ][^\W\d_]+)*"
_SAID = {
    "en": "said|asked|cried|shouted|answered|replied|whispered|called|exclaimed|yelled|sang|explained",
    "es": "dijo|preguntó|gritó|respondió|contestó|exclamó|susurró|añadió|explicó",
    "fr": "dit|demanda|cria|répondit|déclara|murmura|ajouta|expliqua|ordonna|s’écria|s'écria|chuchota",
    "ar": "قال|قالت|سأل|سألت|هتف|هتفت|صاح|صاحت|أجاب|أجابت|صرخ|صرخت",
}
_ARTICLE = {"en": "the", "es": "el|la", "fr": "le|la"}
_ARABIC = re.compile(
    rf"(?:^|[\s.،؛!؟])(?P<and>[وف]?)(?P<said>{_SAID['ar']})\s+(?P<who>[^\s:،.\"]+(?:\s+ال[^\s:،.\"]+)?)[^.!؟\"«]*:\s*$"
)
_ARABIC_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Speech:
    """What is said in one go. `who` is the speaker as an answer, `head` the word that names them."""

    scene: int
    text: str
    who: str
    head: str


def speeches(story: StoryText) -> Iterator[Speech]:
    """Yield every speech whose speaker is named right beside it."""
    for paragraph in story.paragraphs:
        for start, end in paragraph.quoted:
            said = paragraph.text[start:end].strip('"“”«»„‘’ ').rstrip(",،")
            if said and (who := _speaker(paragraph, start, end, story.language)):
                yield Speech(paragraph.scene, said, who, _head(who, story.language))


def _speaker(paragraph: Paragraph, start: int, end: int, language: str) -> str:
    before = paragraph.text[max(start - _NEAR, 0) : start]
    after = paragraph.text[end : end + _NEAR]
    if language == "ar":
        found = _ARABIC.search(before)
        # "The father came and asked Anita": behind "and", whom he asks stands where a speaker would.
        is_object = found and found["and"] and found["said"].startswith("سأل")
        return _arabic(found["who"]) if found and not is_object else ""
    for pattern, beside in ((_after(language), after), (_before(language), before)):
        if found := pattern.search(beside):
            return str(next(filter(None, found.groups())))
    return ""


def _after(language: str) -> re.Pattern[str]:
    """Return what follows a speech: "said Betty", "said the old drop.", "Pip asked an old drop."""
    thing = rf"(?:{_ARTICLE[language]}) [^\W\d_]+(?: [^\W\d_]+)?(?=[.,;!]|$)"
    inverted = rf"(?:{_SAID[language]}) (?:({_NAME})|({thing}))"
    straight = rf"({_NAME}) (?:{_SAID[language]})\b" if language == "en" else rf"({_NAME}) (?!)"
    return re.compile(rf"^[\s,]*(?:{inverted}|{straight})")


def _before(language: str) -> re.Pattern[str]:
    """Return what comes before one: "Apenyo répondit : ", also with one short phrase between."""
    toward = "(?:lui |leur |le |les )?"
    return re.compile(
        rf"(?:^|[.!?»”\"] )({_NAME}) {toward}(?:{_SAID[language]})(?: [^\W\d_]+)?\s?[,:]?\s*$"
    )


def _arabic(who: str) -> str:
    """Return the speaker; "" for a word that is none, such as "to them"."""
    first = plain(who).split()[0]
    # Whom somebody says it to: a small word with a pronoun.
    return "" if first.startswith(("ل", "ب")) and len(first) < 5 else who


def _head(who: str, language: str) -> str:
    words = who.split()
    if language == "ar":
        return plain(words[0])
    return plain(words[-1])
