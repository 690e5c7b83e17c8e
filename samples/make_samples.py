"""Print the sample documents: HTML sources here become PDFs, books without pictures and their true texts.

The house's stories are told of the books: their pictures are drawn scene by scene, and who is in one is
called by name when it is touched, which no picture of a PDF can do.

Run `python samples/make_samples.py` with Chromium, or Chrome, on the path and the Liberation fonts (Debian:
fonts-liberation) installed: with others each letter becomes an object of its own. The pictures are drawn by
the project's own illustrator. A sample's .txt is its narrated text, a page a paragraph.
"""

from __future__ import annotations

import base64
import html
import shutil
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from stories.providers.illustrator import PictureRequest  # noqa: E402
from stories.providers.own.drawn import DrawnIllustrator  # noqa: E402

SAMPLES = ("how-rain-travels", "sirr-al-asal")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PICTURE_PIXELS = 560
_WAIT_SECONDS = 120
_MADE = (2026, 1, 1, 0, 0, 0)  # the same book has the same bytes
_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">edusmart:{name}</dc:identifier>
<dc:title>{title}</dc:title><dc:language>{language}</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}</manifest>
<spine>{places}</spine></package>"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}">
<head><title>{title}</title></head><body>{body}</body></html>"""


class TrueText(HTMLParser):
    """Collects the headings and paragraphs of the pages that are told."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[str]] = []
        self.title = self.language = ""
        self._skipped = self._inside = self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""
        self._in_title = tag == "title"
        if tag == "section":
            self._skipped = dict(attrs).get("class") in ("cover", "credits")
            if not self._skipped:
                self.pages.append([])
        elif tag in ("h2", "p") and not self._skipped:
            self._inside = True
            self.pages[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "p"):
            self._inside = False
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._inside:
            self.pages[-1][-1] += data

    def text(self) -> str:
        """A page a paragraph, its heading and paragraphs a line each."""
        return "\n\n".join("\n".join(page) for page in self.pages) + "\n"


class Illustrated(HTMLParser):
    """Writes the page again with a picture in every section that asks for one."""

    def __init__(self, title: str) -> None:
        super().__init__(convert_charrefs=False)
        self._title = title
        self._drawn = 0
        self.html = "<!doctype html>"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.html += self.get_starttag_text() or ""
        if tag == "section" and (words := dict(attrs).get("data-picture")):
            self.html += f'<img alt="" src="data:image/jpeg;base64,{self._picture(words)}">'

    def handle_endtag(self, tag: str) -> None:
        self.html += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        self.html += data

    def _picture(self, words: str) -> str:
        self._drawn += 1
        request = PictureRequest(words, words, self._drawn, self._title)
        drawn = Image.open(BytesIO(DrawnIllustrator().illustrate(request).content))
        wide = drawn.crop((0, 140, 768, 716)).resize((_PICTURE_PIXELS, _PICTURE_PIXELS * 3 // 4))
        sheet = BytesIO()
        wide.save(sheet, "JPEG", quality=84)
        return base64.b64encode(sheet.getvalue()).decode()


def true_text_of(name: str) -> TrueText:
    """Return what a sample tells."""
    true_text = TrueText()
    true_text.feed((HERE / f"{name}.html").read_text(encoding="utf-8"))
    return true_text


def write_book(name: str) -> None:
    """Write one sample as an EPUB beside its source: its words, a chapter a page, and no picture."""
    told = true_text_of(name)
    named = {"name": name, "title": html.escape(told.title), "language": told.language}
    chapters = [
        f"<h1>{html.escape(heading)}</h1>" + "".join(f"<p>{html.escape(it)}</p>" for it in said)
        for heading, *said in told.pages
    ]
    keys = [f"c{number}" for number, _ in enumerate(chapters, 1)]
    item = '<item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml"/>'
    package = _PACKAGE.format(
        **named,
        items="".join(item.format(key) for key in keys),
        places="".join(f'<itemref idref="{key}"/>' for key in keys),
    )
    links = "".join(
        f'<li><a href="{key}.xhtml">{html.escape(page[0])}</a></li>'
        for key, page in zip(keys, told.pages, strict=True)
    )
    parts = {"META-INF/container.xml": _CONTAINER, "book.opf": package}
    parts["nav.xhtml"] = _PAGE.format(**named, body=f'<nav epub:type="toc"><ol>{links}</ol></nav>')
    for key, chapter in zip(keys, chapters, strict=True):
        parts[f"{key}.xhtml"] = _PAGE.format(**named, body=chapter)
    with zipfile.ZipFile(HERE / f"{name}.epub", "w") as book:
        # First and as it is: by this a book is known.
        book.writestr(zipfile.ZipInfo("mimetype", _MADE), "application/epub+zip")
        for path, content in parts.items():
            book.writestr(zipfile.ZipInfo(path, _MADE), content, zipfile.ZIP_DEFLATED)


def make(name: str, browser: str) -> None:
    """Write one sample's PDF and text beside its source."""
    illustrated = Illustrated(name)
    illustrated.feed((HERE / f"{name}.html").read_text(encoding="utf-8"))
    (HERE / f"{name}.txt").write_text(true_text_of(name).text(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{name}.html"
        page.write_text(illustrated.html, encoding="utf-8")
        shutil.copy(HERE / "sample.css", folder)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        target = f"--print-to-pdf={HERE / f'{name}.pdf'}"
        command = [browser, *options, f"--user-data-dir={folder}/profile", target, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=_WAIT_SECONDS)  # noqa: S603


def main() -> None:
    """Make every sample: the books, which need no browser, first."""
    for name in SAMPLES:
        write_book(name)
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("Chromium or Chrome is needed on the path to print the samples.")
    for name in SAMPLES:
        make(name, browser)


if __name__ == "__main__":
    main()
