"""Small PDFs written by hand: plain ones to read and hostile ones to refuse."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 420, 595
_LEFT, _TOP, _LEADING = 50, 520, 1.4
_BOLD = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"


@dataclass(frozen=True)
class At:
    """One line of Latin-1 text at a place in points, counted from the lower left."""

    text: str
    x: float = _LEFT
    y: float = _TOP
    size: float = 12
    bold: bool = False


def text_pdf(pages: Sequence[Sequence[str | At]], title: str = "") -> bytes:
    """A PDF of text pages; plain strings are lines set from the top in 12 points."""
    return assembled([content(page) for page in pages], title=title)


def content(lines: Sequence[str | At]) -> bytes:
    """The content stream that shows the lines."""
    shown, y = [], float(_TOP)
    for line in lines:
        place = line if isinstance(line, At) else At(line, y=y)
        y = place.y - place.size * _LEADING
        text = place.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        shown.append(f"BT /F{1 + place.bold} {place.size} Tf {place.x} {place.y} Td ({text}) Tj ET")
    return "\n".join(shown).encode("latin-1")


def assembled(
    streams: Sequence[bytes], *, title: str = "", extra: bytes = b"", packed: bool = False
) -> bytes:
    """A whole PDF with one page per content stream; `extra` goes into the trailer."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]"
            f"/Resources<</Font<</F1 3 0 R/F2 {_BOLD}>>>>/Contents {5 + 2 * number} 0 R>>".encode()
        )
        kind = b"/Filter/FlateDecode" if packed else b""
        objects.append(b"<</Length %d%b>>stream\n%b\nendstream" % (len(stream), kind, stream))
    if title:
        objects.append(f"<</Title({title})>>".encode("latin-1"))
        extra += b"/Info %d 0 R" % len(objects)
    return written(objects, extra)


def written(objects: Sequence[bytes], extra: bytes = b"") -> bytes:
    """Objects numbered from 1, with their cross-reference table and trailer."""
    body, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return bytes(body) + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, extra, len(body))
    )


def outlined(pages: Sequence[Sequence[str | At]], marks: Sequence[tuple[str, int]]) -> bytes:
    """A PDF of text pages with bookmarks: titles and page numbers from 1."""
    plain = text_pdf(pages)
    root = len(re.findall(rb"\d+ 0 obj", plain)) + 1
    entries = b"%d 0 obj\n<</First %d 0 R/Last %d 0 R>>\nendobj\n" % (
        root, root + 1, root + len(marks),
    )  # fmt: skip
    for number, (title, page) in enumerate(marks, start=root + 1):
        following = b"/Next %d 0 R" % (number + 1) if number < root + len(marks) else b""
        place = b"/Parent %d 0 R/Dest[%d 0 R/Fit]" % (root, 2 + 2 * page)
        words = title.encode("latin-1")
        entries += b"%d 0 obj\n<</Title(%b)%b%b>>\nendobj\n" % (number, words, place, following)
    plain = plain.replace(b"/Type/Catalog", b"/Type/Catalog/Outlines %d 0 R" % root)
    return _with_objects(plain, entries)


def annotated(
    lines: Sequence[str | At],
    annotations: Sequence[str],
    catalogue: str = "",
    more: Sequence[str] = (),
) -> bytes:
    """A page with annotations, which are the fields of its form too, and `more` objects from number 20.

    Dictionaries are written without their brackets; `catalogue` is added to the catalogue's.
    """
    plain = text_pdf([lines])
    numbers = [40 + number for number in range(len(annotations))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    entries = "".join(f"{20 + at} 0 obj\n{it}\nendobj\n" for at, it in enumerate(more))
    for number, annotation in zip(numbers, annotations, strict=True):
        entries += f"{number} 0 obj\n<</Type/Annot{annotation}>>\nendobj\n"
    plain = plain.replace(b"/MediaBox", f"/Annots[{kids}]/MediaBox".encode())
    about = f"/Catalog/AcroForm<</Fields[{kids}]/DA(/F1 12 Tf)>>{catalogue}"
    return _with_objects(plain.replace(b"/Catalog", about.encode()), entries.encode("latin-1"))


def mapped(text: str, characters: bytes) -> bytes:
    """One line in a font that says itself what its letters mean: lines of `<code><UTF-16>` in hex."""
    plain = text_pdf([[text]])
    number = len(re.findall(rb"\d+ 0 obj", plain)) + 1
    table = (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/X def/CMapType 2 def\n"
        b"1 begincodespacerange<00><FF>endcodespacerange\n%d beginbfchar\n%bendbfchar\n"
        b"endcmap end end" % (characters.count(b"\n"), characters)
    )
    entry = b"%d 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n" % (number, len(table), table)
    plain = plain.replace(b"/WinAnsiEncoding", b"/WinAnsiEncoding/ToUnicode %d 0 R" % number)
    return _with_objects(plain, entry)


def _with_objects(plain: bytes, entries: bytes) -> bytes:
    """More objects; the table of places is out of date then and says so: readers make their own."""
    return plain.replace(b"xref\n0", entries + b"xref\n0", 1).replace(
        b"startxref\n", b"startxref\n9"
    )


def not_a_pdf() -> bytes:
    """A text file under a PDF's name."""
    return b"Dear teacher, this is only a letter.\n"


def zero_pages() -> bytes:
    """A well-formed PDF without a page."""
    return assembled([])


def encrypted() -> bytes:
    """A PDF whose strings are locked with a password nobody has."""
    lock = b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%b>/U<%b>>>" % (b"5a" * 32, b"a5" * 32)
    return assembled([content(["Secret"])], extra=b"/Encrypt%b/ID[<00><00>]" % lock)


def corrupt() -> bytes:
    """A PDF's head and nothing that follows it."""
    return b"%PDF-1.7\n" + bytes(range(256)) * 4 + b"\nstartxref\n99999\n%%EOF"


def broken_table(pages: Sequence[Sequence[str]]) -> bytes:
    """A readable PDF whose cross-reference table points to the wrong places."""
    return text_pdf(pages).replace(b"startxref\n", b"startxref\n9")


def pictures_only(pages: int = 2) -> bytes:
    """Pages with a filled picture each and no text, like a scan."""
    return assembled([picture_stream()] * pages)


def picture_stream(side: int = 64) -> bytes:
    """A content stream with one inline picture, a coloured checker, in the page's middle."""
    pixels = bytearray()
    for row in range(side):
        for column in range(side):
            dark = (row // 8 + column // 8) % 2
            pixels += bytes((220, 40 + 2 * row, 60)) if dark else bytes((20, 120, 3 * column))
    packed = zlib.compress(bytes(pixels)).hex().encode() + b">"
    return b"q 300 0 0 300 60 150 cm BI /W %d /H %d /CS /RGB /BPC 8 /F [/AHx /Fl] ID %b EI Q" % (
        side,
        side,
        packed,
    )


def bomb(unpacked_bytes: int = 600_000_000, pages: int = 1) -> bytes:
    """Pages of a few hundred kilobytes that each unpack to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    block = b"0 0 m 1 1 l S\n" * 65_536
    parts = [packer.compress(block) for _ in range(unpacked_bytes // len(block))]
    return assembled([b"".join(parts) + packer.flush()] * pages, packed=True)


def nested(depth: int = 50_000) -> bytes:
    """A catalogue whose arrays nest far deeper than a parser's stack."""
    deep = b"[" * depth + b"]" * depth
    return written([b"<</Type/Catalog/Pages 2 0 R/Deep %b>>" % deep, b"<</Type/Pages/Count 0>>"])


def endless_pages() -> bytes:
    """A page tree that is its own child."""
    return written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 3>>"])
