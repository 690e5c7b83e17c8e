"""Writing figures down with the machine and versions they were taken on."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles

RESULTS = Path(__file__).parent / "RESULTS.md"


def percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Median, 99th percentile and maximum."""
    p50, p99 = median(values), percentile(values, 99)
    return f"p50 {p50:.1f} {unit}, p99 {p99:.1f} {unit}, max {max(values):.1f} {unit}"


def write_down(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print the rows and append them to RESULTS.md."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("django", "channels", "daphne", "redis", "rq")
    )
    lines = [
        f"\n## {title}",
        f"{date.today()}, {machine}; {versions}",
        "",
        "| what | figure |",
        "|---|---|",
    ]
    lines += [f"| {what} | {figure} |" for what, figure in rows]
    print("\n".join(lines))
    with RESULTS.open("a") as file:
        file.write("\n".join(lines) + "\n")
