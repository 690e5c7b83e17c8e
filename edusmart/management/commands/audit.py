"""`manage.py audit`: check that rows and files agree, after a crash or a restore."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from edusmart.audit import report


class Command(BaseCommand):
    help = "Check every stored file against its row, and look for rows no worker will finish. Prints JSON."

    def handle(self, *args: Any, **options: Any) -> None:
        found = report()
        self.stdout.write(json.dumps(found, indent=1))
        sys.exit(1 if found["problems"] else 0)
