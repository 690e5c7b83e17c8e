"""Who or what a name means: "King Kayanja", "a girl called Akai", "Shishi, a glossy mare"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.heroes import heroes
from stories.providers.own.depiction.mentions import mentions
from stories.providers.own.depiction.naming.given_names import listed_names
from stories.providers.own.depiction.naming.species import by_the, named_animals, named_kin
from stories.providers.own.depiction.spotting.spotted import Mention, is_name
from stories.providers.own.depiction.vocabulary import Entry, beasts, hero_words, vocabulary
from stories.providers.own.depiction.words import Sentence, Word

_BORN_WITHIN = 3  # sentences between a child and "Her name is Akai"
_CHILDREN = frozenset({"girl", "boy"})
# Groups are not meant by "her name is", and the baby is the child itself.
_NOT_CALLED_SO = frozenset({"women", "men", "people", "children", "parents", "baby"})
_SHORT_NAME = 5  # letters of a name that a short form of it has, at least
_WAS_AND_NAME = 2
_NAMED_WITHIN = 4  # words between "a girl" and "called Akai"
_EXPLAINED_WITHIN = 5  # words between "Shishi," and "a glossy black mare"


def introductions(sentences: list[Sentence], language: str) -> dict[str, Entry]:
    """Return who or what each name was introduced as, the first time it was."""
    people, animals_named = (
        _people_and_animals(sentences, language), named_animals(sentences, language),
    )  # fmt: skip
    kin = named_kin(sentences, language, animals_named, people)
    return heroes(sentences, language) | people | kin | animals_named


def _people_and_animals(sentences: list[Sentence], language: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    if language == "ar":
        # Without capitals a name cannot be told from a word, unless "whose name is" says so.
        return {name: entry for it in sentences for name, entry in _named_in_arabic(it)}
    # Within a sentence: every word is written with a capital at its beginning.
    written = {word.plain for sentence in sentences for word in sentence[1:] if word.is_capital}
    for number, sentence in enumerate(sentences):
        for name, entry in _named_after(
            sentences[max(number - _BORN_WITHIN, 0) : number], sentence, language
        ):
            found.setdefault(name, entry)
        for mention in mentions(sentence, language):
            if _is_living(mention):
                for name in _names_of(sentence, mention, language):
                    if name in written or name in listed_names(language):
                        found.setdefault(name, mention.entry)
    return found | _short_forms(found, written)


def _is_living(mention: Mention) -> bool:
    return mention.entry.kind == "person" or mention.entry.key in beasts()


def _named_in_arabic(sentence: Sentence) -> Iterator[tuple[str, Entry]]:
    naming = GRAMMAR["ar"].naming
    for mention in mentions(sentence, "ar"):
        yield from _said_to_be(sentence, mention)
        end = mention.start + mention.length
        following = sentence[end : end + _NAMED_WITHIN + 1]
        for word, name in pairwise(following):
            if (word.plain,) in hero_words("ar"):
                break  # "a boy met a drop called Lulu"
            if word.plain in naming and _is_living(mention):
                yield name.plain, mention.entry


def _said_to_be(sentence: Sentence, mention: Mention) -> Iterator[tuple[str, Entry]]:
    """Yield the name of "was Salma a little girl"."""
    before = sentence[max(mention.start - 2, 0) : mention.start]
    if len(before) == _WAS_AND_NAME and before[0].plain in GRAMMAR["ar"].being:
        is_word = (before[1].plain,) in vocabulary("ar") or before[1].plain.startswith("ال")
        if not is_word and _is_living(mention) and not before[1].is_mark:
            yield before[1].plain, mention.entry


def _names_of(sentence: Sentence, mention: Mention, language: str) -> Iterator[str]:
    end = mention.start + mention.length
    following = sentence[end : end + _NAMED_WITHIN + 1]
    naming = GRAMMAR[language].naming
    for at, word in enumerate(following):
        beside = mention.entry.kind == "person" and (
            at == 0 or (at == 1 and following[0].plain == ",")
        )
        # "La tía Rosa" is no rose, whatever the word means elsewhere.
        is_written = at == 0 and beside and _is_word_as_name(word, language)
        if (word.plain,) in hero_words(language) and not is_written:
            break  # "A girl met a drop called Pip": it is the drop's name.
        called = any(before.plain in naming for before in following[:at])
        if (is_name(word, language) and (beside or called)) or is_written:
            yield word.plain
            break
    yield from _explained(sentence, mention, language)
    if mention.entry.kind == "person" and (name := by_the(sentence[: mention.start], language)):
        yield name


def _is_word_as_name(word: Word, language: str) -> bool:
    """Return whether a thing's word with a capital stands behind a person's word, as a name does."""
    entries = vocabulary(language).get((word.plain,), ())
    is_thing = bool(entries) and all(
        it.kind == "thing" and it.key not in beasts() for it in entries
    )
    return word.is_capital and is_thing


def _explained(sentence: Sentence, mention: Mention, language: str) -> Iterator[str]:
    """Yield the name that the mention explains: what stands before the comma before its article."""
    before = sentence[max(mention.start - _EXPLAINED_WITHIN, 0) : mention.start]
    marks = [at for at, word in enumerate(before) if word.is_mark]
    if not marks or marks[-1] == 0 or before[marks[-1]].plain != ",":
        return
    name, rest = before[marks[-1] - 1], before[marks[-1] + 1 :]
    if any(_is_of_person(word, language) for word in rest[:-1]):
        return  # "Tom, a boy who had a fox"
    if rest and rest[0].plain in GRAMMAR[language].determiners and is_name(name, language):
        yield name.plain


def _is_of_person(word: Word, language: str) -> bool:
    return any(it.kind == "person" for it in vocabulary(language).get((word.plain,), ()))


def _named_after(
    before: list[Sentence], sentence: Sentence, language: str
) -> Iterator[tuple[str, Entry]]:
    """Yield the name that "Her name is" gives to the child or animal that alone was spoken of before."""
    at = _after_naming(sentence, language)
    if not at or not any(is_name(word, language) for word in sentence[at : at + 1]):
        return
    last = [it for it in mentions(before[-1], language) if _is_living(it)] if before else []
    if last and last[-1].entry.key in beasts() and len({it.entry.key for it in last}) == 1:
        yield sentence[at].plain, last[-1].entry
        return
    spoken_of = {
        mention.entry.key: mention.entry
        for earlier in before
        for mention in mentions(earlier, language)
        if _is_living(mention) and mention.entry.key not in _NOT_CALLED_SO
    }
    people = {key: it for key, it in spoken_of.items() if it.kind == "person"}
    meant = people or spoken_of
    if len(meant) == 1 and (meant.keys() <= _CHILDREN or not people):
        yield from ((sentence[at].plain, entry) for entry in meant.values())


def _after_naming(sentence: Sentence, language: str) -> int:
    """Return where the name stands in "Her name is Akai", 0 where the sentence does not begin so."""
    for phrase in GRAMMAR[language].named_is:
        if tuple(word.plain for word in sentence[: len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _short_forms(found: dict[str, Entry], written: set[str]) -> dict[str, Entry]:
    """Return whom short names mean that begin as a part of one long name: Ntsiki, of Nontsikelelo."""
    short: dict[str, Entry] = {}
    for name in written - found.keys():
        if len(name) > _SHORT_NAME:
            long = [known for known in found if name[:-1] in known and len(known) > len(name) + 2]
            if len(long) == 1:
                short[name] = found[long[0]]
    return short
