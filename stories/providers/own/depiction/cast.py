"""Who is in a scene: by what they are called, by name, or by a word that means them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mood import weight_at
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import SEVERAL, Entry, beasts, rows
from stories.providers.own.depiction.words import Sentence

_MOST = 3  # figures in one picture: more would be a crowd of small ones
_HARM_WITHIN = 4  # words on either side of a person
_GROWN_BABY = frozenset({"girl", "boy"})
# One person by two words: the more telling one stays.
_SAME_PERSON = {
    "princess": ("girl",),
    "prince": ("boy",),
    "king": ("man", "father"),
    "queen": ("woman", "mother"),
    "bride": ("woman", "girl"),
    "mother": ("woman",),
    "father": ("man",),
    "teacher": ("woman",),
    "manteacher": ("man", "teacher"),
    "nurse": ("woman",),
    "children": ("child",),
    **dict.fromkeys(
        ("oldman", "farmer", "hunter", "fisherman", "chief", "guard", "cook", "trader", "builder"),
        ("man",),
    ),
    "oldwoman": ("woman",),
}


Read = Sequence[tuple[Sentence, Sequence[Mention]]]


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is in the story, such as "king"; `sex` is f, m, n, or many for a group.

    `count` is how many there are: "two boys". Who `is_bald` is so by the text.
    """

    key: str
    age: str
    sex: str
    count: int = 1
    is_bald: bool = False


@cache
def roles() -> dict[str, Role]:
    """Return every role of the list of people, by key."""
    return {row[0]: Role(row[0], row[1], row[2]) for row in rows("people")}


def cast(read: Read, language: str, before: Sequence[Entry] = ()) -> tuple[Role, ...]:
    """Return who is in the scene, the most spoken of first.

    `read` has each sentence with its mentions, those of pronouns too, `before` are the mentions of the
    story up to it. Where there are animals their young are called as people's are.
    """
    said = Counter(key for sentence, found in read for key in _called(sentence, found, language))
    if any(mention.entry.key in beasts() for _, found in read for mention in found):
        # "Her baby" is a monkey's where there is a monkey.
        said.pop("baby", None)
        said.pop("parents", None)
    if said["baby"]:
        # Mother and midwife speak of a daughter and of the baby, and mean one person.
        said -= Counter(_newborns(read, language))
    for key in list(said):
        for same in _SAME_PERSON.get(key, ()):
            said.pop(same, None)
    entries = [mention.entry for _, found in read for mention in found]
    called = {key: _as_group(key, entries, before) for key in said}
    counted = {
        key: number_of(entries, "person", called[key], _of_group(before, called[key]))
        for key in said
    }
    if any(number <= _MOST for number in counted.values()):
        # Of seven brothers beside their father no picture shows as many.
        said = Counter({key: times for key, times in said.items() if counted[key] <= _MOST})
    return tuple(
        replace(
            roles()[called[key]],
            count=counted[key],
        )
        for key, _ in said.most_common(_MOST)
    )


def _as_group(key: str, entries: Sequence[Entry], before: Sequence[Entry]) -> str:
    """Return the boy where "the children" are the two brothers of before, who are the story's only ones."""
    young = {it.key for it in before if it.kind == "person" and it.key in _GROWN_BABY}
    is_one_kind = key == "children" and len(young) == 1 and not young & {it.key for it in entries}
    only = next(iter(young), "")
    return only if is_one_kind and _of_group(before, only) else key


def _of_group(before: Sequence[Entry], key: str) -> Sequence[Entry]:
    """Return the last mention that says how many they are: "two brothers" are two for the whole story."""
    said = [it for it in before if it.kind == "person" and it.key == key and it.count]
    if not said or said[-1].count == 1:
        return ()  # one of them was told of since
    return [it for it in said if it.count not in (1, SEVERAL)][-1:]


def number_of(entries: Sequence[Entry], kind: str, key: str, before: Sequence[Entry] = ()) -> int:
    """Return how many of a kind the mentions speak of, or those `before` where they only go on about them."""
    said = [it.count for it in entries if it.kind == kind and it.key == key and it.count]
    numbers = {it for it in said if it > 1} - {SEVERAL}
    if numbers or 1 in said:
        return max(numbers, default=1)
    earlier = {it.count for it in before if it.kind == kind and it.key == key and it.count > 1}
    if len(earlier - {SEVERAL}) == 1:
        return (earlier - {SEVERAL}).pop()
    return SEVERAL if SEVERAL in said else 1


def _called(sentence: Sentence, found: Sequence[Mention], language: str) -> Iterator[str]:
    for mention in found:
        if mention.entry.kind == "person" and not is_harmed(sentence, mention, language):
            yield mention.entry.key


def _newborns(read: Read, language: str) -> Iterator[str]:
    """Yield the girl or boy that a sentence of a birth speaks of: "her daughter in her arms"."""
    grammar = GRAMMAR[language]
    for sentence, found in read:
        said = {word.plain for word in sentence if not word.quoted}
        if said & grammar.newborn and said & grammar.offspring:
            yield from (key for key in _called(sentence, found, language) if key in _GROWN_BABY)


def is_harmed(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether the person dies or is hurt by the words around."""
    around = range(
        max(mention.start - _HARM_WITHIN, 0),
        min(mention.start + mention.length + _HARM_WITHIN, len(sentence)),
    )
    return any(weight_at(sentence, at, language) in ("harm", "grave") for at in around)
