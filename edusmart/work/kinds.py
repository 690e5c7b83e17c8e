"""The kinds of work there are: each app registers its row model and the functions that make its rows.

Functions are named by their dotted path and loaded when a worker first needs them, so that a web process
never imports what only workers use (decoders, layout analysis, a provider's client).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.module_loading import import_string

from edusmart.work.models import WorkRow

Named = str | Callable[..., Any]
"""A function, or its dotted path."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: its rows, and the functions that make them."""

    model: type[WorkRow]
    _perform: Named
    _complete: Named | None = None
    _preload: Named | None = None

    def perform(self, row: WorkRow) -> dict[str, Any]:
        """Make the row's thing. Returns the fields to complete the row with. Raises WorkError or anything."""
        fields: dict[str, Any] = _load(self._perform)(row)
        return fields

    def complete(self, row: WorkRow, fields: dict[str, Any]) -> bool:
        """Complete the row with the fields. Returns False when it was lost: then discard them."""
        if self._complete is None:
            return row.complete(**fields)
        return bool(_load(self._complete)(row, **fields))

    def preload(self) -> None:
        """Import what is heavy, once in the workers' master, so that no forked process has to."""
        _load(self._perform)
        if self._preload is not None:
            _load(self._preload)()


_kinds: dict[str, Kind] = {}


def register(
    model: type[WorkRow],
    *,
    perform: Named,
    complete: Named | None = None,
    preload: Named | None = None,
) -> None:
    """Add a kind of work; its queue is named after `model.kind`.

    Args:
        perform: takes a claimed row, returns the fields to complete it with.
        complete: takes the row and those fields in place of `row.complete`, where completing it changes
            other rows in the same transaction. Returns what `row.complete` returns.
        preload: loads what is heavy before the workers fork.
    """
    _kinds[model.kind] = Kind(model, perform, complete, preload)


def kind_of(row: WorkRow) -> Kind:
    """Return the row's kind. Raises KeyError for a kind no app registered."""
    return _kinds[row.kind]


def model_of(kind: str) -> type[WorkRow]:
    """Return the model of a kind's rows. Raises KeyError for a kind no app registered."""
    return _kinds[kind].model


def kinds() -> Mapping[str, Kind]:
    """Return every registered kind by its name."""
    return MappingProxyType(_kinds)


def _load(named: Named) -> Callable[..., Any]:
    loaded: Callable[..., Any] = import_string(named) if isinstance(named, str) else named
    return loaded
