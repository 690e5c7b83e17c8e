"""`manage.py demo`: the whole system on a laptop, with something in it to look at."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from edusmart.machine.embedded import NothingToRun, is_free
from edusmart.machine.system import (
    DidNotStart,
    System,
    environment,
    prepare,
    running,
    stop_on_signals,
)

DEFAULT_PORT = 8000


class Command(BaseCommand):
    help = "Start everything on embedded defaults, with demo accounts and samples, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", DEFAULT_PORT)))

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not is_free(port):
            sys.exit(
                f"Port {port} is taken. Stop what uses it, or choose another: make demo PORT=8001"
            )
        stop_on_signals()
        folder = Path(settings.VAR_DIR)
        try:
            self._say("Preparing the database and the static files …")
            prepare(environment(folder), ["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"])
            self._say("Starting Redis, speech, web, workers and sweep …")
            with running(folder, web_port=port) as system:
                self._welcome(system)
                system.supervisor.wait()
        except (NothingToRun, DidNotStart) as problem:
            sys.exit(str(problem))
        except KeyboardInterrupt:
            self._say("\nEverything is stopped.")

    def _welcome(self, system: System) -> None:
        prepare(system.env, ["samples", "--url", system.web_url, "--speech", system.tts_url])
        self._say((system.folder / "welcome.txt").read_text())

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
