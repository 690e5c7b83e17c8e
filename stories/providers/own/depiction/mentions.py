"""What a text mentions that is there: not what is denied, compared, remembered or only talked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.grammar import GRAMMAR, Grammar
from stories.providers.own.depiction.looks.colours import colour_of, colour_words
from stories.providers.own.depiction.looks.counts import count_of
from stories.providers.own.depiction.unreal.absence import is_denied
from stories.providers.own.depiction.unreal.future import is_of_the_future
from stories.providers.own.depiction.unreal.likening import is_likened
from stories.providers.own.depiction.unreal.tales import begins_tale, is_drawn
from stories.providers.own.depiction.vocabulary import Entry, Vocabulary, beasts, rows, vocabulary
from stories.providers.own.depiction.words import Sentence, Word

_LONGEST_PHRASE = 4  # words
_TOLD_WITHIN = 5  # words between "told" and "about"
_BOARDED_WITHIN = 5  # words before: "in a beautiful pea-green boat"
_SURNAMES = frozenset({"finch", "wren", "swift", "robin", "lamb", "bird", "martin"})  # of Mrs Finch
_WORK_WITHIN = 5  # words: "(Hyena) was a very hardworking"
_PLACE_WORD_WITHIN = 3  # words before: "in the bush", "into the thick bush"


#: After these "Tom the puppy" is whom and what: "she gave Tom the puppy".
GIVING = frozenset(
    [
        "gave",
        "give",
        "gives",
        "bought",
        "brought",
        "handed",
        "showed",
        "shows",
        "sent",
        "told",
        "lent",
        "made",
        "passed",
        "threw",
        "offered",
        "fed",
        "promised",
        "got",
        "found",
        "read",
        "taught",
        "left",
    ]
)
#: Who may be an animal's family as well as people.
OF_ANIMALS_TOO = frozenset(
    {"mother", "father", "baby", "girl", "boy", "child", "children", "oldman", "oldwoman"}
)
_GROUPS = frozenset({"men", "women", "people", "children", "parents"})
_HELPING = frozenset({"can", "could", "will", "would", "may", "might", "must", "should", "to"})
_JOINED = frozenset("وفلب")  # single letters that Arabic writes onto a name
_LADIES = frozenset().union(*(grammar.of_ladies for grammar in GRAMMAR.values()))
_BLOT = Word("idiom", is_capital=False, quoted=False)
_NO_NAMES: dict[str, Entry] = {}


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the vocabulary in a sentence: where it begins, and how many words it has."""

    entry: Entry
    start: int
    length: int


def mentions(
    sentence: Sentence, language: str, names: Mapping[str, Entry] = _NO_NAMES
) -> list[Mention]:
    """Return what the sentence says is there, in its order; `names` says what names stand for."""
    grammar = GRAMMAR[language]
    unreal = unreal_from(sentence, grammar)
    spotted = list(_spotted(sentence, language, grammar, names))
    sentence = _without_idioms(sentence, spotted)
    return [
        _coloured(sentence, mention, language)
        for mention in spotted
        if mention.entry.kind != "idiom"
        and mention.start < unreal
        and not sentence[mention.start].quoted
        and not is_likened(sentence, mention.start, grammar)
        and not is_drawn(sentence, mention.start, language)
        and not is_denied(sentence, mention.start, mention.length, mention.entry, grammar)
        and not _only_owns(sentence, mention, language)
        and not (
            mention.entry.kind in ("thing", "place", "season")
            and mention.entry.key not in beasts()
            and is_of_the_future(sentence, mention.start, language)
        )
        and not _is_a_colour(sentence, mention, language)
        and not _is_an_animals(sentence, mention, language)
        and not _is_part_of_a_name(sentence, mention)
        and not _is_a_title(sentence, mention, language)
        and not _is_greeted(sentence, mention, grammar)
        and not _is_named_next(sentence, mention, grammar)
    ]


def _coloured(sentence: Sentence, mention: Mention, language: str) -> Mention:
    """Return the mention with the number that is said of it, and the colour, if it is a thing."""
    entry = mention.entry
    if entry.kind not in ("thing", "person"):
        return mention
    at, length = mention.start, mention.length
    number = count_of(sentence, at, length, language, is_person=entry.kind == "person")
    colour = colour_of(sentence, at, length, language) if entry.kind == "thing" else ""
    if not (number or colour):
        return mention
    said = replace(entry, colour=colour or entry.colour, count=number or entry.count)
    return replace(mention, entry=said)


def _without_idioms(sentence: Sentence, spotted: list[Mention]) -> Sentence:
    """Return the sentence with its idioms blotted out: "sin parar" denies nothing."""
    words = list(sentence)
    for mention in spotted:
        if mention.entry.kind == "idiom":
            for at in range(mention.start, mention.start + mention.length):
                words[at] = _BLOT
    return tuple(words)


def _spotted(
    sentence: Sentence, language: str, grammar: Grammar, names: Mapping[str, Entry]
) -> Iterator[Mention]:
    known, at = vocabulary(language), 0
    while at < len(sentence):
        found = _longest_at(sentence, at, known, language, grammar)
        # In Arabic a name may look like a word with an ending: Layla like "my night".
        # A name may be a word too: Luna is no moon, unless "Red Riding Hood" or the like begins here.
        is_longer = bool(found) and found[0].length > 1 and not grammar.joins_words
        if not is_longer and (entry := _named(sentence, at, names, grammar)):
            found = [Mention(entry, at, 1)]
        yield from found
        at += found[0].length if found else 1


def _named(
    sentence: Sentence, at: int, names: Mapping[str, Entry], grammar: Grammar
) -> Entry | None:
    """Return whom the name means; in Arabic, which has no capitals, with "and" or "to" written onto it."""
    word = sentence[at]
    if not grammar.joins_words:
        return names.get(word.plain) if word.is_capital else None
    return names.get(word.plain) or (
        names.get(word.plain[1:]) if word.plain[0] in _JOINED else None
    )


def _longest_at(
    sentence: Sentence, at: int, known: Vocabulary, language: str, grammar: Grammar
) -> list[Mention]:
    """Return the longest phrase that begins here; twice for the moon, which tells the hour too."""
    for length in range(_LONGEST_PHRASE, 0, -1):
        for phrase in _spellings(sentence[at : at + length], language):
            entries = known.get(phrase, ()) if len(phrase) == length else ()
            fitting = [entry for entry in entries if _fits(sentence, at, entry, grammar)]
            if fitting:
                both = fitting[0].kind == "hour" and fitting[-1].kind == "thing"
                return [Mention(entry, at, length) for entry in (fitting if both else fitting[:1])]
    return []


def _spellings(words: Sentence, language: str) -> Iterator[tuple[str, ...]]:
    rest = tuple(word.plain for word in words[1:])
    for first in stems(words[0].plain) if language == "ar" else (words[0].plain,):
        yield (first, *rest)
        # "The little house": in Arabic the article is on every word of the phrase.
        if language == "ar" and rest:
            yield (first, *(word.removeprefix("ال") for word in rest))


def _fits(sentence: Sentence, at: int, entry: Entry, grammar: Grammar) -> bool:
    """Return whether what has to stand before the phrase for this meaning does."""
    if entry.after == "determiner":
        # A capital within a sentence is a name: "Bear went home".
        named = sentence[at].is_capital and at > 0
        return named or _is_determined(sentence, at, grammar)
    if entry.after == "place word":
        joined = grammar.joins_words and sentence[at].plain.startswith(("بال", "لل"))
        return joined or _within(sentence, at, _PLACE_WORD_WITHIN, grammar.place_words)
    return True


def _is_determined(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether "the" stands before it, or before one word between that is no noun."""
    before = sentence[max(at - 2, 0) : at]
    if before and before[-1].plain in grammar.determiners:
        return True
    if before and before[-1].plain in _HELPING:
        return False  # "that can fly"
    # "The people bat": what is between is who does it.
    noun = len(before) == 2 and (before[1].plain,) in vocabulary(grammar.language)
    return len(before) == 2 and before[0].plain in grammar.determiners and not noun


def _within(sentence: Sentence, end: int, reach: int, wanted: frozenset[str]) -> bool:
    for word in reversed(sentence[max(end - reach, 0) : end]):
        if word.is_mark:
            return False
        if word.plain in wanted:
            return True
    return False


def unreal_from(sentence: Sentence, grammar: Grammar) -> int:
    """Return from which word on the sentence only supposes, remembers, asks or tells of a tale."""
    if any(word.plain in "?؟" and not word.quoted for word in sentence):
        return 0
    if sentence[0].plain in grammar.supposing:
        return 0
    for at, word in enumerate(sentence):
        if word.plain in grammar.unreal and not word.quoted:
            return at
        if _tells_of(sentence, at, grammar):
            return at + 1
    return len(sentence)


def _tells_of(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether it is told of another tale here: "a story about", and not "this is the story of"."""
    told = {word.plain for word in sentence[max(at - _TOLD_WITHIN, 0) : at] if not word.quoted}
    if sentence[at].plain in grammar.about and told & grammar.told and not sentence[at].quoted:
        return True
    tells = begins_tale(sentence, at, grammar.language)
    return tells and sentence[0].plain not in grammar.showing


def _only_owns(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a person is spoken of as the owner of something: "her mother's blanket"."""
    is_pet = mention.entry.key in beasts() and sentence[mention.start].is_capital
    if mention.entry.kind != "person" and not (is_pet and language == "en"):
        return False
    if language == "en":
        end = mention.start + mention.length
        owned = [word.plain for word in sentence[end : end + 4]]
        return owned[:1] == ["s"] and any(_is_noun(word, language) for word in owned[1:])
    before = [word.plain for word in sentence[max(mention.start - 4, 0) : mention.start]]
    if language == "ar":
        # What is owned stands right before, without an article, and no "and" joins the two.
        word = sentence[mention.start].plain
        if word.startswith("و") and (word,) not in vocabulary(language):
            return False
        return (
            bool(before)
            and not before[-1].startswith(("ال", "وال"))
            and _is_noun(before[-1], language)
        )
    owning = GRAMMAR[language].owning
    # "The kingdom of Kayanja": a name owns whatever it is.
    if before[-1:] and before[-1] in owning and is_name(sentence[mention.start], language):
        return True
    return any(
        word in owning and _is_owned(before[:at], language) for at, word in enumerate(before) if at
    )


def _is_owned(before: list[str], language: str) -> bool:
    """Return whether a noun stands last, or before an adjective that is last: "la bicicleta roja (de)"."""
    if _is_noun(before[-1], language) or _is_place(before[-1], language):
        return True
    is_adjective = not (before[-1:] and before[-1] in GRAMMAR[language].determiners)
    return len(before) > 1 and is_adjective and _is_noun(before[-2], language)


def _is_an_animals(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a person's word is beside an animal's and so means that one: "mother hen"."""
    if mention.entry.kind != "person":
        return False
    if _is_titled(sentence, mention, language) or _is_its_work(sentence, mention, language):
        return True
    if mention.entry.key not in OF_ANIMALS_TOO:
        return False
    if (sentence[mention.start].plain,) not in vocabulary(language) and language == "ar":
        forms = _spellings(sentence[mention.start : mention.start + 1], language)
        if not any(form in vocabulary(language) for form in forms):
            return False  # called by name
    end = mention.start + mention.length
    beside = (*sentence[max(mention.start - 1, 0) : mention.start], *sentence[end : end + 1])
    if language == "ar":
        # "The boy saw" puts a fish beside the boy too; "the monkey's mother" has no article.
        beside = () if "ال" in sentence[mention.start].plain[:4] else sentence[end : end + 1]
    return any(_meant(word.plain, language) & beasts() for word in beside)


def _is_a_colour(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a thing's word only says a colour here: "des couleurs roses", "un abrigo rosa"."""
    at = mention.start
    if (
        mention.entry.kind != "thing"
        or mention.length > 1
        or at == 0
        or sentence[at].plain not in colour_words(language)
    ):
        return False
    grammar = GRAMMAR[language]
    return sentence[at - 1].plain not in grammar.determiners | grammar.place_words


def _is_titled(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is an animal's title or the name of one: "Mr Badger", "tía Zorra"."""
    title, following = sentence[mention.start], sentence[mention.start + mention.length :][:1]
    titles = GRAMMAR[language].of_ladies
    return any(
        _meant(word.plain, language) & beasts()
        and word.plain not in _SURNAMES
        and (title.plain in titles or word.is_capital)
        for word in following
    )


def _is_its_work(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether an animal is it: "Hyena was a hardworking farmer", "el león era el rey"."""
    grammar = GRAMMAR[language]
    before = sentence[max(mention.start - _WORK_WITHIN, 0) : mention.start]
    being = [at for at, word in enumerate(before) if word.plain in grammar.being]
    if not being or any(word.is_mark for word in before[being[-1] :]):
        return False
    subject = sentence[max(mention.start - len(before) + being[-1] - 2, 0) :][:2]
    return any(_meant(word.plain, language) & beasts() for word in subject)


def _is_part_of_a_name(sentence: Sentence, mention: Mention) -> bool:
    """Return whether things or groups stand in a name of several words: "Men's Social Centre"."""
    at = mention.start
    named = at > 1 and sentence[at].is_capital and sentence[at - 1].is_capital
    if mention.entry.hero:
        return False
    if named and mention.entry.kind == "place" and sentence[at - 1].plain in _LADIES:
        return True  # "Mrs Hill"
    return named and (mention.entry.kind == "thing" or mention.entry.key in _GROUPS)


def _is_a_title(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is a title of religion before a name: "Brother Joe" is nobody's brother."""
    first, following = sentence[mention.start], sentence[mention.start + 1 : mention.start + 2]
    return (
        first.is_capital
        and first.plain in GRAMMAR[language].titles
        and any(is_name(word, language) for word in following)
    )


def _is_greeted(sentence: Sentence, mention: Mention, grammar: Grammar) -> bool:
    """Return whether a letter begins with a greeting to that person, who is elsewhere."""
    if mention.entry.kind != "person" or sentence[0].plain not in grammar.greeting:
        return False
    return not any(word.is_mark for word in sentence[: mention.start])


def _is_named_next(sentence: Sentence, mention: Mention, grammar: Grammar) -> bool:
    """Return whether a title says that it is not the man one would think: "the farmer, Mrs Lind"."""
    end = mention.start + mention.length
    comma, title, name = (*sentence[end : end + 3], None, None, None)[:3]
    if mention.entry.kind != "person" or not (comma and title and name):
        return False
    known = vocabulary(grammar.language)
    is_lady = any(it.key == "woman" for it in known.get((title.plain,), ()))
    return comma.plain == "," and is_lady and name.is_capital and mention.entry.key in _men()


@cache
def _men() -> frozenset[str]:
    return frozenset(row[0] for row in rows("people") if row[2] == "m")


def is_boarded(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether somebody is in the boat that is mentioned: "in a small boat", "rowed the boat"."""
    grammar = GRAMMAR[language]
    words = {word.plain for word in sentence if not word.quoted}
    boarded = _within(sentence, mention.start, _BOARDED_WITHIN, grammar.on_board)
    joined = grammar.joins_words and sentence[mention.start].plain.startswith("بال")
    return boarded or joined or not words.isdisjoint(grammar.sailing)


def is_name(word: Word, language: str) -> bool:
    """Return whether the word is written as a name and means nothing else."""
    return word.is_capital and len(word.plain) > 1 and (word.plain,) not in vocabulary(language)


def _is_noun(word: str, language: str) -> bool:
    """Return whether the word may be a thing or a person, who can be somebody's."""
    return bool(_meant(word, language))


def _is_place(word: str, language: str) -> bool:
    return any(it.kind == "place" for it in vocabulary(language).get((word,), ()))


def _meant(word: str, language: str) -> set[str]:
    """Return the keys of the things and people that the word may mean."""
    forms = stems(word) if language == "ar" else [word]
    entries = [entry for form in forms for entry in vocabulary(language).get((form,), ())]
    return {entry.key for entry in entries if entry.kind in ("thing", "person", "unseen")}
