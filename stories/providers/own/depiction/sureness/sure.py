"""Which of the things that a sentence names a picture may count on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.sureness.aside import aside, has_had
from stories.providers.own.depiction.sureness.metaphors import (
    is_image,
    is_metaphor_of,
    is_only_called,
    is_same_thing,
)
from stories.providers.own.depiction.sureness.named_only import (
    has_made_it,
    is_example,
    is_only_made,
    is_owner,
    is_whole,
)
from stories.providers.own.depiction.vocabulary import SEVERAL, beasts, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_REACH = 3  # words between "for" and who it is for


def _each(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(plain(said).split()) for language, said in words.items()}


_SAY = _each({
    "en": "say says called call believed believe thought think know knew bought buy buys sold sell"
        " used use eat drink love like liked", "es": "dice decía"
    " dicen cree creía llama",
    "fr": "dit disait disent disaient croient croyaient appellent",
    "ar": "يعرف يعرفون يستعمل يستعملون يقول قال يقولون يسمي يسميه يسميها يسمونه يسمونها يعتقد ظن",
})  # fmt: skip
_OWN = frozenset(["her", "his", "their", "my", "our"])
_ABOUT = frozenset(plain("about sobre عن").split())
# "The shadow of a rabbit", "ظل أرنب".
_IMAGES = _each({
    "en": "", "es": "", "fr": "", "ar": "ظل ظلال صورة تمثال رسمة اثر اثار",
})  # fmt: skip
# Whoever stands behind these is elsewhere: "a cake for Grandma".
_FOR = _each({
    "en": "for about without against", "es": "para por sin contra", "fr": "pour sans contre",
    "ar": "عن بدون لاجل اجل",
})  # fmt: skip
_OUTSIDE = _each({
    "en": "outside outdoors", "es": "fuera afuera", "fr": "dehors", "ar": "الخارج خارج",
})  # fmt: skip
_THROUGH = _each({
    "en": "through of outside beyond from", "es": "por desde tras", "fr": "par depuis derrière",
    "ar": "من خلف عبر",
})  # fmt: skip
_PARTS = frozenset(
    plain(
        "edge middle heart side top bank shore end front corner foot back centre rest inside out outside"
        " borde medio orilla centro pie fondo dentro lado cerca junto lejos bord milieu cœur centre près"
    ).split()
)
_WHOM = frozenset({"him", "them", "me", "us", "as", "become", "became"})
_BETWEEN = frozenset({"old", "young", "very", "poor", "rich", "good", "great"})
KIN = frozenset({"mother", "father", "baby", "parents"})
_AT_HOME = frozenset({"dog", "cat"})
_ROOMS = frozenset({"kitchen", "bedroom", "room", "classroom"})
_HEADS = frozenset(
    plain(
        "table food bowl song feeder match game results club team uniform gate party handle handles"
        " lid string strings stool keys wheel wheels horn engine seat seats park factory museum"
        " maker keeper crumbs peel paper"
    ).split()
)
_AT_ANCHOR = frozenset({"anchored", "docked", "sank", "flew"})  # "the Heron sailed" is a ship
_BARE = frozenset(["to", "of", "for", "from", "about", "like", "by"])


def sure(sentence: Sentence, found: list[Mention], language: str) -> list[Mention]:
    """Return the mentions without those of which it is not sure that they are there now."""
    told_aside = aside(sentence, language) | _seen_outside(sentence, found, language)
    kept = [
        it
        for it in found
        if it.start not in told_aside
        and not _is_for(sentence, it, language)
        and not _is_matter(sentence, it, language)
        and not _is_animals_family(sentence, it, found)
        and not _is_made(sentence, it, language)
        and not _is_seed(sentence, it, language)
        and not _is_same(sentence, it, found, language)
        and not (it.entry.kind == "person" and has_made_it(sentence, it, language))
        and not (it.entry.kind == "person" and has_had(sentence, it.start + it.length, language))
        and not (it.entry.kind == "thing" and is_example(sentence, it, found, language))
        and not is_whole(sentence, it, found, language)
        and not is_only_made(sentence, it, language)
        and not is_owner(sentence, it, language)
        and not _is_saying(sentence, it, language)
        and not is_image(sentence, it, language)
        and not is_only_called(sentence, it, language)
        and not is_metaphor_of(sentence, it, language)
        and not is_same_thing(sentence, it, found, language)
    ]
    if language != "en":
        return kept
    kept = [it for it in kept if not _is_kind_of(sentence, it)]
    return list(_without_lists(sentence, kept))


def _seen_outside(sentence: Sentence, found: list[Mention], language: str) -> frozenset[int]:
    """Return the places of what is only outside: "Outside, a robin sang", "out of the window"."""
    windows = [it for it in found if it.entry.key == "window"]
    looked = [it for it in windows if _is_looked_through(sentence, it, language)]
    if looked:
        return frozenset(range(looked[0].start + 1, len(sentence)))
    led = {word.plain for word in sentence[:2]}
    is_led = bool(led & _OUTSIDE[language]) and not any(it.entry.kind == "person" for it in found)
    return frozenset(range(len(sentence))) if is_led else frozenset()


def _is_looked_through(sentence: Sentence, window: Mention, language: str) -> bool:
    before = sentence[max(window.start - _REACH, 0) : window.start]
    return any(word.plain in _THROUGH[language] for word in before)


def _is_animal(it: Mention) -> bool:
    return it.entry.key in beasts() or bool(it.entry.hero)


def _is_animals_family(sentence: Sentence, mention: Mention, found: list[Mention]) -> bool:
    """Return whether a mother or baby stands behind an animal in its sentence, and behind nobody."""
    if mention.entry.kind != "person" or mention.entry.key not in KIN:
        return False
    before = [it for it in found if it.start < mention.start]
    if any(it.entry.kind == "person" for it in before):
        return False
    return any(_is_animal(it) or it.entry.kind == "unseen" for it in before)


Read = Sequence[tuple[Sentence, list[Mention]]]


def without_animals_kin(read: Read, told: Read) -> list[tuple[Sentence, list[Mention]]]:
    """Return the sentences without a mother, baby or parents where the story has animals and nobody else."""
    has_animals = any(
        _is_animal(it) or it.entry.kind == "unseen" for _, found in told for it in found
    )
    others = any(
        it.entry.kind == "person" and it.entry.key not in KIN for _, found in told for it in found
    )
    if others or not has_animals or any(_has_pet(sentence, found) for sentence, found in told):
        return list(read)
    return [
        (one, [it for it in found if it.entry.kind != "person" or it.entry.key not in KIN])
        for one, found in read
    ]


def _has_pet(sentence: Sentence, found: list[Mention]) -> bool:
    """Return whether a mother or father begins a sentence that goes on to "the dog": it is theirs."""
    first = next(iter(found), None)
    return (
        first is not None
        and first.entry.key in KIN
        and first.start <= 1
        and any(
            it.entry.key in _AT_HOME and sentence[it.start - 1].plain in ("the", "a")
            for it in found
        )
    )


def _is_seed(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it only says of what kind the thing before it is: "semillas de tomate"."""
    before = sentence[mention.start - 1].plain if mention.start else ""
    is_one = mention.entry.kind == "thing" and mention.entry.count == 1
    return language in ("es", "fr") and is_one and before in ("de", "d") and mention.start > 1


def _is_made(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is what somebody is made or called: "crowned him king"."""
    before = sentence[mention.start - 1].plain if mention.start else ""
    is_person = mention.entry.kind == "person" and not sentence[mention.start].is_capital
    return language == "en" and is_person and before in _WHOM


def _is_same(sentence: Sentence, mention: Mention, found: list[Mention], language: str) -> bool:
    """Return whether it only says what somebody of the sentence is: "his father is a sailor"."""
    if mention.entry.kind != "person":
        return False
    grammar = GRAMMAR[language]
    at = mention.start - 1
    while at >= 0 and sentence[at].plain in grammar.determiners | _BETWEEN:
        at -= 1
    before = [it for it in found if it.start + it.length == at]
    return at > 0 and sentence[at].plain in grammar.being and bool(before)


def _is_for(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is somebody for whom something is: "bread for his mother"."""
    is_person = mention.entry.kind == "person"
    if not (is_person or mention.entry.key in beasts()):
        return False
    if not is_person and _is_about(sentence[max(mention.start - 1, 0) : mention.start], language):
        return True
    for at in range(mention.start - 1, max(mention.start - 1 - _REACH, -1), -1):
        word = sentence[at]
        if word.is_mark:
            return False
        if word.plain in (_FOR[language] if is_person else _ABOUT):
            is_done_by = at > 0 and sentence[at - 1].plain.endswith(("ado", "ido", "ada", "ida"))
            return not is_done_by
        if word.plain not in GRAMMAR[language].determiners:
            return False
    return False


def _is_saying(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is only what people say: "people say that", "يقول الناس"."""
    if mention.entry.key != "people":
        return False
    end = mention.start + mention.length
    before = sentence[mention.start - 1].plain if mention.start else ""
    if before in _OWN and sentence[mention.start].plain == "people":
        return True  # "the first of her people"
    near = (*sentence[max(mention.start - 1, 0) : mention.start], *sentence[end : end + 2])
    return any(word.plain in _SAY[language] for word in near)


def _is_about(before: Sentence, language: str) -> bool:
    """Return whether only its image is there: "ظل أرنب"."""
    return any(word.plain in _IMAGES[language] for word in before)


def _is_matter(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether a place stands behind "of" and is no place here: "a cross of wood"."""
    if mention.entry.kind != "place" or language == "ar":
        return False
    before = [word.plain for word in sentence[max(mention.start - 4, 0) : mention.start]]
    for step, word in enumerate(before):
        if word in ("of", "de", "d", "del", "du"):
            return not (step and before[step - 1] in _PARTS)
    return False


def _is_kind_of(sentence: Sentence, one: Mention) -> bool:
    """Return whether it only says what kind the next thing is: "the bird table", "the church tower"."""
    end = one.start + one.length
    following = sentence[end : end + 1]
    is_noun = any(
        it.kind == "thing" and not it.after
        for word in following
        for it in vocabulary("en").get((word.plain,), ())
    ) or any(word.plain in _HEADS for word in following)
    if one.entry.key in beasts() and sentence[one.start].is_capital and one.start:
        is_noun |= any(word.plain in GRAMMAR["en"].sailing | _AT_ANCHOR for word in following)
    return is_noun and one.entry.kind in ("thing", "place") and one.entry.key not in _ROOMS


def _without_lists(sentence: Sentence, found: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions without those of "to sailors, doctors, cats and kings"."""
    last = -1
    for it in found:
        before = sentence[it.start - 1].plain if it.start else ""
        is_bare = it.entry.count >= SEVERAL and (
            before in _BARE or (last >= 0 and it.start - last <= 3 and before in (",", "and", "or"))
        )
        if is_bare and (it.entry.kind == "person" or _is_animal(it)):
            last = it.start
            continue
        yield it
