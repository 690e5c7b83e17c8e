"""`manage.py audit`: check that rows and files agree, after a crash or a restore."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from edusmart.audit import report
from edusmart.media import StorageAway, orphans


class Command(BaseCommand):
    help = "Check every stored file against its row, and look for rows no worker will finish. Prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--clean", action="store_true",
            help="first delete files without a row that are older than FILE_KEEP_HOURS",
        )  # fmt: skip

    def handle(self, *args: Any, clean: bool = False, **options: Any) -> None:
        try:
            cleaned = orphans.clean() if clean else (0, 0)
            found = {"deleted": {"files": cleaned[0], "bytes": cleaned[1]}} if clean else {}
            found |= report()
        except orphans.NotOurs as stranger:
            raise CommandError(
                "Nothing was deleted: this database knows none of the files in this storage."
            ) from stranger
        except StorageAway as away:
            raise CommandError(away.sentence) from away
        self.stdout.write(json.dumps(found, indent=1))
        sys.exit(1 if found["problems"] else 0)
