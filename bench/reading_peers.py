"""What other libraries tell of a PDF: `python bench/reading_peers.py LIBRARY FILE.pdf` prints its text.

Run by `bench.reading` with the interpreter that has them installed; it imports nothing of ours.
"""

import sys
from contextlib import redirect_stdout
from importlib import import_module


def pdfplumber(path: str) -> str:
    with import_module("pdfplumber").open(path) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def pymupdf4llm(path: str) -> str:
    markdown: str = import_module("pymupdf4llm").to_markdown(path)
    # Its signs for headings, emphasis and cells are no words.
    return "\n".join(line.strip("#*_|- ") for line in markdown.replace("|", " ").splitlines())


def pdfminer(path: str) -> str:
    text: str = import_module("pdfminer.high_level").extract_text(path)
    return text


def docling(path: str) -> str:
    converter = import_module("docling.document_converter").DocumentConverter()
    text: str = converter.convert(path).document.export_to_text()
    return text


if __name__ == "__main__":
    library = {
        "pdfplumber": pdfplumber,
        "pymupdf4llm": pymupdf4llm,
        "pdfminer": pdfminer,
        "docling": docling,
    }[sys.argv[1]]
    # What it has to say of itself is no text of the document.
    with redirect_stdout(sys.stderr):
        found = library(sys.argv[2])
    sys.stdout.write(found)
