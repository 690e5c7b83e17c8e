"""Whom a scene goes on speaking of: "she", "I", "the two friends" as mentions of those who are meant."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.cast import is_harmed
from stories.providers.own.depiction.following.dropped import (
    ARABIC_FIRST,
    dropped,
    is_first_person_in_arabic,
)
from stories.providers.own.depiction.following.memory import Memory, is_group
from stories.providers.own.depiction.following.narrator import (
    is_first_person,
    is_first_person_verb,
    is_own,
)
from stories.providers.own.depiction.following.objects import is_object_pronoun
from stories.providers.own.depiction.following.objects import meant as whom_is_meant
from stories.providers.own.depiction.following.pronouns import (
    AFTER_HER,
    CHILDREN,
    FRIENDS,
    LIKENESSES,
    OBJECTS,
    PRONOUNS,
    RELATIVES,
    WITH,
    is_noun,
    is_somebody,
    plain_at,
)
from stories.providers.own.depiction.following.sexes import is_living, sexes
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import unreal_from
from stories.providers.own.depiction.naming.neutral import NOBODYS
from stories.providers.own.depiction.spotting.belonging import OF_ANIMALS_TOO
from stories.providers.own.depiction.spotting.spotted import Mention, is_name
from stories.providers.own.depiction.vocabulary import Entry, beasts
from stories.providers.own.depiction.words import Sentence

#: Sentences before a scene that are read for whom and what it goes on about.
RECENT = 24
_PREPOSED = 2  # words between "with" and who is no subject
_THE_WITHIN = 2  # words between "the" and "friends"
_OWNED_WITHIN = 2  # words between "his" and "mother"
_ARABIC_OWNERS = ("ه", "ها", "هم")
_THOUGHT_WITHIN = 5  # words between "of" and "his coat"
_NONE: frozenset[str] = frozenset()
_WE_ENDS = ("amos", "emos", "imos")  # of Spanish verbs

Read = Sequence[tuple[Sentence, list[Mention]]]


def with_references(
    before: Read, scene: Read, teller: Entry | None, language: str, named: frozenset[str] = _NONE
) -> list[tuple[Sentence, list[Mention]]]:
    """Return the scene's sentences with mentions of those whom their pronouns mean.

    `before` are the last sentences before it, `teller` is who says "I". A pronoun that could mean two is
    left out. `named` are keys of animals that have a name.
    """
    teller = _plain(teller) if teller else None
    memory = Memory(sexes((*before, *scene), language), teller, named)
    reader = _Reader(memory, teller, language)
    for sentence, found in before:
        reader.read(sentence, found)
    memory.scene_from = len(memory.rows)
    return [(sentence, reader.read(sentence, found)) for sentence, found in scene]


class _Reader:
    """A story that is read sentence by sentence, with the memory of who was spoken of."""

    def __init__(self, memory: Memory, teller: Entry | None, language: str) -> None:
        self._memory = memory
        self._teller, self._language = teller, language
        self._words, self._grammar = PRONOUNS[language], GRAMMAR[language]
        self._nobodys: set[int] = set()
        self._words_here: tuple[str, ...] = ()

    def read(self, sentence: Sentence, found: list[Mention]) -> list[Mention]:
        """Return the sentence's mentions with those of its pronouns, and remember who was spoken of."""
        if all(word.is_mark for word in sentence):
            return found  # between two paragraphs
        return self._with_meant(sentence, self._as_known(sentence, found))

    def _as_known(self, sentence: Sentence, found: list[Mention]) -> list[Mention]:
        """Return the mentions as what the story has said makes of them."""
        memory = self._memory
        found = [self._of_its_kind(sentence, mention, found) for mention in found]
        found = [one for it in found for one in self._as_named(it)]
        for it in found:
            change = memory.many.add if it.entry.count > 1 else memory.many.discard
            change(_plain(it.entry))
        return found

    def _with_meant(self, sentence: Sentence, found: list[Mention]) -> list[Mention]:
        told = [it for it in found if it.entry.key != NOBODYS]
        memory, named = self._memory, self._named(sentence, told)
        # "A captain came. He …": he is nobody of whom the story has told.
        self._nobodys = {it.start for it in found if it.entry.key == NOBODYS}
        self._words_here = tuple(word.plain for word in sentence)
        taken = {at for it in told for at in range(it.start, it.start + it.length)}
        verbs = dict(dropped(sentence, found, self._language))
        unreal = unreal_from(sentence, self._grammar)
        added: list[Mention] = []
        beside: list[Entry] = []
        first: Entry | None = None
        for at, word in enumerate(sentence):
            if word.quoted or (at in taken and at not in named):
                continue
            meant = named.get(at, [])
            if at not in named and not (at >= unreal and word.is_capital):
                meant = self._meant(sentence, at, verbs)  # but not Leon in "she thought about Leon"
            if at not in named and at < unreal:
                length = 0 if at in verbs or self._is_verb(word.plain) else 1
                added += [Mention(entry, at, length) for entry in meant]
            is_placed = self._is_placed(sentence, at)
            memory.speak_of(meant, is_placed=is_placed, beside=beside)
            if not (first or is_placed) and len(meant) == 1:
                first = meant[0]
        if found:
            is_alive = any(named.values())
            memory.is_of_things = not is_alive and any(it.entry.kind == "thing" for it in found)
        memory.end_sentence(first, beside)
        return sorted([*found, *added], key=lambda it: it.start)

    def _named(self, sentence: Sentence, found: list[Mention]) -> dict[int, list[Entry]]:
        """Return who is named at each place of a mention: the girl and the boy at "the two children"."""
        named: dict[int, list[Entry]] = {}
        for it in found:
            is_first = it.start not in named or it.entry.key in CHILDREN
            lives = [_plain(it.entry)] if is_first and self._lives(sentence, it) else []
            named.setdefault(it.start, []).extend(lives)
        return named

    def _of_its_kind(self, sentence: Sentence, mention: Mention, found: list[Mention]) -> Mention:
        """Return "his mother" as an animal where the story is about one, and about nobody else."""
        memory, key = self._memory, mention.entry.key
        before = [_plain(it.entry) for it in found if it.start < mention.start and is_living(it)]
        animal = memory.chief_animal() or (before[0] if before else None)
        if mention.entry.kind != "person" or key not in OF_ANIMALS_TOO:
            return mention
        is_owned = any(
            word.plain in self._words.owners
            for word in sentence[max(mention.start - _OWNED_WITHIN, 0) : mention.start]
        ) or (self._language == "ar" and sentence[mention.start].plain.endswith(_ARABIC_OWNERS))
        is_kin = key in memory.kin or is_owned
        if animal is None or animal.key not in beasts() or not is_kin:
            return mention
        is_of_person = memory.person and memory.person.kind == "person"
        is_beside = bool(before) and before[-1].key in beasts() and is_group(memory.person)
        if (is_of_person and not is_beside) or self._teller:
            return mention
        memory.kin.add(key)
        return Mention(animal, mention.start, mention.length)

    def _as_named(self, mention: Mention) -> list[Mention]:
        """Return "the two children" as the girl and the boy of whom the story has spoken."""
        entry = mention.entry
        known = self._memory.children()
        if entry.key != "children" or entry.count != len(known) or entry.kind != "person":
            return [mention]
        return [Mention(child, mention.start, mention.length) for child in known]

    def _lives(self, sentence: Sentence, mention: Mention) -> bool:
        return is_living(mention) and not is_harmed(sentence, mention, self._language)

    def _meant(self, sentence: Sentence, at: int, verbs: dict[int, str]) -> list[Entry]:
        """Return whom the word means that is no mention, nobody for most words."""
        if at in verbs:
            return self._of_verb(verbs[at])
        if self._is_stranger(sentence, at) or at in self._nobodys:
            self._memory.meet_stranger()
            return []
        word, following = sentence[at].plain, plain_at(sentence, at + 1)
        if is_object_pronoun(sentence, at, self._language):
            return whom_is_meant(sentence, at, self._memory)
        if self._teller and (meant := self._of_teller(self._teller, sentence, at, following)):
            return meant
        if self._are_the_friends(sentence, at, following):
            are_two = sentence[at].plain in FRIENDS
            return self._memory.several() or (self._memory.chief_pair() if are_two else [])
        if word in self._words.they:
            return self._memory.several()
        # "I thought of his old coat": he is elsewhere.
        before = {it.plain for it in sentence[max(at - _THOUGHT_WITHIN, 0) : at]}
        is_thought_of = (
            bool(before & {"of", "about"}) and word in self._words.his | self._words.hers
        )
        return [] if is_thought_of else self._of_pronoun(word, at, following)

    def _of_verb(self, number: str) -> list[Entry]:
        if number == "many":
            return self._memory.several()
        if self._teller and self._language == "ar" and number == "f":
            return [self._teller]  # "I went" is written as "she went"
        if number in ("f", "m") and (meant := self._memory.one(number)):
            return meant
        return self._memory.same()

    def _of_teller(self, teller: Entry, sentence: Sentence, at: int, following: str) -> list[Entry]:
        word = sentence[at].plain
        if is_first_person(word, self._language):
            return [teller]
        if self._language == "ar" and is_first_person_in_arabic(sentence, at):
            is_word = is_noun(word, self._language)  # "I was afraid", whose verb alone says who
            company = self._memory.company(teller) if word.endswith("نا") else []
            return [] if is_word else [teller, *company]
        if is_first_person_verb(sentence, at, self._language):
            return [teller]
        if is_own(word, self._language):
            return [] if is_somebody(following, self._language) else [teller]
        return [teller, *self._memory.company(teller)] if self._is_we(sentence, at) else []

    def _of_pronoun(self, word: str, at: int, following: str) -> list[Entry]:
        words = self._words
        if word in words.his | words.hers and following in LIKENESSES:
            return []
        for sex, one, own, little in (
            ("f", words.she, words.hers, words.little_she),
            ("m", words.he, words.his, words.little_he),
        ):
            is_one = word in one and following not in words.nobodys
            # Whose mother it is may be elsewhere.
            if is_one or (word in own and not is_somebody(following, self._language)):
                if self._is_object(word, following) and RELATIVES & set(
                    self._words_here[max(at - 4, 0) : at]
                ):
                    return []  # "an awl like the one that had blinded him"
                meant = self._memory.one(sex, is_object=self._is_object(word, following))
                self._memory.alone.update(it for it in meant if it.kind == "thing" and is_one)
                return meant
            if word in little and at and not is_noun(following, self._language):
                return self._memory.one(sex, young=True)
        return []

    def _is_verb(self, word: str) -> bool:
        """Return whether the word says who does it as a verb, as "jugamos" does."""
        if self._language == "es":
            return word.endswith(_WE_ENDS)
        return (
            self._language == "ar"
            and not is_first_person(word, "ar")
            and word.endswith(ARABIC_FIRST)
        )

    def _is_object(self, word: str, following: str) -> bool:
        """Return whether it is "him", or a "her" that owns nothing."""
        if word in self._words.hers:
            return not following[:1].isalpha() or following in self._grammar.place_words | AFTER_HER
        return word in OBJECTS

    def _are_the_friends(self, sentence: Sentence, at: int, following: str) -> bool:
        """Return whether it is "the two friends", and no noun follows as in "the two children"."""
        if sentence[at].plain not in self._words.friends or is_noun(following, self._language):
            return False
        before = sentence[max(at - _THE_WITHIN, 0) : at]
        return not self._words.the or any(word.plain in self._words.the for word in before)

    def _is_we(self, sentence: Sentence, at: int) -> bool:
        word = sentence[at].plain
        if word in self._words.we:
            return True
        # "Jugamos", and not "los ramos".
        is_noun = bool(at) and sentence[at - 1].plain in self._grammar.determiners
        return (
            self._language == "es"
            and word.endswith(_WE_ENDS)
            and word not in _WE_ENDS
            and not is_noun
        )

    def _is_placed(self, sentence: Sentence, at: int) -> bool:
        """Return whether a word of "to" or "with" stands before: it is no subject."""
        grammar = self._grammar
        around = grammar.staying | grammar.going | grammar.owning | WITH
        return any(word.plain in around for word in sentence[max(at - _PREPOSED, 0) : at])

    def _is_stranger(self, sentence: Sentence, at: int) -> bool:
        """Return whether a name stands here of which nobody knows whose it is; a town's is none."""
        grammar = self._grammar
        if at == 0 or not is_name(sentence[at], self._language):
            return False
        before = sentence[at - 1]
        places = grammar.of_towns | grammar.owning | grammar.going | grammar.staying
        places |= grammar.determiners  # "One December evening"
        return not (before.is_mark or before.plain in places)


def _plain(entry: Entry) -> Entry:
    """Return the entry without what differs from mention to mention."""
    return Entry(entry.kind, entry.key, hero=entry.hero, count=0)
