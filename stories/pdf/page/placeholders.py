"""PDFs that only Adobe's reader can show: other programs see one page that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2_raw.bindings as pdfium

from stories.reading.records import UnreadableDocument

_MOST_LETTERS = 1500
_READER = re.compile(r"adobe|acrobat|pdf viewer|visor de pdf|visionneuse", re.IGNORECASE)
_FORMS = (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
_COLLECTION = b"/Collection"


def refuse_placeholder(document: Any, path: Path, lines: Sequence[str]) -> None:
    """Raise UnreadableDocument for a form, or a collection of files, of which only a placeholder is there."""
    text = " ".join(lines)
    if len(text) > _MOST_LETTERS or not _READER.search(text):
        return
    if pdfium.FPDF_GetFormType(document) in _FORMS:
        raise UnreadableDocument("form_placeholder")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0 and (
        "portfolio" in text.casefold() or _COLLECTION in path.read_bytes()
    ):
        raise UnreadableDocument("portfolio")
