"""Verbs without a subject beside them, in languages that need none: "Caminó entre los árboles"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stories.providers.own.depiction.arabic import is_accusative
from stories.providers.own.depiction.following.pronouns import PRONOUNS
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import beasts, rows
from stories.providers.own.depiction.words import Sentence, plain, tokens

_SUBJECT_WITHIN = 3  # words behind a verb in which its subject may stand
_ONE = ("ó", "aba", "ía")
_MANY = ("aron", "ieron", "aban", "ían")
_SHORTEST = 3  # letters of a verb that is known by its ending alone
_DEFINITE = frozenset({"el", "la", "los", "las"})
_JOINED = ("و", "ف")
ARABIC_FIRST = ("ت", "نا")  # ends of verbs for "I" and "we"
# Past forms of Arabic verbs of stories, for "he"; "she" and "they" have endings.
_HE = frozenset(
    plain(
        "ذهب رأى نظر سمع قال فكر وجد أخذ وضع فتح دخل خرج عاد رجع وقف مشى سار وصل انتظر شعر عرف"
        " ظل بقي بحث نادى صاح حمل أكل شرب استيقظ شكر سأل حاول أحب أعطى ركض جلس نام بكى ضحك ابتسم"
        " خاف عانق لعب جرى قفز تسلق قرأ كتب رسم زرع اختبأ اقترب ابتعد استلقى قرر بنى سأل أغلق أمسك التقط ركب"
    ).split()
)
_SHE = frozenset(it + "ت" for it in _HE) | frozenset(plain("رأت نادت بكت جرت مشت أعطت").split())
_THEY = frozenset(plain("رأوا بكوا جروا مشوا نادوا أعطوا").split())


def dropped(sentence: Sentence, found: list[Mention], language: str) -> Iterator[tuple[int, str]]:
    """Yield where a verb stands whose subject is not said, and f, m, one or many for whom it means."""
    if language not in ("es", "ar"):
        return
    unnamed = _first_verb(sentence, language)
    if unnamed is None:
        return
    at, number = unnamed
    following = sentence[at + 1 : at + 2]
    near = range(at + 1, at + 1 + _SUBJECT_WITHIN)
    # A definite noun behind the verb is who does it, or, at worst, "the door" that is opened.
    is_definite = any(
        word.plain in _DEFINITE or (language == "ar" and word.plain.startswith("ال"))
        for word in following
    )
    is_named = any(
        mention.start in near
        and (mention.entry.kind == "person" or (language == "ar" and mention.entry.key in beasts()))
        and not (language == "ar" and is_accusative(sentence[mention.start].plain))
        for mention in found
    )
    if language == "ar" and number == "many":
        # In Arabic a verb before its subject is one's: "they saw three giraffes" names nobody.
        is_definite = is_named = False
    if not (is_definite or is_named):
        yield at, number


def is_first_person_in_arabic(sentence: Sentence, at: int) -> bool:
    """Return whether "I" or "we" ends a verb that begins the sentence, or is joined by "and"."""
    word = sentence[at].plain
    if at == 0:
        return word.removesuffix("ها").removesuffix("ه").endswith(ARABIC_FIRST)
    return word[0] in _JOINED and word.endswith(ARABIC_FIRST) and word[1:] in _SHE


def _first_verb(sentence: Sentence, language: str) -> tuple[int, str] | None:
    """Return the verb that begins the sentence, behind words that only lead to it."""
    words = PRONOUNS[language]
    for at, word in enumerate(sentence):
        if word.quoted or word.plain in words.verbs_of_nobody:
            return None
        if number := _finite(word.plain, language):
            return at, number
        if word.plain not in words.leading and word.plain != ",":
            return None
    return None


def _finite(word: str, language: str) -> str:
    if language == "es":
        if len(word) < _SHORTEST:
            return ""
        if word.endswith(_MANY):
            return "many"
        return "one" if word.endswith(_ONE) or word in _spanish_deeds() else ""
    for form in (word, word[1:] if word.startswith(_JOINED) else word):
        if form in _HE or form in _SHE:
            return "f" if form in _SHE else "m"
        if form in _THEY:
            return "many"
        if form.endswith(("وا", "ا")) and form.removesuffix("ا").removesuffix("و") in _HE:
            return "many"
    return ""


@cache
def _spanish_deeds() -> frozenset[str]:
    """Return the present forms of the deeds' verbs that are one word: "corre"."""
    words = (tokens(it) for row in rows("acts") for it in row[2].split(","))
    return frozenset(it[0] for it in words if len(it) == 1 and it[0].endswith("e"))
