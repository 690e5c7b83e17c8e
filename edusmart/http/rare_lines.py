"""How little is logged of what goes wrong often: an outage now and then, a refused request in one line."""

import logging
import time

from django.db import InterfaceError, OperationalError

PAUSE_SECONDS = 10.0
_last: dict[str, float] = {}


def due(kind: str) -> bool:
    """Return whether a line of this kind may be written now. Kinds are few: names from the code."""
    now = time.monotonic()
    if now - _last.get(kind, -PAUSE_SECONDS) < PAUSE_SECONDS:
        return False
    _last[kind] = now
    return True


def is_database_away(error: BaseException | None) -> bool:
    """Return whether the database was not reached; SQLite's "no such table" is a fault of ours."""
    away = isinstance(error, OperationalError | InterfaceError)
    return away and not str(error).startswith("no such")


class DatabaseAwayOnce(logging.Filter):
    """Of errors that only say that the database is away, let one through now and then, without its trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not is_database_away(error):
            return True
        record.exc_info = record.exc_text = None
        record.msg, record.args = "requests are refused, the database is away: %s", (_first(error),)
        return due("database")


class OddHostOnce(logging.Filter):
    """Of requests to a host that this site is not, let one line through now and then, without its trace.

    Anybody can send them: each wrote twelve lines, as an error.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        # Once for each record: logging that was configured twice has this filter twice.
        passes: bool | None = record.__dict__.get("is_due")
        if passes is None:
            passes = record.__dict__["is_due"] = due("host")
        return passes


class RefusedInOneLine(logging.Filter):
    """Take the trace off a request that was refused: who may not look at a page is no fault of ours.

    For a handler: Django logs such a request as `django.security` and the name of each kind of error.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        refused = record.name == "django.request" and record.levelno < logging.ERROR
        if refused or record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
        return True


def _first(error: BaseException) -> str:
    """Return the first line of the driver's sentence; the others repeat it for each address it tried."""
    return str(error).partition("\n")[0]
