"""What a text mentions that is there: not what is denied, compared, remembered or only talked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.looks.colours import colour_of
from stories.providers.own.depiction.looks.counts import count_of
from stories.providers.own.depiction.spotting.belonging import belongs
from stories.providers.own.depiction.spotting.senses import without_other_senses
from stories.providers.own.depiction.spotting.spotted import (
    Mention,
    within,
    without_idioms,
)
from stories.providers.own.depiction.spotting.spotted import spotted as spotted_in
from stories.providers.own.depiction.sureness.sure import sure
from stories.providers.own.depiction.unreal.absence import is_away, is_denied
from stories.providers.own.depiction.unreal.future import is_of_the_future
from stories.providers.own.depiction.unreal.likening import is_likened
from stories.providers.own.depiction.unreal.sought import is_sought
from stories.providers.own.depiction.unreal.tales import begins_tale, is_drawn
from stories.providers.own.depiction.vocabulary import Entry, beasts
from stories.providers.own.depiction.words import Sentence, plain

_DATING = frozenset(plain("of when before où").split())
_TOLD_WITHIN = 5  # words between "told" and "about"
_BOARDED_WITHIN = 5  # words before: "in a beautiful pea-green boat"


#: After these "Tom the puppy" is whom and what: "she gave Tom the puppy".
GIVING = frozenset(
    [
        "gave",
        "give",
        "gives",
        "bought",
        "brought",
        "handed",
        "showed",
        "shows",
        "sent",
        "told",
        "lent",
        "made",
        "passed",
        "threw",
        "offered",
        "fed",
        "promised",
        "got",
        "found",
        "read",
        "taught",
        "left",
    ]
)
_OLDER = {"man": "oldman", "woman": "oldwoman"}
# "Old clockmaker Idris", "le vieil horloger", "الساعاتي العجوز".
OLD_WORDS = frozenset(
    plain(
        "old elderly aged viejo vieja anciano anciana vieil vieux vieille عجوز العجوز مسن المسن"
    ).split()
)
_NO_NAMES: dict[str, Entry] = {}


def mentions(
    sentence: Sentence, language: str, names: Mapping[str, Entry] = _NO_NAMES
) -> list[Mention]:
    """Return what the sentence surely says is there now, as `named` finds it."""
    return sure(sentence, named(sentence, language, names), language)


def named(
    sentence: Sentence, language: str, names: Mapping[str, Entry] = _NO_NAMES
) -> list[Mention]:
    """Return what the sentence says is there, in its order; `names` says what names stand for."""
    grammar = GRAMMAR[language]
    unreal = unreal_from(sentence, grammar)
    spotted = list(spotted_in(sentence, language, grammar, names))
    written = sentence
    sentence = without_idioms(sentence, spotted)
    found = [
        _coloured(sentence, mention, language)
        for mention in spotted
        if mention.entry.kind != "idiom"
        and mention.start < unreal
        and not sentence[mention.start].quoted
        and not is_likened(written, mention.start, grammar)
        and not is_sought(written, mention.start, grammar)
        and not is_drawn(sentence, mention.start, language)
        and not is_denied(sentence, mention.start, mention.length, mention.entry, grammar)
        and not _is_still_to_be(sentence, mention, language)
        and not belongs(sentence, mention, grammar)
    ]
    found = [it for it in found if not _is_dated(sentence, it)]
    if language == "en":
        found = [one for one, other in zip_longest(found, found[1:]) if not _is_of_it(one, other)]
    return without_other_senses(sentence, found, language)


def missed(sentence: Sentence, language: str, names: Mapping[str, Entry]) -> set[str]:
    """Return the keys of those of whom the sentence says that they are not there."""
    grammar = GRAMMAR[language]
    return {
        it.entry.key
        for it in spotted_in(sentence, language, grammar, names)
        if (it.entry.kind == "person" or it.entry.key in beasts())
        and not sentence[it.start].quoted
        and (
            is_denied(sentence, it.start, it.length, it.entry, grammar)
            or is_away(sentence, it.start, language)
        )
    }


def _is_of_it(one: Mention, other: Mention | None) -> bool:
    """Return whether it only says which thing stands behind it: "honey pot", "jam jar"."""
    if other is None or one.start + one.length != other.start:
        return False
    are_things = one.entry.kind == other.entry.kind == "thing"
    return are_things and one.entry.key not in beasts() and other.entry.key not in beasts()


def _is_dated(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a season is one of the past: "in the winter of 1916", "the winter when she was six"."""
    end = mention.start + mention.length
    following = sentence[end : end + 1]
    return mention.entry.kind == "season" and any(word.plain in _DATING for word in following)


def _is_still_to_be(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether the thing, the place or the season is only one of the future."""
    entry = mention.entry
    is_thing = entry.kind in ("thing", "place", "season") and entry.key not in beasts()
    return is_thing and is_of_the_future(sentence, mention.start, language)


def _coloured(sentence: Sentence, mention: Mention, language: str) -> Mention:
    """Return the mention with the number that is said of it, and the colour, if it is a thing."""
    entry = mention.entry
    if entry.kind not in ("thing", "person"):
        return mention
    at, length = mention.start, mention.length
    if entry.key in _OLDER and _is_called_old(sentence, mention):
        entry = replace(entry, key=_OLDER[entry.key])
        mention = replace(mention, entry=entry)
    number = count_of(sentence, at, length, language, is_person=entry.kind == "person")
    colour = colour_of(sentence, at, length, language) if entry.kind == "thing" else ""
    if not (number or colour):
        return mention
    said = replace(entry, colour=colour or entry.colour, count=number or entry.count)
    return replace(mention, entry=said)


def _is_called_old(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a word of age stands right beside who is mentioned."""
    end = mention.start + mention.length
    beside = (*sentence[max(mention.start - 1, 0) : mention.start], *sentence[end : end + 1])
    return any(word.plain in OLD_WORDS for word in beside)


def unreal_from(sentence: Sentence, grammar: Grammar) -> int:
    """Return from which word on the sentence only supposes, remembers, asks or tells of a tale."""
    if any(word.plain in "?؟" and not word.quoted for word in sentence):
        return 0
    if sentence[0].plain in grammar.supposing or _is_of_some(sentence, grammar.language):
        return 0
    for at, word in enumerate(sentence):
        # In Arabic "and" is written onto the verb.
        joined = word.plain[1:] if grammar.joins_words and word.plain[0] in "وف" else word.plain
        if not word.quoted and not grammar.unreal.isdisjoint((word.plain, joined)):
            return at
        if _tells_of(sentence, at, grammar):
            return at + 1
    return len(sentence)


def _is_of_some(sentence: Sentence, language: str) -> bool:
    """Return whether some are so and others otherwise: "some live in trees, others in barns"."""
    some, others = _SOME[language]
    words = [word.plain for word in sentence if not word.quoted]
    return words[:1] == [some] and others in words


_SOME = {
    "en": ("some", "others"), "es": ("unos", "otros"), "fr": ("certains", "autres"),
    "ar": ("بعضها", "وبعضها"),
}  # fmt: skip


def _tells_of(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether it is told of another tale here: "a story about", and not "this is the story of"."""
    told = {word.plain for word in sentence[max(at - _TOLD_WITHIN, 0) : at] if not word.quoted}
    if sentence[at].plain in grammar.about and told & grammar.told and not sentence[at].quoted:
        return True
    tells = begins_tale(sentence, at, grammar.language)
    return tells and sentence[0].plain not in grammar.showing


def is_boarded(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether somebody is in the boat that is mentioned: "in a small boat", "rowed the boat"."""
    grammar = GRAMMAR[language]
    words = {word.plain for word in sentence if not word.quoted}
    boarded = within(sentence, mention.start, _BOARDED_WITHIN, grammar.on_board)
    joined = grammar.joins_words and sentence[mention.start].plain.startswith("بال")
    return boarded or joined or not words.isdisjoint(grammar.sailing)
