"""One preloaded process that forks the worker pools and replaces workers that die."""

import gc
import logging
import os
import signal
import time
from collections.abc import Mapping
from types import FrameType
from typing import NoReturn

from django.db import connections

from edusmart.work import queues
from edusmart.work.kinds import kinds

log = logging.getLogger(__name__)

BREATH_SECONDS = 0.5
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def _preload() -> None:
    """Load what is heavy, and leave it where it is: pages nobody writes to are shared with the workers."""
    for model in kinds().values():
        try:
            model.preload()
        except Exception as error:  # what is wrong is said by the rows that need it
            log.warning("%s is not preloaded: %s", model.kind, type(error).__name__)
    connections.close_all()
    gc.collect()
    gc.freeze()


class Master:
    """Forks `slots[kind]` workers of each kind and keeps that many alive until SIGTERM or SIGINT."""

    def __init__(self, slots: Mapping[str, int]) -> None:
        self._slots = slots
        self._workers: dict[int, str] = {}
        self._stopping = False

    def run(self) -> None:
        for name in STOP_SIGNALS:
            signal.signal(name, self._stop)
        _preload()
        for kind, count in self._slots.items():
            for _ in range(count):
                self._fork(kind)
        while self._workers:
            pid, status = os.wait()
            kind = self._workers.pop(pid, "")
            if kind and not self._stopping:
                log.warning("worker %s (%s) ended with %s; starting another", pid, kind, status)
                time.sleep(BREATH_SECONDS)
                self._fork(kind)

    def _fork(self, kind: str) -> None:
        connections.close_all()
        # A signal between the fork and the child's own handlers would be lost in a copy of the master.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        if not self._stopping:
            if not (pid := os.fork()):
                self._serve(kind)
            self._workers[pid] = kind
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    @staticmethod
    def _serve(kind: str) -> NoReturn:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # Ctrl-C reaches the whole terminal: the master decides, so that a row under way is finished.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        try:
            queues.serve(kind)
        finally:
            os._exit(0)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self._stopping = True
        for pid in self._workers:
            os.kill(pid, signal.SIGTERM)
