"""Names that are words too: Luna is no moon where she jumps onto a rock, nor نور a light."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.vocabulary import Entry, beasts, rows, vocabulary
from stories.providers.own.depiction.words import Sentence, Word, plain

_CHILD = {"f": Entry("person", "girl"), "m": Entry("person", "boy")}
#: What a name means of whom nobody knows who it is: nothing that is drawn.
UNKNOWN = Entry("idiom", "name")
_NOT_NAMED = frozenset({"person", "idiom"})  # "Grandma" and "Mother" mean whom they say


def _of_both(he: str) -> frozenset[str]:
    words = plain(he).split()
    return frozenset(words) | {it.removesuffix("ي") + "ت" for it in words}


# Verbs of stories for what a he or a she did; those of `_TAKING` have something it was done to.
_TAKING = _of_both(
    "رأى سمع وجد أخذ وضع فتح حمل أكل شرب أحب أعطى قرأ كتب رسم زرع بنى أغلق أمسك ركب لبس عرف سأل ترك قطف"
)
_DOING = _TAKING | _of_both(
    "ذهب نظر قال فكر دخل خرج عاد رجع وقف مشى سار وصل شعر ظل بقي بحث نادى صاح استيقظ شكر حاول ركض جلس نام"
    " بكى ضحك ابتسم خاف عانق لعب جرى قفز تسلق اختبأ اقترب ابتعد قرر فرح حزن صعد نزل غنى عاش"
)


def word_names(
    sentences: list[Sentence], language: str, known: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Return who those names mean that are words too: a child where they are listed, else nobody drawn.

    With capitals one is known by a place within a sentence where no article stands before it, in Arabic
    by a verb of a she or a he right before a listed one.
    """
    found = _in_arabic(sentences) if language == "ar" else _with_capitals(sentences, language)
    return {name: entry for name, entry in found.items() if name not in known}


def _with_capitals(sentences: list[Sentence], language: str) -> dict[str, Entry]:
    names = {name for it in sentences for name in _within(it, language)}
    listed = names_that_are_words(language)
    return {name: _CHILD[listed[name]] if name in listed else UNKNOWN for name in names}


def _within(sentence: Sentence, language: str) -> Iterator[str]:
    """Yield the words of the vocabulary that are written as names within the sentence."""
    grammar = GRAMMAR[language]
    before_none = grammar.determiners | grammar.of_towns
    for at in range(len(sentence)):
        word = sentence[at]
        may_be = _is_thing(word, language) or word.plain in names_that_are_words(language)
        if not word.is_capital or word.quoted or not may_be:
            continue
        following = sentence[at + 1 : at + 2]
        if any(it.is_capital for it in following):
            continue  # "Market Street"
        if at == 0:
            if _begins_as_name(sentence, language):
                yield word.plain
            continue
        before = sentence[at - 1]
        if before.is_capital and at > 1:
            continue
        if not (before.is_mark or before.plain in before_none):
            yield word.plain


def _begins_as_name(sentence: Sentence, language: str) -> bool:
    """Return whether the first word is one: a noun begins no sentence without its article, but in English."""
    if language == "en":
        return _is_with_another(sentence)
    is_listed = sentence[0].plain in names_that_are_words(language)
    return is_listed or any(it.plain in GRAMMAR[language].being for it in sentence[1:2])


def _is_with_another(sentence: Sentence) -> bool:
    """Return whether it is "Olive and her brother" or "Rose and Sam" that begins the sentence."""
    first, joined, other = (*sentence[:3], None, None, None)[:3]
    if not (first and joined and other) or joined.plain != "and":
        return False
    is_two = other.plain in ("her", "his") or other.is_capital
    return is_two and first.plain in names_that_are_words("en")


def _is_thing(word: Word, language: str) -> bool:
    entries = vocabulary(language).get((word.plain,), ())
    return bool(entries) and not any(it.kind in _NOT_NAMED or it.key in beasts() for it in entries)


def _in_arabic(sentences: list[Sentence]) -> dict[str, Entry]:
    listed, found = names_that_are_words("ar"), dict[str, Entry]()
    for sentence in sentences:
        for before, name in pairwise(sentence):
            # "She saw a star" has no ending that would tell the object.
            is_doubtful = name.plain.endswith("ة") and _is_of(before.plain, _TAKING)
            if name.plain in listed and _is_of(before.plain, _DOING) and not is_doubtful:
                found.setdefault(name.plain, _CHILD[listed[name.plain]])
    return found


def _is_of(word: str, verbs: frozenset[str]) -> bool:
    """Return whether the Arabic word is one of the verbs, of a she or a he."""
    return word in verbs or word[1:] in verbs


@cache
def names_that_are_words(language: str) -> dict[str, str]:
    """Return f or m by the given name that is a word of the language too."""
    column = 2 if language == "ar" else 1
    return {plain(name): row[0] for row in rows("word_names") for name in row[column].split(", ")}
