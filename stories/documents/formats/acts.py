"""What is asked of a document that is no PDF, and who reads its format."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from stories.documents.formats.draft import Draft
from stories.documents.formats.finished import finished
from stories.reading.records import Document, ReadingLimits

#: By kind, the module that reads it: its `read` makes a draft, its `picture` the bytes of one picture.
_READERS = {"txt": "text", "md": "markdown"}


def respond(
    kind: str, request: dict[str, Any], limits: ReadingLimits
) -> tuple[dict[str, Any], bytes]:
    """Return the response to a request and the bytes after it. Raises UnreadableDocument."""
    path = Path(request["path"])
    match request["act"]:
        case "read":
            return dataclasses.asdict(_read(kind, path, limits)), b""
        case "kind":
            return {"kind": kind}, b""
        case "part":
            return {"text": _part(_read(kind, path, limits), request["page"])}, b""
    # Only a PDF has pages that can be drawn.
    return {}, b""


def _read(kind: str, path: Path, limits: ReadingLimits) -> Document:
    # Imported by name: each reader's libraries take longer to load than most documents to read.
    module = import_module(f"stories.documents.formats.{_READERS[kind]}")
    reader: Callable[[Path, ReadingLimits], Draft] = module.read
    return finished(reader(path, limits), kind)


def _part(document: Document, number: int) -> str:
    told = next((page.paragraphs for page in document.pages if page.number == number), ())
    return "\n\n".join(paragraph.text for paragraph in told)
