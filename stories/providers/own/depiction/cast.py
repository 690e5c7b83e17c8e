"""Who is in a scene: by what they are called, by name, or by "she" and "he"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import Mention, mentions
from stories.providers.own.depiction.mood import weight_at
from stories.providers.own.depiction.vocabulary import rows
from stories.providers.own.depiction.words import Sentence, Word

_NAMED_WITHIN = 4  # words between "a girl" and "called Akai"
_MOST = 3  # figures in one picture: more would be a crowd of small ones
_HARM_WITHIN = 4  # words on either side of a person
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


def cast(sentences: list[Sentence], before: list[Sentence], language: str) -> tuple[Role, ...]:
    """Return who is in the scene, the most spoken of first; `before` is the story up to it."""
    said = Counter(_called(sentences, language))
    names = {**_names(before, language), **_names(sentences, language)}
    said.update(names[word.plain] for word in _real(sentences) if word.plain in names)
    if not said:
        said.update(_by_pronoun(sentences, Counter(_called(before, language)), language))
    for key in list(said):
        for same in _SAME_PERSON.get(key, ()):
            said.pop(same, None)
    return tuple(roles()[key] for key, _ in said.most_common(_MOST))


def _called(sentences: list[Sentence], language: str) -> Iterator[str]:
    for sentence in sentences:
        for mention in mentions(sentence, language):
            if mention.entry.kind == "person" and not _is_harmed(sentence, mention, language):
                yield mention.entry.key


def _is_harmed(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether the person dies or is hurt by the words around."""
    around = range(
        max(mention.start - _HARM_WITHIN, 0),
        min(mention.start + mention.length + _HARM_WITHIN, len(sentence)),
    )
    return any(weight_at(sentence, at, language) in ("harm", "grave") for at in around)


def _real(sentences: list[Sentence]) -> Iterable[Word]:
    return (word for sentence in sentences for word in sentence if not word.quoted)


def _names(sentences: list[Sentence], language: str) -> dict[str, str]:
    """Return the role of everybody who is introduced by name: "King Kayanja", "a girl called Akai"."""
    found: dict[str, str] = {}
    if language == "ar":
        # Without capitals a name cannot be told from a word.
        return found
    for sentence in sentences:
        for mention in mentions(sentence, language):
            if mention.entry.kind == "person" and (
                name := _name_after(sentence, mention, language)
            ):
                found.setdefault(name, mention.entry.key)
    return found


def _name_after(sentence: Sentence, mention: Mention, language: str) -> str:
    grammar, end = GRAMMAR[language], mention.start + mention.length
    following = sentence[end : end + _NAMED_WITHIN + 1]
    for at, word in enumerate(following):
        close = at == 0 or (at == 1 and following[0].plain == ",")
        named = any(before.plain in grammar.naming for before in following[:at])
        if word.is_capital and len(word.plain) > 1 and (close or named):
            return word.plain
    return ""


def _by_pronoun(sentences: list[Sentence], known: Counter[str], language: str) -> list[str]:
    """Return whom "she" or "he" means: the one of that sex the story has spoken of most."""
    grammar, found = GRAMMAR[language], []
    said = {word.plain for sentence in sentences for word in sentence if not word.quoted}
    for sex, pronouns in (("f", grammar.she), ("m", grammar.he)):
        fitting = [key for key, _ in known.most_common() if roles()[key].sex == sex]
        if said & pronouns and fitting:
            found.append(fitting[0])
    return found
