"""Stories that are written to take long: a question looks for wrong answers in all of them."""

from collections.abc import Callable

import pytest

from stories.teaching.lesson import Teacher
from tests.growth import grows_evenly

LINES = 24  # of a scene


def every_line_gives_a_reason(number: int) -> str:
    return f"The w{number}ab ran to the z{number}cd because it was q{number}ef."


def everybody_meets_somebody_new(number: int) -> str:
    name = "Q" + "".join(chr(97 + int(digit)) for digit in str(number))
    return f"Anna met {name} far{number}off. {name} saw Anna by{number}xy."


def one_sentence_names_place_after_place(_: int) -> str:
    return "in the house, " * 12


@pytest.mark.parametrize(
    "line",
    [
        every_line_gives_a_reason,
        everybody_meets_somebody_new,
        one_sentence_names_place_after_place,
    ],
)
def test_what_a_hostile_story_costs_grows_with_its_length(line: Callable[[int], str]) -> None:
    is_one = line is one_sentence_names_place_after_place

    def scenes(lines: int) -> list[str]:
        # One sentence is long, or many stand in many scenes.
        a_scene = lines if is_one else LINES
        return [
            " ".join(line(at) for at in range(first, first + a_scene))
            for first in range(0, lines, a_scene)
        ]

    def ask(told: list[str]) -> None:
        Teacher(told, "en", 4).question(len(told) - 1)

    assert grows_evenly(ask, scenes, 12 if is_one else 3 * LINES)
