"""The operator's pronunciations: `LEXICON_DIR/<language>.tsv`.

Each line is a word, a tab, and its spoken form; empty lines and lines that begin with `#` are
skipped. A lower-case word matches any case, a word with a capital only itself. Arabic vowel marks
and tatweel are ignored in the lexicon and in the text.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from tts.service.settings import BadSetting
from tts.service.text.normalization import NormalizedText, normalize
from tts.service.text.scripts import family, runs
from tts.service.text.spans import Span
from tts.service.text.words import is_speakable, words

_ARABIC_MARKS: Final = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})?")
_LONGEST_FORM: Final = 200
_HASH_DIGITS: Final = 12


@dataclass(frozen=True)
class Lexicon:
    """Spoken forms by language and word; `versions` has a hash of each language's file."""

    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def spoken_words(self) -> frozenset[str]:
        """Return every word of the spoken forms."""
        forms = (form for known in self.forms.values() for form in known.values())
        return frozenset(word for form in forms for word in form.split())

    def pronunciation(self, word: str, language: str) -> str | None:
        """Return the spoken form of a word: from `en-us`, else from `en`; None if neither has one."""
        plain = _ARABIC_MARKS.sub("", word)
        for code in (language, family(language)):
            known = self.forms.get(code, {})
            found = known.get(plain) or known.get(plain.lower())
            if found:
                return found
        return None


NO_LEXICON: Final = Lexicon()


def read_lexicons(folder: str) -> Lexicon:
    """Read every `<language>.tsv` of a folder ("" for none). Raises BadSetting with the line."""
    if not folder:
        return NO_LEXICON
    path = Path(folder)
    if not path.is_dir():
        raise BadSetting(f"LEXICON_DIR is not a folder: {folder}.")
    forms, versions = {}, {}
    for file in sorted(path.glob("*.tsv")):
        language = file.stem.lower().replace("_", "-")
        if not _LANGUAGE.fullmatch(language):
            raise BadSetting(f"{file.name} in LEXICON_DIR is not named after a language.")
        forms[language] = _read(file)
        versions[language] = hashlib.sha256(file.read_bytes()).hexdigest()[:_HASH_DIGITS]
    return Lexicon(forms, versions)


def apply_lexicon(text: NormalizedText, lexicon: Lexicon, language: str) -> NormalizedText:
    """Return the text with spoken forms in place of words.

    Each character of a spoken form has the whole word as its origin.
    """
    if not lexicon.forms:
        return text
    return text.replaced(_replacements(text.text, lexicon, language))


def _replacements(text: str, lexicon: Lexicon, language: str) -> list[tuple[Span, str]]:
    """Return the spans of the words to replace, in order, with their spoken forms."""
    found = []
    for run in runs(text, language):
        for span in words(text, run.span):
            form = lexicon.pronunciation(text[span.start : span.end], run.language)
            if form is not None:
                found.append((span, form))
    return found


def _read(file: Path) -> dict[str, str]:
    try:
        # utf-8-sig: some editors begin a file with a byte order mark.
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file.name} in LEXICON_DIR cannot be read as UTF-8.") from error
    entries: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            word, form = _entry(line, f"{file.name} line {number}")
            entries[word] = form
    return entries


def _entry(line: str, where: str) -> tuple[str, str]:
    written, _, pronunciation = line.partition("\t")
    word = _ARABIC_MARKS.sub("", normalize(written.strip()).text)
    form = normalize(pronunciation.strip()).text
    if list(words(word, Span(0, len(word)))) != [Span(0, len(word))]:
        raise BadSetting(f"{where} in LEXICON_DIR must begin with one word and a tab.")
    if not is_speakable(form) or len(form) > _LONGEST_FORM:
        raise BadSetting(f"{where} in LEXICON_DIR needs a spoken form after its tab.")
    return word, form
