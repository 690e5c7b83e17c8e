"""A text as sentences of words, in the spelling in which words are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Apostrophes are no words, but where they open or close what is said: ‘Come in,’ said the fox.
_TOKEN = re.compile(
    r"[^\W\d_]+|[^\w\s'’‘-]|\n"
    r"|(?<![^\s(])[‘'](?=[^\W\d_][^\n]{0,600}?[.,!?…][’'])|(?<=[.,!?…])[’']"
)
_VOWEL_MARKS_AND_TATWEEL = re.compile(r"[\u064b-\u0652\u0670\u0640]")
_ONE_ALEF = str.maketrans("أإآٱى", "ااااي")
_MARK = re.compile('[“«„”»"]')
_SENTENCE_ENDS = frozenset(".!?؟…\n")
_LONGEST_SENTENCE = 120  # words; a longer one is cut, as each word is compared with those around it
_SHORTENED = frozenset({"mr", "mrs", "ms", "dr", "st", "sr", "sra", "mme", "mlle"})
_DASHES = frozenset("—–")
# Verbs that stand before who has spoken, in French within the quotation marks.
_SAYING = frozenset(
    [
        "dit", "répondit", "demanda", "cria", "écria", "murmura", "pensa", "ajouta", "reprit",
        "soupira", "hurla", "grogna", "chuchota", "demande", "répond", "crie", "murmure",
        "ajoute", "dirent", "demandèrent", "répondirent", "crièrent",
    ]
)  # fmt: skip
# Before a colon they begin what is said, also where no mark of quotation follows, as in many Arabic books.
_TOLD_BY = frozenset(
    [
        "said", "asked", "answered", "called", "thought", "dijo", "preguntó", "respondió", "gritó", "pensó",
        "قال", "قالت", "قلت", "قالوا", "سال", "سالت", "اجاب", "اجابت", "صاح", "صاحت", "صرخ", "صرخت", "همس",
        "همست", "نادى", "نادي", "نادت", "رد", "ردت", "سالها", "ساله", "يقول", "تقول", "وقال", "وقالت",
        "فقال", "فقالت",
    ]
) | _SAYING  # fmt: skip
_TOLD_WITHIN = 4  # words between the verb and the colon
_SINGLE, _BEFORE_CLOSING = frozenset("‘’'"), frozenset(".,!?…")
_OPENING, _CLOSING, _EITHER = frozenset("“«„"), frozenset("”»"), frozenset('"')


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. `plain` is what is compared; `quoted` words are said by a person of the story."""

    plain: str
    is_capital: bool
    quoted: bool

    @property
    def is_mark(self) -> bool:
        return not self.plain[0].isalpha()


Sentence = tuple[Word, ...]


def plain(text: str) -> str:
    """Return small letters; Arabic without vowel marks and with one form of alef."""
    # Accents stay: in Spanish and French they tell words apart (mûr, mur; pêche, péché).
    return _VOWEL_MARKS_AND_TATWEEL.sub("", text.casefold()).translate(_ONE_ALEF)


def tokens(text: str) -> tuple[str, ...]:
    """Return the text's words, without marks, as they are compared."""
    return tuple(token for token in _TOKEN.findall(plain(text)) if token[0].isalpha())


def sentences(text: str) -> list[Sentence]:
    """Return the sentences, each with the mark that ends it."""
    found: list[Sentence] = []
    sentence: list[Word] = []
    for word in _words(text):
        sentence.append(word)
        if word.plain in _SENTENCE_ENDS or len(sentence) == _LONGEST_SENTENCE:
            found.append(tuple(sentence))
            sentence = []
    return [*found, tuple(sentence)] if sentence else found


def _words(text: str) -> Iterator[Word]:
    text = _VOWEL_MARKS_AND_TATWEEL.sub("", text)
    quoted = _begins_quoted(text)
    is_tag = is_dashed = is_told = False
    last = "\n"
    recent: list[str] = []
    for found in _TOKEN.finditer(text):
        written = found[0]
        if written in _DASHES and (
            is_dashed or last in _SENTENCE_ENDS or last in _CLOSING or last == ":"
        ):
            # "—Ven —dijo el zorro—. Vamos.": each dash ends or begins what is said.
            quoted = is_dashed = not (is_dashed and quoted)
            is_dashed = True
        elif written in _SINGLE:
            quoted = text[found.start() - 1 : found.start()] not in _BEFORE_CLOSING
        elif written in _OPENING or (written in _EITHER and _opens(text, found.start())):
            quoted = True
        elif written in _CLOSING or written in _EITHER or written == "\n":
            # A paragraph ends what was said, whether or not its closing mark was lost.
            quoted = is_dashed = False
        if is_tag and written == "." and is_dashed:
            quoted = False  # « — Viens, dit-il. » is followed by the story
        if written == "." and last.casefold() in _SHORTENED:
            continue  # "Mr. Badger" is one sentence's
        is_tag = quoted and (_begins_tag(text, found) or (is_tag and not _ends_tag(written)))
        is_told &= not quoted and written not in ".…\n"
        yield Word(plain(written), written[0].isupper(), (quoted or is_told) and not is_tag)
        recent = [*recent[-_TOLD_WITHIN:], plain(written)]
        is_told |= written == ":" and not _TOLD_BY.isdisjoint(recent)
        last = written


def _begins_tag(text: str, found: re.Match[str]) -> bool:
    """Return whether the story itself says who speaks, within the marks: « Viens, dit le loup, viens. »"""
    if found[0].casefold() not in _SAYING:
        return False
    before = text[max(found.start() - 3, 0) : found.start()].rstrip(" \u00a0s'’")
    return before.endswith((",", "?", "!", "…", "—"))


def _ends_tag(written: str) -> bool:
    return not written.isalpha()


def _begins_quoted(text: str) -> bool:
    """Return whether the text begins within quotation marks, as a scene may: then its first mark closes."""
    for found in _MARK.finditer(text):
        return found[0] in _CLOSING or (found[0] in _EITHER and not _opens(text, found.start()))
    return False


def _opens(text: str, at: int) -> bool:
    """Return whether a straight quotation mark opens: by its neighbours, as a scene may begin within one."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    begins = not before or before.isspace() or before in "(:,"
    return begins and bool(after) and not after.isspace()
