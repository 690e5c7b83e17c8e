"""One attempt at a claimed row: hold its lease, run its performer, write down how it ended."""

import logging
import threading
from contextvars import ContextVar
from time import monotonic

from django.conf import settings
from django.db import connection

from edusmart.live.publish import publish_progress
from edusmart.row_at_hand import RowAtHand, at_hand
from edusmart.work.errors import (
    ClaimLost,
    NotYet,
    RateLimited,
    Refused,
    Unavailable,
    WorkError,
)
from edusmart.work.gates import ProviderGate
from edusmart.work.kinds import kind_of
from edusmart.work.models import WorkRow

log = logging.getLogger(__name__)

PROGRESS_EVERY_SECONDS = 0.25


class Attempt:
    """One attempt at a row: renews the lease from a thread of its own and reports progress."""

    def __init__(self, row: WorkRow) -> None:
        self.row = row
        self._claim_lost = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_lease, daemon=True, name="lease")
        self._seq = 0
        self._reported_at = 0.0

    def __enter__(self) -> "Attempt":
        self._token = _current.set(self)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        _current.reset(self._token)

    def _keep_lease(self) -> None:
        while not self._claim_lost.is_set():
            # A third, so that a renewal may fail before the lease ends.
            if self._over.wait(self.row.lease().total_seconds() / 3):
                return
            self._renew()

    def _renew(self) -> None:
        try:
            self.row.renew()
        except ClaimLost:
            self._claim_lost.set()
        except Exception:  # such as a database that restarts: there is time for another try
            log.exception("lease of %s %s not renewed", self.row.kind, self.row.pk)
        finally:
            # The thread's own connection: left open it would double those of every worker.
            connection.close()

    def check_cancelled(self) -> None:
        """Raise ClaimLost when the row was cancelled or belongs to another worker."""
        if self._claim_lost.is_set():
            raise ClaimLost

    def report(self, fraction: float, note: str) -> None:
        """Tell watchers how far this attempt is; at most four times a second, and always the end."""
        now = monotonic()
        if fraction < 1 and now - self._reported_at < PROGRESS_EVERY_SECONDS:
            return
        self._reported_at, self._seq = now, self._seq + 1
        concrete = type(self.row)._meta.concrete_model or type(self.row)
        publish_progress(
            self.row.topic_id,
            {
                "type": "progress",
                # As watchers know it, whichever queue the row came from.
                "kind": concrete._meta.model_name or "",
                "id": self.row.pk,
                "attempt": self.row.attempts,
                "seq": self._seq,
                "fraction": round(fraction, 3),
                "note": note,
            },
        )


_current: ContextVar[Attempt] = ContextVar("_current")


def current_attempt() -> Attempt:
    """Return the attempt under way in this process. Raises LookupError outside of one."""
    return _current.get()


def perform(row: WorkRow) -> None:
    """Make the row and write the outcome on it. Never raises."""
    with at_hand(RowAtHand(row.kind, row.pk, row.topic_id, row.owner_id)):
        _perform(row)


def _perform(row: WorkRow) -> None:
    label = f"{row.kind} {row.pk} attempt {row.attempts}"
    begun = monotonic()
    try:
        kind = kind_of(row)
        row.renew()  # a cancel between claim and start costs no call
        with Attempt(row):
            fields = kind.perform(row)
        # Before the row is completed: the provider is there, whether or not the row is still wanted.
        _open_gate(row)
        if not kind.complete(row, fields):
            row.discard(fields)
            log.info("%s: made, but no longer wanted", label)
            return
        log.info("%s: made in %.1f s", label, monotonic() - begun)
    except ClaimLost:
        ProviderGate.release(row.provider)
        log.info("%s: no longer wanted", label)
    except Exception as error:
        _write_down(row, error, label)


def _write_down(row: WorkRow, error: Exception, label: str) -> None:
    match error:
        case Refused():
            log.warning("%s: refused (%s)", label, error.code)
            # A refusal is a response as well.
            _open_gate(row)
            row.fail(error)
        case RateLimited() | Unavailable() if row.provider:
            # Only a rate limit says that too many asked; an outage says nothing about that.
            crowd = isinstance(error, RateLimited)
            asking = type(row).under_way().filter(provider=row.provider).count() if crowd else 0
            wait = ProviderGate.shut(row.provider, error.wait, asking)
            log.warning("%s: %s is closed for %s (%s)", label, row.provider, wait, error.code)
            row.give_back(error, wait)
        case NotYet():
            # A probe that never asked must not keep the others waiting.
            ProviderGate.release(row.provider)
            row.give_back(error, error.wait)
        case WorkError():
            log.warning("%s: %s", label, error.code)
            # The provider responded, if only with something that could not be used.
            ProviderGate.reopen(row.provider)
            row.retry_later(error)
        case _:
            # Providers put what they were sent into their messages, so only the type and place are logged.
            log.error("%s: %s at %s", label, type(error).__name__, _place(error))
            ProviderGate.release(row.provider)
            row.retry_later(WorkError("Something went wrong while making this.", "failed"))


def _open_gate(row: WorkRow) -> None:
    ProviderGate.reopen(row.provider)
    ProviderGate.widen(row.provider, settings.WORK_SLOTS.get(row.kind, 1))


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
