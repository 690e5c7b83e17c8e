"""What people and animals do in a scene: "Tom sat on the stairs and cried"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from stories.providers.own.depiction.acting.plainly import agrees, is_plain
from stories.providers.own.depiction.acting.subjects import (
    DROPS_SUBJECTS,
    NOBODY,
    Clause,
    Who,
    clauses,
    subject,
)
from stories.providers.own.depiction.cast import Role, roles
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import unreal_from
from stories.providers.own.depiction.mood import is_said_aloud
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.aside import aside
from stories.providers.own.depiction.unreal.likening import is_likened
from stories.providers.own.depiction.vocabulary import LANGUAGES, rows
from stories.providers.own.depiction.words import Sentence, tokens

_LONGEST_PHRASE = 5  # words
_DENIED_FOR = 4  # words after "not"
_WITHIN = 5  # words between "hugged" and who is hugged
_HELPING = frozenset(
    [
        "to",
        "can",
        "could",
        "will",
        "would",
        "may",
        "might",
        "must",
        "should",
        "let",
        "please",
        "never",
        "don",
        "didn",
        "doesn",
    ]
)
_BEGINNING = frozenset(["began", "begins", "started", "starts", "had"])
_JOINED, _MEANT = frozenset("وف"), ("ه", "ها", "هم", "ني")
#: What is done with somebody.
SHARED = frozenset({"hug", "hands"})
_IN = frozenset({"in", "on", "en", "dans", "sur", "في"})
_OF_PEOPLE = frozenset({"ride", "read"})  # what no animal does
_FACES = frozenset({"cry", "laugh", "smile", "fear"})
_BOATS = frozenset({"boat", "ship"})
_NOTHING = "rise"  # what looks like nothing in a picture: "jumped up"
_GROUPS = frozenset({"children", "people", "men", "women", "parents"})


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody's key and what they do; `whom` is with whom, "" for nobody."""

    who: str
    deed: str
    whom: str = ""


Read = Sequence[tuple[Sentence, list[Mention]]]


def acts(
    read: Read, language: str, people: tuple[Role, ...], pets: Sequence[str]
) -> tuple[Act, ...]:
    """Return what those do who are in the scene, in its order, each deed of one once.

    `read` has each sentence with its mentions; `pets` are the keys of the animals that are seen.
    """
    present = {role.key for role in people} | set(pets)
    if not present:
        return ()
    found = list(_Reading(language, people, frozenset(present)).acts(read))
    # Of tears and laughter what comes last is seen.
    last = {it.who: it.deed for it in found if it.deed in _FACES}
    return tuple(dict.fromkeys(it for it in found if it.deed in (last.get(it.who), *_no_face(it))))


def _no_face(act: Act) -> tuple[str, ...]:
    return () if act.deed in _FACES else (act.deed,)


class _Reading:
    """The scene as it is read: who is there, and who was spoken of last."""

    def __init__(self, language: str, people: tuple[Role, ...], present: Who) -> None:
        self._language, self._present = language, present
        self._people = frozenset(role.key for role in people)
        self._last: Who = NOBODY
        self._spoken_of: list[str] = []
        self._seen: dict[str, Who] = {"f": NOBODY, "m": NOBODY}

    def acts(self, read: Read) -> Iterator[Act]:
        for sentence, found in read:
            if self._language not in DROPS_SUBJECTS:
                self._last = NOBODY
            unreal = unreal_from(sentence, GRAMMAR[self._language])
            for clause in clauses(sentence, found, self._language, self._meant):
                for at, end, deed in self._deeds(sentence, clause):
                    # Who "rides" a boat sits in it.
                    is_afloat = deed == "ride" and any(it.entry.key in _BOATS for it in found)
                    if at < unreal and not is_afloat:
                        yield from self._act(sentence, clause, at, end, deed)
                self._remember(clause)

    def _meant(self, whom: str) -> Who:
        if whom == "all":
            is_many = len(self._people) > 1 or bool(self._people & _GROUPS)
            return self._people if is_many else NOBODY
        if self._seen[whom]:
            return self._seen[whom]
        of_sex = [key for key in self._people if roles()[key].sex == whom]
        return frozenset(of_sex) if len(of_sex) == 1 else NOBODY

    def _remember(self, clause: Clause) -> None:
        subjects = [it for it in clause.actors if not it.is_object]
        if subjects and not clause.is_relative:
            self._last = subjects[0].who
        # "Him" is rather who did something than to whom it was done.
        for actor in sorted(clause.actors, key=lambda it: not it.is_object):
            self._spoken_of += sorted(actor.who)
            for key in actor.who & roles().keys():
                if roles()[key].sex in self._seen:
                    self._seen[roles()[key].sex] = frozenset({key})

    def _deeds(self, sentence: Sentence, clause: Clause) -> Iterator[tuple[int, int, str]]:
        at, told_aside = clause.start, aside(sentence, self._language, with_relatives=False)
        while at < clause.end:
            length, deed = _deed_at(sentence, at, self._language)
            if (
                deed
                and deed != _NOTHING
                and not sentence[at].quoted
                and at not in told_aside
                and not is_said_aloud(sentence, at)
                and not is_likened(sentence, at, GRAMMAR[self._language])
                and not self._is_denied(sentence, clause, at)
                and is_plain(sentence, at, at + length, deed, self._language)
            ):
                yield at, at + length, deed
            at += max(length, 1)

    def _is_denied(self, sentence: Sentence, clause: Clause, at: int) -> bool:
        grammar = GRAMMAR[self._language]
        before = [word.plain for word in sentence[max(at - _DENIED_FOR, clause.start) : at]]
        if any(word in grammar.denials for word in before):
            return True
        if self._language != "en" or not before:
            return False
        helped = [step for step, word in enumerate(before[-2:]) if word in _HELPING]
        return bool(helped) and not any(word in _BEGINNING for word in before)

    def _act(
        self, sentence: Sentence, clause: Clause, at: int, end: int, deed: str
    ) -> Iterator[Act]:
        who = subject(sentence, clause, at, end, self._language)
        is_own = any(it.end <= at for it in clause.actors if not it.is_object)
        if not who and (clause.is_relative or not is_own):
            # Of several it might be anybody who trembles.
            is_any = len(self._present) > 1 and deed in _FACES and not clause.is_relative
            who = NOBODY if is_any and self._language in DROPS_SUBJECTS else self._last
        here = self._in_scene(who)
        if deed in SHARED and _is_of_a_thing(sentence, clause, at):
            return
        if deed in SHARED:
            yield from self._shared(here, self._whom(sentence, clause, end, here), deed)
            return
        for key in sorted(here):
            is_own_kind = deed not in _OF_PEOPLE or key in roles()
            if is_own_kind and agrees(sentence[at].plain, key, _deeds(self._language)):
                yield Act(key, deed)

    def _in_scene(self, who: Who) -> Who:
        """Return those who are seen; a girl may be one of the children."""
        there = who & self._present
        if not there and who & {"girl", "boy", "child"}:
            there = frozenset({"children"}) & self._present
        return there

    def _whom(self, sentence: Sentence, clause: Clause, end: int, here: Who) -> Who:
        near = [it.who for it in clause.actors if end <= it.start <= end + _WITHIN]
        others = self._present - here
        named = frozenset().union(*near) & others if near else NOBODY
        if named:
            return named
        # "Him" is whoever was spoken of last.
        before = [key for it in clause.actors if it.end <= end for key in sorted(it.who)]
        recent = [key for key in (*self._spoken_of, *before) if key in others and key not in here]
        if recent and here:
            return frozenset({recent[-1]})
        people = self._people - here
        return people if len(people) == 1 and (here or len(self._people) == 1) else NOBODY

    def _shared(self, here: Who, whom: Who, deed: str) -> Iterator[Act]:
        everybody = sorted(here | whom)
        if len(everybody) == 1 and everybody[0] in _GROUPS:
            yield Act(everybody[0], deed)
        for one in sorted(here):
            for other in sorted(whom):
                yield Act(one, deed, other)
        if not whom and len(here) == 2:
            yield Act(everybody[0], deed, everybody[1])


def _is_of_a_thing(sentence: Sentence, clause: Clause, at: int) -> bool:
    """Return whether it is a thing that is "in her arms"."""
    before = [it for it in clause.actors if it.end <= at]
    return sentence[at].plain in _IN and bool(before) and not before[-1].who


def _deed_at(sentence: Sentence, at: int, language: str) -> tuple[int, str]:
    known = _deeds(language)
    for length in range(_LONGEST_PHRASE, 0, -1):
        phrase = tuple(word.plain for word in sentence[at : at + length])
        if len(phrase) == length and (deed := _spelled(phrase, known, language)):
            return length, deed
    return 0, ""


def _spelled(phrase: tuple[str, ...], known: dict[tuple[str, ...], str], language: str) -> str:
    if phrase in known or language != "ar":
        return known.get(phrase, "")
    # "And" is written onto a word before it, and who is meant behind it.
    first = phrase[0][1:] if phrase[0][:1] in _JOINED else phrase[0]
    forms = [first, *(first.removesuffix(it) for it in _MEANT if first.endswith(it))]
    return next((known[it, *phrase[1:]] for it in forms if (it, *phrase[1:]) in known), "")


@cache
def _deeds(language: str) -> dict[tuple[str, ...], str]:
    column = LANGUAGES.index(language) + 1
    return {
        tokens(word): row[0]
        for row in rows("acts")
        for word in row[column].split(",")
        if word.strip()
    }
