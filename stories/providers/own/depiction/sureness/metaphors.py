"""What is only a manner of speaking: "a sea of faces", "a lighthouse is a tall tower"."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention
from stories.providers.own.depiction.vocabulary import beasts, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_SUBJECT_WITHIN = 5  # words between a subject and its "is": "the old lamp itself is"
_BETWEEN = 3  # words between "is a" and what it is: "a very tall tower"


def _each(words: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(plain(said).split()) for language, said in words.items()}


# "A sea of grass", "a blanket of snow": what the word itself names is not there.
_LIKE = _each({
    "en": "sea ocean river mountain mountains blanket blankets carpet wall walls ribbon ribbons hive beehive"
    " island islands cloud clouds wave waves snake crown thread nest necklace curtain forest jungle storm"
    " rain shower thunder sheet lake stream flood garden ladder mirror ring rings bridge tower flock army"
    " ball star stars fire fires lion heart rainbow tent tunnel desert cave castle palace prison hill"
    " web net spiderweb arrow arrows",
    "es": "mar océano río montaña montañas manta alfombra muro cinta isla nube nubes ola corona hilo nido"
    " collar cortina bosque selva tormenta lluvia sábana lago jardín escalera espejo puente torre ejército"
    " estrella fuego corazón túnel desierto castillo palacio tela red flecha",
    "fr": "mer océan rivière fleuve montagne montagnes couverture tapis mur ruban île nuage nuages vague"
    " couronne fil nid collier rideau forêt jungle tempête pluie drap lac jardin échelle miroir pont tour"
    " armée étoile feu cœur tunnel désert château palais toile filet flèche manteau",
    "ar": "بحر نهر جبل جبال بساط غطاء سجادة جدار شريط سحابة غيمة غيوم موجة تاج خيط عش ستار ستارة عاصفة"
    " مطر بحيرة مراة جسر برج جيش قلب نفق",
})  # fmt: skip
_OF = _each({"en": "of", "es": "de", "fr": "de d", "ar": ""})
# "A crown of gold", "a bridge of stone", "a forest of pines" are what they are called.
_MADE_OF = _each({
    "en": "gold silver stone wood iron glass straw bricks brick paper ice sand clay rope pines pine oak oaks"
    " trees fir firs palms bamboo flowers roses birds sheep geese ducks pigeons the a an his her their our my"
    " your its this that",
    "es": "oro plata piedra madera hierro cristal paja ladrillo ladrillos papel hielo arena"
    " barro cuerda pinos"
    " robles árboles flores rosas la el los las un una su sus mi",
    "fr": "or argent pierre bois fer verre paille brique briques papier glace sable corde pins sapins chênes"
    " arbres fleurs roses la le les l un une sa son ses ma mon",
    "ar": "ذهب فضة حجر خشب ورق ثلج رمل",
})  # fmt: skip


_CALLING = _each({
    "en": "called call calls calling named nicknamed", "es": "llamaban llamaron llamó llama llaman apodaron",
    "fr": "appelait appelaient appela appelle appellent surnomma surnommaient",
    "ar": "سموه سموها سماه سماها سمته يسمونه يسمونها لقبوه لقبوها",
})  # fmt: skip
_WHOM = frozenset(plain("him her it them me us lo la los le l les").split())
_CALLED_WITHIN = 4  # words between "called" and what it is called


def is_only_called(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is what somebody or something is called: "they called it the dandy horse"."""
    if mention.entry.kind == "person":
        return False  # "called her mother"
    start = max(mention.start - _CALLED_WITHIN, 0)
    for at in range(mention.start - 1, start - 1, -1):
        if sentence[at].is_mark:
            return False
        if sentence[at].plain in _CALLING[language]:
            near = (*sentence[max(at - 1, 0) : at], *sentence[at + 1 : at + 2])
            is_one = any(
                word.plain in GRAMMAR[language].determiners
                for word in sentence[at + 1 : mention.start]
            )
            return language == "ar" or (is_one and any(word.plain in _WHOM for word in near))
    return False


_IMAGES = _each({
    "en": "shadow shadows drawing picture photo painting statue footprints tracks mask costume puppet",
    "es": "sombra dibujo foto estatua huellas máscara disfraz marioneta",
    "fr": "ombre dessin photo statue traces masque costume marionnette", "ar": "",
})  # fmt: skip
_OF_WITHIN = 4  # words between "shadow" and whose it is


def is_image(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether only its image is there: "the shadow of a rabbit"."""
    before = [word.plain for word in sentence[max(mention.start - _OF_WITHIN, 0) : mention.start]]
    while before and before[-1] in GRAMMAR[language].determiners:
        before.pop()
    return len(before) > 1 and before[-1] in _OF[language] and before[-2] in _IMAGES[language]


_BEING = _each({
    "en": "is are was were", "es": "es son era eran", "fr": "est sont était étaient", "ar": "",
})  # fmt: skip
_THERE = frozenset(["there", "here", "ce", "c", "it", "this", "that"])


def is_metaphor_of(sentence: Sentence, mention: Mention, language: str) -> bool:
    """Return whether it is "a sea of faces" and no sea."""
    end = mention.start + mention.length
    if language == "ar" or sentence[end - 1].plain not in _LIKE[language]:
        return False
    joined, matter = (*sentence[end : end + 2], None, None)[:2]
    if not (joined and matter) or joined.plain not in _OF[language]:
        return False
    is_time = any(
        it.kind in ("hour", "season") for it in vocabulary(language).get((matter.plain,), ())
    )
    return not (is_time or matter.plain in _MADE_OF[language] or matter.is_capital)


def is_same_thing(
    sentence: Sentence, mention: Mention, found: Sequence[Mention], language: str
) -> bool:
    """Return whether it only says what another thing is: "a lighthouse is a tall tower"."""
    entry, grammar = mention.entry, GRAMMAR[language]
    if entry.kind not in ("thing", "place") or entry.hero or entry.key in beasts():
        return False
    at = mention.start - 1
    for _ in range(_BETWEEN):
        if at > 0 and not (sentence[at].is_mark or sentence[at].plain in grammar.being):
            at -= 1
    if at <= 0 or sentence[at].plain not in _BEING[language]:
        return False
    led = sentence[at + 1].plain
    if led not in grammar.determiners or any(
        word.plain in grammar.place_words for word in sentence[at + 1 : mention.start]
    ):
        return False
    before = sentence[max(at - _SUBJECT_WITHIN, 0) : at]
    if any(word.is_mark or word.plain in _THERE | grammar.place_words for word in before):
        return False  # "between the waves was a boat"
    near = (it for it in found if at - _SUBJECT_WITHIN <= it.start and it.start + it.length <= at)
    if any(it.entry.kind in ("thing", "place", "hour", "weather") for it in near):
        return True
    # "The moon was a boat", where the moon itself is no thing of the scene, as it is likened or owned.
    return any(_is_thing(word.plain, language) for word in before if not word.is_capital)


def _is_thing(word: str, language: str) -> bool:
    known = vocabulary(language).get((word,), ())
    return any(it.kind == "thing" and it.key not in beasts() for it in known)
