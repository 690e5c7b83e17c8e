"""What becomes of many PDFs that nobody knows: `python -m bench.suites [--left-out] [--write] FOLDER …`.

Reads every PDF of the folders and of the folders in them, each in the throw-away process as an upload is,
without OCR, and prints a table with a row for each folder: read, refused, for OCR, slow. Then why PDFs were
refused and which took longest. With --left-out also every line that was left out, for fresh eyes; with
--write the table becomes a section of docs/reading.md, which `make reading` keeps.
"""

import argparse
import logging
import resource
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stories.documents import Document, ReadingLimits, UnreadableDocument, read_file

SLOW_SECONDS = 20.0  # of the processor: on the clock a busy machine would be measured
# An upload has less, and is refused; here it is to be seen how long it would take.
LIMITS = ReadingLimits(cpu_seconds=30, page_seconds=30, wall_seconds=180)
SLOWEST_SHOWN = 10
PAGE = Path(__file__).resolve().parents[1] / "docs" / "reading.md"
SECTION = "\n## Public collections\n"
ABOUT = """
Test files of other programs, as their repositories have them, read without OCR by
`make suites DIR="FOLDER …" ARGS=--write`. *For OCR* have pages that are pictures; *slow* took more than 20 s
of a processor, *longest* is the longest of the folder.
"""
COLUMNS = ("folder", "PDFs", "read", "refused", "for OCR", "slow", "median s", "longest s", "words")


@dataclass(frozen=True)
class Outcome:
    """What became of one PDF: its `cost` in seconds of the processor, `code` says why it was refused."""

    path: Path
    document: Document | None
    code: str
    cost: float

    @property
    def is_for_ocr(self) -> bool:
        """Whether OCR would be needed for some of its pages."""
        return self.code == "needs_ocr" or bool(self.document and self.document.quality.scanned)

    @property
    def is_slow(self) -> bool:
        """Whether a person would wait longer than is bearable."""
        return self.cost > SLOW_SECONDS


def outcome(path: Path) -> Outcome:
    """Read one PDF, without OCR."""
    document, code = None, ""
    before = _processor()
    try:
        document = read_file(path, LIMITS, ocr=False)
    except UnreadableDocument as refusal:
        code = refusal.code
    return Outcome(path, document, code, _processor() - before)


def _processor() -> float:
    cost = resource.getrusage(resource.RUSAGE_CHILDREN)
    return cost.ru_utime + cost.ru_stime


def row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return a folder's cells, in the order of COLUMNS."""
    documents = [item.document for item in outcomes if item.document]
    words = sum(len(told.text.split()) for item in documents for told in item.paragraphs)
    counts = (
        len(outcomes), sum(bool(item.pages) for item in documents),
        sum(bool(item.code) for item in outcomes), sum(item.is_for_ocr for item in outcomes),
        sum(item.is_slow for item in outcomes),
    )  # fmt: skip
    return (
        name, *map(str, counts), f"{statistics.median(item.cost for item in outcomes):.2f}",
        f"{max(item.cost for item in outcomes):.1f}", str(words),
    )  # fmt: skip


def report(folders: Sequence[Path]) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield each folder's name with what became of its PDFs."""
    for folder in folders:
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
        if paths:
            yield folder.resolve().name, [outcome(path) for path in paths]


def section(page: str) -> str:
    """Return the section on public collections of the page of scores, "" for none."""
    _, found, rest = page.partition(SECTION)
    return (SECTION + rest).rstrip() if found else ""


def write(lines: Sequence[str]) -> None:
    """Put these lines into the page of scores, in place of those before."""
    page = PAGE.read_text(encoding="utf-8").partition(SECTION)[0].rstrip()
    PAGE.write_text("\n".join([page, SECTION + ABOUT, *lines, ""]), encoding="utf-8")


def left_out(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for all that is not told of each PDF."""
    for item in outcomes:
        if item.document and item.document.left_out:
            yield f"\n### {item.path.name}: {item.document.title}"
            for words in item.document.left_out:
                yield f"- {words.page} {words.why} ({words.sure:g}): {' '.join(words.text.split())}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suites", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--left-out", action="store_true", help="print every line left out")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reading.md")
    options = parser.parse_args()
    # Refusals are counted here, and need no line each.
    logging.disable(logging.WARNING)
    table = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    print("\n".join(table))
    every: list[Outcome] = []
    for name, outcomes in report(options.folders):
        table.append(f"| {' | '.join(row(name, outcomes))} |")
        print(table[-1], flush=True)
        every += outcomes
    codes = Counter(item.code for item in every if item.code)
    refused = ", ".join(f"{code} {count}" for code, count in codes.most_common()) or "none"
    slowest = sorted(every, key=lambda item: -item.cost)[:SLOWEST_SHOWN]
    print("\nrefused:", refused)
    print(
        "longest:", ", ".join(f"{item.path.name} {item.cost:.1f} s {item.code}" for item in slowest)
    )
    if options.write:
        write([*table, f"\nRefused: {refused}."])
    if options.left_out:
        print("\n".join(left_out(every)))


if __name__ == "__main__":
    main()
