"""Which animal a name is, bound once for the whole story: "Pip was a small fox", "la gata Luna"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.mentions import GIVING, mentions
from stories.providers.own.depiction.spotting.belonging import OF_ANIMALS_TOO
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import Entry, beasts, vocabulary
from stories.providers.own.depiction.words import Sentence, Word, plain

_DESCRIBED_WITHIN = 6  # words between "was" and the animal: "was a very small brown"
_CALLED_WITHIN = 3  # words between the animal and "called"
_NOBODY: frozenset[str] = frozenset()
_FOR = frozenset({"for", "para", "pour"})
_BY_THE = frozenset({"the", "el", "la", "le", "l"})
# With a capital at a sentence's beginning, and nobody's name.
_NO_NAMES = frozenset(
    plain(
        "it he she they we i you there here this that these those who what which one once nobody"
        " nothing everything everybody someone today then now so but and when while where his her its"
        " my your their our mr mrs miss in on at of to the a an"
        " él ella ello eso esto ese esa aquel aquella había quién hoy entonces ahora su mi pero cuando"
        " érase erase todo nada nadie allí aquí y"
        " il elle on ce c cela ça ceci qui je tu nous vous son sa mon ma tout rien personne ici là et mais"
        " هو هي هذا هذه ذلك تلك هناك هنا ثم لقد قد انه انها كل كان كانت"
    ).split()
)


def named_animals(sentences: list[Sentence], language: str) -> dict[str, Entry]:
    """Return the animal that each name was introduced as, with its colour where that is said."""
    found: dict[str, Entry] = {}
    for sentence in sentences:
        for mention in mentions(sentence, language):
            if mention.entry.key in beasts():
                for name in _names(sentence, mention, language):
                    found.setdefault(name, mention.entry)
        for name, entry in _old_for_one(sentence, language):
            found.setdefault(name, entry)
    return found


def _old_for_one(sentence: Sentence, language: str) -> Iterator[tuple[str, Entry]]:
    """Yield whom "Biscuit was fourteen, which is very old for a dog" makes a dog."""
    being = GRAMMAR[language].being
    if len(sentence) < 2 or not sentence[0].is_capital or sentence[1].plain not in being:
        return
    words = [word.plain for word in sentence]
    for at in range(2, len(words) - 2):
        if words[at] in _FOR and words[at + 1] in GRAMMAR[language].determiners:
            for entry in vocabulary(language).get((words[at + 2],), ()):
                if entry.key in beasts() and sentence[0].plain not in _NO_NAMES:
                    yield sentence[0].plain, entry


def named_kin(
    sentences: list[Sentence], language: str, named: dict[str, Entry], people: dict[str, Entry]
) -> dict[str, Entry]:
    """Return the animal that "his sister Daisy" is, where the story is about a named animal and no person."""
    found: dict[str, Entry] = {}
    strangers = {name for name, it in people.items() if it.key not in OF_ANIMALS_TOO}
    hero: Entry | None = None
    for sentence in sentences:
        if any(word.plain in strangers and word.is_capital for word in sentence):
            return found
        for at, word in enumerate(sentence):
            if word.plain in named:
                hero = hero or replace(named[word.plain], colour="")
            if hero and word.plain in people and at > 1 and word.is_capital:
                family, owner = sentence[at - 1], sentence[at - 2]
                is_kin = _is_somebody(family, language) and not family.is_capital
                if is_kin and owner.plain in _OWNERS[language]:
                    found.setdefault(word.plain, hero)
    return found


_OWNERS: dict[str, frozenset[str]] = {
    "en": frozenset({"his", "her", "its"}), "es": frozenset({"su", "sus"}),
    "fr": frozenset({"son", "sa", "ses"}), "ar": frozenset(),
}  # fmt: skip


def _names(sentence: Sentence, mention: Mention, language: str) -> Iterator[str]:
    """Yield what the animal that is mentioned is called."""
    if language == "ar":
        yield from _in_arabic(sentence, mention)
        return
    before, after = sentence[: mention.start], sentence[mention.start + mention.length :]
    beside = "" if sentence[mention.start].is_capital else _beside(before, after, language)
    if name := (
        _said_to_be(before, after, language)
        or by_the(before, language)
        or beside
        or _called(after, language)
    ):
        yield name


def _said_to_be(before: Sentence, after: Sentence, language: str) -> str:
    """Return the name of "Pip was a small brown (fox)" and of "Pip, a small brown (fox),"."""
    grammar = GRAMMAR[language]
    for back, word in enumerate(reversed(before[-_DESCRIBED_WITHIN - 1 :])):
        at = len(before) - 1 - back
        explains = word.plain == "," and (not after or after[0].is_mark)
        if word.plain in grammar.being or explains:
            has_article = at + 1 < len(before) and before[at + 1].plain in grammar.determiners
            named = _name_that_ends(before[:at], language)
            return named if has_article else ""
        # "A baby owl" is an owl, and "a boy who had a fox" a boy.
        if word.is_mark or _is_somebody(word, language, OF_ANIMALS_TOO if back == 0 else _NOBODY):
            return ""
    return ""


def _name_that_ends(words: Sentence, language: str) -> str:
    """Return the name with which the words end, nothing stands before it that makes it a noun."""
    if not words or not _is_name(words[-1], language):
        return ""
    # "Grandpa Leo was a lion of a man", "the Sun, a lion".
    before = words[-2:-1]
    if before and (
        before[0].plain in GRAMMAR[language].determiners or _is_somebody(before[0], language)
    ):
        return ""
    return words[-1].plain


def by_the(before: Sentence, language: str) -> str:
    """Return the name of "Juno the little (owl)"."""
    for at in range(len(before) - 1, max(len(before) - 3, 0), -1):
        if before[at].plain in _BY_THE:
            # "She gave Tom the puppy" tells of two.
            leading = before[max(at - 2, 0) : at - 1]
            is_given = bool(leading) and leading[0].plain in GIVING
            return "" if is_given else _name_that_ends(before[:at], language)
        if before[at].is_mark:
            return ""
    return ""


def _beside(before: Sentence, after: Sentence, language: str) -> str:
    """Return the name of "his dog Biscuit" and "la gata Luna"."""
    has_article = any(word.plain in GRAMMAR[language].determiners for word in before[-3:])
    if not (has_article and after and _is_written(after[0])):
        return ""
    return after[0].plain


def _called(after: Sentence, language: str) -> str:
    """Return the name of "(a fox) called Pip", "(una gata negra) llamada Luna"."""
    naming = GRAMMAR[language].naming
    for at, word in enumerate(after[: _CALLED_WITHIN + 1]):
        if word.is_mark and word.plain != ",":
            return ""
        if word.plain in naming:
            at += after[at + 1 : at + 2] != () and after[at + 1].plain in GRAMMAR[language].being
            name = after[at + 1 : at + 2]
            return name[0].plain if name and _is_written(name[0]) else ""
        if _is_somebody(word, language):
            return ""
    return ""


def _in_arabic(sentence: Sentence, mention: Mention) -> Iterator[str]:
    """Yield the name of "كان شوك قنفذا" and of "قنفذ صغير اسمه نور", which no capital marks."""
    grammar = GRAMMAR["ar"]
    before = sentence[max(mention.start - 2, 0) : mention.start]
    if len(before) == 2 and before[0].plain in grammar.being and _may_be_called(before[1]):
        yield before[1].plain
    following = sentence[mention.start + mention.length :][: _CALLED_WITHIN + 2]
    for at, word in enumerate(following[:-1]):
        if word.is_mark or _is_somebody(word, "ar"):
            return
        if word.plain in grammar.naming and not following[at + 1].is_mark:
            yield following[at + 1].plain
            return


def _may_be_called(word: Word) -> bool:
    is_joined = word.plain.startswith("ال")
    return not (word.is_mark or is_joined or word.plain in _NO_NAMES or _is_somebody(word, "ar"))


def _is_name(word: Word, language: str) -> bool:
    """Return whether the word is written as a name; it may be a word too, as Luna is."""
    return _is_written(word) and not _is_somebody(word, language)


def _is_written(word: Word) -> bool:
    return word.is_capital and len(word.plain) > 1 and word.plain not in _NO_NAMES


def _is_somebody(word: Word, language: str, but: frozenset[str] = _NOBODY) -> bool:
    """Return whether the word means a person or an animal by itself, `but` these: "Dad", "Fox"."""
    entries = vocabulary(language).get((word.plain,), ())
    return any((it.kind == "person" and it.key not in but) or it.key in beasts() for it in entries)
