"""The sweep: requeue jobs of dead workers, replace lost tokens, delete expired files."""

import logging
import threading
import time
from pathlib import Path
from typing import Final

import redis

from tts.service.jobs import tokens
from tts.service.jobs.folder import JobFolder
from tts.service.jobs.store import JobStore, open_store
from tts.service.settings import Settings

log = logging.getLogger("tts.service")


_SWEEP_SECONDS: Final = 1.0


# A long queue needs few tokens: each turn that leaves work pushes the next one.
_MOST_TOKENS: Final = 20


def run_sweep(settings: Settings, stopping: threading.Event) -> None:
    """Sweep until stopped; an error is logged, and the next sweep tries again."""
    store = open_store(settings)
    # Four sweeps a lease, so that a dead worker's job is queued again soon after its lease.
    pause = min(_SWEEP_SECONDS, settings.job_lease_seconds / 4, settings.cleanup_interval_sec)
    # So that the first round cleans up.
    cleaned = -settings.cleanup_interval_sec
    while not stopping.wait(pause):
        try:
            missing = store.sweep() - tokens.tokens_waiting(store.connection)
            tokens.wake(store.connection, max(0, min(_MOST_TOKENS, missing)))
            if time.monotonic() - cleaned >= settings.cleanup_interval_sec:
                cleaned = time.monotonic()
                _clean_up(store, Path(settings.jobs_dir))
        except redis.RedisError as error:
            log.warning("redis is away (%s); the next sweep tries again", error)
        except Exception:
            log.exception("sweep failed; the next one tries again")


def _clean_up(store: JobStore, folder: Path) -> None:
    """Delete the files of expired jobs, and old folders of jobs that Redis does not know."""
    for job in store.expire():
        JobFolder(folder / job).remove()
    for path in folder.iterdir() if folder.exists() else ():
        # Only old folders: a job's folder may exist before its record is read here.
        is_old = time.time() - path.stat().st_mtime > store.ttl_seconds
        if is_old and store.job(path.name) is None:
            JobFolder(path).remove()
