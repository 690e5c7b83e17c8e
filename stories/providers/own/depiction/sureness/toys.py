"""Which animals of a story are toys: who is given a bear has a toy, in that scene and in all later ones."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import animals
from stories.providers.own.depiction.words import Sentence, plain

_WITHIN = 5  # words between the verb and what is given: "gave me a very small bear"
_GIVING = {
    language: frozenset(plain(words).split())
    for language, words in {
        "en": "gave got given bought unwrapped sewed knitted won hugged cuddled",
        "es": "dio dieron regaló regalaron compró cosió tejió",
        "fr": "donna donné offrit offert acheta cousit tricota",
        "ar": "اعطاني اعطتني اعطوني اهداني اهدتني اهداه اهدته اشترى اشترت خاطت",
    }.items()
}
_ONE = frozenset(["a", "an", "un", "une", "una"])
# Nobody is given a live one of these.
_WILD = frozenset(
    [
        "bear", "lion", "tiger", "elephant", "monkey", "giraffe", "dragon", "dinosaur", "wolf", "fox",
        "penguin", "crocodile", "whale", "dolphin", "zebra", "hippo", "rhino", "panda",
        "koala", "unicorn", "octopus",
    ]
)  # fmt: skip


# Before or, elsewhere than in English, behind an animal of these it is none.
_MADE = {
    language: frozenset(plain(words).split())
    for language, words in {
        "en": "toy wooden stuffed rocking clockwork paper plush cardboard tin carved knitted"
        " chocolate inflatable"
        " plastic bronze marble woollen cuddly felt porcelain stone origami rubber",
        "es": "madera peluche juguete trapo papel cartón piedra bronce plástico porcelana chocolate",
        "fr": "bois peluche jouet chiffon papier carton pierre bronze plastique porcelaine chocolat",
        "ar": "خشبي خشبية خشب قماش ورق لعبة بلاستيك حجر",
    }.items()
}
_BEHIND = 2  # words: "de madera"


def _is_made(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is of wood or cloth: "a wooden horse", "un caballo de madera"."""
    end = mention.start + mention.length
    if language == "en":
        near = sentence[max(mention.start - 1, 0) : mention.start]
    else:
        near = sentence[end : end + _BEHIND]
        if language != "ar" and [it.plain for it in near[:1]] not in (["de"], ["en"]):
            return False
    return any(word.plain.removeprefix("ال") in _MADE[language] for word in near)


def toys(told: Sequence[tuple[Sentence, list[Mention]]], language: str) -> frozenset[str]:
    """Return the keys of the animals that are of wood or cloth, and of the wild ones somebody is given."""
    return frozenset(
        it.entry.key
        for sentence, found in told
        for it in found
        if (
            it.entry.key in _WILD
            and _is_given(sentence[max(it.start - _WITHIN, 0) : it.start], language)
        )
        or (it.entry.key in animals() and _is_made(sentence, it, language))
    )


def _is_given(before: Sentence, language: str) -> bool:
    """Return whether one is given, and not something to it: "donna au loup un coup"."""
    for at, word in enumerate(before):
        if word.plain in _GIVING[language] and not word.quoted:
            return language == "ar" or any(it.plain in _ONE for it in before[at + 1 :])
    return False
