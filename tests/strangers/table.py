"""The table of expectations: read, and written as people read it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.processes import ROOT
from tests.strangers.people import KINDS

FILE = Path(__file__).with_name("expected.txt")
OBSERVED = ROOT / "test-artefacts"

#: Stands for the empty pattern.
HOME = "(home)"
#: (pattern, method, state) to one outcome for each of KINDS.
Table = Mapping[tuple[str, str, str], tuple[str, ...]]


def read_table() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Return the committed table, a row for each state."""
    table = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        call, _, outcomes = line.rpartition(" | ")
        pattern, method, states = call.rsplit(maxsplit=2)
        for state in states.split(","):
            table[pattern.strip().removeprefix(HOME), method, state] = tuple(outcomes.split())
    return table


def text_of(table: Table) -> str:
    """Return the table as text, states with the same outcomes on one line."""
    lines: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (pattern, method, state), outcomes in table.items():
        lines.setdefault((pattern, method, outcomes), []).append(state)
    width = max(len(pattern) for pattern, _, _ in lines)
    states = max(len(",".join(it)) for it in lines.values())
    head = f"# {'address':{width - 2}} method {'state':{states}} | {_row(KINDS)}"
    return "\n".join(
        [head]
        + [
            f"{pattern or HOME:{width}} {method:6} {','.join(of):{states}} | {_row(outcomes)}"
            for (pattern, method, outcomes), of in lines.items()
        ]
    )


def _row(cells: Iterable[str]) -> str:
    return " ".join(f"{cell:8}" for cell in cells).rstrip()
