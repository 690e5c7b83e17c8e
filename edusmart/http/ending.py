"""A web process that is asked to end does so, whatever its requests still wait for.

Daphne cancels what it has open and stops the event loop. A request's thread that waits for the loop at that
moment waits for ever, and Python waits for its threads: after a flood the process stayed until it was killed.
"""

import logging
import os
import threading
from typing import Any

log = logging.getLogger(__name__)

#: From being asked to end; less than any supervisor waits before it kills.
END_SECONDS = 5.0


def end_in_time(reactor: Any) -> None:
    """Have this process end within END_SECONDS once the reactor (twisted's) is stopped."""
    reactor.addSystemEventTrigger("before", "shutdown", _insist)


def _insist() -> None:
    timer = threading.Timer(END_SECONDS, _end)
    timer.daemon = True  # who ends by itself is not kept by it
    timer.start()


def _end() -> None:
    log.warning("some requests did not end with the process")
    logging.shutdown()
    # Transactions that are open are undone by the database.
    os._exit(0)
