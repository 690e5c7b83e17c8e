"""Whose deed a verb is: the subject of its clause, found without a parser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stories.providers.own.depiction.arabic import is_accusative
from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import beasts, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

Who = frozenset[str]
NOBODY: Who = frozenset()
_PLACED_WITHIN = 3  # words: "in the old tree"
_AFTER_A_VERB = 3  # words: "sat Pepper", "sat the old man"


def _each(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


# Words that begin a clause of its own, if they do not join two who do something together.
_CLAUSES = {
    "en": _each("and but while when until so that because then as before after who which where"),
    "es": _each("y e pero mientras cuando hasta porque entonces que donde"),
    "fr": _each("et mais pendant quand lorsque jusqu parce puis alors qui que où"),
    "ar": _each("لكن ثم بينما عندما حتى لان التي الذي"),
}
_RELATIVE = {
    "en": _each("who which"), "es": _each("que"), "fr": _each("qui"), "ar": _each("التي الذي"),
}  # fmt: skip
_JOINS = {"en": _each("and"), "es": _each("y e"), "fr": _each("et"), "ar": _each("و")}
# What follows these is whom or where, and not who.
_OF_OBJECTS = {
    "en": _each(
        "to with at for from beside of behind near towards on in after by around over under"
    ),
    "es": _each("a al con de del para por junto hacia sobre en detrás"),
    "fr": _each("à au aux avec de du d pour par vers sur dans derrière devant près chez"),
    "ar": _each("الى مع من على عن في نحو خلف بجانب قرب"),
}
_EVERYBODY = {
    "en": _each("they both we all"),
    "es": _each("ellos ellas todos todas ambos juntos nosotros tres dos"),
    "fr": _each("ils elles tous toutes nous"),
    "ar": _each("كلهم جميعا هم"),
}
#: Languages whose verbs need no subject beside them.
DROPS_SUBJECTS = frozenset({"es", "ar"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is spoken of from the word `start` to before `end`."""

    who: Who
    start: int
    end: int
    is_object: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """Words from `start` to before `end`, with those who are spoken of in them.

    One that `is_relative` says more of whom the one before it speaks of: "a boy who kept sheep".
    """

    start: int
    end: int
    actors: tuple[Actor, ...]
    is_relative: bool = False


Resolve = Callable[[str], Who]


def clauses(
    sentence: Sentence, found: Sequence[Mention], language: str, resolve: Resolve
) -> list[Clause]:
    """Return the clauses of a sentence; `resolve` says whom f, m or "all" means, as "she" does."""
    actors = _joined(sentence, _actors(sentence, found, language, resolve), language)
    inside = {at for actor in actors for at in range(actor.start, actor.end)}
    starts = [0]
    for at, word in enumerate(sentence):
        parts = word.is_mark and word.plain not in "'’-"
        if at not in inside and (parts or word.plain in _CLAUSES[language]):
            starts.append(at + 1)
    ends = [*starts[1:], len(sentence)]
    return [
        Clause(
            start, end, tuple(it for it in actors if start <= it.start < end),
            is_relative=start > 0 and sentence[start - 1].plain in _RELATIVE[language],
        )
        for start, end in zip(starts, ends, strict=True)
    ]  # fmt: skip


def subject(sentence: Sentence, clause: Clause, verb: int, end: int, language: str) -> Who:
    """Return who does what the verb from `verb` to before `end` says, nobody where the clause says none."""
    if beside := _beside_participle(sentence, clause, verb, language):
        return beside
    before = [it for it in clause.actors if it.end <= verb and not it.is_object]
    if clause.is_relative and (not before or before[0].start > clause.start):
        return NOBODY
    after = [
        it for it in clause.actors if end <= it.start <= end + _AFTER_A_VERB and not it.is_object
    ]
    if language == "ar" and sentence[verb].plain.endswith("ا"):
        return before[-1].who if before else NOBODY  # "they two ate": who is in the verb itself
    if language == "ar":
        # What follows is who does it, or what it is done with.
        return ([it for it in after if it.who or not before] or before or [_NONE])[0].who
    if before and language == "en" and before[-1].end == verb:
        return before[-1].who  # "when she worked he slept", "they watched the rain run"
    if before:
        return before[0].who
    # "High in the tree sat a cat": nobody else is before, and something leads the clause.
    determiners = GRAMMAR[language].determiners
    inverted = [it for it in after if all(w.plain in determiners for w in sentence[end : it.start])]
    return inverted[0].who if inverted and verb > clause.start else NOBODY


def _beside_participle(sentence: Sentence, clause: Clause, verb: int, language: str) -> Who:
    """Return who stands right before "reading" or "asleep": it is that one who does it."""
    word = sentence[verb].plain
    # "(They saw) giraffes eating": in Arabic a verb of now right behind whom it is of.
    is_of_now = language == "ar" and word.startswith(("ي", "ت"))
    if not (word.endswith(_PARTICIPLES[language]) or word in _ASLEEP or is_of_now):
        return NOBODY
    near = [it for it in clause.actors if it.end == verb and it.end > it.start]
    return near[-1].who if near else NOBODY


_PARTICIPLES: dict[str, tuple[str, ...]] = {
    "en": ("ing",), "es": ("ando", "iendo", "yendo"), "fr": ("ant",), "ar": (),
}  # fmt: skip
_ASLEEP = _each("asleep dormida dormido endormi endormie نائما نائمة")
_NONE = Actor(NOBODY, 0, 0, is_object=False)


# Whose something is does not do what that does: "his cat lay there".
_OWNERS = {
    "en": _each("his its my our their your"), "es": _each("su sus mi mis tu tus"),
    "fr": _each("son sa ses mon ma mes leur leurs"), "ar": NOBODY,
}  # fmt: skip


def _is_no_subject(sentence: Sentence, at: int, language: str, grammar: Grammar) -> bool:
    is_owner = sentence[at].plain in _OWNERS[language]
    return is_owner or _is_object(sentence, at, language, grammar)


def _actors(
    sentence: Sentence, found: Sequence[Mention], language: str, resolve: Resolve
) -> list[Actor]:
    grammar = GRAMMAR[language]
    said: dict[tuple[int, int], Who] = {}
    for mention in found:
        if mention.entry.kind in ("person", "thing", "unseen", "weather"):
            # A thing does what its verb says, and nobody else: "the kite flew". "They" are several.
            who = frozenset({mention.entry.key}) if _is_living(mention) else NOBODY
            place = (mention.start, mention.start + mention.length)
            said[place] = said.get(place, NOBODY) | who
    actors = [
        Actor(who, start, end, end > start and _is_no_subject(sentence, start, language, grammar))
        for (start, end), who in said.items()
    ]
    taken = {at for actor in actors for at in range(actor.start, actor.end)}
    for at, word in enumerate(sentence):
        if at in taken or word.quoted:
            continue
        who = _by_pronoun(word.plain, language, resolve)
        # A "he" who is not in the scene does what he does, and nobody else.
        if who or word.plain in (_SHE[language], _HE[language]):
            actors.append(Actor(who, at, at + 1, _is_object(sentence, at, language, grammar)))
    return sorted(actors, key=lambda it: it.start)


_AT_LAST = frozenset({"fin", "enfin", "last", "once", "supuesto"})  # "por fin la abuela"
_TO_AND_WITH = ("لل", "بال", "وبال", "ولل")
_SUBJECTS = {
    "en": _each("i we she he they"), "es": _each("yo nosotros"), "fr": _each("je j on ils"), "ar": NOBODY,
}  # fmt: skip
_WHOM = frozenset({"him", "them", "lo", "la", "los", "las", "le", "les", "l"})
_SHE = {"en": "she", "es": "ella", "fr": "elle", "ar": "هي"}
_HE = {"en": "he", "es": "él", "fr": "il", "ar": "هو"}


def _is_living(mention: Mention) -> bool:
    entry = mention.entry
    return entry.kind == "person" or entry.key in beasts() or bool(entry.hero)


def _by_pronoun(word: str, language: str, resolve: Resolve) -> Who:
    if word in _EVERYBODY[language]:
        return resolve("all")
    if word == _SHE[language]:
        return resolve("f")
    return resolve("m") if word == _HE[language] else NOBODY


def _is_object(sentence: Sentence, at: int, language: str, grammar: Grammar) -> bool:
    """Return whether a word of "to" or "with" stands before, within a few words."""
    if sentence[at].plain in _SUBJECTS[language]:
        return False
    if sentence[at].plain in _WHOM:
        return True
    if grammar.joins_words and (
        is_accusative(sentence[at].plain) or sentence[at].plain.startswith(_TO_AND_WITH)
    ):
        return True  # "he saw a fox"
    before = sentence[max(at - _PLACED_WITHIN, 0) : at]
    for step, word in enumerate(reversed(before)):
        if word.is_mark or word.plain in _CLAUSES[language] or word.plain in _AT_LAST:
            return False
        if word.plain in _OF_OBJECTS[language]:
            return True
        # "In the evening Tom": it is the evening that stands after "in".
        is_other = word.plain not in grammar.determiners and (
            sentence[at].is_capital
            or (word.plain,) in vocabulary(language)
            # What Arabic writes without an article is a verb: "in the evening fell ill Grandma".
            or (grammar.joins_words and not word.plain.startswith("ال"))
        )
        if is_other and step < _PLACED_WITHIN:
            return False
    return False


def _joined(sentence: Sentence, actors: list[Actor], language: str) -> list[Actor]:
    """Return the actors with "Tom and his mother" as one."""
    grammar, found = GRAMMAR[language], list[Actor]()
    for actor in actors:
        last = found[-1] if found else None
        between = [word.plain for word in sentence[last.end : actor.start]] if last else []
        joins = bool(between) and between[0] in _JOINS[language] and bool(actor.who)
        if (
            last and last.who and joins and all(it in grammar.determiners for it in between[1:])
        ) or (last and language == "ar" and not between and _has_and(sentence, actor)):
            found[-1] = Actor(last.who | actor.who, last.start, actor.end, last.is_object)
        else:
            found.append(actor)
    return found


def _has_and(sentence: Sentence, actor: Actor) -> bool:
    return sentence[actor.start].plain.startswith("و")
