"""What a text says is held: "she picked a flower"; a flower that only grows there is in nobody's hand."""

from __future__ import annotations

from collections.abc import Sequence

from stories.providers.own.depiction.arabic import stems
from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.grammar import GRAMMAR
from stories.providers.own.depiction.spotting.spotted import Mention, is_name
from stories.providers.own.depiction.vocabulary import Thing, beasts, vocabulary
from stories.providers.own.depiction.words import Sentence, plain

_REACH = 5  # words between the verb and what is held
_HOLDING = {
    "en": "held hold holds holding picked picks picking carried carries carrying gave give gives took takes"
    " brought brings caught gathered waved lifted",
    "es": "sostenía sostuvo llevaba cogió tomó recogió dio regaló trajo agarró levantó atrapó",
    "fr": "tenait tient tenant porta portait cueillit cueille prit prend donna apporta ramassa"
    " offrit attrapa",
    "ar": "حمل حملت يحمل تحمل امسك امسكت قطف قطفت اخذ اخذت اعطى اعطت التقط التقطت",
}
_WORDS_OF_HOLDING = {
    language: frozenset(plain(words).split()) for language, words in _HOLDING.items()
}
# What else people do with what is then in their hands, before them or on the table.
_HANDLING = {
    "en": "baked bake bakes baking cooked cook cooks cooking made make makes making stirred mixed"
    " mixes poured"
    " lost fetched fetch opened open opens wrote write writes writing read reads reading ate eat eats"
    " eating drank"
    " drink drinks bought buy buys sold sells sell selling chose choose found find finds got get"
    " gets put puts"
    " packed packs spread grabbed threw throw throws kicked played play plays playing wore wears"
    " wear wearing"
    " had has have with filled fed feed feeds cut cuts lit lights showed shows shared share offered passed"
    " handed sent washed swept painted drew collected gather gathered grew used uses use peeled"
    " broke break breaks set gave raise raised pick"
    " need needs served serves swung shook dropped laid hid kept keeps tasted smelled unwrapped opened"
    " whose leave leaves left dug planted plant built wrapped hung pulled pushed rang beat blew",
    "es": "hacía hizo hace hacen preparaba preparó prepara abrió abre leyó lee leía escribió"
    " escribe escribía"
    " comió come comía comen bebió bebe bebía compró compra vendía vende vendió eligió encontró"
    " encuentra puso"
    " pone ponía ponen cocinó tocaba tocó toca jugó juega jugaba tenía tiene tienen con lleva llevan llevó"
    " cortó encendió mostró compartió ofreció pasó mandó lavó barrió pintó usó peló sirvió sacó saca guardó"
    " guarda metió cultivaba trajo trae lanzó tiró da dan dado doy di jugar jugaban comprado"
    " hecho traído preparaban tejer pelaba",
    "fr": "fait faisait fit font préparait prépara prépare ouvrit ouvre lut lit lisait écrivit écrit mangea"
    " mange mangeait mangé but boit acheta achète vendait vend choisit trouva trouve mit met mis posa pose"
    " joua joue jouait avait a ont avec apporte coupa alluma montra partagea offre envoya envoyé"
    " sorti coupent jouaient jouer mangé lisent cueillir écrire rôtir mettre faire était apporté"
    " prêta lava peignit servit"
    " sortit sort garda donne donnent donné apporté apportent lança jeta ramasse rapporta en",
    "ar": "خبز خبزت تخبز يخبز طبخ طبخت تطبخ صنع صنعت تصنع فتح فتحت يفتح قرا قرات يقرا تقرا كتب"
    " كتبت يكتب تكتب"
    " اكل اكلت ياكل تاكل شرب شربت يشرب تشرب اشترى اشتري اشترت باع باعت يبيع تبيع اختار وجد وجدت وضع وضعت"
    " وضعته وضعتها لعب لعبت يلعب تلعب مع معه معها اعطاه اعطاها اعطاني اعطته اعطتها اطعمت اطعم قدم قدمت"
    " احضر احضرت ارسل قطع اشعل رسم رفع رفعت لبس لبست يلبس تلبس فيه فيها زرع زرعنا زرعت",
}
_HANDLED = {
    language: frozenset(plain(words).split()) | _WORDS_OF_HOLDING[language]
    for language, words in _HANDLING.items()
}


_WEARING = frozenset(
    plain(
        "wore wears wear wearing put llevaba lleva puso portait porte mit لبس لبست يلبس تلبس"
    ).split()
)
# What grows anywhere needs no hand.
_PUT_DOWN = frozenset(
    plain("flower sunflower rose leaf seedling mushroom nest maize wheat").split()
)
_BOATS = frozenset({"boat", "ship"})
_WATERS = frozenset({"river", "lake", "sea", "under_water"})
_CLOTHES = frozenset({"shoes", "boots", "dress", "coat", "shirt", "gloves", "socks", "trousers"})


def held(read: Sequence[tuple[Sentence, list[Mention]]], language: str) -> frozenset[str]:
    """Return the keys of the things before which a verb of holding stands."""
    return _behind(read, _WORDS_OF_HOLDING[language], language)


def handled(read: Sequence[tuple[Sentence, list[Mention]]], language: str) -> frozenset[str]:
    """Return the keys of the things with which somebody is said to do anything that hands do."""
    return _behind(read, _HANDLED[language], language) - _behind(
        read, _WEARING, language
    ).intersection(_CLOTHES)


def in_anothers_hands(
    read: Sequence[tuple[Sentence, list[Mention]]], people: tuple[Role, ...]
) -> frozenset[str]:
    """Return the keys of the things that only somebody handles who is not the first of `people`: a picture
    gives to the first ones what is held.
    """
    first = people[0].key if people else ""
    roles = {role.key for role in people}
    hers, others = set[str](), set[str]()
    for _, found in read:
        who = ""
        for it in found:
            if it.entry.kind == "person" and it.entry.key in roles:
                who = who or it.entry.key  # "the girl gave the boy an apple"
            elif it.entry.kind == "thing":
                (hers if who in ("", first) else others).add(it.entry.key)
    return frozenset(others - hers)


def of_hands(
    said: tuple[Thing, ...], people: tuple[Role, ...], place: str, in_use: frozenset[str]
) -> tuple[Thing, ...]:
    """Return the things without small ones that nobody handles: they would be in a wrong hand or spot."""
    in_water = place in _WATERS and any(it.is_animal for it in said)
    boats = [it.key for it in said if it.key in _BOATS and not it.hero]
    said = tuple(it for it in said if it.key not in boats[1:])  # one boat by two words
    return tuple(
        it
        for it in said
        if it.stand != "held"
        or it.hero
        or it.is_animal
        or not (people or in_water)
        or (it.key in _PUT_DOWN | in_use and not in_water)
        or it.key == "umbrella"  # who is under it holds it
    )


def off_floor(said: tuple[Thing, ...], people: tuple[Role, ...]) -> tuple[Thing, ...]:
    """Return what is seen in a room: without a table or people a plate would be on the floor, as a tap."""
    on_floor = not people and not any(it.key == "table" for it in said)
    return tuple(
        it
        for it in said
        if it.hero or it.is_animal or not (it.key == "tap" or (it.stand == "held" and on_floor))
    )


def _behind(
    read: Sequence[tuple[Sentence, list[Mention]]],
    verbs: frozenset[str],
    language: str,
) -> frozenset[str]:
    return frozenset(
        mention.entry.key
        for sentence, found in read
        for mention in found
        if not _is_by_stranger(sentence, found, language)
        and any(
            not word.quoted
            and (
                word.plain in verbs
                or (language == "ar" and not verbs.isdisjoint(stems(word.plain)))
            )
            for word in _unbroken(sentence, mention.start, language)
        )
    )


def _is_by_stranger(sentence: Sentence, found: list[Mention], language: str) -> bool:
    """Return whether only somebody acts of whom no more than a name is known: what is taken then is in
    no other's hand.
    """
    is_known = any(it.entry.kind == "person" or it.entry.key in beasts() for it in found)
    return not is_known and any(is_name(it, language) for it in sentence if not it.quoted)


def _unbroken(sentence: Sentence, end: int, language: str) -> Sentence:
    """Return the few words before, back to what is no list: "from the newspaper, even the football"."""
    start = max(end - _REACH, 0)
    marks = [
        at
        for at in range(start, end)
        if sentence[at].is_mark
        and sentence[at].plain not in "'’-"
        and not (sentence[at].plain in ",،" and _is_listed(sentence[at + 1].plain, language))
    ]
    return sentence[marks[-1] + 1 if marks else start : end]


def _is_listed(word: str, language: str) -> bool:
    return word in GRAMMAR[language].determiners or (word,) in vocabulary(language)


_KEPT_ASLEEP = frozenset({"blanket", "doll", "toy"})


def out_of_sleeping_hands(
    said: tuple[Thing, ...], people: tuple[Role, ...], asleep: frozenset[str]
) -> tuple[Thing, ...]:
    """Return the things without what would be in the first one's hand, if that one sleeps."""
    if not people or people[0].key not in asleep:
        return said
    return tuple(it for it in said if it.stand != "held" or it.key in _KEPT_ASLEEP)
