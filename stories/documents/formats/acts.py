"""What is asked of a document that is no PDF, and who reads its format."""

from __future__ import annotations

import dataclasses
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from stories.documents.formats.draft import Draft
from stories.documents.formats.finished import finished, kept_parts
from stories.reading.records import Document, ReadingLimits

#: By kind, the module that reads it: its `read` makes a draft, its `opener` gives the bytes of a picture.
_READERS = {
    "docx": "office.word", "epub": "epub", "md": "markdown", "odt": "office.opendocument",
    "pptx": "office.slides", "txt": "text",
}  # fmt: skip
_MOST_PICTURES = 12  # of one part, looked at to find its largest


def respond(
    kind: str, request: dict[str, Any], limits: ReadingLimits
) -> tuple[dict[str, Any], bytes]:
    """Return the response to a request and the bytes after it. Raises UnreadableDocument."""
    path = Path(request["path"])
    match request["act"]:
        case "read":
            return dataclasses.asdict(finished(_draft(kind, path, limits), kind)), b""
        case "kind":
            return {"kind": kind}, b""
        case "part":
            document = finished(_draft(kind, path, limits), kind)
            return {"text": _part(document, request["page"])}, b""
        case "picture":
            return {}, _picture(kind, path, request["page"], limits)
    # Only a PDF has pages that can be drawn.
    return {}, b""


def _reader(kind: str) -> ModuleType:
    # By name: each reader's libraries take longer to load than most documents to read.
    return import_module(f"stories.documents.formats.{_READERS[kind]}")


def _draft(kind: str, path: Path, limits: ReadingLimits) -> Draft:
    draft: Draft = _reader(kind).read(path, limits)
    return draft


def _part(document: Document, number: int) -> str:
    told = next((page.paragraphs for page in document.pages if page.number == number), ())
    return "\n\n".join(paragraph.text for paragraph in told)


def _picture(kind: str, path: Path, number: int, limits: ReadingLimits) -> bytes:
    """Return the largest picture of part `number` as JPEG, b"" where it has none worth showing."""
    from stories.documents.formats.pictures import largest

    parts = kept_parts(_draft(kind, path, limits))
    names = parts[number - 1].pictures if 1 <= number <= len(parts) else []
    wanted = list(dict.fromkeys(names))[:_MOST_PICTURES]
    return largest(map(_reader(kind).opener(path), wanted), limits) if wanted else b""
