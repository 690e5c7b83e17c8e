"""`python -m bench.story`: how soon an uploaded PDF plays, on embedded defaults with real processes."""

import re
import subprocess
import sys
from statistics import median

from bench.parts.report import write_down

RUNS = 5
SAMPLE = "samples/how-rain-travels.pdf"
SUMMARY = re.compile(r"first scene after ([\d.]+) s, whole story after ([\d.]+) s")


def tell() -> tuple[float, float]:
    """Seconds from the upload to the first scene and to the whole story."""
    done = subprocess.run(
        [sys.executable, "manage.py", "tell", SAMPLE], capture_output=True, text=True, check=True
    )
    found = SUMMARY.search(done.stdout)
    assert found, done.stdout
    return float(found[1]), float(found[2])


def main() -> None:
    runs = [tell() for _ in range(RUNS)]
    first, whole = zip(*runs, strict=True)
    write_down(
        f"Telling {SAMPLE} (14 pages, 24 scenes), {RUNS} runs",
        [
            ("first scene playable", f"median {median(first):.2f} s, worst {max(first):.2f} s"),
            ("whole story", f"median {median(whole):.2f} s, worst {max(whole):.2f} s"),
        ],
    )


if __name__ == "__main__":
    main()
