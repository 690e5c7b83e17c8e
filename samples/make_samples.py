"""Print the sample documents: HTML sources here become PDFs and their true texts.

Run `python samples/make_samples.py` with Chromium, or Chrome, on the path and the Liberation fonts (Debian:
fonts-liberation) installed: with others each letter becomes an object of its own. The pictures are drawn by
the project's own illustrator. A sample's .txt is its narrated text, a page a paragraph.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
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


class TrueText(HTMLParser):
    """Collects the headings and paragraphs of the pages that are told."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[str]] = []
        self._skipped = self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
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

    def handle_data(self, data: str) -> None:
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


def make(name: str, browser: str) -> None:
    """Write one sample's PDF and text beside its source."""
    source = (HERE / f"{name}.html").read_text(encoding="utf-8")
    true_text, illustrated = TrueText(), Illustrated(name)
    true_text.feed(source)
    illustrated.feed(source)
    (HERE / f"{name}.txt").write_text(true_text.text(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / f"{name}.html"
        page.write_text(illustrated.html, encoding="utf-8")
        shutil.copy(HERE / "sample.css", folder)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        target = f"--print-to-pdf={HERE / f'{name}.pdf'}"
        command = [browser, *options, f"--user-data-dir={folder}/profile", target, page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=_WAIT_SECONDS)  # noqa: S603


def main() -> None:
    """Make every sample."""
    browser = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("Chromium or Chrome is needed on the path to print the samples.")
    for name in SAMPLES:
        make(name, browser)


if __name__ == "__main__":
    main()
