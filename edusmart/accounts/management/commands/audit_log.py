"""`manage.py audit_log`: the audit trail as lines of JSON, the oldest first."""

import json
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from edusmart.accounts.trail import lines


class Command(BaseCommand):
    help = "Print the audit trail, one JSON object a line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", help="a day or time, such as 2026-11-20 or 2026-11-20T08:00")

    def handle(self, *args: Any, since: str | None = None, **options: Any) -> None:
        for line in lines(_time(since) if since else None):
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def _time(said: str) -> datetime:
    try:
        day = parse_date(said)
        found = datetime(day.year, day.month, day.day) if day else parse_datetime(said)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"--since must be a day or a time such as 2026-11-20T08:00, not {said}.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
