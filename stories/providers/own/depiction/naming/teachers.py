"""Whether the story's teacher is a man: "Juma the teacher", "The teacher smiled. He …"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.naming.given_names import listed_names
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import Entry
from stories.providers.own.depiction.words import Sentence

_WOMAN, _MAN = "teacher", "manteacher"


def as_called(names: Mapping[str, Entry], language: str) -> dict[str, Entry]:
    """Return the names with a teacher's sex as that name has it: Juma is a man."""
    return {
        name: replace(entry, key=_MAN)
        if entry.key == _WOMAN and listed_names(language).get(name) == "m"
        else entry
        for name, entry in names.items()
    }


def is_man(
    read: Sequence[tuple[Sentence, list[Mention]]], names: Mapping[str, Entry], language: str
) -> bool:
    """Return whether the only teacher of the story is a man, by the name or by the first "he" or "she"."""
    called = {entry.key for entry in names.values()} & {_WOMAN, _MAN}
    if called:
        return called == {_MAN}
    if language != "en":
        return False  # the word itself says it
    grammar, is_told = GRAMMAR[language], False
    for sentence, found in read:
        people = {it.entry.key for it in found if it.entry.kind == "person"}
        is_told = people == {_WOMAN} or (is_told and not people)
        if not is_told:
            continue
        start = max((it.start for it in found if it.entry.key == _WOMAN), default=0)
        for word in sentence[start:]:
            if not word.quoted and word.plain in grammar.she | grammar.he:
                return word.plain in grammar.he
    return False


def as_man(found: list[Mention]) -> list[Mention]:
    """Return the mentions with the teacher as a man."""
    return [
        replace(it, entry=replace(it.entry, key=_MAN)) if it.entry.key == _WOMAN else it
        for it in found
    ]
