"""Which format a file has: by its first bytes, and for words in letters alone by its name's end."""

from __future__ import annotations

from pathlib import Path

from stories.reading.records import UnreadableDocument

HEAD_BYTES = 4096
_PDF_WITHIN = 1024  # bytes; readers accept %PDF anywhere in them
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How a text says that it is one: nothing in it does. "" is a name without an end.
TEXTS = {"": "txt", ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
#: What a person may give as the end of a file's name; any other tells nothing and is not kept.
ENDS = frozenset({*TEXTS, ".pdf", ".epub", ".docx", ".pptx", ".odt"})
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def known_end(name: str) -> str:
    """Return the end of the name, such as ".md", where it is one that says something; ".other" if not."""
    end = Path(name).suffix.lower()
    return end if end in ENDS else ".other"


def is_photo(head: bytes) -> bool:
    """Return whether a file that begins like this is a picture of a kind that is read."""
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS)
    )


def kind_of(path: Path) -> str:
    """Return "pdf", "epub", "docx", "pptx", "odt", "md" or "txt".

    Raises UnreadableDocument for a file of another kind, with what to do about it.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise UnreadableDocument("empty", "This file is empty.")
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if head.startswith(b"PK"):
        from stories.documents.formats.packed import packed_kind

        return packed_kind(path)
    if head.startswith(_OLD_OFFICE):
        raise UnreadableDocument(_locked_or_old(path))
    if path.suffix == ".pdf":
        raise UnreadableDocument("not_a_pdf")
    if head.startswith(b"{\\rtf") or is_photo(head) or path.suffix not in TEXTS:
        raise UnreadableDocument("unknown_format")
    return TEXTS[path.suffix]


def _locked_or_old(path: Path) -> str:
    """Return the code for a file in the container of old Office, which new Office locks documents in."""
    return (
        "encrypted" if "EncryptedPackage".encode("utf-16-le") in path.read_bytes() else "old_office"
    )
