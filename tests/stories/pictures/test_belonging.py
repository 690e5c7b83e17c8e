"""Who and what of a drawn picture is where it belongs, and as large as it is. Places are in percent."""

from pathlib import Path

import pytest

from stories.documents import read_file
from stories.providers.illustrator import PictureRequest
from stories.providers.own.drawn import DrawnIllustrator, draw
from stories.providers.own.papercut.stage import Box

SAMPLES = Path(__file__).resolve().parents[3] / "samples"


def box_of(key: str, text: str, index: int = 0) -> Box:
    """Return where the first figure is that shows who or what has this key."""
    figures = draw(PictureRequest(text, "", index, "The Owl")).figures
    return next(it.box for it in figures if key in it.who)


def height(box: Box) -> float:
    return box[3] - box[1]


@pytest.mark.parametrize(("index", "animal"), [(0, "owl"), (1, "squirrel"), (2, "monkey")])
def test_who_lives_in_trees_sits_above_the_ground(index: int, animal: str) -> None:
    for text in (f"There was a {animal}.", f"The girl looked at the {animal} in the forest."):
        assert box_of(animal, text, index)[3] < 70


def test_who_walks_is_on_the_ground_whoever_it_is() -> None:
    assert box_of("monkey", "The monkey walked through the forest.")[3] > 80


def test_sizes_are_true_beside_each_other() -> None:
    family = "The mother, the girl and the baby stood in the garden."
    assert 0.55 < height(box_of("girl", family)) / height(box_of("mother", family)) < 0.72
    small = "The boy looked at an ant."
    assert height(box_of("ant", small)) < 0.23 * height(box_of("boy", small))
    both = "An elephant and a mouse stood in the savanna."
    assert height(box_of("mouse", both)) < 0.3 * height(box_of("elephant", both))


@pytest.mark.parametrize("index", range(4))
def test_what_one_of_two_holds_is_between_them(index: int) -> None:
    text = "The girl gave the boy an apple."
    apple, *two = (sum(box_of(key, text, index)[::2]) / 2 for key in ("apple", "girl", "boy"))
    assert min(two) < apple < max(two)


@pytest.mark.parametrize("index", range(3))
def test_frogs_are_in_the_pond_and_people_on_its_bank(index: int) -> None:
    text = "The girl stood by the pond. A frog was there."
    assert box_of("frog", text, index)[3] < box_of("girl", text, index)[3] - 4


def test_rain_falls_before_a_picture_unless_somebody_is_under_an_umbrella() -> None:
    texts = ("The girl stood in the rain.", "The girl held an umbrella in the rain.")
    pictures = [DrawnIllustrator().illustrate(PictureRequest(it, "", 0, "Rain")) for it in texts]
    assert [it.falls for it in pictures] == ["rain", ""]


@pytest.mark.parametrize("name", ["how-rain-travels", "sirr-al-asal"])
def test_the_house_s_books_say_what_the_samples_say_and_leave_every_picture_to_be_drawn(
    name: str,
) -> None:
    book = read_file(SAMPLES / f"{name}.epub")
    told = " ".join(paragraph.text for paragraph in book.paragraphs)
    assert " ".join(told.split()) == " ".join((SAMPLES / f"{name}.txt").read_text().split())
    assert not book.pictured
