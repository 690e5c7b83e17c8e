"""`manage.py work`: the worker pools of this machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from edusmart.work.master import Master


class Command(BaseCommand):
    help = "Run the workers of every kind (or of one), forked from one preloaded process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", choices=sorted(settings.WORK_SLOTS), help="only this kind")

    def handle(self, *args: Any, kind: str | None = None, **options: Any) -> None:
        slots = settings.WORK_SLOTS
        Master({kind: slots[kind]} if kind else slots).run()
