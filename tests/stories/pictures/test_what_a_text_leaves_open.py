"""Lives from childhood on, works of either sex, what is over, on the way, carved or talked of."""

import pytest

from stories.providers.illustrator import PictureRequest
from stories.providers.own.depiction.depiction import Depiction, depict
from stories.providers.own.drawn import draw

_MARY = "Mary Anning was born in 1799 by the sea. Her father looked for fossils with her.\n"


def shown(it: Depiction) -> set[str]:
    keys = {role.key for role in it.people} | {thing.key for thing in it.things}
    return keys | {it.place, it.weather, it.season, it.hour} - {"", "day"}


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "The girl went out after every storm with a basket.", {"storm"}),
        ("en", "The girl chose a photograph and left the doll's house on the shelf.", {"house"}),
        ("en", "The children stop. Above them hang the sea dragons.", {"dragon"}),
        ("en", "Now the man shuts the gates. He winds a handle.", {"wind"}),
        ("en", "Some staircases of locks have thirty steps. A boy walked there.", {"room"}),
        ("en", "The couple had never had children. The woman sat down.", {"children"}),
        ("es", "La mujer y el hombre no tenían hijos.", {"children"}),
        ("ar", "جلس النجار. لم يكن لهما أولاد.", {"children"}),
        ("ar", "وجد النجار شجرة، وعلى كل غصن كرسي.", {"deer"}),
        ("ar", "جلست البنت. لم يكن أحد من الجيران يفهم.", {"people"}),
        ("en", "Half a wooden horse lay there. The girl painted the horse.", {"horse"}),
        ("es", "La niña tenía un caballo de madera. El caballo era rojo.", {"horse"}),
        ("en", "The boy and his dog were walking to market.", {"market"}),
        ("en", "A girl came back at night. The shops were closed.", {"shop"}),
        ("en", "Letters travel at night, and once a goat ate a sackful.", {"goat"}),
        ("en", "The girl sat down. Soldiers, she said, read in the dark.", {"guard"}),
        ("en", "The woman found an umbrella handle.", {"umbrella"}),
        ("en", "The girl was the first of her people.", {"people"}),
        ("fr", "La mer était calme quand le vent tomba.", {"wind"}),
        ("fr", "Le camion était parti. La fille attendait.", {"lorry"}),
    ],
)
def test_it_is_not_there(language: str, text: str, absent: set[str]) -> None:
    assert shown(depict(text, language)).isdisjoint(absent)


def test_nobody_but_a_cat_is_a_cat() -> None:
    assert "cat" in shown(depict("ذهب الولد إلى السوق. لم يكن هناك إلا قط ينام.", "ar"))


def test_people_make_the_moment() -> None:
    text = "Their room had a bed, a chair and a lamp. At night her brother cried. Mother sat down."
    assert {"boy", "mother", "night"} <= shown(depict(text, "en"))


def test_a_life_begins_as_a_child() -> None:
    assert "girl" in shown(depict(_MARY, "en"))
    assert "girl" in shown(depict("When Mary was eleven she went out alone.", "en", _MARY))
    grown = depict("Years later Mary wrote to a museum.", "en", _MARY)
    assert shown(grown) & {"girl", "woman"} == {"woman"}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("A volunteer gave the girl soup. He smiled.", {"man", "girl"}),
        ("A volunteer gave the girl soup. She smiled.", {"woman", "girl"}),
        ("The driver called. The girl sat down.", {"girl"}),
        ("A dentist named Clara sat down. Clara laughed.", {"woman"}),
    ],
)
def test_who_works_is_who_the_story_says(text: str, people: set[str]) -> None:
    assert {role.key for role in depict(text, "en").people} == people


def test_a_stranger_is_not_the_boy_of_before() -> None:
    told = depict("A captain came. The girl saw him and he laughed.", "en", "The boy sat.\n")
    assert "boy" not in shown(told)


def test_him_within_is_no_other() -> None:
    before = "A man sat there. He ate.\n"
    told = depict("The boy used an awl like the one that had blinded him.", "en", before)
    assert {role.key for role in told.people} == {"boy"}


def test_a_portrait_is_not_who_it_shows() -> None:
    told = depict("Her portrait hangs in a museum. The boys stop.", "en", "A woman sat. She ate.\n")
    assert "woman" not in shown(told)


def test_her_is_who_began() -> None:
    before = "The mother sat down. The girl came home.\n"
    told = depict("Once she cut herself, and Mr Lund showed her how.", "en", before)
    assert "mother" not in shown(told)


@pytest.mark.parametrize(
    ("language", "text", "mood"),
    [
        ("en", "The soldiers walked up and down. The girl waited.", "quiet"),
        ("en", '"What a cow!" cried the judge. The cow ate.', "bright"),
        ("es", "El hombre parecía un fantasma. La mujer corrió.", "bright"),
        ("en", "The men in the chairs talked of the war.", "bright"),
        ("en", "The crocodile cried with relief.", "bright"),
        ("en", "Grandpa would have loved this. The girl swept the floor.", "quiet"),
        ("es", "Los vecinos contaban los golpes. Nadie cantaba.", "quiet"),
        ("en", "The fox could not lick it. The fox ate.", "bright"),
    ],
)
def test_how_it_feels(language: str, text: str, mood: str) -> None:
    assert depict(text, language).mood == mood


def test_who_is_bald_has_no_hair_also_later() -> None:
    first = "The old man was bald. He sat down."
    assert [role.is_bald for role in depict(first, "en").people] == [True]
    assert [role.is_bald for role in depict("The old man smiled.", "en", first).people] == [True]
    assert [role.is_bald for role in depict("The old man smiled.", "en").people] == [False]
    request = PictureRequest("The man sat down.", "", 0, "One", 0, language="en")
    hairy = draw(request).image
    assert (
        draw(PictureRequest("The bald man sat down.", "", 0, "One", 0, language="en")).image
        != hairy
    )


def test_rain_is_grey_before_the_window() -> None:
    told = depict("It rained. The girl sat in the kitchen.", "en")
    assert (told.place, told.weather, told.is_grey_outside) == ("kitchen", "", True)
    assert not depict("The girl sat in the kitchen.", "en").is_grey_outside


def test_who_sleeps_holds_nothing() -> None:
    told = depict("The woman slept. The cook gave her a book.", "en")
    assert "book" not in shown(told)


def test_a_journeys_rain_stays_on_its_windows() -> None:
    before = "Pendant le voyage il plut. La fille dessinait.\n"
    assert depict("La fille porta une valise.", "fr", before).weather == ""
