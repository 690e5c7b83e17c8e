"""Where a scene happens: the place that is stayed in, before one that is run to or spoken of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from stories.providers.own.depiction.arrival import GOAL, NAMED, STAYED, TALKED_OF, weight
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.rooms import says_room
from stories.providers.own.depiction.vocabulary import rows, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

# A place that says less than another in the same scene gives way to it.
_VAGUE = frozenset({"sky", "room", "road", "hills"})
_AT_SEA = frozenset({"whale", "dolphin", "shark", "octopus", "ship", "lighthouse"})
TREES = frozenset({"tree", "firtree", "palm"})
_REACH = 5  # words before a place among which its preposition stands
_OTHER_WITHIN = 4  # words: "is a tiny kitchen", "in another city"
_OTHER = frozenset(plain("another otra otro autre اخرى اخر").split())
_STILL_THERE = 0.35  # for every sentence after it that names no other
#: Stands for the open air under a tree, which has no place of its own.
UNDER_A_TREE = "under a tree"
_IN_THE_OPEN = frozenset({"fence", "kite", "hive", "well", "rainbow", "snowman", "sled", "bridge"})

_ROOMS = frozenset(
    {"kitchen", "classroom", "library", "hospital", "bedroom", "palace", "prison", "shop"}
)
_BESIDE_WITHIN = 3  # words between "by" and "window"
_BESIDE = {
    "en": frozenset({"at", "by", "beside", "near"}), "es": frozenset({"junto", "ante", "cerca"}),
    "fr": frozenset({"à", "près", "devant"}), "ar": frozenset({"قرب", "عند", "بجانب", "امام"}),
}  # fmt: skip
_STAYS_FOR = 2  # sentences for which a story stays in a room
# Words after which it may be anywhere else.
_LEAVING = {
    "en": "outside out left went walked ran drove home street day week year years later next away garden"
    " back returned time trip journey world people yard park",
    "es": "fuera afuera salió salieron fue fueron casa calle día semana año años después siguiente jardín"
    " volvió regresó camino mundo gente patio parque",
    "fr": "dehors sortit sortirent alla partit rentra maison rue jour semaine an ans après lendemain jardin"
    " route monde gens cour parc",
    "ar": "خارج خرج خرجت ذهب ذهبت عاد عادت بيت البيت الشارع يوم اليوم اسبوع سنة بعد التالي الحديقة العالم",
}
_GONE = {code: frozenset(plain(words).split()) for code, words in _LEAVING.items()}

_LIGHTS_WITHIN = 3  # words between "the lights" and "went out"
_LIGHTS = frozenset({"light", "lights", "lamp", "lamps", "candle", "candles", "fire", "power"})
_HAD_GONE = ("had", "gone")
_LOOKING = frozenset({"look", "looked", "looks", "looking", "stared", "gazed", "peered", "peeped"})

Read = Sequence[tuple[Sentence, list[Mention]]]


@cache
def indoor_places() -> frozenset[str]:
    return frozenset(row[0] for row in rows("places") if row[1] == "in")


def whereabouts(read: Read, language: str) -> tuple[str, bool]:
    """Return the key of the place, "" for none, and whether it is in the open air under a tree.

    `read` has each sentence of the scene with its mentions.
    """
    scores = _scores(read, language)
    under_tree = scores.pop(UNDER_A_TREE, 0.0)
    clear = {key: score for key, score in scores.items() if key not in _VAGUE}
    if "under_water" in clear:
        return "under_water", False
    said = {mention.entry.key for _, found in read for mention in found}
    if said & _AT_SEA and not scores:
        return "sea", False
    inside = indoor_places()
    place, score = _best(clear or scores)
    if place not in inside and score < STAYED and _is_at_window(read, language):
        return "room", False  # what is outside is only seen from there
    if place in inside and score < NAMED and _is_in_the_open(read):
        return "", True  # only come to, after what was in the open air
    if place and (place not in inside or score > under_tree):
        return place, under_tree > 0 and place not in inside
    if under_tree:
        # A tree never stands in a room; it may in a garden that is named less.
        place, score = _best({key: it for key, it in clear.items() if key not in inside})
        return (place if score >= NAMED else ""), True
    return "", False


def is_in_tent(before: Read, scene: Read, language: str) -> bool:
    """Return whether the story camps: there is a tent, and nobody has gone from it."""
    for sentence, found in reversed([*before[-_STAYS_FOR:], *scene]):
        if any(mention.entry.key == "tent" for mention in found):
            return True
        if leaves(sentence, language):
            return False
    return False


def leaves(sentence: Sentence, language: str) -> bool:
    """Return whether a word of going, of home or of another day stands in the sentence."""
    return _goes(tuple(word for word in sentence if not word.quoted), language)


def is_no_going(words: Sequence[str], at: int) -> bool:
    """Return whether nobody goes there and then: "had gone out", "the fire was out"."""
    before = words[max(at - 2, 0) : at]
    return (
        tuple(before) == _HAD_GONE
        or bool(_LIGHTS & set(words[max(at - _LIGHTS_WITHIN, 0) : at]))
        or (words[at] in ("out", "outside") and bool(_LOOKING & set(before)))
        or (words[at] == "out" and at > 0 and words[at - 1] in ("was", "were"))
    )


def _goes(sentence: Sentence, language: str) -> bool:
    """Return whether a word of going stands there, and not only that somebody had gone out before."""
    words = [word.plain for word in sentence]
    return any(
        word in _GONE[language] and not is_no_going(words, at) for at, word in enumerate(words)
    )


def may_be(place: str, scene: Read) -> bool:
    """Return whether the scene says nothing of the open air, if the place is a room."""
    outside = any(
        _says_outside(mention)
        for sentence, found in scene
        if not _is_seen_through_window(found)
        for mention in found
    )
    return place not in _ROOMS or not outside


def _is_seen_through_window(found: Sequence[Mention]) -> bool:
    """Return whether somebody looks out of a window at what is outside."""
    return any(mention.entry.key == "window" for mention in found)


def _says_outside(mention: Mention) -> bool:
    entry = mention.entry
    if entry.key in ("night", "evening", "dawn"):
        return False  # it is night in a bedroom, too
    return entry.kind in ("hour", "weather", "season") or (
        entry.kind == "thing" and entry.key in _IN_THE_OPEN | TREES
    )


def _best(scores: dict[str, float]) -> tuple[str, float]:
    """Return the key with the highest score, of equals the first; "" without any."""
    return max(scores.items(), key=lambda it: it[1], default=("", 0.0))


def _is_in_the_open(read: Read) -> bool:
    return any(
        mention.entry.kind == "weather" or mention.entry.key in _IN_THE_OPEN
        for _, found in read
        for mention in found
    )


def _scores(read: Read, language: str) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    current = ""
    for number, (sentence, found) in enumerate(read):
        here = _rooms(sentence, found, language)
        scores["room"] += here.get("room", 0.0)
        for mention in found:
            if mention.entry.kind == "place" and not _is_elsewhere(sentence, mention, language):
                said = weight(sentence, mention, language)
                # Where they go in a later sentence nobody has come yet, or they have left it.
                said *= said > (GOAL if number else TALKED_OF)
                here[mention.entry.key] = max(here.get(mention.entry.key, 0.0), said)
                scores[mention.entry.key] += said
            elif mention.entry.key == "window" and is_beside(sentence, mention, language):
                # Who sits by the window is inside, whatever the weather does outside.
                here["room"] = STAYED
                scores["room"] += STAYED
            elif mention.entry.key in TREES and _is_under(sentence, mention, language):
                here[UNDER_A_TREE] = STAYED
                scores[UNDER_A_TREE] += STAYED
        here = {key: said for key, said in here.items() if said}
        if here:
            current = max(here, key=lambda key: here[key])
        elif current:
            scores[current] += _STILL_THERE
    return {key: score for key, score in scores.items() if score}


def _rooms(sentence: Sentence, found: Sequence[Mention], language: str) -> dict[str, float]:
    """Return the room in which the sentence says that somebody is, without a word for it."""
    return {"room": STAYED} if says_room(sentence, found, language) else {}


def _is_elsewhere(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is another place: "in another city"."""
    before = sentence[max(mention.start - _OTHER_WITHIN, 0) : mention.start]
    end = mention.start + mention.length
    # In Spanish and Arabic it may stand behind.
    behind = sentence[end : end + 1] if language in ("es", "ar") else ()
    return any(word.plain in _OTHER for word in (*before, *behind))


def is_metaphor(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a thing is likened to the place: "a leaf is a tiny kitchen"."""
    grammar = GRAMMAR[language]
    before = sentence[max(mention.start - _OTHER_WITHIN, 0) : mention.start]
    being = [at for at, word in enumerate(before) if word.plain in grammar.being]
    if mention.entry.kind != "place" or not being:
        return False
    follows = sentence[mention.start - len(before) + being[-1] + 1]
    if follows.plain not in grammar.determiners or any(
        word.plain in grammar.place_words for word in before[being[-1] :]
    ):
        return False  # "a crow was over the field"
    at = mention.start - len(before) + being[-1]
    known = vocabulary(language).get((sentence[at - 1].plain,), ()) if at else ()
    return any(it.kind == "thing" for it in known) and not sentence[at - 1].is_capital


_LOOKED_THROUGH = frozenset({"through", "out", "to", "par"})


def _is_at_window(read: Read, language: str) -> bool:
    def is_looked_through(sentence: Sentence, window: Mention) -> bool:
        before = sentence[max(window.start - _BESIDE_WITHIN, 0) : window.start]
        return any(word.plain in _LOOKED_THROUGH for word in before)

    return any(
        it.entry.key == "window"
        and (is_beside(sentence, it, language) or is_looked_through(sentence, it))
        for sentence, found in read
        for it in found
    )


def is_beside(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a word of "by" stands before what is mentioned."""
    before = sentence[max(mention.start - _BESIDE_WITHIN, 0) : mention.start]
    return any(word.plain in _BESIDE[language] for word in before)


def _is_under(sentence: Sentence, mention: Mention, language: str) -> bool:
    before = sentence[max(mention.start - _REACH, 0) : mention.start]
    return any(word.plain in GRAMMAR[language].under for word in before)


def in_places(read: Read, told: Read, language: str) -> Read:
    """Return the sentences without places to which the story likens a thing."""
    likened = {
        it.entry.key
        for sentence, found in told
        for it in found
        if is_metaphor(sentence, it, language)
    }
    if not likened:
        return read
    return [
        (one, [it for it in found if it.entry.kind != "place" or it.entry.key not in likened])
        for one, found in read
    ]
