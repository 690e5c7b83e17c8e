"""Blows that hurt nobody: of sticks on branches, hands on doors and drums, presses on olives."""

from __future__ import annotations

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.words import Sentence, plain

_WITHIN = 4  # words between the blow and what is struck


def _each(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(plain(said).split()) for language, said in words.items()}


_BLOWS = _each({
    "en": "beat beats beating beaten struck strike hit hits banging bang crushed crush shook fell whipped",
    "es": "golpeaba golpeó golpeaban golpean golpear golpearon aplastaba aplastaban cayeron batió batía",
    "fr": "frappait frappa frappaient frappèrent battait battit battaient battirent écrasait écrasaient",
    "ar": "ضرب ضربت ضربوا يضرب تضرب يضربون دق دقت سحق سحقت عصر عصرت سقط سقطت تساقط تساقطت",
})  # fmt: skip
_STRUCK = _each({
    "en": "branch branches tree trees olives olive drum drums door carpet rug rugs eggs dough ground table"
    " wings window ball nail nails iron metal cream grapes garlic nuts stone stones bell",
    "es": "rama ramas árbol árboles aceitunas tambor tambores puerta alfombra huevos masa mesa suelo ventana"
    " pelota clavo hierro uvas campana alas",
    "fr": "branche branches arbre arbres olives tambour tambours porte tapis œufs pâte table sol fenêtre"
    " clou fer blancs raisin cloche ailes",
    "ar": "غصن اغصان شجرة اشجار زيتون طبل باب سجادة بيض عجين طاولة ارض نافذة كرة مسمار حديد عنب جرس",
})  # fmt: skip


def strikes_a_thing(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether the word is a blow on a thing: "beat the branches"."""
    if not _BLOWS[language].intersection(_forms(sentence[at].plain, language)):
        return False
    near = sentence[max(at - _WITHIN, 0) : at + _WITHIN + 1]
    return any(form in _STRUCK[language] for word in near for form in _forms(word.plain, language))


def _forms(word: str, language: str) -> list[str]:
    return stems(word) if language == "ar" else [word]
