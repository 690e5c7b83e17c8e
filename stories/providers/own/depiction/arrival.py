"""How much a sentence says that the scene is at the place which it names."""

from __future__ import annotations

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.unreal.absence import EMPTY
from stories.providers.own.depiction.words import Sentence, plain

STAYED, NAMED, GOAL, TALKED_OF = 1.0, 0.8, 0.45, 0.2
_REACH = 5  # words before a place among which its preposition stands
_EMPTY_WITHIN = 4  # words between a place and "empty"
_CLOSED = frozenset(
    plain(
        "closed shut locked cerrada cerradas cerrado cerrados fermé fermée fermés fermées مغلقة مغلق"
    ).split()
)
_TO = frozenset({"à", "au", "aux"})
_LEADING = 3  # words before a place of which a sentence tells: "The old forest was dark"
# Where one comes from, goes towards or stays until one is not now.
_LEAVING = frozenset(
    plain(
        "from for until towards toward de desde hacia para hasta vers pour depuis jusqu من حتى نحو باتجاه"
    ).split()
)
_WALKING = frozenset(
    "walking going riding driving heading travelling hurrying running marching trudging".split()  # noqa: SIM905
)
_UNDERWAY = {
    "en": frozenset(["way"]), "es": frozenset(plain("iba iban íbamos camino rumbo").split()),
    "fr": frozenset(plain("allait allaient allions route").split()),
    "ar": frozenset(plain("طريقه طريقها طريقهم طريقنا").split()),
}  # fmt: skip
_REACHED = {
    code: frozenset(plain(words).split())
    for code, words in {
        "en": "reached reach reaches entered enter enters crossed crosses visited visits explored filled"
        " covered left climbed",
        "es": "cruzó cruzaron cruzaba cruza cruzan recorrió visitó visitaron llenó cubría subió",
        "fr": "atteignit traversa traversait traversent visita visite quitta grimpa remplit",
        "ar": "دخل دخلت دخلوا وصل وصلت وصلوا زار زارت عبر عبرت",
    }.items()
}


def weight(sentence: Sentence, mention: Mention, language: str) -> float:
    """Return how much the words before the place say that the scene is there."""
    grammar = GRAMMAR[language]
    before = sentence[max(mention.start - _REACH, 0) : mention.start]
    end = mention.start + mention.length
    behind = {word.plain for word in sentence[end : end + _EMPTY_WITHIN]}
    if behind & (_CLOSED | EMPTY):
        # Who finds the shops closed is before them, and who is told of an empty stable elsewhere.
        return TALKED_OF if behind & _CLOSED else GOAL
    first = sentence[mention.start].plain
    is_joined = grammar.joins_words and first.startswith(("بال", "وبال"))
    if is_joined or first in grammar.staying:
        return STAYED  # "at home" is one phrase
    for word in reversed(before):
        if word.is_mark or word.plain in grammar.clause_starts:
            break
        if word.plain in grammar.staying:
            return STAYED
        if word.plain in grammar.going:
            is_off = word.plain in _LEAVING or _is_on_the_way(before, language)
            return TALKED_OF if is_off else GOAL
        if word.plain in grammar.telling:
            return TALKED_OF
    return _weight_alone(sentence, mention, before, language)


def _is_on_the_way(before: Sentence, language: str) -> bool:
    """Return whether they only are on the way there: "were walking to market"."""
    return any(
        word.plain in _UNDERWAY[language] or (language == "en" and word.plain in _WALKING)
        for word in before
    )


def _weight_alone(sentence: Sentence, mention: Mention, before: Sentence, language: str) -> float:
    """Return the weight of a place that no word of staying leads: it is told of or reached."""
    if language == "fr" and any(word.plain in _TO for word in before):
        return NAMED  # "à la plage", as one goes or is there
    is_whole = not any(word.is_mark for word in sentence[: mention.start])
    is_reached = any(word.plain in _REACHED[language] for word in before)
    is_told_of = is_whole and mention.start <= _LEADING
    return NAMED if is_told_of or is_reached else TALKED_OF
