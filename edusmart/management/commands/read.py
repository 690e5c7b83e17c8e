"""`manage.py read`: what is understood of a document, without telling it."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from stories.documents import UnreadableDocument, explained_page, photos_as_pdf, read_file
from stories.documents.kinds import HEAD_BYTES, is_photo
from stories.documents.summary import told_text, understood


class Command(BaseCommand):
    help = (
        "Print what is understood of a document: its title, language and, page by page, its words, its "
        "headings, and what is left out and why. With --text only the text that would be narrated, "
        "a paragraph a line. With --explain each page of a PDF is drawn into a folder, a box around each "
        "line with its place in the order of reading, its block, or why it is left out."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--text", action="store_true", help="only the text to narrate")
        parser.add_argument("--explain", type=Path, metavar="FOLDER", help="draw the pages here")

    def handle(
        self, *args: Any, path: Path, text: bool, explain: Path | None, **options: Any
    ) -> None:
        if path.is_dir():
            sys.exit(f"{path} is a folder. Name one document.")
        with tempfile.TemporaryDirectory() as folder:
            self._understand(path, Path(folder), text, explain)

    def _understand(self, path: Path, folder: Path, text: bool, explain: Path | None) -> None:
        try:
            path = _page_of(path, folder)
            document = read_file(path, report=self._progress, ocr=not explain)
            if explain:
                self._draw(path, explain, document.page_count)
                return
        except UnreadableDocument as refusal:
            sys.exit(refusal.sentence)
        except FileNotFoundError:
            sys.exit(f"There is no file called {path}.")
        except PermissionError:
            sys.exit(f"You may not read {path}.")
        try:
            for line in told_text(document) if text else understood(document):
                self.stdout.write(line)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader of the pipe, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _draw(self, path: Path, folder: Path, count: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, count + 1):
            if content := explained_page(path, number):
                sheet = folder / f"{path.stem}-{number:03}.png"
                sheet.write_bytes(content)
                self.stdout.write(str(sheet))

    def _progress(self, number: int, count: int) -> None:
        self.stderr.write(f"reading page {number} of {count}, which is scanned …")


def _page_of(path: Path, folder: Path) -> Path:
    """Return the file; a photo as the page that an upload makes of it, written into the folder."""
    with path.open("rb") as file:
        if not is_photo(file.read(HEAD_BYTES)):
            return path
    page = folder / f"{path.stem}.pdf"
    page.write_bytes(photos_as_pdf([path]))
    return page
