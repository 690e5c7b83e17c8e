"""Whether a captain, a driver or a doctor is a woman: by the first "she", the article or the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.naming.given_names import listed_names
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import LANGUAGES, Entry
from stories.providers.own.depiction.words import Sentence, plain

# Words of the list of people that say a work and no sex, and are drawn as men if nothing else is said.
_WORKS = {
    language: frozenset(plain(words).split())
    for language, words in {
        "en": "neighbour official stranger driver gardener captain pilot scientist inventor painter"
        " artist musician judge mayor thief robber pirate miner butcher vet dentist coach referee"
        " explorer engineer potter weaver conductor shoemaker tailor beggar barber doctor farmer"
        " guard cook chef trader builder hunter chief baker shopkeeper merchant fisher soldier"
        " officer guide sailor volunteer inspector professor plumber electrician lawyer architect poet writer"
        " author journalist reporter photographer mechanic clerk porter usher caretaker janitor"
        " cyclist lifeguard"
        " ranger zookeeper hairdresser sculptor composer astronomer geologist surgeon paramedic firefighter"
        " magician violinist pianist expert translator interpreter",
        "es": "capitán juez piloto dentista artista guía policía médico médica conserje taxista electricista"
        " astronauta guardia soldado",
        "fr": "médecin docteur professeur vétérinaire capitaine maire juge pilote dentiste artiste"
        " scientifique chef guide peintre pharmacien policier marin garde soldat ingénieur",
        "ar": "",
    }.items()
}
#: The key of somebody at work of whom the story says neither "she" nor "he".
NOBODYS = "somebody"
_HER_ARTICLES = {
    "es": frozenset(["la", "una", "esta", "nuestra"]),
    "fr": frozenset(["la", "une", "cette"]),
}
_HIS_ARTICLES = {
    "es": frozenset(["el", "un", "este", "nuestro"]),
    "fr": frozenset(["le", "un", "ce", "vieux", "cet"]),
}
_NO_WORDS: frozenset[str] = frozenset()
_ARTICLE_WITHIN = 2  # words: "le vieux maire"

Read = Sequence[tuple[Sentence, list[Mention]]]


@dataclass(frozen=True, slots=True)
class Works:
    """The words, works and the names behind them, by which a story calls a woman, and those of which it
    says neither "she" nor "he".
    """

    hers: frozenset[str]
    nobodys: frozenset[str]


def works_of(read: Read, language: str) -> Works:
    """Return by which words of work the story means a woman, and by which nobody in particular."""
    hers, his, open_ = set[str](), set[str](), set[str]()
    for at, (sentence, found) in enumerate(read):
        for it in found:
            works = _works(sentence, it, language)
            if not works:
                continue
            following = (
                read[at + 1][0] if at + 1 < len(read) and not _people(read[at + 1][1]) else ()
            )
            said = _first_pronoun((*sentence[it.start :], *following), language)
            if _is_called(sentence, it, language, "f"):
                said = "she"
            elif not said and _is_called(sentence, it, language, "m"):
                said = "he"
            (hers if said == "she" else his if said == "he" else open_).update(works)
    # Elsewhere the word itself, or its article, says that it is a man.
    nobodys = open_ - hers - his if language == "en" else set[str]()
    return Works(frozenset(hers - his), frozenset(nobodys))


def as_called_at_work(sentence: Sentence, found: list[Mention], works: Works) -> list[Mention]:
    """Return the mentions with those as women whom the story calls so, and those as unseen of whom it
    tells nothing that a picture would not have to make up.
    """
    return [_at_work(sentence, it, works) for it in found]


def _at_work(sentence: Sentence, mention: Mention, works: Works) -> Mention:
    said = {word.plain for word in sentence[mention.start : mention.start + mention.length]}
    if mention.entry.kind != "person":
        return mention
    if sentence[mention.start].plain in works.hers:
        return replace(mention, entry=replace(mention.entry, key="woman"))
    if mention.entry.key == "man" and said & works.nobodys and mention.entry.count <= 1:
        return replace(mention, entry=Entry("unseen", NOBODYS))
    return mention


def _is_called(sentence: Sentence, mention: Mention, language: str, sex: str) -> bool:
    """Return whether the article or the name beside the work is a woman's: "la capitaine", "Captain Rosa"."""
    before = {it.plain for it in sentence[max(mention.start - _ARTICLE_WITHIN, 0) : mention.start]}
    articles = _HER_ARTICLES if sex == "f" else _HIS_ARTICLES
    if before & articles.get(language, _NO_WORDS):
        return True
    end = mention.start + mention.length
    following = sentence[end : end + 1]
    is_named = any(word.plain in GRAMMAR[language].naming for word in following)
    name = sentence[end - 1 : end + (2 if is_named else 1)]
    return any(
        word.is_capital and any(listed_names(code).get(word.plain) == sex for code in LANGUAGES)
        for word in name
    )


def _works(sentence: Sentence, mention: Mention, language: str) -> set[str]:
    """Return the work that is mentioned, with the name that stands behind it."""
    end = mention.start + mention.length
    said = {word.plain for word in sentence[mention.start : end]}
    if mention.entry.kind != "person" or not said & _WORKS[language]:
        return set()
    following = sentence[end : end + 2]
    if following and following[0].plain in GRAMMAR[language].naming:
        following = following[1:]
    return {sentence[mention.start].plain} | {
        word.plain for word in following[:1] if word.is_capital
    }


def _people(found: list[Mention]) -> bool:
    return any(it.entry.kind == "person" for it in found)


def _first_pronoun(words: Sentence, language: str) -> str:
    grammar = GRAMMAR[language]
    for word in words:
        if not word.quoted and word.plain in grammar.she | grammar.he:
            return "she" if word.plain in grammar.she else "he"
    return ""
