"""One preloaded process that forks the worker pools, replaces workers that die and frees their rows."""

import logging
import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from types import FrameType
from typing import NoReturn
from uuid import uuid4

from django.db import connections

from edusmart.machine.garbage import leave_what_is_there
from edusmart.machine.libc import end_with_parent, give_back_memory
from edusmart.work import queues
from edusmart.work.kinds import kinds

log = logging.getLogger(__name__)

BREATH_SECONDS = 0.5  # before replacing a worker that did not live longer
TELL_AGAIN_SECONDS = 1.0  # workers that were told to stop and are still there
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def _preload() -> None:
    """Load what is heavy, and leave it where it is: pages that are only read are shared with the workers."""
    for name, kind in kinds().items():
        try:
            kind.preload()
        except Exception as error:  # what is wrong is said by the rows that need it
            log.warning("%s is not preloaded: %s", name, type(error).__name__)
    queues.rehearse()
    # A worker that inherited a connection would share its socket with the others.
    connections.close_all()
    # A collection in a worker would touch, and so copy, every page it shares with the master.
    leave_what_is_there()
    give_back_memory()


@dataclass(frozen=True)
class _Worker:
    """A forked process; its name begins the claims of the rows it makes."""

    kind: str
    name: str = field(default_factory=lambda: uuid4().hex)
    master: int = field(default_factory=os.getpid)
    born: float = field(default_factory=monotonic)


class Master:
    """Forks `slots[kind]` workers of each kind and keeps that many alive until SIGTERM or SIGINT."""

    def __init__(self, slots: Mapping[str, int]) -> None:
        self._slots = slots
        self._workers: dict[int, _Worker] = {}
        self._stopping = False

    def run(self) -> None:
        for name in STOP_SIGNALS:
            signal.signal(name, self._stop)
        _preload()
        # A signal that comes just before a wait begins is heard after it: the next tick ends the wait.
        signal.signal(signal.SIGALRM, self._tick)
        signal.setitimer(signal.ITIMER_REAL, TELL_AGAIN_SECONDS, TELL_AGAIN_SECONDS)
        for kind in self._slots:
            queues.forget_taken(kind)  # by workers of a master that was killed
        for kind, count in self._slots.items():
            for _ in range(count):
                self._fork(kind)
        while self._workers:
            pid, status = os.wait()
            if worker := self._workers.pop(pid, None):
                self._reap(worker, pid, status)
        # Python gives signals their default back while it ends: a tick would kill it then.
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _reap(self, worker: _Worker, pid: int, status: int) -> None:
        # A worker that ended with 0 holds no row.
        if status:
            log.warning("worker %s (%s) ended with %s", pid, worker.kind, status)
            queues.release(worker.kind, worker.name)
        if not self._stopping:
            if monotonic() - worker.born < BREATH_SECONDS:
                time.sleep(BREATH_SECONDS)
            self._fork(worker.kind)

    def _fork(self, kind: str) -> None:
        # Nothing open may be shared by two processes after the fork.
        connections.close_all()
        worker = _Worker(kind)
        # A signal between the fork and the child's own handlers would be lost in a copy of the master.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        if not self._stopping:
            if not (pid := os.fork()):
                self._serve(worker)
            self._workers[pid] = worker
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    @staticmethod
    def _serve(worker: _Worker) -> NoReturn:
        status = 1
        try:
            # Until RQ's own handlers are in place a stop ends the process at once: it holds no row yet.
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            end_with_parent()  # no one would free the row of an orphan
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
            queues.serve(worker.kind, worker.name, worker.master)
            status = 0
        except SystemExit as end:
            status = int(bool(end.code))
        except Exception as error:  # such as Redis that is away; another is forked in a moment
            log.error("worker of %s ends: %s: %s", worker.kind, type(error).__name__, error)
        finally:
            # Not sys.exit: the exit handlers here are copies of the master's.
            os._exit(status)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True
        self._tick(signum, frame)

    def _tick(self, signum: int, frame: FrameType | None) -> None:
        for pid in self._workers if self._stopping else ():
            with suppress(ProcessLookupError):  # it has ended and is about to be buried
                os.kill(pid, signal.SIGTERM)
