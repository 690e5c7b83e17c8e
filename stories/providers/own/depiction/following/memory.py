"""Who was spoken of in a story, and whom "she", "they" or a verb without a subject means by that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from stories.providers.own.depiction.cast import roles
from stories.providers.own.depiction.vocabulary import Entry, beasts

_KNOWN_FOR = 12  # sentences after which "she" is nobody who was named before
_STRANGE_FOR = 2  # sentences after a name that nobody knows, whom "she" may mean
_BESIDES = 2  # sentences in which nobody else may have been spoken of
_TOGETHER_WITHIN = 4  # sentences in which "they" were named
_ANIMALS_WITHIN = 2  # the same of animals, one of whose words may be of many
_NEAR = 2  # sentences within which "lo" means somebody
_LATER = 1  # sentences that one was spoken of after another to be meant rather
_MOST_OF_THEM = 4  # who "they" are at most
_GROUPS = frozenset({"children", "people", "men", "women", "parents"})
# Of whom stories speak as somebody's: "she" is rather the one whose mother it is.
_RELATIVES = frozenset({"mother", "father", "oldwoman", "oldman"})
_SINGLE_CHILDREN = frozenset({"girl", "boy"})
_LONG_AGO = -99


@dataclass(slots=True)
class Memory:
    """Who was spoken of, sentence by sentence; `sexes` has f or m for animals that are called so.

    `here` are those of the sentence that is read, `topic` is who the last one spoke of first, `person`
    the last one of these who is a person. `teller` says "I" and is never "she". `kin` are words of
    family that meant animals, `alone` are animals that this sentence calls "she" or "he".
    `is_of_things`: the last mentions were of no living thing. `named` animals are meant as people are.
    `many` are those whose last word meant several: "the farmers", `group` whom "they" meant last.
    """

    sexes: Mapping[str, str]
    teller: Entry | None = None
    named: frozenset[str] = frozenset()
    number: int = 0
    seen: dict[Entry, int] = field(default_factory=dict)
    said: Counter[Entry] = field(default_factory=Counter)
    rows: list[list[Entry]] = field(default_factory=list)
    here: list[Entry] = field(default_factory=list)
    topic: Entry | None = None
    person: Entry | None = None
    kin: set[str] = field(default_factory=set)
    alone: set[Entry] = field(default_factory=set)
    is_of_things: bool = False
    scene_from: int = 0
    many: set[Entry] = field(default_factory=set)
    group: list[Entry] = field(default_factory=list)
    _stranger: int = _LONG_AGO

    def meet_stranger(self) -> None:
        """Remember that a name stands here of which nobody knows whose it is."""
        self._stranger = self.number

    def speak_of(self, entries: list[Entry], *, is_placed: bool, beside: list[Entry]) -> None:
        """Remember that the sentence speaks of them; who is placed only stands beside."""
        self.seen.update(dict.fromkeys(entries, self.number))
        self.said.update(entries)
        (beside if is_placed else self.here).extend(entries)

    def chief_animal(self) -> Entry | None:
        """Return the animal that was spoken of most, None without any."""
        found = (entry for entry, _ in self.said.most_common() if entry.key in beasts())
        return next(found, None)

    def end_sentence(self, first: Entry | None, beside: list[Entry]) -> None:
        """Remember the sentence: who was spoken of `first`, and who only stands `beside`, as after "with"."""
        # "Tam talked to toads. They …": who they are is not said.
        beside = [it for it in beside if self._is_somebody(it) or it not in self.many]
        row = self.here if are_several(self.here) else [*self.here, *beside]
        self.topic = first or (row[0] if len(row) == 1 else self.topic)
        if self.topic and self._is_somebody(self.topic):
            self.person = self.topic
        self.rows.append(row)
        self.here, self.alone = [], set()
        self.number += 1

    def children(self) -> list[Entry]:
        """Return the girl and the boy who were spoken of not long ago, nobody where it was one of them."""
        found = [it for it in self.seen if it.key in _SINGLE_CHILDREN and self._is_recent(it)]
        return found if len(found) > 1 else []

    def chief_pair(self) -> list[Entry]:
        """Return the two of whom the story has spoken most, nobody where a third is spoken of as much."""
        found = [it for it, _ in self.said.most_common() if self._is_recent(it)]
        found = [it for it in found if it.key not in _GROUPS][:3]
        is_clear = len(found) < 3 or self.said[found[1]] > self.said[found[2]]
        return found[:2] if len(found) > 1 and is_clear else []

    def one(self, sex: str, *, young: bool = False, is_object: bool = False) -> list[Entry]:
        """Return whom "she" (f) or "he" (m) means, nobody where two could be meant.

        Who is only `young` is no grown person; "him", an object, is nobody whom the sentence began with.
        """
        recent = [it for it in self.seen if self._is_recent(it) and self._is_one(it)]
        if young:
            recent = [it for it in recent if it.kind != "person" or roles()[it.key].age == "child"]
        known = [entry for entry in recent if self._sex(entry) in (sex, "n")]
        # Whom the story has called so before, rather than one of whom it has not said it.
        fitting = known or [entry for entry in recent if not self._sex(entry)]
        if is_object:
            begun = [
                entry for entry in fitting if entry in self.here[:-1] and entry != self.here[-1]
            ]
            if begun:
                return begun[:1]  # "Tess cut too deep, and Mr Lund showed her how"
            fitting = [entry for entry in fitting if entry not in self.here]
        if self._stranger >= self.number - _STRANGE_FOR:
            return []
        lately = [*(self.rows[-1] if self.rows else []), *self.here]
        if self.topic in fitting and not any(it in fitting and it != self.topic for it in lately):
            return [self.topic] if self.topic else []
        people = [entry for entry in fitting if self._is_somebody(entry)] or fitting
        if len(people) < 2 or (latest := self._latest(people)):
            return people if len(people) < 2 else latest
        chief = [entry for entry in people if entry.key not in _RELATIVES]
        return chief if len(chief) == 1 else []

    def _latest(self, fitting: list[Entry]) -> list[Entry]:
        """Return who was spoken of clearly later than all others."""
        order = sorted(fitting, key=lambda it: self.seen[it], reverse=True)
        is_clear = len(order) > 1 and self.seen[order[0]] - self.seen[order[1]] > _LATER
        return order[:1] if is_clear else []

    def _is_one(self, entry: Entry) -> bool:
        is_many = entry in self.many and entry.kind == "person"
        return entry != self.teller and entry.key not in _GROUPS and not is_many

    def several(self, *, is_object: bool = False) -> list[Entry]:
        """Return whom "they" means: those who were spoken of last, two at least or a group.

        "Them", an object, are without who does something to them.
        """
        # "The frogs stood on it, and they leapt", but not "she asked, and they laughed".
        here = () if is_object else dict.fromkeys(self.here)
        found = [it for it in here if it not in self.alone]
        if len(found) == 1 and not self._is_somebody(found[0]):
            return found
        if not found and self.is_of_things:
            return []  # "Boats brought stones. They sailed on."
        if (
            not found
            and self.rows
            and len(set(self.rows[-1])) == 1
            and self.rows[-1][0] in self.many
        ):
            return self.rows[-1][:1]
        if not found and (together := self._together()):
            return self._as_group(together)
        for back, row in enumerate(reversed(self.rows[-_TOGETHER_WITHIN:])):
            is_enough = back >= _ANIMALS_WITHIN and not all(map(self._is_somebody, found))
            if are_several(found) or is_enough:
                break
            found += [it for it in dict.fromkeys(row) if it not in (*found, *self.alone)]
        people = [entry for entry in found if self._is_somebody(entry)]
        found = people if are_several(people) else found
        # One animal's word may stand for many: "The bees … they".
        is_kind = len(found) == 1 and not self._is_somebody(found[0])
        return found if is_kind or (are_several(found) and len(found) <= _MOST_OF_THEM) else []

    def _together(self) -> list[Entry]:
        """Return the people whom one sentence had together, though somebody else was met since."""
        for row in reversed(self.rows[-_TOGETHER_WITHIN:]):
            people = [it for it in dict.fromkeys(row) if it.kind == "person"]
            if self.group and set(self.group) <= set(people):
                return self.group  # without who gave "them" something
            if are_several(people) and len(people) <= _MOST_OF_THEM:
                return people
        return []

    def _as_group(self, people: list[Entry]) -> list[Entry]:
        self.group = people
        return people

    def company(self, teller: Entry) -> list[Entry]:
        """Return who is with the teller where they say "we": those of this sentence and the one before."""
        rows = self.rows[max(self.scene_from, len(self.rows) - _TOGETHER_WITHIN) :]
        last = next((row for row in reversed(rows) if row), [])
        near = (it for it in dict.fromkeys((*self.here, *last)) if it.key not in _GROUPS)
        return [entry for entry in near if entry != teller][: _MOST_OF_THEM - 1]

    def same(self) -> list[Entry]:
        """Return who does what a verb says beside which nobody is named."""
        # A person goes on doing something although an animal was seen between.
        for entry in (self.person, self.topic):
            # Many lizards that were only named are not who "went out".
            is_named_only = entry in self.many and not self._is_somebody(entry) if entry else True
            others = {it for row in self.rows[-_BESIDES:] for it in row if it.kind == "person"}
            if entry and others - {entry}:
                continue  # the verb says neither of whom nor of which sex it is
            if entry and self._is_recent(entry) and not is_named_only:
                return [entry]
        return []

    def _is_somebody(self, entry: Entry) -> bool:
        """Return whether it is a person, or an animal of whom the story speaks by name."""
        return entry.kind == "person" or entry.key in self.named

    def _is_recent(self, entry: Entry) -> bool:
        return self.number - self.seen.get(entry, _LONG_AGO) <= _KNOWN_FOR

    def is_near(self, entry: Entry) -> bool:
        """Return whether it was spoken of in this sentence or one of the two before."""
        return self.number - self.seen.get(entry, _LONG_AGO) <= _NEAR

    def _sex(self, entry: Entry) -> str:
        """Return f or m, n for a person who may be either, "" where the story has not said it."""
        if entry.kind == "person":
            return roles()[entry.key].sex
        return self.sexes.get(entry.key, "")


def are_several(found: list[Entry]) -> bool:
    """Return whether they are two at least, or a group."""
    return len(set(found)) > 1 or any(entry.key in _GROUPS for entry in found)


def is_group(entry: Entry | None) -> bool:
    """Return whether they are several, whose mother nobody is: "the children saw ducks with their mother"."""
    return entry is not None and entry.key in _GROUPS
