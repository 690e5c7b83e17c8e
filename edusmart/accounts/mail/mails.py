"""Sending a mail: beside a response, which takes as long as it would without one, or in a command."""

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context

from django.db import DatabaseError, connection
from django.utils.translation import get_language, override

log = logging.getLogger(__name__)

#: Whoever asks for a thousand mails has no thousand threads started.
AT_ONCE = 8
_places = threading.BoundedSemaphore(AT_ONCE)


def send_here(send: Callable[[], object]) -> None:
    """Call `send` and write down that it failed: nobody waits for what a mail server says."""
    try:
        send()
    except (OSError, DatabaseError) as error:  # not its text, which may name the address
        log.error("a mail could not be sent: %s", type(error).__name__)


def send_beside(send: Callable[[], object]) -> None:
    """Call `send` in a thread, in the language of this moment; drop it where AT_ONCE are being sent."""
    if not _places.acquire(blocking=False):
        log.warning("a mail was dropped, as too many are being sent")
        return
    language = get_language()

    def sending() -> None:
        try:
            with override(language):
                send_here(send)
        finally:
            connection.close()
            _places.release()

    # A thread has not the request at hand, which the trail asks for.
    threading.Thread(target=copy_context().run, args=(sending,), daemon=True).start()
