"""What a scene says is there, by its own words and by whom the story spoke of before it."""

from __future__ import annotations

from dataclasses import dataclass

from stories.providers.own.depiction.acting.evidence import witnessed
from stories.providers.own.depiction.following.compounds import as_compounds, heads
from stories.providers.own.depiction.following.moments import moment
from stories.providers.own.depiction.following.mourning import graves, is_mourned, lost, without
from stories.providers.own.depiction.following.narrator import narrator
from stories.providers.own.depiction.following.references import RECENT, with_references
from stories.providers.own.depiction.introductions import introductions
from stories.providers.own.depiction.mentions import mentions, missed
from stories.providers.own.depiction.mood import Feeling, feeling, has_harm
from stories.providers.own.depiction.naming.growing_up import as_old_as_told
from stories.providers.own.depiction.naming.neutral import as_called_at_work, works_of
from stories.providers.own.depiction.naming.played import has_only_animals, played
from stories.providers.own.depiction.naming.teachers import as_called, as_man, is_man
from stories.providers.own.depiction.naming.word_names import word_names
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.sure import Read
from stories.providers.own.depiction.sureness.this_story import of_this_story
from stories.providers.own.depiction.unintroduced import full_names, unintroduced
from stories.providers.own.depiction.vocabulary import Entry, animals, beasts
from stories.providers.own.depiction.whereabouts import in_places
from stories.providers.own.depiction.words import Sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A scene's sentences with what they say is there.

    `whole` has all that they say, `read` only that for which the scene is evidence. `named` is every word of
    the story up to the scene's end that names something, `recent` what the last sentences before the scene
    say is there. `names` says whom the story's names mean, `pets` which animals have one.
    """

    language: str
    scene: list[Sentence]
    earlier: list[Sentence]
    names: dict[str, Entry]
    pets: frozenset[str]
    named: Read
    recent: Read
    whole: Read
    read: Read
    felt: Feeling

    @property
    def before(self) -> Read:
        """What the story named up to the scene."""
        return self.named[: len(self.earlier)]

    @property
    def found(self) -> list[Mention]:
        """What the scene is evidence of, in its order."""
        return [one for _, mentioned in self.read for one in mentioned]


def told_of(scene: list[Sentence], earlier: list[Sentence], language: str) -> Told:
    """Return what the scene tells of, after what the story told `earlier`."""
    names, parts = who_is_who([*earlier, *scene], language)
    pets = frozenset(it.key for it in names.values() if it.key in beasts())
    teller = narrator([*earlier, *scene], language)
    until = [*earlier, *scene] if graves(scene, language) else earlier
    gone = lost(until, language, names)
    told = [(it, mentions(it, language, names)) for it in (*earlier, *scene)]
    recent = _there(earlier[-RECENT:], language, names, told)
    living = [(it, without(gone, it, found)) for it, found in _there(scene, language, names, told)]
    read: Read = with_references(recent, living, teller, language, pets)
    absent = {key for it in scene for key in missed(it, language, names)}
    read = [
        (it, [one for one in without(gone, it, found) if one.entry.key not in absent])
        for it, found in read
    ]
    is_of_animals = teller is None and has_only_animals(told, names, language)
    is_his = is_man(told, names, language)
    read = [(it, _as_told(found, parts, is_of_animals, is_his)) for it, found in read]
    read = of_this_story(read, told, language, pets, is_of_nobody=not (names or teller))
    whole = moment(in_places(read, told, language), language)
    heroes = {it.key for it in (*names.values(), *([teller] if teller else []))}
    return Told(
        language=language, scene=scene, earlier=earlier, names=names, pets=pets,
        named=told, recent=recent, whole=whole,
        read=witnessed(whole, told[: len(earlier)], heroes, language),
        felt=feeling(scene, language, is_mourned=is_mourned(gone, until, language)),
    )  # fmt: skip


def who_is_who(told: list[Sentence], language: str) -> tuple[dict[str, Entry], set[str]]:
    """Return whom each name of the story means, and the keys of animals whom children only play."""
    names = introductions(told, language)
    parts = {name: names.pop(name).key for name in played(told, names, language)}
    lives = frozenset(full_names(told, language, set(names)))
    names |= unintroduced(told, language, names)
    names |= word_names(told, language, names)
    names = as_old_as_told(names, lives, told, language)
    return as_called(names, language), set(parts.values())


def _as_told(
    found: list[Mention], parts: set[str], is_of_animals: bool, is_his: bool
) -> list[Mention]:
    """Return the mentions without animals that are only played and family that is an animal's."""
    kept = [
        it
        for it in found
        if it.entry.key not in parts and not (is_of_animals and it.entry.kind == "person")
    ]
    return as_man(kept) if is_his else kept


def _there(
    said: list[Sentence], language: str, names: dict[str, Entry], told: Read
) -> list[tuple[Sentence, list[Mention]]]:
    """Return the sentences with what they say is there, by what the story has `told` of its words."""
    longer, works = heads(told, language), works_of(told, language)
    return [
        (
            it,
            as_compounds(
                it, as_called_at_work(it, _unharmed(it, language, names), works), longer, language
            ),
        )
        for it in said
    ]


def _unharmed(sentence: Sentence, language: str, names: dict[str, Entry]) -> list[Mention]:
    """Return what the sentence says is there, without animals where it speaks of harm or death."""
    found = mentions(sentence, language, names)
    if not any(_is_animal(mention) for mention in found) or not has_harm(sentence, language):
        return found
    return [mention for mention in found if not _is_animal(mention)]


def _is_animal(mention: Mention) -> bool:
    """Return whether an animal is mentioned."""
    return mention.entry.kind == "thing" and mention.entry.key in animals()
