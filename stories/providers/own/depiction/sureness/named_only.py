"""Who and what a sentence only names: who made a thing long ago, examples, the ship of a ship's bell."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import beasts
from stories.providers.own.depiction.words import Sentence, plain

_NEAR = 3  # words between "by" and who it is, or between a maker and "had planted"
_EXAMPLES_FOR = 14  # words after "such as"


def _each(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(plain(said).split()) for language, said in words.items()}


_BY = _each({"en": "by", "es": "por", "fr": "par", "ar": ""})
# What lasts when its maker is gone.
_MADE = _each({
    "en": "planted built made painted knitted sewn carved written drawn left given sent baked woven dug"
    " invented discovered founded founded composed bought",
    "es": "plantado plantada plantados plantadas construido construida hecho hecha hechos pintado pintada"
    " tejido tejida tallado tallada escrito escrita dejado dejada regalado regalada cosido cosida inventado"
    " inventada descubierto descubierta comprado comprada",
    "fr": "planté plantée plantés construit construite bâti bâtie fait faite peint peinte tricoté tricotée"
    " cousu cousue sculpté sculptée écrit écrite laissé laissée offert offerte inventé inventée découvert"
    " découverte acheté achetée",
    "ar": "زرعها زرعه غرسها غرسه بناها بناه بنتها صنعها صنعه صنعتها صنعته رسمها رسمه رسمتها كتبها كتبه"
    " كتبتها تركها تركه تركتها تركته حاكتها حاكته خاطتها خاطته نسجتها نسجته اخترعها اخترعه زرعتها زرعته"
    " غرستها غرسته",
})  # fmt: skip
_HAD = _each({"en": "had", "es": "había habían", "fr": "avait avaient", "ar": ""})
_MAKING = _each({
    "en": "make makes made making create", "es": "hacer haz hace hacemos crear", "fr": "faire fais fabriquer",
    "ar": "اصنع اصنعي تصنع يصنع نصنع صنع",
})  # fmt: skip
_BEING = _each({
    "en": "was were is are been being be", "es": "fue fueron es son está están", "fr": "fut furent est sont",
    "ar": "",
})  # fmt: skip
_EXAMPLES = {
    "en": (("such", "as"), ("including",), ("for", "example"), ("for", "instance")),
    "es": (("tales", "como"), ("por", "ejemplo"), ("incluidos",), ("incluidas",), ("así", "como")),
    "fr": (("tels", "que"), ("telles", "que"), ("par", "exemple"), ("comme",), ("notamment",)),
    "ar": (("مثل",), ("منها",), ("بينها",), ("بما", "فيها")),
}
_EXAMPLE = {
    code: tuple(tuple(plain(word) for word in phrase) for phrase in phrases)
    for code, phrases in _EXAMPLES.items()
}
_OF = _each({"en": "of", "es": "de del", "fr": "de du d", "ar": ""})
_OWNED = _each({
    "en": "mark name grave tomb portrait picture photograph photo voice house home room ship treasure"
    " map birthday door hut cottage shop letter book hat coat footprints",
    "es": "marca nombre tumba retrato foto fotografía voz casa habitación cuarto barco tesoro"
    " mapa cumpleaños puerta cabaña tienda carta libro sombrero abrigo huellas",
    "fr": "marque nom tombe portrait photo photographie voix maison chambre navire bateau trésor"
    " carte anniversaire porte cabane boutique lettre livre chapeau manteau traces",
    "ar": "",
})  # fmt: skip
# Larger than what is named of it: "the bell of the ship" is no ship.
_WHOLES = frozenset(
    plain(
        "ship boat house castle lighthouse church mosque schoolhouse tower car bus trainrail plane"
    ).split()
)


def has_made_it(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether somebody only made what is there: "planted by her grandfather", "had built"."""
    before = sentence[max(mention.start - _NEAR, 0) : mention.start]
    if language == "ar":
        return any(word.plain in _MADE["ar"] for word in before[-1:])
    grammar, words = GRAMMAR[language], [word.plain for word in before]
    for step in range(len(words) - 1, -1, -1):
        if words[step] in _BY[language]:
            at = mention.start - len(words) + step - 1
            return at >= 0 and _is_participle(sentence, at, language)
        if words[step] not in grammar.determiners and words[step] not in ("own", "old", "great"):
            break
    end = mention.start + mention.length
    behind = [word.plain for word in sentence[end : end + 2]]
    is_had = behind[:1] and behind[0] in _HAD[language]
    return bool(is_had) and behind[1:] != [] and behind[1] in _MADE[language]


def _is_participle(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether it is what was made, or done in a clause that has another verb of its own."""
    said = sentence[at].plain
    if said in _MADE[language]:
        return True
    is_now = any(word.plain in _BEING[language] for word in sentence[max(at - 2, 0) : at])
    return language == "en" and said.endswith("ed") and not is_now


def is_owner(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether only something of theirs is told of: "the mark of Captain Black"."""
    if mention.entry.kind != "person" or language == "ar":
        return False
    for at in range(mention.start - 1, max(mention.start - 1 - _NEAR, 0), -1):
        word = sentence[at].plain
        if word in _OF[language]:
            return sentence[at - 1].plain in _OWNED[language]
        if word not in GRAMMAR[language].determiners:
            return False
    return False


def is_only_made(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether weather is what somebody makes: "you can make a small rain"."""
    before = sentence[max(mention.start - _NEAR - 1, 0) : mention.start]
    return mention.entry.kind == "weather" and any(
        word.plain in _MAKING[language] for word in before
    )


def is_example(
    sentence: Sentence, mention: Mention, found: Sequence[Mention], language: str
) -> bool:
    """Return whether a small thing or plant is only an example: "plants such as coffee and grapes"."""
    if mention.entry.key in beasts() or mention.entry.hero:
        return False
    start = max(mention.start - _EXAMPLES_FOR, 0)
    words = [word.plain for word in sentence[start : mention.start]]
    for at in range(len(words) - 1, -1, -1):
        for phrase in _EXAMPLE[language]:
            if tuple(words[at : at + len(phrase)]) == phrase:
                listed = sentence[start + at + len(phrase) : mention.start]
                return all(
                    _is_of_list(word.plain, place, found, language)
                    for place, word in enumerate(listed, start + at + len(phrase))
                )
    return False


def _is_of_list(word: str, at: int, found: Sequence[Mention], language: str) -> bool:
    if any(it.start <= at < it.start + it.length for it in found):
        return True
    return word in _LISTING or word in GRAMMAR[language].determiners


_LISTING = frozenset(plain(", ، and or y e o et ou و او l d de").split())


def is_whole(sentence: Sentence, mention: Mention, found: Sequence[Mention], language: str) -> bool:
    """Return whether it is only whose part or thing is told of: "the ship's bell", "جرس السفينة"."""
    if mention.entry.kind != "thing" or mention.entry.key not in _WHOLES or mention.entry.hero:
        return False
    if language == "ar":
        # Two nouns side by side, of which the second has the article, are one's and the other.
        ends = {it.start + it.length for it in found if it.entry.kind == "thing"}
        return mention.start in ends and sentence[mention.start].plain.startswith("ال")
    end = mention.start + mention.length
    if language == "en" and [word.plain for word in sentence[end : end + 1]] == ["s"]:
        return True
    for word in reversed(sentence[max(mention.start - 2, 0) : mention.start]):
        if word.plain in _OF[language]:
            at = next(
                (place for place in range(mention.start - 1, -1, -1) if sentence[place] is word), 0
            )
            return any(it.start + it.length == at for it in found if it.entry.kind == "thing")
        if word.plain not in GRAMMAR[language].determiners:
            return False
    return False
