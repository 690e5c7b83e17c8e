"""How long a gate stays closed after a failed call, and what a provider asks for in its headers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

RATE_LIMIT_WAIT = timedelta(seconds=30)  # limits are counted by the minute
OUTAGE_WAIT = timedelta(seconds=5)  # the gate doubles it with every failure in a row
SET_UP_WAIT = timedelta(minutes=5)  # until a person has put a key right
LONGEST_WAIT = timedelta(hours=1)  # whatever the provider asks for: a daily quota may be raised


def duration(delay: object) -> timedelta | None:
    """Parse a number of seconds such as "1.5s" or "30"; None for zero or anything else."""
    try:
        seconds = float(str(delay).removesuffix("s"))
        return timedelta(seconds=seconds) if seconds > 0 else None
    except (ValueError, OverflowError):
        return None


def retry_after(header: str) -> timedelta | None:
    """Parse Retry-After, seconds or a date; None for a time that is past or no time."""
    if header.strip().isdecimal():
        return duration(header.strip())
    try:
        wait = parsedate_to_datetime(header) - datetime.now(UTC)
    except (ValueError, TypeError):
        return None
    return wait if wait > timedelta(0) else None
