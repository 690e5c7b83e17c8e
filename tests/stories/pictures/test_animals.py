"""Animals in drawn pictures: their colours, what they do, how many there are."""

import random
from dataclasses import replace

import pytest
from PIL import Image

from stories.providers.illustrator import PictureRequest
from stories.providers.own.depiction.cast import Role
from stories.providers.own.depiction.depiction import Depiction, depict
from stories.providers.own.depiction.vocabulary import animals, things
from stories.providers.own.drawing import Drawing
from stories.providers.own.drawn import draw
from stories.providers.own.papercut.figures import figures_of, looks_of, thing_figure
from stories.providers.own.papercut.palette import story_palette
from stories.providers.own.papercut.paper import Paper
from stories.providers.own.papercut.stage import Stage

STAGE = Stage(Paper((0, 0, 0), (0, 0, 0), ""), story_palette("The Goat"), random.Random(1))


def figure(key: str, colour: str = "", deed: str = "") -> Image.Image:
    return thing_figure(replace(things()[key], colour=colour), STAGE, smiles=True, deed=deed)


def drawn(text: str, language: str = "en") -> Drawing:
    return draw(PictureRequest(text, "", 0, "The Goat", 1, language=language))


def counted(depiction: Depiction) -> dict[str, int]:
    people = {it.key: it.count for it in depiction.people}
    return people | {it.key: it.count for it in depiction.things}


def darkest_and_lightest(image: Image.Image) -> tuple[int, int]:
    """Return the least and the greatest value of any colour in what is drawn."""
    shape = image.getchannel("A").point([255 * (value > 250) for value in range(256)])
    values = [
        value
        for channel in image.convert("RGB").split()
        for value, count in enumerate(channel.histogram(shape))
        if count > 3
    ]
    return min(values), max(values)


@pytest.mark.parametrize("key", ["fox", "cat", "donkey", "duck", "rooster", "squirrel", "penguin"])
def test_an_animal_in_another_colour_keeps_its_face(key: str) -> None:
    for colour in ("red", "black", "white"):
        dark, light = darkest_and_lightest(figure(key, colour))
        assert dark < 90, f"{colour} over the eyes"
        assert light > 215, f"{colour} over face and beak"
        assert figure(key, colour).tobytes() != figure(key).tobytes()


@pytest.mark.parametrize(
    "key", ["hedgehog", "donkey", "frog", "badger", "sheep", "turtle", "goose"]
)
def test_an_animal_stands_where_nothing_is_said_and_runs_where_it_runs(key: str) -> None:
    assert figure(key).tobytes() != figure(key, deed="run").tobytes()


@pytest.mark.parametrize(
    ("language", "text", "many"),
    [
        ("en", "They met two ducks and a goose.", {"duck": 2, "goose": 1}),
        ("en", "The three mice danced.", {"mouse": 3}),
        ("en", "Both sisters sang. A boy listened.", {"girl": 2, "boy": 1}),
        ("en", "Two foxes and a bear were friends. The two friends slept.", {"fox": 2, "bear": 1}),
        ("es", "Tres gatitos negros y una oveja dormían.", {"cat": 3, "sheep": 1}),
        ("fr", "Deux lapins blancs sautaient. La souris riait.", {"rabbit": 2, "mouse": 1}),
        ("ar", "رأى أرنبين وحصانا في الحديقة.", {"rabbit": 2, "horse": 1}),
    ],
)
def test_several_of_a_kind_are_counted(language: str, text: str, many: dict[str, int]) -> None:
    found = counted(depict(text, language))
    assert {key: found[key] for key in many} == many


def test_as_many_stand_there_as_are_said_and_find_room() -> None:
    assert len(drawn("Two ducks were on the farm.").figures) == 2
    assert len(drawn("The three mice danced.").figures) == 3
    both = drawn("Both sisters stood in the garden.")
    assert len(both.figures) == 2
    looks = [looks_of(it, "T") for it in figures_of(Role("king", "adult", "m", count=2))]
    assert [it.role for it in looks] == ["king", "king"], "both are dressed as kings"
    assert looks[0] != looks[1]
    crowd = drawn("Ten boys, six cats, seven dogs and three foxes stood on the farm.")
    assert {"boy", "cat", "dog", "fox"} <= crowd.shown
    assert len(crowd.figures) <= 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Oscar the pelican lived by the sea. He was hungry. Oscar flew home."),
        ("es", "Pepe el armadillo vivía en el bosque. Pepe era un buen amigo."),
        ("fr", "Léa la libellule dansait. Elle riait. Léa était contente."),
    ],
)
def test_an_animal_that_has_no_drawing_is_no_child(language: str, text: str) -> None:
    assert not depict(text, language).people


def test_the_heroes_of_picture_books_have_a_drawing() -> None:
    heroes = (
        "badger mole beaver raccoon panda koala otter polarbear hamster llama flamingo starfish"
    )
    assert all(things()[key].drawing != "none" for key in heroes.split())
    assert set(heroes.split()) <= animals()
