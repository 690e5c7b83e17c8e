"""What the documents and the code say of settings."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from tests.processes import ROOT
from tts.service.settings import Settings

CODE = ("edusmart", "stories", "briefs", "classroom", "tts")
READERS = frozenset(
    {
        "text",
        "number",
        "switch",
        "words",
        "secret",
        "one_of",
        "time_zone",
        "database",
        "prices",
        "mapping",
        "issuer",
    }
)
#: Django's own, and what checks only look for to say that it is gone.
NOT_SETTINGS = frozenset({"DJANGO_SETTINGS_MODULE"})
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| *(.*?) *\| (.*?) \| (.*) \|$", re.MULTILINE)


@cache
def documented() -> dict[str, str]:
    """Each setting of the table in docs/configuration.md, with its default there."""
    rows = ROW.findall((ROOT / "docs/configuration.md").read_text())
    assert len({name for name, *_ in rows}) == len(rows), "a setting is in the table twice"
    return {name: default.strip("`") for name, default, *_ in rows}


def readers(who: str) -> set[str]:
    """The settings that `who` reads, which is app, tts or demo."""
    rows = ROW.findall((ROOT / "docs/configuration.md").read_text())
    return {name for name, _, read_by, _ in rows if who in read_by.split(", ")}


@cache
def read_by_code() -> dict[str, object]:
    """Each environment variable that the code reads, with the default given where that is a constant."""
    found: dict[str, object] = {
        setting.name.upper(): setting.default for setting in fields(Settings)
    }
    for folder in CODE:
        for path in (ROOT / folder).rglob("*.py"):
            found |= dict(_read_in(path))
    return {name: default for name, default in found.items() if name not in NOT_SETTINGS}


def _read_in(path: Path) -> Iterator[tuple[str, object]]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id="env" | "environment"))):
                if attr in READERS:
                    yield _name(node.args[0]), _constant(node.args[1:2])
            case ast.Call(func=ast.Attribute(attr="get" | "getenv", value=whose)):
                if ast.unparse(whose) in {"os", "os.environ"} and _is_name(node.args[0]):
                    yield _name(node.args[0]), None
            case ast.Subscript(value=whose, slice=key, ctx=ast.Load()):
                if ast.unparse(whose) == "os.environ" and _is_name(key):
                    yield _name(key), None


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def _name(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant), f"{ast.unparse(node)}: name settings literally"
    return str(node.value)


def _constant(nodes: list[ast.expr]) -> object:
    return nodes[0].value if nodes and isinstance(nodes[0], ast.Constant) else None
