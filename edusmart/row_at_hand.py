"""The work row that this worker is making now, for the lines that are logged meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class RowAtHand:
    """A work row by its kind, its id, its topic's id and its owner's; None: nobody's."""

    kind: str
    id: object
    topic: int
    owner: int | None


_row: ContextVar[RowAtHand | None] = ContextVar("_row", default=None)


@contextmanager
def at_hand(row: RowAtHand) -> Iterator[None]:
    """Have every line that is logged inside name the row."""
    token = _row.set(row)
    try:
        yield
    finally:
        _row.reset(token)


def row_at_hand() -> RowAtHand | None:
    """Return the row that is being made here; None where none is."""
    return _row.get()
