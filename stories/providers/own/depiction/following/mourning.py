"""Who has died or is no longer there in a story, and is not seen in its scenes after that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import mentions
from stories.providers.own.depiction.mood import is_glad_again
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import SEVERAL, Entry, beasts, vocabulary
from stories.providers.own.depiction.words import Sentence, plain


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


_WITHIN = 3  # words between who died and the word of it
_MOURNED_FOR = 40  # sentences after a death in which a scene is quiet until something is glad
# Animals that people live with: one of them is mourned without a name, a dead wolf is not.
_PETS = frozenset(
    {
        "dog",
        "cat",
        "bird",
        "parrot",
        "rabbit",
        "hamster",
        "guineapig",
        "horse",
        "pony",
        "fish",
        "turtle",
    }
)
_OTHERS = _set("a an another new un una otro otra nuevo nueva une autre nouveau nouvelle")
# "His father died when he was young": a life goes on to tell of other things.
_WHEN = _set("when cuando quand lorsque عندما")
_BEFORE_OTHERS = 3  # words between "a new" and "dog"
_GRANDPARENTS = frozenset({"oldwoman", "oldman"})
_FAMILY = frozenset({"mother", "father", "oldwoman", "oldman"})


_DIED = {
    "en": _set("died dead passed"),
    "es": _set("murió muere enterramos enterraron muerto muerta falleció fallecido fallecida"),
    "fr": _set("meurt enterré enterrée mort morte mourut décédé décédée"),
    "ar": _set("مات ماتت توفي توفيت دفنوا دفنا"),
}
# Of an animal these mean its death, of a father that he went away.
_LEFT = _set("رحل رحلت رحيل وداع وداعا ودع ودعت ودعوا ودعنا")
_AWAY = frozenset({"away", "on"})
# Beside these in the story its only animal with a name is the one that lies there.
_GRAVES = {
    "en": _set("grave gravestone"), "es": _set("tumba"), "fr": _set("tombe"), "ar": _set("قبر قبره قبرها"),
}  # fmt: skip
# Of somebody of the family these make what follows as quiet as a death does.
_DYING = {
    "en": ("very ill", "dying", "so ill", "very weak", "too weak"),
    "es": ("muy enfermo", "muy enferma", "muriendo"),
    "fr": ("très malade", "mourant", "mourante"), "ar": ("مريضا جدا", "مريضة جدا", "مريض جدا"),
}  # fmt: skip
# Death in plain words, of whoever of the family or which pet the sentence names.
_AT_REST = {
    "en": (
        "never woke", "not wake up again", "not wake up any more", "never wake", "gone for ever",
        "gone forever", "heart stopped", "heart had stopped", "stopped beating", "stopped breathing",
        "passed away", "last breath", "eyes for the last time", "no longer alive", "slipped away in",
    ),
    "es": (
        "ya no despertó", "no volvió a despertar", "nunca despertó", "no despertó más", "se fue para siempre",
        "se había ido para siempre", "se ha ido para siempre", "dejó de latir", "dejó de respirar",
        "corazón se paró", "corazón se detuvo", "último suspiro", "ojos para siempre",
    ),
    "fr": (
        "se réveilla plus", "se réveilla pas", "réveillée plus", "plus jamais réveillé",
        "parti pour toujours",
        "partie pour toujours", "cœur s arrêta", "cœur s est arrêté", "cessa de battre", "cessé de battre",
        "s est éteint", "s est éteinte", "s éteignit doucement", "dernier souffle", "yeux pour toujours",
    ),
    "ar": (
        "لم يستيقظ ابدا", "لم تستيقظ ابدا", "لم يستيقظ بعد", "لم تستيقظ بعد", "الى الابد",
        "توقف قلبه", "توقف قلبها", "فارق الحياة", "فارقت الحياة", "فارقنا", "فارقتنا", "لن يعود ابدا",
        "لن تعود ابدا", "انفاسه الاخيرة", "انفاسها الاخيرة", "انتقل الى رحمة", "انتقلت الى رحمة",
    ),
}  # fmt: skip
_HEARTS = {
    "en": ("heart", "breath", "woke", "wake up"),
    "es": ("corazón", "latir", "respirar", "suspiro", "despert"),
    "fr": ("cœur", "battre", "souffle", "réveill"), "ar": ("قلب", "الحياة", "انفاس", "يستيقظ", "تستيقظ"),
}  # fmt: skip
# One morning somebody of the family did not wake up.
_UNWOKEN = {
    "en": ("did not wake", "didn t wake", "would not wake", "did not get up", "didn t get up"),
    "es": ("no despertó", "no se despertó", "no se levantó"),
    "fr": ("ne se réveilla", "ne s est pas réveillé", "ne se leva pas", "ne s est pas levé"),
    "ar": ("لم يستيقظ", "لم تستيقظ", "لم ينهض", "لم تنهض"),
}  # fmt: skip
_ONE_MORNING = _set(
    "morning mañana matin صباح الصباح صباحا day día jour يوم monday tuesday wednesday thursday friday"
    " saturday sunday lunes martes miércoles jueves viernes sábado domingo lundi mardi"
    " mercredi jeudi vendredi samedi"
    " dimanche"
)
_FEARED_FOR = 8  # sentences after them
_NO = {
    "en": _set("no without"), "es": _set("sin"), "fr": _set("sans"), "ar": _set("بدون بلا دون"),
}  # fmt: skip
# These words mean somebody else of the family than who died.
_STEP = _set("stepmother stepfather madrastra padrastro belle beau")


def lost(
    sentences: Sequence[Sentence], language: str, names: Mapping[str, Entry]
) -> dict[str, int]:
    """Return whom of the family, or which animal with a name, has died or is gone, and how long ago."""
    named = [entry.key for entry in names.values() if entry.key in beasts()]
    alone = {key for key in named if named.count(key) == 1}
    alone |= _PETS - set(named)
    found: dict[str, int] = {}
    for at, sentence in enumerate(sentences):
        if _words(sentence, language) & _GRAVES[language]:
            buried = set(named) if len(set(named)) == 1 else set()
            buried |= _old_ones(sentences[: at + 1], language)
            found |= dict.fromkeys(buried, len(sentences) - at)
        for key in _new_ones(sentence, mentions(sentence, language, names) if found else []):
            found.pop(key, None)  # "I got a new hamster"
        is_at_rest = _is_at_rest(sentence, language)
        said = _words(sentence, language)
        if not (is_at_rest or said & (_DIED[language] | _NO[language] | _LEFT)):
            continue
        found |= _nameless(sentence, language, len(sentences) - at)
        for mention in mentions(_undenied(sentence, language), language, names):
            key = mention.entry.key
            is_one = (key in _FAMILY or key in alone) and mention.entry.count < SEVERAL
            if is_one and (is_at_rest or _is_lost(sentence, mention, language)):
                is_long_ago = not _words(sentence, language).isdisjoint(_WHEN)
                found[key] = _MOURNED_FOR + 1 if is_long_ago else len(sentences) - at
    return found


def _nameless(sentence: Sentence, language: str, ago: int) -> dict[str, int]:
    """Return that somebody has died of whom nothing but a name or "he" is said."""
    is_one = _is_at_rest(sentence, language) and _is_sure(sentence, language)
    return {"": ago} if is_one else {}


def _is_sure(sentence: Sentence, language: str) -> bool:
    """Return whether a heart or a breath stops: what is gone for ever may be a ring."""
    said = " ".join(word.plain for word in sentence)
    return any(it in said for it in _HEARTS[language])


def _new_ones(sentence: Sentence, found: list[Mention]) -> list[str]:
    return [it.entry.key for it in found if _is_other(sentence, it)]


def _is_at_rest(sentence: Sentence, language: str) -> bool:
    """Return whether plain words say that somebody has died: "One morning Nan did not wake up"."""
    told = [word.plain for word in sentence if not word.quoted and not word.is_mark]
    said = f" {' '.join(told)} "
    phrases = _AT_REST[language]
    if not _ONE_MORNING.isdisjoint(told):
        phrases += _UNWOKEN[language]
    return any(f" {plain(phrase)}" in said for phrase in phrases)


def _old_ones(told: Sequence[Sentence], language: str) -> set[str]:
    """Return the grandparent of the story, if it has spoken of one alone: the grave is theirs."""
    found = {
        entry.key
        for sentence in told
        for word in sentence
        for entry in vocabulary(language).get((word.plain,), ())
        if entry.key in _GRANDPARENTS
    }
    return found if len(found) == 1 else set()


def graves(scene: Sequence[Sentence], language: str) -> list[Sentence]:
    """Return the sentences of the scene in which somebody is at a grave, or dies in plain words."""
    return [
        it for it in scene if _words(it, language) & _GRAVES[language] or _is_at_rest(it, language)
    ]


def is_mourned(gone: Mapping[str, int], sentences: Sequence[Sentence], language: str) -> bool:
    """Return whether somebody has died or gone, and nobody of the story was glad since."""
    ago = min([*gone.values(), *_feared(sentences, language)], default=_MOURNED_FOR + 1)
    if ago > _MOURNED_FOR:
        return False
    since = sentences[len(sentences) - ago + 1 :]
    return not any(is_glad_again(it, language) for it in since)


def _feared(sentences: Sequence[Sentence], language: str) -> Iterator[int]:
    """Yield how long ago somebody of the family was dying."""
    recent = sentences[-_FEARED_FOR:]
    for at, sentence in enumerate(recent):
        said = " ".join(word.plain for word in sentence if not word.quoted)
        is_dying = any(f" {plain(phrase)} " in f" {said} " for phrase in _DYING[language])
        if is_dying and any(it.entry.key in _FAMILY for it in mentions(sentence, language)):
            yield len(recent) - at


def without(gone: Mapping[str, int], sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """Return the sentence's mentions without those of who is gone."""
    return [
        it for it in found
        if it.entry.key not in gone or sentence[it.start].plain in _STEP or _is_other(sentence, it)
    ]  # fmt: skip


def _is_other(sentence: Sentence, mention: Mention) -> bool:
    """Return whether it is "a new dog", "some ducks": not the animal that has died."""
    before = sentence[max(mention.start - _BEFORE_OTHERS, 0) : mention.start]
    is_new = any(word.plain in _OTHERS for word in before)
    return mention.entry.key in beasts() and (is_new or mention.entry.count >= SEVERAL)


def _words(sentence: Sentence, language: str) -> set[str]:
    said = (word.plain for word in sentence if not word.quoted)
    return {form for word in said for form in (stems(word) if language == "ar" else (word,))}


def _undenied(sentence: Sentence, language: str) -> Sentence:
    """Return the sentence without its "no", so that who is not there is found."""
    return tuple(word for word in sentence if word.plain not in _NO[language])


def _is_lost(sentence: Sentence, mention: Mention, language: str) -> bool:
    shorter = _undenied(sentence, language)
    end = mention.start + mention.length
    near = (
        *shorter[max(mention.start - _WITHIN, 0) : mention.start],
        *shorter[end : end + _WITHIN],
    )
    said = _DIED[language] | (_LEFT if mention.entry.key in _PETS else frozenset())
    is_dead = any(
        form in said
        for word, after in pairwise((*near, near[-1]) if near else ())
        if not word.quoted and (word.plain != "passed" or after.plain in _AWAY)
        for form in (stems(word.plain) if language == "ar" else (word.plain,))
    )
    if is_dead:
        return not any(word.plain in GRAMMAR[language].denials for word in near)
    name = shorter[mention.start]
    pairs = pairwise(sentence)
    return mention.entry.key in beasts() and any(
        one.plain in _NO[language] and two == name and (two.is_capital or language == "ar")
        for one, two in pairs
    )
