"""What a scene's own sentences are evidence of: who acts in a clause, what they meet there, where one is.

Everything else that is named may be elsewhere, and is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from stories.providers.own.depiction.acting.subjects import (
    DROPS_SUBJECTS,
    NOBODY,
    Clause,
    Who,
    clauses,
)
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mood import FORGETTING
from stories.providers.own.depiction.spotting.spotted import Mention, within
from stories.providers.own.depiction.sureness.sure import Read
from stories.providers.own.depiction.vocabulary import beasts
from stories.providers.own.depiction.words import Sentence, plain

_PLACED_WITHIN = 3  # words between "on" and the table
_TIMED_WITHIN = 2  # words between "until" and the evening
# An hour behind these is not now: "from morning till night".
_NOT_NOW = frozenset(
    plain(
        "until till from for since before of like desde hasta para antes de depuis jusqu avant du de"
        " حتى من قبل الى منذ"
    ).split()
)
# With these a sentence begins in another time, up to its first comma: "Long before there were lorries,".
_OTHER_TIMES = frozenset(
    plain(
        "before after until unless although if because antes después hasta aunque si porque avant après"
        " jusqu bien si parce قبل بعد حتى رغم لو اذا لان"
    ).split()
)
_WAY_OF = {
    "en": frozenset(["to", "home", "back"]), "es": frozenset(["a", "de", "al"]),
    "fr": frozenset(["de", "du", "vers", "pour"]), "ar": frozenset[str](),
}  # fmt: skip
_WORN = frozenset({"hat", "cap", "glasses", "crown", "scarf"})
# Beginnings of words of wearing.
_WEARING = {
    "en": ("wear", "wore", "head", "nose", "neck"), "es": ("llev", "puest", "puso", "cabeza", "cuello"),
    "fr": ("port", "coiff", "mit", "tête", "cou"),
    "ar": tuple(map(plain, ("ارتد", "يرتدي", "ترتدي", "لبس", "يلبس", "تلبس", "رأس", "عنق", "حول"))),
}  # fmt: skip
_SUBJECTS = frozenset("i we he she they you je j nous il elle ils elles on tu vous".split())  # noqa: SIM905
_VEHICLES = frozenset({"trainrail", "bus", "car"})  # whoever is there may be in it
_LIKE_WITHIN = 5  # words: "as high as forty"
_AS = {"en": ("as", "as"), "es": ("tan", "como"), "fr": ("aussi", "que"), "ar": ("", "")}
_JUST_BEFORE = 6  # sentences
_LIST = 3  # what is behind a colon is a list from so many on
_TALE_WITHIN = 4  # words: "the story of the fox"
_TALES = frozenset(
    plain(
        "story tale song poem film cuento historia canción conte histoire chanson حكاية قصة اغنية"
    ).split()
)
_LED_WITHIN = 2  # words: "long before", "so erst"
# Behind these somebody is only spoken of: "a song of a boy".
_OF = frozenset(
    plain("of from than as about without for de d du que sans sin desde depuis عن من").split()
)


def witnessed(
    read: Read, before: Read, heroes: Collection[str], language: str
) -> list[tuple[Sentence, list[Mention]]]:
    """Return the sentences with those mentions for which the scene itself is evidence.

    A pronoun is evidence of somebody whom the scene or what was just `before` it names, or of the story's
    `heroes`, which have a name or tell it.
    """
    near = [*before[-_JUST_BEFORE:], *read]
    known = {one.entry.key for _, found in near for one in found if _is_noun(one)} | {*heroes}
    graded = [(it, found, _acting(it, found, language)) for it, found in read]
    has_living = any(is_living(one) for _, found in read for one in found)
    acting = {one.entry.key for _, found, starts in graded for one in found if one.start in starts}
    return [
        (
            it,
            [
                one
                for one in found
                if _is_there(it, found, one, starts, language)
                and (one.entry.key in known or not is_living(one))
                and not _is_listed(it, found, one)
                and not _is_told_of(it, one, language)
                and not _is_measure(it, one, language)
                and (one.entry.key != "people" or one.start in starts or not one.length)
                and not _is_forgotten(it, one)
                and not (has_living and one.entry.key in _VEHICLES and one.start in starts)
                and not (has_living and one.entry.key in _WORN and not _is_worn(it, language))
                and not (
                    is_living(one) and one.start not in starts and _is_of(it, one, acting, language)
                )
            ],
        )
        for it, found, starts in graded
    ]


def is_living(mention: Mention) -> bool:
    """Return whether it is a person, an animal or a thing with a name."""
    entry = mention.entry
    return entry.kind == "person" or entry.key in beasts() or bool(entry.hero)


def _acting(sentence: Sentence, found: Iterable[Mention], language: str) -> frozenset[int]:
    """Return where those stand of whom a clause of the sentence tells: its first, if no "in" leads it."""
    starts = frozenset(_firsts(clauses(sentence, list(found), language, _nobody)))
    # "With fathers and mothers": in Arabic "and" is written onto the second.
    return frozenset(
        at
        for at in starts
        if language != "ar"
        or not (
            sentence[at].plain.startswith("و")
            and at > 0
            and sentence[at - 1].plain.startswith(("بال", "لل"))
        )
    )


def _is_noun(one: Mention) -> bool:
    return one.length > 0 and one.entry.count > 0


def _is_listed(sentence: Sentence, found: list[Mention], one: Mention) -> bool:
    """Return whether it is one of several behind a colon: they are on a board or in a book."""
    colons = [at for at, it in enumerate(sentence) if it.plain == ":" and not it.quoted]
    listed = [it for it in found if colons and it.start > colons[0]]
    return one in listed and len(listed) >= _LIST


def _is_told_of(sentence: Sentence, one: Mention, language: str) -> bool:
    """Return whether it is in a tale, or what an Arabic verb, "I found him", looks like."""
    before = sentence[max(one.start - _TALE_WITHIN, 0) : one.start]
    if sentence[0].plain in GRAMMAR[language].showing:
        return False  # "this is the story of a fox"
    is_verb = language == "ar" and sentence[one.start].plain.startswith("وجدت")
    return is_verb or any(it.plain in _TALES and not it.quoted for it in before)


def _is_measure(sentence: Sentence, one: Mention, language: str) -> bool:
    """Return whether something is only as high or as heavy as it, or done "by rain"."""
    before = [it.plain for it in sentence[max(one.start - _LIKE_WITHIN, 0) : one.start]]
    first, second = _AS[language]
    is_by = one.entry.kind == "weather" and before[-1:] in (["by"], ["par"], ["por"])
    last = max((at for at, word in enumerate(before) if word == second), default=0)
    return is_by or first in before[:last]


def _firsts(said: Iterable[Clause]) -> Iterator[int]:
    for clause in said:
        first = next((it for it in clause.actors if not it.is_object), None)
        if first is not None and not clause.is_relative:
            yield from range(first.start, max(first.end, first.start + 1))


def _nobody(_: str) -> Who:
    return NOBODY


def _is_there(
    sentence: Sentence, found: list[Mention], one: Mention, acting: frozenset[int], language: str
) -> bool:
    kind = one.entry.kind
    if kind == "hour":
        return not _is_of_another_hour(sentence, found, one)
    if kind == "place":
        return not (_is_in_a_name(sentence, one, language) or _is_before(sentence, one))
    is_met = any(it.plain in _SUBJECTS and not it.quoted for it in sentence[: one.start])
    if kind == "person" or one.entry.hero:
        return is_met or bool(acting)
    if kind != "thing" or one.start in acting:
        return not _is_before(sentence, one)
    is_met |= language in DROPS_SUBJECTS or bool(acting)
    is_met |= sentence[0].plain in GRAMMAR[language].showing  # "this is the story of a fox"
    is_placed = within(sentence, one.start, _PLACED_WITHIN, GRAMMAR[language].staying)
    return (is_met or (is_placed and not is_living(one))) and not _is_before(sentence, one)


def _is_of_another_hour(sentence: Sentence, found: list[Mention], one: Mention) -> bool:
    """Return whether it is not now: "till night", or one of two hours in a sentence."""
    before = sentence[max(one.start - _TIMED_WITHIN, 0) : one.start]
    hours = {it.entry.key for it in found if it.entry.kind == "hour"}
    return len(hours) > 1 or (
        one.length == 1 and any(it.plain in _NOT_NOW and not it.is_capital for it in before)
    )


def _is_in_a_name(sentence: Sentence, one: Mention, language: str) -> bool:
    """Return whether it is a part of a name, "Hill Road School", or only the way to somewhere."""
    at, end = one.start, one.start + one.length
    if one.entry.key == "road" and (
        any(it.plain in _WAY_OF[language] for it in sentence[end : end + 1])
        or (language == "ar" and "ال" not in sentence[at].plain[:3])
    ):
        return True
    near = (*sentence[max(at - 1, 1) : at], *sentence[end : end + 1])
    return language != "ar" and sentence[at].is_capital and any(it.is_capital for it in near)


def _is_before(sentence: Sentence, one: Mention) -> bool:
    """Return whether it stands in a clause of another time with which the sentence begins."""
    leading = sentence[:_LED_WITHIN]
    is_led = any(it.plain in _OTHER_TIMES and not it.quoted for it in leading)
    return is_led and not any(it.plain in (",", "،") for it in sentence[: one.start])


def _is_worn(sentence: Sentence, language: str) -> bool:
    """Return whether the sentence says that something is worn: else it may be in a bag."""
    return any(not it.quoted and it.plain.startswith(_WEARING[language]) for it in sentence)


def _is_forgotten(sentence: Sentence, one: Mention) -> bool:
    """Return whether somebody forgets it, which says that it is not here."""
    before = sentence[max(one.start - _TIMED_WITHIN, 0) : one.start]
    return any(word.plain.startswith(FORGETTING) for word in before)


def _is_of(sentence: Sentence, one: Mention, acting: set[str], language: str) -> bool:
    """Return whether somebody who does nothing here is only spoken of: "a song of a boy"."""
    is_shown = sentence[0].plain in GRAMMAR[language].showing
    return (
        one.entry.key not in acting
        and one.length > 0
        and not is_shown
        and within(sentence, one.start, _TIMED_WITHIN, _OF)
    )
