"""Whether somebody is in a car, a bus or a train: what is outside is only passed by."""

from __future__ import annotations

from stories.providers.own.depiction.words import Sentence, plain


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(plain(phrase).split()) for phrase in text.split(","))


_RIDING = {
    "en": _phrases("on the journey,during the journey,during the drive,in the car,in our car,"
        "in his car,in her car,in their car,on the bus,on the train,"
        "got into the car,got in the car,climbed into the car,got on the bus,got on the train,"
        "the front seat,"
        "in the van,in the taxi,in the back seat,on the back seat,in the bus,"
        "in the train,on the plane,"
                   "out of the train,out of the bus,out of the car,on the school bus,in the truck"),
    "es": _phrases("durante el viaje,durante el trayecto,en el coche,en el carro,en el autobús,"
        "en el tren,en el taxi,en la furgoneta,en el avión,"
                   "en la camioneta,en el asiento"),
    "fr": _phrases("pendant le voyage,pendant le trajet,dans la voiture,dans le bus,dans le train,"
        "dans le car,dans le taxi,dans la camionnette,"
                   "dans l avion,dans l autobus,en voiture,sur le siège"),
    "ar": _phrases("خلال الرحلة,طوال الرحلة,في المقعد الأمامي,في المقعد الخلفي,"
        "في السيارة,في الحافلة,في القطار,في الطائرة,في سيارة,"
        "في سيارته,في سيارتنا,في حافلة"),
}  # fmt: skip
_LONGEST = 4  # words


def is_riding(sentence: Sentence, language: str) -> bool:
    """Return whether the sentence is of those in a car, bus or train."""
    words = tuple(word.plain if not word.quoted else "" for word in sentence)
    return any(
        words[at : at + length] in _RIDING[language]
        for at in range(len(words))
        for length in range(2, _LONGEST + 1)
    )
