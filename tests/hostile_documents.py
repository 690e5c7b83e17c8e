"""Documents that were made to hurt whoever opens them, or that cannot be opened, and the code of each."""

import io
import zipfile
from collections.abc import Callable

from tests.documents import epub, packed, picture, word

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.{}+xml"/></Types>'
)
_DOCX = "openxmlformats-officedocument.wordprocessingml.document.main"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{}"/></Relationships>'
)


def docx(body: str | bytes, *, target: str = "word/document.xml", kind: str = _DOCX) -> bytes:
    """A .docx of this XML alone."""
    return packed(
        {
            "[Content_Types].xml": _TYPES.format(kind),
            "_rels/.rels": _RELATIONS.format(target),
            "word/document.xml": body,
        }
    )


def _body(text: str, before: str = "") -> str:
    return f"<?xml version='1.0'?>{before}<document><body><p><r><t>{text}</t></r></p></body></document>"


def entities_of_entities() -> bytes:
    named = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return docx(_body("&e11;", f'<!DOCTYPE d [<!ENTITY e0 "fox">{named}]>'))


def entity_from_outside() -> bytes:
    return docx(_body("&f;", '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]>'))


def one_part_of_gigabytes() -> bytes:
    """A kilobyte for each megabyte it unpacks to."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(_DOCX))
        archive.writestr("_rels/.rels", _RELATIONS.format("word/document.xml"))
        with archive.open("word/document.xml", "w") as part:
            for _ in range(60):
                part.write(b" " * 1024 * 1024)
    return content.getvalue()


def many_large_parts() -> bytes:
    return epub([f"<p>{' ' * 23_000_000}</p>"] * 3)


def thousands_of_parts() -> bytes:
    return packed({f"word/{number}.xml": "" for number in range(6000)})


def path_out_of_the_file() -> bytes:
    """It names a file of the machine, in the archive and as what it refers to."""
    return docx(_body("fox"), target="../../../../etc/passwd")


def nested_too_deep() -> bytes:
    return docx("<document>" + "<body>" * 100_000)


def lying_size() -> bytes:
    """The directory says that its part has ten bytes."""
    content = bytearray(docx(_body("fox " * 200_000)))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def locked_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def locked_part() -> bytes:
    content = bytearray(word())
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


def protected_book() -> bytes:
    locked = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>'
        '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    )
    return epub(more={"META-INF/encryption.xml": locked})


def locked_odt() -> bytes:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": "locked",
        }
    )


def with_macros() -> bytes:
    return packed(
        {
            "[Content_Types].xml": _TYPES.format("ms-word.document.macroEnabled.main"),
            "word/document.xml": _body("fox"),
        }
    )


#: By what each is, its maker, the end of its name and the code it is refused with.
REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "entities of entities": (entities_of_entities, "docx", "corrupt"),
    "an entity from outside": (entity_from_outside, "docx", "nothing_to_tell"),
    "a part of gigabytes": (one_part_of_gigabytes, "docx", "unpacks_too_large"),
    "many large parts": (many_large_parts, "epub", "unpacks_too_large"),
    "thousands of parts": (thousands_of_parts, "docx", "crowded"),
    "a path out of the file": (path_out_of_the_file, "docx", "nothing_to_tell"),
    "elements nested too deep": (nested_too_deep, "docx", "corrupt"),
    "a size that lies": (lying_size, "docx", "corrupt"),
    "broken XML": (lambda: docx("<document><body>"), "docx", "corrupt"),
    "half a file": (lambda: word()[:2000], "docx", "corrupt"),
    "a locked Office file": (locked_office, "docx", "encrypted"),
    "a locked archive": (locked_part, "docx", "encrypted"),
    "a locked ODT": (locked_odt, "odt", "encrypted"),
    "a protected book": (protected_book, "epub", "protected_book"),
    "a book without words": (lambda: epub(["<p> </p>"]), "epub", "nothing_to_tell"),
    "macros": (with_macros, "docx", "macros"),
    "an archive in an archive": (lambda: packed({"a.docx": word()}), "docx", "unknown_format"),
    "an old Word file": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
        "doc",
        "old_office",
    ),
    "RTF": (lambda: rb"{\rtf1 The fox}", "rtf", "unknown_format"),
    "a program": (lambda: b"print('fox')", "py", "unknown_format"),
    "a picture that is no photo": (lambda: picture()[:400], "jpg", "not_a_photo"),
}
