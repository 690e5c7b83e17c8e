"""Reading scanned pages side by side, each in a throw-away process of its own.

OCRmyPDF and Tesseract are optional: `pip install 'edusmart[ocr]'` and the system's `tesseract`.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from stories.reading.language import detect_language
from stories.reading.process import ask
from stories.reading.records import ReadingLimits, UnreadableDocument

# Where Tesseract's models are, if not in their usual place.
_HANDED_ON = ("TESSDATA_PREFIX",)
# Pages at once: each may take a core, and the memory that ReadingLimits allow.
_AT_ONCE = min(len(os.sched_getaffinity(0)), 4)
# How many times one program's processor a page may take in all.
_PROGRAMS = 6
# In a row: after so many that took too long, the others are taken for alike.
_SLOW_PAGES = 3


def installed() -> bool:
    """Return whether scanned pages can be read on this machine."""
    return bool(shutil.which("tesseract") and importlib.util.find_spec("ocrmypdf"))


def read_scans(
    path: str,
    pages: Sequence[int],
    limits: ReadingLimits,
    language: str,
    report: Callable[[int, int], None],
) -> dict[int, Any]:
    """Return what OCR finds on `pages`, by page number; pages it fails on or has no time for are left out.

    `language` is a guess, or "". Pages are read side by side, one for each core; `report` is told before
    each, and what it raises ends the reading. Raises UnreadableDocument where there was no time for any.
    """
    reading = _Reading(path, limits, language)
    under_way: set[Future[None]] = set()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for number, page in enumerate(pages, start=1):
            report(number, len(pages))
            under_way.add(pool.submit(reading.read, page))
            while len(under_way) >= reading.at_once:
                under_way = _after_one(under_way)
            # What was read so far is told; the rest is left out and named.
            if reading.is_enough:
                break
        while under_way:
            under_way = _after_one(under_way)
    if reading.ran_out and not reading.found:
        raise UnreadableDocument("slow_scan")
    return dict(sorted(reading.found.items()))


def _after_one(under_way: set[Future[None]]) -> set[Future[None]]:
    """Wait for a page, and return those that are still being read."""
    done, left = wait(under_way, return_when=FIRST_COMPLETED)
    for page in done:
        page.result()
    return left


class _Reading:
    """A document's scanned pages while they are read."""

    def __init__(self, path: str, limits: ReadingLimits, language: str) -> None:
        self.language = language
        self.found: dict[int, Any] = {}
        self._path = path
        self._limits = limits
        self._ends = time.monotonic() + limits.ocr_seconds
        self._slow = 0
        self.ran_out = False

    @property
    def at_once(self) -> int:
        """How many pages are read side by side: the first alone says in which language the others are."""
        return _AT_ONCE if self.language else 1

    @property
    def is_enough(self) -> bool:
        """Whether the time or the room is used up, or the pages are made to take long."""
        told = sum(len(line["text"]) for scan in self.found.values() for line in scan["lines"])
        return (
            time.monotonic() > self._ends
            or told > self._limits.max_characters
            or self._slow >= _SLOW_PAGES
        )

    def read(self, page: int) -> None:
        """Read one page; one that fails or takes too long is not found."""
        began = time.monotonic()
        try:
            limits = dataclasses.replace(self._limits, ocr_seconds=max(self._ends - began, 0.0))
            scan = _read_scan(self._path, page, limits, self.language)
        except UnreadableDocument:
            # Ours ran out of its time, or Tesseract, of which ours only says that it failed.
            if time.monotonic() - began >= self._limits.ocr_page_seconds:
                self._slow += 1
                self.ran_out = True
            return
        self._slow = 0
        if scan["lines"]:
            self.found[page] = scan
            self.language = detect_language(" ".join(line["text"] for line in scan["lines"]))


def _read_scan(path: str, page: int, limits: ReadingLimits, language: str) -> dict[str, Any]:
    bounded = dataclasses.replace(
        limits,
        cpu_seconds=limits.ocr_page_seconds,
        # For all the programs that look at it, of which each has as much of the processor.
        wall_seconds=_PROGRAMS * float(limits.ocr_page_seconds),
        # On a busy machine a page, which gives way to all else, gets a share of it, and is no slower.
        busy_seconds=limits.ocr_seconds,
    )
    with tempfile.TemporaryDirectory(prefix="edusmart-ocr-") as folder:
        request = {"act": "ocr", "path": path, "page": page, "folder": folder, "language": language}
        return ask(request, bounded, _environment(folder))[0]


def _environment(folder: str) -> dict[str, str]:
    tesseract = Path(shutil.which("tesseract") or "").parent
    handed_on = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    return {
        "PATH": f"{tesseract}:{os.defpath}",
        "HOME": folder,
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",  # the clock counts the processor's time of all threads
        **handed_on,
    }
