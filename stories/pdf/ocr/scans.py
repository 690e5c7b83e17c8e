"""Reading scanned pages one after the other, each in a throw-away process of its own.

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
from pathlib import Path
from typing import Any

from stories.pdf.language import detect_language
from stories.pdf.process import ask
from stories.pdf.records import ReadingLimits, UnreadableDocument

# Where Tesseract's models are, if not in their usual place.
_HANDED_ON = ("TESSDATA_PREFIX",)


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

    `language` is a guess, or "".
    """
    found: dict[int, Any] = {}
    ends = time.monotonic() + limits.ocr_seconds
    for number, page in enumerate(pages, start=1):
        report(number, len(pages))
        if (scan := _read_scan(path, page, limits, language)) and scan["lines"]:
            found[page] = scan
            language = detect_language(" ".join(line["text"] for line in scan["lines"]))
        # What was read so far is told; the rest is left out and named.
        if time.monotonic() > ends or _characters(found) > limits.max_characters:
            break
    return found


def _characters(found: dict[int, Any]) -> int:
    return sum(len(line["text"]) for scan in found.values() for line in scan["lines"])


def _read_scan(path: str, page: int, limits: ReadingLimits, language: str) -> dict[str, Any] | None:
    bounded = dataclasses.replace(
        limits,
        cpu_seconds=limits.ocr_page_seconds,
        wall_seconds=float(limits.ocr_page_seconds),
    )
    with tempfile.TemporaryDirectory(prefix="edusmart-ocr-") as folder:
        request = {"act": "ocr", "path": path, "page": page, "folder": folder, "language": language}
        try:
            return ask(request, bounded, _environment(folder))[0]
        except UnreadableDocument:
            return None


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
