"""The order of a run: what takes long begins first, so that it does not end with waiting for one of them."""

from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
BROWSER = "browser"
FAULTS = "faults"
LONG = (
    "flows", "strangers", "live/test_law.py", "api/test_document.py",
    "stories/telling/test_long_tellings.py", "media/test_storage_faults.py",
)  # fmt: skip


def in_shares(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return the tests in the order in which xdist hands them out: to each process a run of equal length.

    Half of the processes begin with the browser's tests, which wait more than they compute and of which
    each process has its own system to look at; the others begin with the rest of what takes long, and one of
    them with all that ill-treats a system, which is started once for that.
    """
    heads: list[list[pytest.Item]] = [[] for _ in range(processes)]
    lookers, others = heads[: max(1, processes // 2)], heads[processes // 2 :]
    modules = [list(found) for _, found in groupby(items, key=lambda it: it.path)]
    for number, module in enumerate(it for it in modules if _is_in(it, BROWSER)):
        lookers[number % len(lookers)] += module
    for number, test in enumerate(it for it in items if _is_in([it], *LONG)):
        others[number % len(others)].append(test)
    others[-1][:0] = [it for it in items if _is_in([it], FAULTS)]
    rest = [it for it in items if not _is_in([it], BROWSER, FAULTS, *LONG)]
    ordered: list[pytest.Item] = []
    for number, head in enumerate(heads):
        share = (len(items) - len(ordered)) // (processes - number)
        filling = max(0, share - len(head))
        ordered += [*head, *rest[:filling]]
        rest = rest[filling:]
    return ordered + rest


def _is_in(module: list[pytest.Item], *places: str) -> bool:
    return module[0].path.relative_to(ROOT).as_posix().startswith(places)
