"""Rooms and nights that a text implies, how many a group is, whom "they" are, and what is only named."""

import pytest
from PIL import ImageStat

from stories.providers.illustrator import PictureRequest
from stories.providers.own.depiction.depiction import Depiction, depict
from stories.providers.own.drawn import draw


def shown(it: Depiction) -> set[str]:
    return {role.key for role in it.people} | {thing.key for thing in it.things}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In the lighthouse two brothers woke up, took a candle and ran down the stairs."),
        ("es", "En el faro los dos hermanos se despertaron y bajaron la escalera."),
        ("fr", "Dans le phare, deux frères prirent une bougie et descendirent l'escalier."),
        ("ar", "في الليل استيقظ الولد ونزل الدرج."),
        ("en", "The girl looked up at the ceiling."),
        ("en", "Anna came out of a door on the third floor."),
    ],
)
def test_words_of_a_room_are_a_room(language: str, text: str) -> None:
    assert depict(text, language).is_indoors


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Bruno slept all day.", "Bruno was an old dog."),
        ("The water ran into a pipe, and Pip went with it.", "Pip was a drop of water."),
    ],
)
def test_a_scene_that_says_no_place_stands_on_plain_paper(text: str, before: str) -> None:
    def corner(text: str, before: str = "") -> list[float]:
        request = PictureRequest(text, "", 0, "T", 0, language="en", before=before)
        return ImageStat.Stat(draw(request).image.crop((0, 0, 90, 90))).mean

    apart = [
        abs(one - other)
        for one, other in zip(corner(text, before), corner("The boy waited."), strict=True)
    ]
    assert max(apart) < 6


def test_a_night_and_a_room_last_until_something_ends_them() -> None:
    rest = "\n\nThe boy listened.\n\nHe waited. He counted to ten. He held his breath. He smiled."
    night = "It was night. In the kitchen the boy woke up." + rest
    it = depict("The boy sat there.", "en", night)
    assert (it.hour, it.is_indoors) == ("night", False), "the kitchen was before"
    assert depict("The boy sat at the table.", "en", night).place == "kitchen"
    assert depict("In the morning the boy went out.", "en", night).hour == "day"
    assert not depict("The boy went out.", "en", night).is_indoors
    assert depict("The boy sat.", "en", night + " He slept until dawn.").hour == "day"
    assert depict("The boy left when everybody was asleep.", "en").hour == "night"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "At dawn the boy sang."),
        ("es", "Al amanecer el niño cantó."),
        ("fr", "À l'aube le garçon chanta."),
        ("ar", "عند الفجر غنى الولد."),
    ],
)
def test_dawn_is_no_noon(language: str, text: str) -> None:
    assert depict(text, language).hour == "dawn"


@pytest.mark.parametrize(
    ("language", "before", "text"),
    [
        ("en", "Two brothers lived here.", "The boys rowed away."),
        ("es", "Dos hermanos vivían aquí.", "Los niños remaron."),
        ("fr", "Deux frères vivaient ici.", "Les garçons ramaient."),
    ],
)
def test_a_number_said_once_holds_for_the_group(language: str, before: str, text: str) -> None:
    assert [it.count for it in depict(text, language, before).people] == [2]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The vet sat down. Then she shook her head."),
        ("en", "Captain Maria sang."),
        ("es", "La doctora sonrió."),
        ("fr", "La vétérinaire sourit."),
        ("fr", "Le médecin sourit. Elle chanta."),
        ("ar", "ابتسمت الطبيبة."),
    ],
)
def test_a_role_has_the_sex_that_the_text_says(language: str, text: str) -> None:
    assert shown(depict(text, language)) == {"woman"}


def test_they_are_those_who_were_together_and_not_who_was_met() -> None:
    before = "Lina and her grandmother walked. The farmer gave them a pumpkin. They went home."
    assert shown(depict("They sat down.", "en", before)) == {"girl", "oldwoman"}


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "An olive tree planted by her grandfather stood there.", "oldman"),
        ("en", "Her grandfather had planted the tree.", "oldman"),
        ("es", "Allí estaba el olivo plantado por su abuelo.", "oldman"),
        ("fr", "Là se dressait un olivier planté par son grand-père.", "oldman"),
        ("ar", "هناك شجرة زيتون زرعها جدها.", "oldman"),
        ("en", "Bees visit plants such as coffee and grapes.", "coffee"),
        ("es", "Las abejas visitan plantas tales como el café.", "coffee"),
        ("en", "The ship's bell rang.", "ship"),
        ("es", "Sonó la campana del barco.", "ship"),
        ("fr", "La cloche du navire sonna.", "ship"),
        ("ar", "رن جرس السفينة.", "ship"),
        ("en", "The girl sat beside the basket.", "basket"),
        ("en", "The oak breathes out enough to fill two bathtubs.", "bathtub"),
        ("en", "In the kitchen the plate was cold.", "plate"),
        ("en", "The girl saw the mark of Captain Black.", "man"),
        ("fr", "La fille frappa à la porte de son oncle.", "man"),
        ("en", "The boys blew out the lantern.", "lamp"),
        ("es", "Los niños apagaron la vela.", "candle"),
        ("es", "El abuelo esperaba con su carro y su burro.", "car"),
        ("en", "The gas is caught as in thousands of small balloons.", "balloon"),
    ],
)
def test_what_is_only_named_is_not_there(language: str, text: str, absent: str) -> None:
    assert absent not in shown(depict(text, language))


def test_rain_that_somebody_makes_in_a_jar_falls_nowhere() -> None:
    assert depict("You can make a small rain of your own.", "en").weather == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The boy and the girl beat the olive branches. The olives were crushed."),
        ("es", "La abuela golpeaba las ramas y las aceitunas caían."),
        ("fr", "La grand-mère frappait les branches."),
        ("ar", "ضربت الجدة الأغصان فسقط الزيتون."),
        ("en", "It rained on a cat, who was not pleased. The girl stood there."),
    ],
)
def test_work_is_no_grief(language: str, text: str) -> None:
    it = depict(text, language)
    assert it.mood == "bright"
    assert it.people
