"""What is only in a tale or a picture: "a story about", "un dibujo de", "paintings of"."""

from __future__ import annotations

from stories.providers.own.depiction.words import Sentence, plain


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(words).split())


_TALES = {
    "en": _set(
        "story stories tale tales book books song songs poem poems picture pictures drawing"
        " drawings painting"
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


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = [phrase.split() for phrase in plain(text).split("|")]
    return frozenset((one, two) for one, two in words)


_THOUGHT = {
    "en": _pairs(
        "thought about|thought of|thinking about|thinking of|thinks about|thinks of|think of|think about|"
        "thought it|thought there|thought that|believed that|believed it|as if|as though|like"
        " someone|like somebody|"
        "said that|says that|told that|asked when|asked where|asked if|asked whether|asked why|asks when|"
        "asks where|asks if|wondered where|wondered when|wondered why|wondered if|wondered what|"
        "wondered how|"
        "knew where|know where|knows where|know when"
    ),
    "es": _pairs(
        "pensó en|pensaba en|pensando en|piensa en|pienso en|pensé en|como quien|como si|decía"
        " que|dijo que|dice que|contó que|decían que|"
        "preguntó cuándo|preguntó dónde|preguntó si|preguntaba cuándo|preguntaba dónde|pregunté cuándo|"
        "pregunté dónde|pregunté si|dónde estaba|dónde estaban"
    ),
    "fr": _pairs(
        "pensa à|pensa au|pensait à|pensait au|pense à|pense au|pensant à|comme si|comme quelqu|"
        "disait que|dit que|disait qu|dit qu|"
        "disaient que|raconta que|raconta qu|demanda si|demanda où|demanda quand|demandait si|demandait où|"
        "demandait quand|demandé si|demandé quand|demandé où"
    ),
    "ar": _pairs(
        "فكر في|فكرت في|يفكر في|تفكر في|فكر ب|فكرت ب|قال ان|قالت ان|يقول ان|تقول ان|قال انه|قالت"
        " انها|سال متى|سالت متى|سال اين|سالت اين|"
        "سال هل|سالت هل"
    ),
}
_DREW = {
    "en": _set("drew draws drawn drawing painted paints painting"),
    "es": _set(
        "dibujó dibuja dibujaba dibujado dibujé dibujo dibujaron pintó pinta pintaba pintaron"
    ),
    "fr": _set("dessina dessine dessinait dessiné dessinèrent dessinent"),
    "ar": _set(
        "رسم رسمت يرسم ترسم رسموا رسما رسمتا رسمنا نرسم ارسم يرسمون يرسمان ترسمان فرسم فرسمت ورسمت ورسم"
    ),
}
_PICTURES = _set("صورة صور رسم رسمة لوحة تمثال وصورة ورسمة ولوحة")


def is_drawn(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether somebody draws what begins at this word: "drew a sheep", not "drew his sword"."""
    for place in range(at - 1, max(at - _DRAWN_WITHIN, -1), -1):
        if sentence[place].is_mark and sentence[place].plain not in ":,،":
            return False  # "he drew: a donkey, a house"
        if sentence[place].plain in _DREW[language]:
            return language != "en" or sentence[place + 1].plain in _DRAWN
    return False


_DRAWN_WITHIN = 12  # words after "drew"
_DRAWN = _set("a an two three pictures him her their")


def begins_tale(sentence: Sentence, at: int, language: str) -> bool:
    """Return whether what follows these two words is only told or pictured."""
    pair = tuple(word.plain for word in sentence[at : at + 2])
    if len(pair) < 2:
        return False
    if pair in _THOUGHT[language] or (
        pair[0] in _TALES[language] and sentence[at + 1].plain == ":"
    ):
        return True
    if language == "ar" and pair[0] in _PICTURES and pair[1].startswith("ل"):
        return True  # "a picture of"
    return pair in (_FROM[language], _WHERE[language]) or (
        pair[0] in _TALES[language] and pair[1] in _OF[language]
    )
