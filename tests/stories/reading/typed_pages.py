"""Pages that a test types, as they are read."""

from pathlib import Path

from stories.documents.summary import told_text
from stories.pdf.parser import parse
from stories.reading.records import Document, ReadingLimits
from tests import pdfs
from tests.pdfs import At


def read(tmp_path: Path, *pages: list[str | At]) -> Document:
    path = tmp_path / "page.pdf"
    path.write_bytes(pdfs.text_pdf(pages))
    return parse(path, ReadingLimits())


def told(tmp_path: Path, *pages: list[str | At]) -> list[str]:
    return list(told_text(read(tmp_path, *pages)))
