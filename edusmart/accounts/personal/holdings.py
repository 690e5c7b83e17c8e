"""What the apps hold of a person: each registers how it is exported and how it is erased."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edusmart.accounts.models import User

Opened = AbstractContextManager[Path]


@dataclass(frozen=True)
class Part:
    """One file of the archive: `rows` as JSON, or a stored file, which `opened` gives on this disk."""

    name: str
    rows: Any = None
    opened: Callable[[], Opened] | None = None


@dataclass(frozen=True)
class Holding:
    """`erase` deletes what is the person's, and returns the trail's names of the rows that it deleted."""

    export: Callable[[User], Iterator[Part]]
    erase: Callable[[User], list[str]]


_holdings: list[Holding] = []


def register_holding(holding: Holding) -> None:
    """Have a person's export and erasure include what this app holds. Call it in `AppConfig.ready()`."""
    _holdings.append(holding)


def holdings() -> list[Holding]:
    return list(_holdings)
