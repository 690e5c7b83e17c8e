"""How work grows with what it is given: in processor time, and never in seconds, as machines differ."""

import time
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")

ATTEMPTS = 6
_TIMES = 4
#: What is linear costs four times as much, a square sixteen times.
_MOST = 8


def grows_evenly(work: Callable[[Given], object], made: Callable[[int], Given], size: int) -> bool:
    """Whether four times as much, `made(4 * size)`, costs `work` less than eight times the processor.

    One even attempt shows it: a neighbour on the machine makes some uneven, and what grows with the
    square is so at every attempt. The size is to be one that costs more than what any size does.
    """
    work(made(size))  # reads the lists
    return any(
        _cost(work, made(_TIMES * size)) < _MOST * _cost(work, made(size)) for _ in range(ATTEMPTS)
    )


def _cost(work: Callable[[Given], object], given: Given) -> float:
    begun = time.process_time()
    work(given)
    return time.process_time() - begun
