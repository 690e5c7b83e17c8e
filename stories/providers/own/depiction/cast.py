"""Who is in a scene: by what they are called, by name, or by "she" and "he"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import Mention, is_name, mentions
from stories.providers.own.depiction.mood import weight_at
from stories.providers.own.depiction.vocabulary import Entry, rows
from stories.providers.own.depiction.words import Sentence, Word

_RECENT = 8  # sentences before a scene in which "she" and "he" may have been named
_MOST = 3  # figures in one picture: more would be a crowd of small ones
_HARM_WITHIN = 4  # words on either side of a person
# Of whom stories speak as somebody's: "he" is then that other one.
_RELATIVES = frozenset({"mother", "father", "oldwoman", "oldman"})
# Who may be one of "they": nobody who stands for many.
_ONES = frozenset(
    {
        "girl",
        "boy",
        "mother",
        "father",
        "oldwoman",
        "oldman",
        "woman",
        "man",
        "king",
        "queen",
        "princess",
        "prince",
    }
)
_SEVERAL = {
    "en": frozenset({"they", "both"}), "es": frozenset({"ellos", "ellas", "juntos", "juntas"}),
    "fr": frozenset({"ils", "elles"}), "ar": frozenset({"هم", "هما", "معا"}),
}  # fmt: skip
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
    "manteacher": ("man",),
    "nurse": ("woman",),
    "children": ("child",),
    **dict.fromkeys(
        ("oldman", "farmer", "hunter", "fisherman", "chief", "guard", "cook", "trader", "builder"),
        ("man",),
    ),
    "oldwoman": ("woman",),
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is in the story, such as "king"; `sex` is f, m, n, or many for a group."""

    key: str
    age: str
    sex: str


@cache
def roles() -> dict[str, Role]:
    """Return every role of the list of people, by key."""
    return {row[0]: Role(row[0], row[1], row[2]) for row in rows("people")}


def cast(
    sentences: list[Sentence],
    before: list[Sentence],
    names: dict[str, Entry],
    language: str,
    *,
    animals_named: bool = False,
) -> tuple[Role, ...]:
    """Return who is in the scene, the most spoken of first.

    `before` is the story up to it, `names` whom it has introduced; `animals_named` says that the scene
    has animals, whose young are called as people's are.
    """
    said = Counter(_called(sentences, language, names))
    if not said and not _names_somebody(sentences, language):
        said.update(
            _by_pronoun(sentences, before[-_RECENT:], names, language, alone=not animals_named)
        )
    if animals_named:
        # "Her baby" is a monkey's where there is a monkey.
        said.pop("baby", None)
        said.pop("parents", None)
    if said["baby"]:
        # Mother and midwife speak of a daughter and of the baby, and mean one person.
        said -= Counter(_newborns(sentences, language, names))
    for key in list(said):
        for same in _SAME_PERSON.get(key, ()):
            said.pop(same, None)
    return tuple(roles()[key] for key, _ in said.most_common(_MOST))


def _called(sentences: list[Sentence], language: str, names: dict[str, Entry]) -> Iterator[str]:
    for sentence in sentences:
        for mention in mentions(sentence, language, names):
            if mention.entry.kind == "person" and not _is_harmed(sentence, mention, language):
                yield mention.entry.key


def _newborns(sentences: list[Sentence], language: str, names: dict[str, Entry]) -> Iterator[str]:
    """Yield the girl or boy that a sentence of a birth speaks of: "her daughter in her arms"."""
    grammar = GRAMMAR[language]
    for sentence in sentences:
        said = {word.plain for word in sentence if not word.quoted}
        if said & grammar.newborn and said & grammar.offspring:
            yield from (key for key in _called([sentence], language, names) if key in _GROWN_BABY)


def _is_harmed(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether the person dies or is hurt by the words around."""
    around = range(
        max(mention.start - _HARM_WITHIN, 0),
        min(mention.start + mention.length + _HARM_WITHIN, len(sentence)),
    )
    return any(weight_at(sentence, at, language) in ("harm", "grave") for at in around)


def _real(sentences: list[Sentence]) -> Iterable[Word]:
    return (word for sentence in sentences for word in sentence if not word.quoted)


def _names_somebody(sentences: list[Sentence], language: str) -> bool:
    """Return whether the scene has a name, introduced or not: "she" is then whoever it belongs to."""
    return any(
        is_name(word, language)
        for sentence in sentences
        for word in sentence[1:]
        if not word.quoted
    )


def _by_pronoun(
    sentences: list[Sentence], recent: list[Sentence], names: dict[str, Entry], language: str,
    *, alone: bool,
) -> list[str]:  # fmt: skip
    """Return whom "she" or "he" means: the only one of that sex in the last sentences.

    "They" are those who were spoken of there, where they are `alone`: no animals are.
    """
    grammar, found = GRAMMAR[language], []
    known = set(_called(recent, language, names))
    said = {word.plain for word in _real(sentences)}
    for sex, pronouns in (("f", grammar.she), ("m", grammar.he)):
        fitting = [key for key in known - _RELATIVES if roles()[key].sex == sex]
        if said & pronouns and len(fitting) == 1:
            found += fitting
    if alone and not found and said & _SEVERAL[language] and 1 < len(known & _ONES) <= _MOST + 1:
        return sorted(known & _ONES)
    return found
