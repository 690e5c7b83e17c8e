"""Writing figures down with the machine and versions they were taken on."""

import os
import platform
import re
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

RESULTS = Path(__file__).parents[1] / "RESULTS.md"


def percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Median, 99th percentile and maximum."""
    p50, p99 = median(values), percentile(values, 99)
    return f"p50 {p50:.1f} {unit}, p99 {p99:.1f} {unit}, max {max(values):.1f} {unit}"


def write_down(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print the rows and put them into RESULTS.md in place of the benchmark's last ones.

    What stands in `title` before the first comma or bracket is the benchmark's name.
    """
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    machine += f", load at the end {os.getloadavg()[0]:.1f}"
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("django", "channels", "daphne", "redis", "rq")
    )
    lines = [
        f"## {title}",
        f"{date.today()}, {machine}; {versions}",
        "",
        "| what | figure |",
        "|---|---|",
    ]
    lines += [f"| {what} | {figure} |" for what, figure in rows]
    print("\n".join(lines))
    RESULTS.write_text(_with(RESULTS.read_text(), "\n".join(lines)))


def _with(text: str, section: str) -> str:
    """The text with the section in place of the one of the same name, else at its end."""
    head, *others = re.split(r"\n+(?=## )", text.strip())
    name = _name(section)
    kept = [section if _name(other) == name else other for other in others]
    if section not in kept:
        kept.append(section)
    return "\n\n".join([head, *kept]) + "\n"


def _name(section: str) -> str:
    return re.split(r"[,(]", section.splitlines()[0])[0].strip()
