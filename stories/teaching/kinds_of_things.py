"""Things of one kind: beside each other none stands out, and who has listened knows which it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stories.providers.own.depiction.words import tokens


@dataclass(frozen=True, slots=True)
class KindOfThing:
    """`told_apart` are those that nobody takes for another, `others` belong to the kind too.

    `any_of_it` are words that may mean any of the kind, by language: then none is surely left out.
    """

    told_apart: frozenset[str]
    others: frozenset[str]
    any_of_it: Mapping[str, frozenset[str]]


def _words(**languages: str) -> dict[str, frozenset[str]]:
    return {language: frozenset(tokens(words)) for language, words in languages.items()}


_KINDS = (
    KindOfThing(
        frozenset({"banana", "strawberry", "pineapple", "watermelon", "grapes", "carrot", "icecream"}),
        frozenset({"apple", "orange", "lemon", "mango", "coconut", "tomato", "potato", "onion", "bread",
                   "cake", "cheese", "rice", "soup", "meat", "chocolate", "candy", "egg", "peanuts"}),
        _words(
            en="food fruit fruits vegetable vegetables eat eats ate eaten eating meal meals breakfast lunch "
               "dinner supper snack snacks picnic hungry dessert market feast cook cooked cooking",
            es="comida comidas fruta frutas verdura verduras comer come comen comió comieron comía comían "
               "desayuno almuerzo cena merienda hambre postre mercado cocina cocinó",
            fr="nourriture fruit fruits légume légumes manger mange mangent mangea mangé mangeait repas "
               "goûter déjeuner dîner faim dessert marché festin cuisine cuisina",
            ar="طعام أكل أكلت يأكل تأكل أكلوا يأكلون فاكهة فواكه خضار خضروات وجبة فطور غداء عشاء جائع جائعة "
               "سوق مائدة",
        ),
    ),
    KindOfThing(
        frozenset({"drum", "guitar", "trumpet"}),
        frozenset({"flute", "violin"}),
        _words(
            en="music instrument instruments band orchestra concert song songs tune melody",
            es="música instrumento instrumentos banda orquesta concierto canción melodía",
            fr="musique instrument instruments fanfare orchestre concert chanson mélodie",
            ar="موسيقى آلة آلات فرقة حفلة أغنية لحن",
        ),
    ),
    KindOfThing(
        frozenset({"bicycle", "bus", "tractor", "boat", "plane"}),
        frozenset({"car", "lorry", "ship", "cart", "trainrail", "motorbike", "helicopter", "rocket"}),
        _words(
            en="vehicle vehicles traffic transport travel travels travelled traveled journey trip drive "
               "drives drove driver ride rides rode toy toys wheels engine",
            es="vehículo vehículos tráfico transporte viaje viajes viajó viajar conducir condujo conductor "
               "juguete juguetes ruedas motor",
            fr="véhicule véhicules circulation transport voyage voyages voyagea conduire conduit conducteur "
               "jouet jouets roues moteur",
            ar="مركبة مركبات مواصلات سفر سافر سافرت سافروا رحلة سائق قاد لعبة ألعاب عجلات محرك",
        ),
    ),
    KindOfThing(
        frozenset({"boots", "dress", "socks", "glasses", "hat"}),
        frozenset({"crown", "cap", "shoes", "shirt", "scarf"}),
        _words(
            en="clothes clothing wear wears wore worn wearing dressed dressing costume costumes uniform",
            es="ropa ropas llevaba vestía vestido vestida vestir disfraz uniforme",
            fr="vêtement vêtements habit habits portait habillé habillée costume uniforme",
            ar="ملابس ثياب لبس لبست لبسوا يلبس تلبس ارتدى ارتدت زي",
        ),
    ),
)  # fmt: skip

#: Animals that live where the others of their set do; the first are at home in most stories.
HABITATS = (
    frozenset({"snail", "hedgehog", "rabbit", "frog", "mouse", "fox", "owl", "squirrel", "butterfly",
     "bee", "spider",
               "bird", "crow", "eagle", "deer", "bear", "wolf", "badger", "worm", "ant", "caterpillar",
                "dove"}),
    frozenset({"cow", "horse", "sheep", "pig", "goat", "donkey", "dog", "cat", "chicken", "rooster",
     "goose", "duck"}),
    frozenset({"elephant", "giraffe", "zebra", "lion", "hippo", "crocodile", "monkey", "ostrich", "leopard",
               "rhinoceros", "hyena", "camel"}),
    frozenset({"fish", "whale", "crab", "octopus", "dolphin", "starfish", "turtle", "shark", "gull",
     "jellyfish"}),
)  # fmt: skip


def kind_of(thing: str) -> KindOfThing | None:
    """Return the kind to which the thing belongs, None for one of no kind."""
    return next((it for it in _KINDS if thing in it.told_apart | it.others), None)
