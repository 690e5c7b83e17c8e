"""How work grows with a text: in processor time, which a neighbour on the machine still makes uneven."""

import time
from collections.abc import Callable

ATTEMPTS = 6


def doubles_at_most(work: Callable[[str], object], hostile: Callable[[int], str]) -> bool:
    """Whether twice the text costs less than three times the work; a square would cost four.

    One even attempt shows it: what grows with the square does so at every attempt.
    """
    return any(
        _seconds(work, hostile(16_000)) < 3 * max(_seconds(work, hostile(8_000)), 0.01)
        for _ in range(ATTEMPTS)
    )


def _seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began
