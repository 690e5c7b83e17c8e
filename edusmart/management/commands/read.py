"""`manage.py read`: what is understood of a PDF, without telling it."""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from stories.pdf import UnreadableDocument, read_pdf
from stories.pdf.summary import told_text, understood


class Command(BaseCommand):
    help = (
        "Print what is understood of a PDF: its title, language and, page by page, its words, its "
        "headings, and what is left out and why. With --text only the text that would be narrated, "
        "a paragraph a line."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE.pdf")
        parser.add_argument("--text", action="store_true", help="only the text to narrate")

    def handle(self, *args: Any, path: Path, text: bool, **options: Any) -> None:
        if path.is_dir():
            sys.exit(f"{path} is a folder. Name one PDF.")
        try:
            document = read_pdf(path, report=self._progress)
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

    def _progress(self, number: int, count: int) -> None:
        self.stderr.write(f"reading page {number} of {count}, which is scanned …")
