"""`manage.py move_storage`: copy every file to another storage, while the site runs."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat
from tqdm import tqdm

from edusmart.file_storages import MISSING, NAMES
from edusmart.media import StorageAway, files
from edusmart.media.storage import named
from edusmart.media.transfer import Transfer, TransferCount


class Command(BaseCommand):
    help = (
        "Copy every file that a row refers to into another storage and read it back. Names stay; run it "
        "as often as needed, it goes on where it stopped. docs/operating.md has the order of steps."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", choices=NAMES, required=True)
        parser.add_argument(
            "--from", dest="source", choices=NAMES, help="by default the storage in use"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")
        parser.add_argument(
            "--delete-source", action="store_true",
            help="delete each file from where it was, once the copy was read back and found the same",
        )  # fmt: skip

    def handle(
        self, *args: Any, to: str, source: str | None, dry_run: bool, delete_source: bool, **_: Any
    ) -> None:
        source = source or settings.FILE_STORAGE.name
        if source == to:
            raise CommandError(
                f"The files are in {to} already. Say --from which storage to take them."
            )
        # The site still reads there: nothing may be deleted yet.
        if delete_source and source == settings.FILE_STORAGE.name:
            raise CommandError(
                f"{source} is in use: set FILE_STORAGE={to}, restart everything, then delete."
            )
        move = Transfer(_storage(source), _storage(to), dry_run, delete_source)
        try:
            tally = self._watch(move)
        except StorageAway as away:
            raise CommandError(f"{away.sentence} Run this again: it goes on here.") from away
        self._say(tally, move)
        sys.exit(1 if tally.problems else 0)

    def _watch(self, move: Transfer) -> TransferCount:
        tally = TransferCount()
        total = sum(kind.used()["files"] for kind in files.kinds())
        # None: no bar where no terminal shows it.
        shown = tqdm(total=total, unit=" files", disable=None, mininterval=1)
        with shown:
            for so_far in move.run():
                tally = so_far
                shown.update()
        return tally

    def _say(self, tally: TransferCount, move: Transfer) -> None:
        for problem in tally.problems:
            self.stderr.write(problem)
        size = filesizeformat(tally.copied_bytes)
        would = "to copy" if move.dry_run else "copied and read back"
        self.stdout.write(
            f"{tally.seen} files: {tally.copied} {would} ({size}), {tally.there} there already, "
            f"{tally.deleted} deleted from the source, {len(tally.problems)} with problems."
        )


def _storage(name: str) -> Any:
    if name not in settings.STORAGES:
        raise CommandError(f"{name} cannot be used: {MISSING[name]}.")
    return named(name)
