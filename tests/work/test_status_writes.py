"""A row's status is written by its own methods only: nothing outside `edusmart/work` sets it."""

import ast
from collections.abc import Iterator

from tests.processes import ROOT

#: Calls that compare a status and write none.
COMPARISONS = {"Q", "When", "filter", "exclude", "get", "count"}


def status_writes(source: str) -> Iterator[int]:
    """Return the lines on which a status of work is assigned, or handed to something that may write it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Assign(targets, value) if _is_status(value):
                if any(isinstance(it, ast.Attribute) and it.attr == "status" for it in targets):
                    yield node.lineno
            case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name), keywords=keywords):
                if name not in COMPARISONS and any(
                    it.arg == "status" and _is_status(it.value) for it in keywords
                ):
                    yield node.lineno


def _is_status(value: ast.expr) -> bool:
    return isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and (
        value.value.id == "Status"
    )  # fmt: skip


def test_status_is_written_by_the_rows_own_methods_only() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for folder in ("edusmart", "stories", "briefs", "tts")
        for path in (ROOT / folder).rglob("*.py")
        if ROOT / "edusmart" / "work" not in path.parents
        for line in status_writes(path.read_text())
    ]
    assert found == []


def test_a_write_is_told_from_a_comparison() -> None:
    source = """
row.status = Status.FAILED
Row(status=Status.COMPLETED)
rows.filter(status=Status.PENDING).update_unwatched(status=Status.FAILED)
rows.exclude(status=Status.PENDING)
problem.status = 400
"""
    assert sorted(status_writes(source)) == [2, 3, 4]
