"""Whether a scene is bright or quiet, by the words that make it so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.sureness.aside import aside
from stories.providers.own.depiction.sureness.striking import strikes_a_thing
from stories.providers.own.depiction.unreal.likening import is_likened
from stories.providers.own.depiction.vocabulary import LANGUAGES, rows
from stories.providers.own.depiction.words import Sentence, Word, plain, tokens

Mood = Literal["bright", "quiet"]
_DARK = ("harm", "grave", "dark")
_HARM = ("harm", "grave", "slaughter")
_DENIED_FOR = 3  # words after "not"
# "A wall against enemies" frightens nobody.
_AGAINST = frozenset(
    plain("against protect protected protects contre protégeait protège contra protegía").split()
)
_STOPPING = frozenset(
    plain("stopped stops stop dejó deja arrêta arrête cessa cesse توقف توقفت كف كفت").split()
)
_NOTHING = frozenset(
    plain("nobody nothing nadie nada personne plus rien jamais never no none").split()
)
FORGETTING = (
    "forg",
    "olvid",
    "oubli",
    "انسى",
    "انسي",
    "تنسى",
    "ننسى",
    "ينسى",
    "ينسي",
    "ننسي",
    "تنسي",
    "نسي",
    "ونسي",
)
_TALKED_WITHIN = 4  # words between "talked" and what of
_TALKING = frozenset(
    plain(
        "talked talk talking talks spoke speak stories story hablaban hablaba hablar habló"
        " historias parlaient"
        " parlait parler parla histoires يتحدثون تحدثوا يتحدث حديث قصص"
    ).split()
)
_SPEECH = frozenset('"“”«»:')
_SAID_WITHIN = 4  # words between what is said and "cried"
_CRYING_OUT = frozenset(["cried", "cries", "screamed", "cria", "criait", "gritó"])
_LONGEST_PHRASE = 4  # words
# Beginnings of what only the glad do: not "friends", "loved" or "beautiful", which mourners say too.
_SMILES = {
    code: tuple(plain(words).split())
    for code, words in {
        "en": "smil laugh happ joy glad giggl grin cheer celebrat delight beam birthday wedding party",
        "es": "sonri ri reí feliz felices alegr content celebr fiesta boda cumpleaños",
        "fr": "souri rit rire riai joie joyeu heureu content ravi fêt anniversaire",
        "ar": "ابتسم مبتسم يبتسم تبتسم ضحك يضحك تضحك فرح سعيد سعاد سعد مسرور احتفل عيد",
    }.items()
}


# Beginnings of what is seen in a face: others are sad by what happens, and nobody knows how they look.
_GRIEVES = {
    code: tuple(plain(words).split())
    for code, words in {
        "en": "cry crie weep wept tear sob sad afraid fear fright scared terrif lonel trembl shiver unhapp"
        " miserab griev whimper heartbrok",
        "es": "llor lágrim soll trist mied asust tembl aterr sola solo pena afligid",
        "fr": "pleur larme sanglot trist peur effray trembl apeur seul malheur chagrin",
        "ar": "بكى بكت بكي يبكي تبكي دموع دموعه دموعها حزن حزين خاف خائف يخاف تخاف خوف ارتجف وحيد",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Feeling:
    """`mood` is quiet for what is sad, frightening or violent; `is_harmful` where people come to harm.

    `is_shown`: faces show it, as the text speaks of tears, fear or death and not only of what goes wrong.
    """

    mood: Mood
    is_harmful: bool
    is_glad: bool
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[tuple[str, ...], str]
    beginnings: dict[str, list[tuple[str, str]]]  # by their first two letters
    innocent: frozenset[tuple[str, ...]]


def feeling(sentences: list[Sentence], language: str, *, is_mourned: bool = False) -> Feeling:
    """Return how the scene feels: one dark word is enough, sad ones have to outweigh glad ones.

    Of as many of both those win that say how it ends: with a smile, or not.
    Where somebody `is_mourned` it is quiet until somebody is glad again: who plays may still be sad.
    """
    counts: Counter[str] = Counter()
    last, is_shown = "", False
    for sentence in sentences:
        for at in range(len(sentence)):
            weight = weight_at(sentence, at, language)
            if weight and (
                _is_of_a_name(sentence, at)
                or is_said_aloud(sentence, at)
                or is_likened(sentence, at, GRAMMAR[language])
            ):
                continue
            weight = _as_told(weight, sentence, at, language)
            # What is only talked of happens to nobody here.
            weight = "sad" if weight in _DARK and sentence[at].quoted else weight
            weight = "" if weight in _DARK and _is_talked_of(sentence, at) else weight
            counts[weight] += 1
            is_shown |= weight == "sad" and _is_grief(sentence[at], language)
            if weight == "sad" or (weight == "glad" and is_glad_again(sentence, language)):
                last = weight
    is_dark = any(counts[weight] for weight in _DARK)
    if is_mourned and not any(is_glad_again(sentence, language) for sentence in sentences):
        return Feeling("quiet", counts["harm"] > 0, is_glad=False, is_shown=is_dark or is_shown)
    # Of as many sad words as glad ones those win that say how it ends.
    is_sadder = counts["sad"] - counts["glad"] + (last != "glad") > 0
    quiet = is_dark or (counts["sad"] > 0 and is_sadder)
    return Feeling(
        "quiet" if quiet else "bright",
        counts["harm"] > 0,
        counts["glad"] > 0,
        is_shown=is_dark or is_shown,
    )


def _is_grief(word: Word, language: str) -> bool:
    forms = stems(word.plain) if language == "ar" else (word.plain,)
    return not word.quoted and any(it.startswith(_GRIEVES[language]) for it in forms)


def _as_told(weight: str, sentence: Sentence, at: int, language: str) -> str:
    """Return the weight of a word as its clause has it: "not happy" is sad, "stops crying" glad."""
    if _is_denied(sentence, at, language):
        # "Nobody cried" says nothing, nor does "a cat, who was not pleased" of those it is told of.
        is_sad = weight == "glad" and at not in aside(sentence, language)
        return "sad" if is_sad else ""
    if weight != "sad":
        return weight
    if _STOPPING & {it.plain for it in sentence[max(at - 2, 0) : at]}:
        return "glad"
    return "" if _is_forgotten(sentence, at) else weight


def _is_of_a_name(sentence: Sentence, at: int) -> bool:
    """Return whether the word is a title or a part of a name: "Miss Adeyemi"."""
    following = sentence[at + 1 : at + 2]
    return sentence[at].is_capital and any(word.is_capital for word in following)


def _is_talked_of(sentence: Sentence, at: int) -> bool:
    """Return whether they only talk of it: "the men talked of the war"."""
    near = {word.plain for word in sentence[max(at - _TALKED_WITHIN, 0) : at]}
    return bool(near & _TALKING)


def is_said_aloud(sentence: Sentence, at: int) -> bool:
    """Return whether it only says how something was said: '"A cow!" cried the judge', '"A cow?" he cried'."""
    if sentence[at].plain not in _CRYING_OUT:
        return False
    near = (*sentence[max(at - _SAID_WITHIN, 0) : at], *sentence[at + 1 : at + 1 + _SAID_WITHIN])
    return any(word.quoted or word.plain in _SPEECH for word in near)


def is_glad_again(sentence: Sentence, language: str) -> bool:
    """Return whether somebody smiles, laughs or is happy, by a word that nothing denies."""
    return any(
        form.startswith(_SMILES[language])
        and not word.quoted
        and not _is_denied(sentence, at, language)
        and weight_at(sentence, at, language) == "glad"
        for at, word in enumerate(sentence)
        for form in (stems(word.plain) if language == "ar" else (word.plain,))
    )


def weight_at(sentence: Sentence, at: int, language: str) -> str:
    """Return the weight of the phrase that begins at this word, "" for none."""
    known = _words(language)
    weight = _listed_weight(sentence, at, language, known)
    if weight and (
        strikes_a_thing(sentence, at, language) or _only_sounds_so(sentence, at, known.innocent)
    ):
        return ""
    return weight


def _listed_weight(sentence: Sentence, at: int, language: str, known: _Words) -> str:
    for length in range(_LONGEST_PHRASE, 0, -1):
        first = sentence[at].plain.removeprefix("و") if language == "ar" else sentence[at].plain
        phrase = (first, *(word.plain for word in sentence[at + 1 : at + length]))
        if phrase in known.whole:
            return known.whole[phrase]
    for form in stems(sentence[at].plain) if language == "ar" else (sentence[at].plain,):
        if (form,) in known.whole:
            return known.whole[(form,)]
        for beginning, weight in known.beginnings.get(form[:2], ()):
            if form.startswith(beginning):
                return weight
    return ""


def _only_sounds_so(sentence: Sentence, at: int, innocent: frozenset[tuple[str, ...]]) -> bool:
    """Return whether the word is one of a phrase such as "half dead with thirst"."""
    return any(
        tuple(word.plain for word in sentence[start : start + length]) in innocent
        for start in range(max(at - _LONGEST_PHRASE + 1, 0), at + 1)
        for length in range(at - start + 1, _LONGEST_PHRASE + 1)
    )


def has_harm(sentence: Sentence, language: str) -> bool:
    """Return whether the sentence speaks of harm or death."""
    return any(weight_at(sentence, at, language) in _HARM for at in range(len(sentence)))


def _is_forgotten(sentence: Sentence, at: int) -> bool:
    return any(word.plain.startswith(FORGETTING) for word in sentence[max(at - 2, 0) : at])


def _is_denied(sentence: Sentence, at: int, language: str) -> bool:
    denials = GRAMMAR[language].denials
    if _is_forgotten(sentence, at):
        return False  # "I will never forget your kindness"
    if sentence[at].plain in denials or sentence[at].plain in _NOTHING:
        return False  # what denies is the sad phrase's own: "no one came"
    if at + 1 < len(sentence) and sentence[at + 1].plain in _NOTHING:
        return True  # "hurts nobody"
    for word in reversed(sentence[max(at - _DENIED_FOR, 0) : at]):
        if word.plain in denials or word.plain in _AGAINST:
            return True
        if word.is_mark:
            return False
    return False


@cache
def _words(language: str) -> _Words:
    whole: dict[tuple[str, ...], str] = {}
    beginnings: dict[str, list[tuple[str, str]]] = {}
    column = LANGUAGES.index(language) + 1
    for row in rows("moods"):
        for word in (cell.strip() for cell in row[column].split(",")):
            if word.endswith("*"):
                beginning = plain(word.removesuffix("*"))
                beginnings.setdefault(beginning[:2], []).append((beginning, row[0]))
            else:
                whole.setdefault(tokens(word), row[0])
    innocent = frozenset(phrase for phrase, weight in whole.items() if weight == "none")
    return _Words(whole, beginnings, innocent)
