"""How well PDFs are read: `python -m bench.reading [--peers PYTHON] FOLDER … > docs/reading.md`.

Reads every PDF of the folders, each in a process of its own, and prints a page of Markdown. A .txt beside
a PDF is its true text. PYTHON is an interpreter that has other libraries, which then read the same files.
"""

import difflib
import multiprocessing
import resource
import statistics
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.suites import PAGE, section
from stories.documents import Document, UnreadableDocument, read_file
from stories.documents.summary import LANGUAGES
from stories.pdf.ocr.scans import installed

HEAD = """# Reading PDFs: scores

Written by `make reading DIR="FOLDER …"`, a table for each folder; not edited by hand.

How PDFs are read: letters are put in order by their places on the page, so right-to-left lines, columns and
mixed scripts come out in reading order whatever order the file has them in. Title pages, contents, credits,
running lines, page numbers, footnotes and words nobody can see are recognised and not told
(`make read PDF=FILE.pdf` shows which). Tables are told with the names of their columns. Pages whose text
layer is missing or garbage are read with OCR.

- **in order**: where a .txt with the true text stands beside the PDF: the words (NFKC, split at white space)
  of the longest matching blocks between true and told text, over the words of the true text. 1 is every word,
  each in its place.
- **extra**: words told that the true text does not have, over its words: furniture that slipped through.
- **from**: `text` is the file's text layer, `ocr` its pages' pictures.
- **seconds**: processor time of all processes that read it. **peak**: memory of the largest of them.
"""
PEERS = ("pdfplumber", "pymupdf4llm", "pdfminer", "docling")
FURNITURE = frozenset({"header", "footer", "credits", "contents"})
NOT_COMPARED = frozenset({"table"})
PEERS_HEAD = """Every PDF of these folders with a true text, by each library as it comes; their signs for
headings and cells are taken off. They leave no furniture out, so *extra* is what a narrator would say
too much. *Furniture kept* is how many of the lines that EduSmart leaves out of these PDFs the reader
has. A table is not compared, as only EduSmart tells the names of its columns. docling loads its models
from a hub, and is left out where that cannot be reached.
"""
COLUMNS = (
    "PDF", "pages", "language", "words", "headings", "left out", "from", "in order", "extra",
    "seconds", "peak MB",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What came of one PDF: a document or a sentence. `seconds` of processor time, `peak_mb` resident."""

    path: Path
    document: Document | None
    sentence: str
    seconds: float
    peak_mb: float


def words_of(text: str) -> list[str]:
    """The words that are compared: NFKC, split at white space."""
    return unicodedata.normalize("NFKC", text).split()


def told(document: Document) -> str:
    return " ".join(paragraph.text for paragraph in document.paragraphs)


def in_order(true_text: str, told_text: str) -> float:
    """The share of the true text's words that are told in the true order."""
    true, words = words_of(true_text), words_of(told_text)
    blocks = difflib.SequenceMatcher(None, true, words, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(true)


def extra(true_text: str, told_text: str) -> float:
    """Words told too much, over the true text's words."""
    true, words = Counter(words_of(true_text)), Counter(words_of(told_text))
    return (words - true).total() / true.total()


def read(path: Path) -> Reading:
    """Read one PDF; called in a fresh process, whose children are then all this PDF's."""
    document, sentence = None, ""
    try:
        document = read_file(path)
    except UnreadableDocument as refusal:
        sentence = refusal.sentence
    cost = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Reading(path, document, sentence, cost.ru_utime + cost.ru_stime, cost.ru_maxrss / 1024)


def row(reading: Reading) -> list[str]:
    cost = [f"{reading.seconds:.1f}", f"{reading.peak_mb:.0f}"]
    document, name = reading.document, reading.path.name
    if document is None:
        return [name, "", "", "", "", f"refused: “{reading.sentence}”", "", "", "", *cost]
    text = told(document)
    truth = reading.path.with_suffix(".txt")
    score = ["", ""]
    if truth.exists():
        true_text = truth.read_text(encoding="utf-8")
        score = [f"**{in_order(true_text, text):.4f}**", f"{extra(true_text, text):.4f}"]
    headings = sum(paragraph.is_heading for paragraph in document.paragraphs)
    return [
        name, str(document.page_count), LANGUAGES[document.language], str(len(text.split())),
        str(headings), _left_out(document), document.source, *score, *cost,
    ]  # fmt: skip


def _left_out(document: Document) -> str:
    counts = Counter(item.why for item in document.left_out)
    return ", ".join(f"{why} {count}" if count > 1 else why for why, count in counts.items())


def table(folder: Path) -> list[str]:
    """The folder's table; every process is fresh, so that its children are one PDF's alone."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        rows = [row(reading) for reading in processes.map(read, paths)]
    lines = [f"\n## {folder.resolve().name}\n", _cells(COLUMNS), "|" + "---|" * len(COLUMNS)]
    return lines + [_cells(cells) for cells in rows]


def _cells(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


@dataclass(frozen=True)
class Truth:
    """What is known of one PDF: its text, its pages, and its furniture, which is no part of the text."""

    path: Path
    text: str
    pages: int
    furniture: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """What one reader made of one PDF with a known text; `seconds` of processor time a page."""

    in_order: float
    extra: float
    kept: tuple[int, int]
    seconds: float
    peak_mb: float


def truth_of(path: Path) -> Truth:
    document = read_file(path)
    lines = {item.text for item in document.left_out if item.why in FURNITURE and item.text}
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    return Truth(path, text, document.page_count, tuple(lines))


def scored(truth: Truth, text: str, seconds: float, peak_mb: float) -> Score:
    # By words: who keeps a line may break it elsewhere.
    words = " ".join(words_of(text))
    kept = sum(" ".join(words_of(line)) in words for line in truth.furniture)
    return Score(
        in_order(truth.text, text), extra(truth.text, text), (kept, len(truth.furniture)),
        seconds / truth.pages, peak_mb,
    )  # fmt: skip


def peer_score(python: str, library: str, truth: Truth) -> Score | None:
    """Return how another library reads a PDF, None where it is not installed or fails."""
    script = Path(__file__).with_name("reading_peers.py")
    with subprocess.Popen(
        [python, script, library, truth.path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        text = child.communicate()[0].decode(errors="replace")
    cost = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        return None
    return scored(truth, text, cost.ru_utime + cost.ru_stime, cost.ru_maxrss / 1024)


def own_score(truth: Truth) -> Score | None:
    reading = read(truth.path)
    text = told(reading.document) if reading.document else ""
    return scored(truth, text, reading.seconds, reading.peak_mb)


def beside_peers(python: str, folders: Sequence[str]) -> list[str]:
    """Return a table of readers; each file is read in a fresh process, so that its cost is its own."""
    paths = [
        path.with_suffix(".pdf")
        for folder in folders
        for path in sorted(Path(folder).glob("*.txt"))
        if path.with_suffix(".pdf").exists() and path.stem not in NOT_COMPARED
    ]
    fresh = multiprocessing.get_context("spawn")
    rows = []
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as processes:
        readers: dict[str, list[Future[Score | None]]] = {}
        truths = list(processes.map(truth_of, paths))
        readers["EduSmart"] = [processes.submit(own_score, truth) for truth in truths]
        for name in PEERS:
            readers[name] = [processes.submit(peer_score, python, name, it) for it in truths]
        for name, waiting in readers.items():
            scores = [score for item in waiting if (score := item.result()) is not None]
            if scores:
                rows.append(_cells(_peer_row(name, scores, len(paths))))
    head = (
        "reader", "PDFs", "in order, mean", "worst", "extra", "furniture kept", "seconds a page",
        "peak MB",
    )  # fmt: skip
    return [
        "\n## Beside other libraries\n", PEERS_HEAD, _cells(head), "|" + "---|" * len(head), *rows,
    ]  # fmt: skip


def _peer_row(name: str, scores: Sequence[Score], count: int) -> list[str]:
    return [
        name,
        f"{len(scores)} of {count}",
        f"{statistics.fmean(score.in_order for score in scores):.4f}",
        f"{min(score.in_order for score in scores):.4f}",
        f"{statistics.fmean(score.extra for score in scores):.4f}",
        f"{sum(score.kept[0] for score in scores)} of {sum(score.kept[1] for score in scores)}",
        f"{statistics.fmean(score.seconds for score in scores):.2f}",
        f"{max(score.peak_mb for score in scores):.0f}",
    ]


def main(arguments: Sequence[str]) -> None:
    peers, folders = ("", arguments)
    if arguments[:1] == ["--peers"]:
        peers, folders = arguments[1], arguments[2:]
    if not folders:
        sys.exit("Say which folder: python -m bench.reading FOLDER …")
    print(HEAD)
    ocr = f"with OCRmyPDF {version('ocrmypdf')}" if installed() else "without OCR"
    print(f"PDFium by pypdfium2 {version('pypdfium2')}, {ocr}.")
    for folder in folders:
        print("\n".join(table(Path(folder))))
    if peers:
        print("\n".join(beside_peers(peers, folders)))
    if PAGE.exists():
        print(section(PAGE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main(sys.argv[1:])
