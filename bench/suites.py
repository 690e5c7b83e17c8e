"""What becomes of many PDFs that nobody knows: `python -m bench.suites [OPTIONS] FOLDER …`.

Reads every PDF of the folders and of the folders in them, each in the throw-away process as an upload is,
without OCR, and prints a table with a row for each folder: read, refused, for OCR, slow. Then why PDFs were
refused and which took longest. With --left-out also every line that was left out, for fresh eyes; with
--write the table becomes a section of docs/reading.md, which `make reading` keeps. With --resume FILE what
becomes of each PDF is a line of that file at once, and what has its line there is not read again.
"""

import argparse
import json
import logging
import resource
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from stories.documents import ReadingLimits, UnreadableDocument, read_file

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

    path: str
    code: str
    cost: float
    title: str = ""
    read: bool = False
    scanned: bool = False
    words: int = 0
    left_out: Sequence[Sequence[str | int | float]] = ()  # page, why, how sure, text

    @property
    def is_for_ocr(self) -> bool:
        """Whether OCR would be needed for some of its pages."""
        return self.code == "needs_ocr" or self.scanned

    @property
    def is_slow(self) -> bool:
        """Whether a person would wait longer than is bearable."""
        return self.cost > SLOW_SECONDS


def outcome(path: Path) -> Outcome:
    """Read one PDF, without OCR."""
    before = _processor()
    try:
        document = read_file(path, LIMITS, ocr=False)
    except UnreadableDocument as refusal:
        return Outcome(str(path), refusal.code, _processor() - before)
    return Outcome(
        str(path),
        "",
        _processor() - before,
        document.title,
        bool(document.pages),
        bool(document.quality.scanned),
        sum(len(told.text.split()) for told in document.paragraphs),
        [(words.page, words.why, words.sure, words.text) for words in document.left_out],
    )


def _processor() -> float:
    cost = resource.getrusage(resource.RUSAGE_CHILDREN)
    return cost.ru_utime + cost.ru_stime


def row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Return a folder's cells, in the order of COLUMNS."""
    counts = (
        len(outcomes), sum(item.read for item in outcomes),
        sum(bool(item.code) for item in outcomes), sum(item.is_for_ocr for item in outcomes),
        sum(item.is_slow for item in outcomes),
    )  # fmt: skip
    return (
        name, *map(str, counts), f"{statistics.median(item.cost for item in outcomes):.2f}",
        f"{max(item.cost for item in outcomes):.1f}",
        str(sum(item.words for item in outcomes)),
    )  # fmt: skip


def kept(rows: Path | None) -> dict[str, Outcome]:
    """Return what an interrupted run wrote down, by path; a line that was cut off is read anew."""
    found: dict[str, Outcome] = {}
    if rows and rows.exists():
        for line in rows.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError, TypeError):
                item = Outcome(**json.loads(line))
                found[item.path] = item
    return found


def report(
    folders: Sequence[Path], rows: Path | None = None
) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield each folder's name with what became of its PDFs, those of `rows` as they stand there."""
    known = kept(rows)
    for folder in folders:
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
        if paths:
            yield folder.resolve().name, [_once(path.resolve(), known, rows) for path in paths]


def _once(path: Path, known: Mapping[str, Outcome], rows: Path | None) -> Outcome:
    if found := known.get(str(path)):
        return found
    item = outcome(path)
    if rows:
        with rows.open("a", encoding="utf-8") as written:
            # First the end of a line that was cut off.
            written.write(f"\n{json.dumps(asdict(item), ensure_ascii=False)}\n")
    return item


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
        if item.left_out:
            yield f"\n### {Path(item.path).name}: {item.title}"
            for page, why, sure, text in item.left_out:
                yield f"- {page} {why} ({sure:g}): {' '.join(str(text).split())}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.suites", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--left-out", action="store_true", help="print every line left out")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reading.md")
    parser.add_argument(
        "--resume", type=Path, metavar="FILE", help="keep a line for each PDF, and read none twice"
    )
    options = parser.parse_args()
    # Refusals are counted here, and need no line each.
    logging.disable(logging.WARNING)
    table = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    print("\n".join(table))
    every: list[Outcome] = []
    for name, outcomes in report(options.folders, options.resume):
        table.append(f"| {' | '.join(row(name, outcomes))} |")
        print(table[-1], flush=True)
        every += outcomes
    codes = Counter(item.code for item in every if item.code)
    refused = ", ".join(f"{code} {count}" for code, count in codes.most_common()) or "none"
    slowest = sorted(every, key=lambda item: -item.cost)[:SLOWEST_SHOWN]
    print("\nrefused:", refused)
    print(
        "longest:",
        ", ".join(f"{Path(item.path).name} {item.cost:.1f} s {item.code}" for item in slowest),
    )
    if options.write:
        write([*table, f"\nRefused: {refused}."])
    if options.left_out:
        print("\n".join(left_out(every)))


if __name__ == "__main__":
    main()
