"""What is only in a tale or a picture: "a story about", "un dibujo de", "paintings of"."""

from __future__ import annotations

from stories.providers.own.depiction.words import Sentence, plain


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


_TALES = {
    "en": _set(
        "story stories tale tales book books song songs poem poems picture pictures drawing drawings painting"
        " paintings photo photos photograph photographs statue statues film films legend legends postcard"
        " postcards dream dreams"
    ),
    "es": _set(
        "cuento cuentos historia historias libro libros dibujo dibujos foto fotos cuadro cuadros pintura"
        " pinturas estatua estatuas película películas canción canciones poema leyenda leyendas sueño"
    ),
    "fr": _set(
        "histoire histoires conte contes livre livres dessin dessins photo photos tableau tableaux peinture"
        " peintures statue statues film films chanson poème légende légendes image images portrait"
    ),
    "ar": _set(
        "قصة قصص قصصا حكاية حكايات حكايا كتاب كتابا كتب فيلم فيلما اغنية أغنية قصيدة صورة صور رسمة لوحة"
    ),
}
_OF = {
    "en": _set("about of"), "es": _set("de del sobre"), "fr": _set("de du des d sur"), "ar": _set("عن"),
}  # fmt: skip
_FROM = {
    "en": ("letter", "from"),
    "es": ("carta", "de"),
    "fr": ("lettre", "de"),
    "ar": ("رسالة", "من"),
}
# What stands where something was: "near the place where the fire began".
_WHERE = {
    "en": ("place", "where"), "es": ("lugar", "donde"), "fr": ("endroit", "où"), "ar": ("المكان", "الذي"),
}  # fmt: skip


def begins_tale(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether what follows these two words is only told or pictured."""
    pair = tuple(word.plain for word in sentence[at : at + 2])
    if len(pair) < 2:
        return False
    return pair in (_FROM[language], _WHERE[language]) or (
        pair[0] in _TALES[language] and pair[1] in _OF[language]
    )
