"""What is looked for, or stood in for, or only a sound, a smell or a size here, and so is not seen."""

from __future__ import annotations

from stories.providers.own.depiction.grammar import Grammar
from stories.providers.own.depiction.words import Sentence, plain

_ADJECTIVES = frozenset(
    plain("old little lost new big small own dear petit petite pequeño pequeña").split()
)
_BETWEEN = 2  # words between "for" and what is looked for: "her old"


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in plain(text).split("|"))


_BEFORE = {
    "en": _phrases(
        "look for|looked for|looks for|looking for|search for|searched for|searching for|instead"
        " of|sound of|"
        "sounds of|noise of|smell of|smells of|smelled of|smelt of|taste of|size of|shape of|colour of|"
        "color of|word for|name of|names of|afraid of|scared of|kind of like|waited for|waiting for|waits"
        " for|wait for|"
        "asked for|in place of|thought of|heard of|hunt for|hunted for|"
        "view of|views of|view over|written by|made by|painted by|sent by|built by|given by|left by|"
        "told by|drawn by"
    ),
    "es": _phrases(
        "buscar|buscaba|buscaban|buscando|busca|buscó|en lugar de|en vez de|sonido de|sonido del|ruido de|"
        "ruido del|olor a|olor de|olía a|huele a|sabor a|tamaño de|forma de|color de|color del|"
        "miedo a|miedo de|"
        "vista a|vistas a|vista al|vistas al|esperaba a|esperando a|espera a|"
        "escrita por|escrito por|hecho por|hecha por|pintado por|pintada por|cumpleaños de|cumpleaños del"
    ),
    "fr": _phrases(
        "chercher|cherchait|cherche|cherchent|chercha|cherchant|au lieu de|à la place de|bruit de|bruit du|"
        "odeur de|odeur du|goût de|taille de|taille d|forme de|forme d|couleur de|couleur du|peur"
        " de|peur du|"
        "vue sur|attendait|attendre|attend|"
        "écrite par|écrit par|fait par|faite par|peint par|anniversaire de|anniversaire du"
    ),
    "ar": _phrases(
        "يبحث عن|تبحث عن|بحث عن|بحثت عن|البحث عن|يفتش عن|تفتش عن|بدلا من|صوت|رائحة|طعم|حجم|شكل|"
        "لون|ينتظر|تنتظر|"
        "خوفا من|خائفا من|خائفة من|ميلاد"
    ),
}  # fmt: skip


def is_sought(sentence: Sentence, at: int, grammar: Grammar) -> bool:
    """Return whether what begins at this word follows such words, with nothing but its own between."""
    words = [word.plain for word in sentence[:at]]
    between = 0
    while words and between <= _BETWEEN:
        if any(tuple(words[-len(it) :]) == it for it in _BEFORE[grammar.language]):
            return True
        if words[-1] not in grammar.determiners | _ADJECTIVES:
            return False
        words.pop()
        between += 1
    return False
