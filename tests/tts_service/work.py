"""How work grows with a text: measured in processor time, so that a busy machine does not count."""

import time
from collections.abc import Callable


def doubles_at_most(work: Callable[[str], object], hostile: Callable[[int], str]) -> bool:
    """Whether twice the text costs less than three times the work; a square would cost four."""
    once, twice = (_seconds(work, hostile(length)) for length in (8_000, 16_000))
    return twice < 3 * max(once, 0.01)


def _seconds(work: Callable[[str], object], text: str) -> float:
    """The least processor time of three attempts."""
    times = []
    for _ in range(3):
        began = time.process_time()
        work(text)
        times.append(time.process_time() - began)
    return min(times)
