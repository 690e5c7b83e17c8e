"""docker-compose.yml as Compose reads it: variables filled in, merges resolved."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from tests.processes import ROOT

FILE = ROOT / "docker-compose.yml"
EXAMPLE = ROOT / ".env.example"
#: ${NAME}, ${NAME:-default} and ${NAME:?message}
VARIABLE = re.compile(r"\$\{([A-Z0-9_]+)(?::([-?])([^${}]*))?\}")


class Missing(Exception):
    """A required variable has no value."""


@cache
def template() -> str:
    return FILE.read_text()


def example() -> dict[str, str]:
    """The variables of .env.example, with what they are set to there."""
    lines = (line.partition("=") for line in EXAMPLE.read_text().splitlines())
    return {name: value for name, _, value in lines if name and not name.startswith("#")}


def filled(env: Mapping[str, str]) -> dict[str, Any]:
    """The file with these variables. Raises Missing."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if env.get(name):
            return env[name]
        if kind == "-":
            return str(rest)
        raise Missing(name)

    text = template()
    # One may stand in another's default: the inner ones first.
    while (inner := VARIABLE.sub(value, text)) != text:
        text = inner
    return _parsed(text)


@cache
def _parsed(text: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def services() -> dict[str, Any]:
    """Every service, with something in place of each secret."""
    content: dict[str, Any] = filled({k: v or "filled-in" for k, v in example().items()})[
        "services"
    ]
    return content
