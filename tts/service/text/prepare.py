"""From a text as it is written to the text that an engine is given."""

from tts.service.text.lexicon import Lexicon, apply_lexicon
from tts.service.text.normalization import NormalizedText, normalize
from tts.service.text.spoken.rules import as_said


def prepare(text: str, lexicon: Lexicon, language: str) -> NormalizedText:
    """Return the text as it is said; the operator's pronunciations come before every rule."""
    return as_said(apply_lexicon(normalize(text), lexicon, language), language)
