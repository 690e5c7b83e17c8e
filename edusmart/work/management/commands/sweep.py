"""`manage.py sweep`: find work that no worker was woken for, for ever."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from edusmart.machine.garbage import leave_what_is_there
from edusmart.work.sweep import sweep

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Find due rows without a worker, expired leases and unsettled wholes, every few seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop")

    def handle(self, *args: Any, once: bool = False, **options: Any) -> None:
        if once:
            sweep()
            return
        leave_what_is_there()
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            try:
                # A connection that broke in the last round would fail this one too.
                close_old_connections()
                sweep()
            except Exception:  # such as a database that restarts
                log.exception("a round of the sweep failed; the next one tries again")
            stop.wait(settings.SWEEP_SECONDS)
