"""The kinds of work there are: each app registers its row model, so that workers need not know the apps."""

from collections.abc import Mapping
from types import MappingProxyType

from edusmart.work.models import WorkRow

_models: dict[str, type[WorkRow]] = {}


def register(model: type[WorkRow]) -> None:
    _models[model.kind] = model


def model_of(kind: str) -> type[WorkRow]:
    """The rows of a kind. Raises KeyError for a kind no app registered."""
    return _models[kind]


def kinds() -> Mapping[str, type[WorkRow]]:
    return MappingProxyType(_models)
