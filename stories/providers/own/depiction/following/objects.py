"""Pronouns for whom something is done to that are articles too: "lo vio", "je la prends", "fed them"."""

from __future__ import annotations

from functools import cache

from stories.providers.own.depiction.following.memory import Memory
from stories.providers.own.depiction.vocabulary import Entry, beasts, rows, vocabulary
from stories.providers.own.depiction.words import Sentence, plain, tokens


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


_SUBJECTS = _set("je tu il elle on nous vous ils elles qui ne n me te j")
_BEFORE_INFINITIVE = _set("pour de à sans d")
_INFINITIVES = ("er", "ir", "re", "oir")
_PAST = ("ó", "aba", "aban", "aron", "ieron", "ió", "ían", "aré", "ará")
# After "lo" these say a thing: "lo que", "lo mejor".
_NO_VERBS = _set(
    "que más mejor mismo cual peor de bueno malo único primero último largo demás lejos"
)
_SPANISH = _set(
    "abraza mira ve lleva toma cuida escucha llama quiere besa busca encuentra coge ayuda acaricia sigue"
    " saluda espera levanta vio dio llevo trajo puso hizo dijo ama conoce reconoce oye"
)
_PLACED = frozenset({"of", "on", "in", "under", "with", "from"})
_ONE = {"lo": "m", "la": "f", "le": "m"}
_MANY = frozenset({"los", "las", "les", "them"})
#: Words that may mean to whom something is done.
OBJECTS = frozenset({"him", "them", "lo", "la", "los", "las", "le", "les", "l"})


def is_object_pronoun(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether the word stands for somebody to whom the verb behind it is done."""
    word = sentence[at].plain
    following = sentence[at + 1].plain if at + 1 < len(sentence) else ""
    if word not in OBJECTS or sentence[at].quoted:
        return False
    if language == "en":
        is_of = at > 0 and sentence[at - 1].plain in _PLACED  # "each of them is a seed"
        return (
            word == "them"
            and not is_of
            and not any(_is_thing(it.plain, language) for it in sentence[:at])
        )
    if language == "es":
        return _is_before_spanish_verb(word, following)
    if language != "fr" or (following,) in vocabulary("fr"):
        return False
    before = sentence[at - 1].plain if at else ""
    is_infinitive = before in _BEFORE_INFINITIVE and following.endswith(_INFINITIVES)
    return word != "lo" and (before in _SUBJECTS or is_infinitive)


def meant(sentence: Sentence, at: int, memory: Memory) -> list[Entry]:
    """Return whom the object pronoun at this word means, nobody where two could be meant."""
    word = sentence[at].plain
    if word in _MANY:
        return [] if memory.is_of_things else memory.several(is_object=True)
    if word in _ONE:
        # What was not somebody of just before may as well be a thing: "la abuela lo pegó".
        return [it for it in memory.one(_ONE[word], is_object=True) if memory.is_near(it)]
    both = [*memory.one("f", is_object=True), *memory.one("m", is_object=True)]
    return both[:1] if len(set(both)) == 1 else []


def _is_before_spanish_verb(word: str, following: str) -> bool:
    if (
        word not in ("lo", "la", "los", "las")
        or following in _NO_VERBS
        or (following,) in vocabulary("es")
    ):
        return False
    return following.endswith(_PAST) or following in _SPANISH | _deeds()


def _is_thing(word: str, language: str) -> bool:
    entries = vocabulary(language).get((word,), ())
    return any(it.kind == "thing" and it.key not in beasts() for it in entries)


@cache
def _deeds() -> frozenset[str]:
    words = (tokens(it) for row in rows("acts") for it in row[2].split(","))
    return frozenset(it[0] for it in words if len(it) == 1)
