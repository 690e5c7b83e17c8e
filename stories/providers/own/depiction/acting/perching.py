"""What sits in a tree, and which birds are on the ground."""

from __future__ import annotations

from dataclasses import replace

from stories.providers.own.depiction.acting.acts import Act
from stories.providers.own.depiction.vocabulary import Thing
from stories.providers.own.depiction.whereabouts import TREES, Read

#: Birds that are drawn on their legs where nobody says that they fly.
WALKING = frozenset({"bird", "crow", "parrot"})
_OF_TREES = frozenset({
    "cat", "monkey", "squirrel", "owl", "leopard", "snake", "lizard", "bird", "crow", "dove",
    "parrot", "kite", "nest", "rooster",
})  # fmt: skip
_UP = {
    "en": frozenset(["in", "on", "up", "into", "atop"]), "es": frozenset(["en", "sobre", "al"]),
    "fr": frozenset(["dans", "sur", "l"]), "ar": frozenset({"على", "في", "فوق"}),
}  # fmt: skip
_UP_WITHIN = 6  # words: "in the branches of the old tree"


def settled(
    said: tuple[Thing, ...],
    deeds: tuple[Act, ...],
    read: Read,
    language: str,
    *,
    is_under_tree: bool,
) -> tuple[Thing, ...]:
    """Return the things with what sits in a tree, and with birds on the ground that nobody says to fly."""
    flying = {act.who for act in deeds if act.deed == "fly"}
    perched = _in_trees(read, language) & _OF_TREES
    has_tree = any(thing.key in TREES for thing in said)
    found = []
    astray = {it.key for it in said if it.is_animal} & _in_trees(read, language) - _OF_TREES
    for thing in said:
        if astray and thing.key in TREES:
            continue  # who is up there would stand below it
        if has_tree and thing.key in perched:
            found.append(replace(thing, in_tree=True, stand="air"))
        elif thing.key in WALKING - flying and (is_under_tree or not has_tree):
            found.append(replace(thing, stand="ground"))
        else:
            found.append(thing)
    return tuple(found)


def _in_trees(read: Read, language: str) -> frozenset[str]:
    """Return the keys of the things in whose sentence a tree stands after "in", "on" or "up"."""
    up = _UP[language]
    return frozenset(
        mention.entry.key
        for sentence, found in read
        if any(
            it.entry.key in TREES
            and (
                any(word.plain in up for word in sentence[max(it.start - _UP_WITHIN, 0) : it.start])
            )
            for it in found
        )
        for mention in found
        if mention.entry.kind == "thing"
    )
