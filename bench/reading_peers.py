"""What other libraries tell of a PDF: `python bench/reading_peers.py LIBRARY FILE.pdf` prints its text.

Run by `bench.reading` with the interpreter that has them installed; it imports nothing of ours.
"""

import sys
from importlib import import_module


def pdfplumber(path: str) -> str:
    with import_module("pdfplumber").open(path) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def pymupdf4llm(path: str) -> str:
    markdown: str = import_module("pymupdf4llm").to_markdown(path)
    # Its signs for headings, emphasis and cells are no words.
    return "\n".join(line.strip("#*_|- ") for line in markdown.replace("|", " ").splitlines())


def docling(path: str) -> str:
    converter = import_module("docling.document_converter").DocumentConverter()
    text: str = converter.convert(path).document.export_to_text()
    return text


if __name__ == "__main__":
    library = {"pdfplumber": pdfplumber, "pymupdf4llm": pymupdf4llm, "docling": docling}[
        sys.argv[1]
    ]
    sys.stdout.write(library(sys.argv[2]))
