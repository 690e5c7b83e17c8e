"""From a text as it is written to the text that an engine is given."""

from collections.abc import Set

from tts.service.text.lexicon import Lexicon, apply_lexicon
from tts.service.text.normalization import NormalizedText, normalize
from tts.service.text.scripts import family, runs
from tts.service.text.spoken.rules import as_said
from tts.service.text.vowels.marks import has_letters
from tts.service.text.vowels.restore import with_vowels
from tts.service.text.vowels.spelling import doubled_first, silent_letters


def prepare(text: str, lexicon: Lexicon, language: str, vowelled: bool = False) -> NormalizedText:
    """Return the text as it is said; `vowelled`: with the short vowels of its Arabic words.

    The operator's pronunciations come before every rule, and get no vowels.
    """
    said = as_said(apply_lexicon(normalize(text), lexicon, language), language)
    if not vowelled or not has_letters(said.text):
        return said
    said = _vowelled(said, language, lexicon.spoken_words)
    said = said.replaced(silent_letters(said.text))
    return said.replaced(doubled_first(said.text))


def vowelled_text(text: str) -> str:
    """Return an Arabic text as it is written, with its short vowels added; all else stays."""
    return with_vowels(NormalizedText.unchanged(text)).text


def _vowelled(text: NormalizedText, language: str, kept: Set[str]) -> NormalizedText:
    # Persian and Urdu have Arabic letters, and other vowels.
    parts = [
        with_vowels(part, kept) if family(run.language) == "ar" else part
        for run in runs(text.text, language)
        for part in [text.slice(run.span)]
    ]
    return NormalizedText.joined(parts)
