"""A file that is a ZIP of parts: EPUB, .docx, .pptx, .odt. Nothing of it is ever written to a disk."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from stories.documents.formats.markup import name_of, parsed
from stories.reading.records import UnreadableDocument

_MOST_PARTS = 5_000  # a book of photos has hundreds
_MOST_BYTES = (
    24 * 1024 * 1024
)  # of one part, unpacked: as XML it takes several times as much memory
_MOST_UNPACKED = 64 * 1024 * 1024  # of all parts that are read
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1  # flag of a part
_MIMETYPES = {
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
}
_MAIN_PARTS = {
    "wordprocessingml.document.main+xml": "docx",
    "wordprocessingml.template.main+xml": "docx",
    "presentationml.presentation.main+xml": "pptx",
    "presentationml.slideshow.main+xml": "pptx",
    "presentationml.template.main+xml": "pptx",
}
_PROGRAMS = ("vbaproject.bin", "basic/script-lc.xml")


class Packed:
    """The parts of a packed file, by name, bounded in how much they unpack to."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._room = _MOST_UNPACKED
        self._names = {info.filename: info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @property
    def names(self) -> list[str]:
        return list(self._names)

    def read(self, name: str) -> bytes:
        """Return the part unpacked, b"" for no such part. Raises UnreadableDocument."""
        info = self._names.get(name)
        if info is None or info.is_dir():
            return b""
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableDocument("encrypted")
        if info.compress_type not in _METHODS:
            raise UnreadableDocument("corrupt")
        most = min(_MOST_BYTES, self._room)
        # What the part says of its own size may be a lie: so much is unpacked and no more.
        with self._archive.open(info) as part:
            content = part.read(most + 1)
        if len(content) > most:
            raise UnreadableDocument("unpacks_too_large")
        self._room -= len(content)
        return content

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part in XML, None for no such part. Raises UnreadableDocument."""
        content = self.read(name)
        return parsed(content) if content else None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what an Office part refers to within the file, by id: a word for its kind, and its name."""
        folder, file = posixpath.split(name)
        root = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
        found = {}
        for relation in root if root is not None else ():
            # What lies outside is never fetched.
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = (kind, inside(folder, relation.get("Target", "")))
        return found


def inside(folder: str, target: str) -> str:
    """Return the name of the part that `target`, seen from `folder`, refers to."""
    path = unquote(target.partition("#")[0])
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, path))


@contextmanager
def unpacked(path: Path) -> Iterator[Packed]:
    """Open the file at `path`. Raises UnreadableDocument, also for what its parts hold within the block."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                raise UnreadableDocument("crowded")
            yield Packed(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise UnreadableDocument("corrupt") from error


def packed_kind(path: Path) -> str:
    """Return "epub", "docx", "pptx" or "odt". Raises UnreadableDocument for another or a locked one."""
    with unpacked(path) as packed:
        if any(name.lower().endswith(_PROGRAMS) for name in packed.names):
            raise UnreadableDocument("macros")
        said = packed.read("mimetype")[:200].decode("ascii", "ignore").strip()
        if said in _MIMETYPES:
            return _MIMETYPES[said]
        if "META-INF/container.xml" in packed:
            return "epub"
        return _office_kind(packed)


def _office_kind(packed: Packed) -> str:
    root = packed.xml("[Content_Types].xml")
    for part in root if root is not None else ():
        said = part.get("ContentType", "") if name_of(part) == "Override" else ""
        if "macroEnabled" in said:
            raise UnreadableDocument("macros")
        kind = _MAIN_PARTS.get(said.rpartition("openxmlformats-officedocument.")[2])
        if kind:
            return kind
    raise UnreadableDocument("unknown_format")


def opener(path: Path) -> Callable[[str], bytes]:
    """Return what gives the bytes of a part of the file, b"" for one that cannot be had."""

    def opened(name: str) -> bytes:
        try:
            with unpacked(path) as packed:
                return packed.read(name)
        # One picture that cannot be shown is none, and must not cost the others.
        except UnreadableDocument:
            return b""

    return opened
