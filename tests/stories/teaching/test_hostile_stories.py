"""Stories that are written to take long: a question looks for wrong answers in all of them."""

import time
from collections.abc import Callable

import pytest

from stories.teaching.lesson import Teacher

LINES = 24  # of a scene
ATTEMPTS = 4


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
def test_twice_a_hostile_story_takes_about_twice_the_time(line: Callable[[int], str]) -> None:
    def seconds(lines: int) -> float:
        # One sentence is long, or many stand in many scenes.
        a_scene = lines if line is one_sentence_names_place_after_place else LINES
        scenes = [
            " ".join(line(at) for at in range(first, first + a_scene))
            for first in range(0, lines, a_scene)
        ]
        begun = time.process_time()
        Teacher(scenes, "en", 4).question(len(scenes) - 1)
        return time.process_time() - begun

    seconds(LINES)  # reads the lists
    few = 48 if line is one_sentence_names_place_after_place else 20 * LINES
    # One even attempt shows it: what grows with the square does so at every attempt.
    assert any(seconds(2 * few) < 3 * max(seconds(few), 0.01) for _ in range(ATTEMPTS))
