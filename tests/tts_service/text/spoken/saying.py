"""What a text becomes before it is spoken."""

from tts.service.text.lexicon import NO_LEXICON
from tts.service.text.prepare import prepare
from tts.service.text.spans import Span
from tts.service.text.words import words


def said(text: str, language: str) -> str:
    """The text as a reader says it."""
    return prepare(text, NO_LEXICON, language).text.strip()


def pointed_at(text: str, language: str) -> list[str]:
    """The places in the written text of each spoken word, each place once."""
    spoken = prepare(text, NO_LEXICON, language)
    spans = [spoken.origin(word) for word in words(spoken.text, Span(0, len(spoken.text)))]
    return [text[span.start : span.end] for span in dict.fromkeys(spans)]
