"""A story as an EPUB 3 book with media overlays: each word lights up as it is read aloud."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from edusmart.media import on_disk
from stories.exporting.book import Book, Page
from stories.exporting.overlay import Spoken, clock, overlay, spoken

_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """\
body { margin: 5%; line-height: 1.6; }
figure { margin: 0 0 1.5em; text-align: center; }
img { max-width: 100%; max-height: 60vh; }
.second { margin-top: 1.5em; padding-top: 1em; border-top: 2px dashed #999999; }
.-epub-media-overlay-active { background: #ffd36b; color: #2a2140; }
"""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
_XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'


def write_epub(book: Book, out: IO[bytes]) -> None:
    """Write the book."""
    told = [spoken(page) for page in book.pages]
    with zipfile.ZipFile(out, "w") as epub:
        # First and not compressed: readers know an EPUB by these bytes at their fixed place.
        epub.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        texts = {
            "META-INF/container.xml": _CONTAINER,
            "EPUB/package.opf": _package(book),
            "EPUB/nav.xhtml": _nav(book),
            "EPUB/style.css": _STYLE,
            "EPUB/made-by.xhtml": _colophon(book),
        }
        for page, words in zip(book.pages, told, strict=True):
            texts[f"EPUB/{_name(page)}.xhtml"] = _scene(book, page, words)
            texts[f"EPUB/{_name(page)}.smil"] = overlay(_name(page), page, words)
        for path, text in texts.items():
            epub.writestr(path, text, zipfile.ZIP_DEFLATED)
        for page in book.pages:
            for stored, path in _media(page):
                with on_disk(stored) as file:
                    # MP3 and JPEG are compressed already. One at a time, from disk: memory does not
                    # grow with the story.
                    epub.write(file, f"EPUB/{path}", zipfile.ZIP_STORED)


def _name(page: Page) -> str:
    return f"scene-{page.index + 1}"


def _media(page: Page) -> Iterator[tuple[str, str]]:
    """Return (stored name, path in the book) of the scene's sound and picture."""
    yield page.recording.file, f"{_name(page)}.mp3"
    if page.picture:
        yield page.picture, f"{_name(page)}.jpg"


def _package(book: Book) -> str:
    total = sum(page.recording.duration for page in book.pages)
    # Media overlays need the length of each and their sum.
    durations = "".join(
        f'<meta property="media:duration" refines="#o{page.index}">{clock(page.recording.duration)}</meta>\n'
        for page in book.pages
    )
    # EPUB allows this form alone: UTC, whole seconds, Z.
    modified = book.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    spine = "".join(f'<itemref idref="s{page.index}"/>\n' for page in book.pages)
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{_identifier(book)}</dc:identifier>
<dc:title>{escape(_clean(book.title))}</dc:title>
<dc:language>{book.language}</dc:language>
{f"<dc:language>{book.second}</dc:language>" if book.second else ""}
<meta property="dcterms:modified">{modified}</meta>
<meta property="media:active-class">-epub-media-overlay-active</meta>
<meta property="media:duration">{clock(total)}</meta>
{durations}<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">auditory</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:digitalSourceType">{_source_type(book)}</meta>
<dc:description>{escape(_sentences(book))}</dc:description>
{_summary(book)}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="made-by" href="made-by.xhtml" media-type="application/xhtml+xml"/>
{"".join(_items(book))}</manifest>
<spine page-progression-direction="{book.direction}">
{spine}<itemref idref="made-by"/>
</spine>
</package>
"""


def _identifier(book: Book) -> uuid.UUID:
    """Return the story's own id, or one for it with that second language: to readers these are two books."""
    return uuid.uuid5(book.id, book.second) if book.second else book.id


def _source_type(book: Book) -> str:
    """Return schema.org's address of what the book is: a document and what computers made of it."""
    trained = (
        "CompositeWithTrainedAlgorithmicMedia" if book.made_by.is_of_models else "AlgorithmicMedia"
    )
    return f"https://schema.org/{trained}DigitalSource"


def _sentences(book: Book) -> str:
    with translation.override(book.language):
        return _clean(book.made_by.sentences)


def _colophon(book: Book) -> str:
    return f"""{_HEAD}<html {_XHTML} lang="{book.language}" xml:lang="{book.language}" dir="{book.direction}">
<head><title>EduSmart</title><link rel="stylesheet" href="style.css"/></head>
<body><section epub:type="colophon"><p>{escape(_sentences(book))}</p></section></body>
</html>
"""


def _summary(book: Book) -> str:
    """Return what the book is for readers who cannot see or hear it, in its language where we speak that."""
    language = book.language if book.language in dict(settings.LANGUAGES) else "en"
    with translation.override(language):
        said = _("Each word is marked while it is read aloud, and pictures are described.")
    return (
        f'<meta property="schema:accessibilitySummary" xml:lang="{language}">{escape(said)}</meta>'
    )


def _items(book: Book) -> Iterator[str]:
    cover = next((page.index for page in book.pages if page.picture), None)
    for page in book.pages:
        name, n = _name(page), page.index
        yield (
            f'<item id="s{n}" href="{name}.xhtml" media-type="application/xhtml+xml" media-overlay="o{n}"/>\n'
        )
        yield f'<item id="o{n}" href="{name}.smil" media-type="application/smil+xml"/>\n'
        yield f'<item id="a{n}" href="{name}.mp3" media-type="audio/mpeg"/>\n'
        if page.picture:
            is_cover = ' properties="cover-image"' if n == cover else ""
            yield f'<item id="p{n}" href="{name}.jpg" media-type="image/jpeg"{is_cover}/>\n'


def _nav(book: Book) -> str:
    lines = "".join(
        f'<li><a href="{_name(page)}.xhtml">{escape(_clean(page.title))}</a></li>\n'
        for page in book.pages
    )
    title = escape(_clean(book.title))
    return f"""{_HEAD}<html {_XHTML} lang="{book.language}" xml:lang="{book.language}" dir="{book.direction}">
<head><title>{title}</title></head>
<body><nav epub:type="toc" role="doc-toc"><h1>{title}</h1><ol>
{lines}</ol></nav></body>
</html>
"""


def _scene(book: Book, page: Page, words: Spoken) -> str:
    picture = ""
    if page.picture:
        alt = quoteattr(_clean(page.alt))
        picture = f'<figure><img src="{_name(page)}.jpg" alt={alt}/></figure>\n'
    title = quoteattr(_clean(page.title))
    return f"""{_HEAD}<html {_XHTML} lang="{book.language}" xml:lang="{book.language}" dir="{book.direction}">
<head><title>{escape(_clean(page.title))}</title><link rel="stylesheet" href="style.css"/></head>
<body><section epub:type="chapter" role="doc-chapter" aria-label={title} id="scene">
{picture}{words.xhtml}
{_beside(book, page)}</section></body>
</html>
"""


def _beside(book: Book, page: Page) -> str:
    """Return the scene in the second language, "" where it has none. It is read, and not read aloud."""
    if not (told := page.beside):
        return ""
    title = book.second_title if page.index == 0 else ""
    names = [name for name in (title, told.now("title")) if name]
    heading = f"<p><strong>{escape(_clean(' · '.join(names)))}</strong></p>\n" if names else ""
    parts = "".join(
        f"<p>{escape(_clean(part)).replace(chr(10), '<br/>')}</p>\n"
        for part in [*told.text.split("\n\n"), told.now("caption")]
        if part
    )
    lang = f'lang="{told.language}" xml:lang="{told.language}" dir="{told.direction}"'
    return f'<div class="second" {lang}>\n{heading}{parts}</div>\n'


def _clean(text: str) -> str:
    """Return the text without the characters that no XML may hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
