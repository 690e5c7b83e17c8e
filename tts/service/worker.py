"""`python -m tts.service.worker`: speak jobs, chunk by chunk, through POST /tts."""

import logging
import os
import sys
import threading

from tts.service.jobs import tokens
from tts.service.jobs.store import connect, open_store
from tts.service.jobs.sweep import run_sweep
from tts.service.jobs.turn import TurnRunner
from tts.service.settings import BadSetting, Settings


def main() -> None:
    """Work until stopped; exit with status 1 and one sentence when a setting is unusable."""
    try:
        settings = Settings.from_environ(os.environ)
        if not settings.redis_url:
            raise BadSetting("The job worker needs Redis: set REDIS_URL.")
    except BadSetting as problem:
        sys.exit(str(problem))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stopping = threading.Event()
    store = open_store(settings)
    threading.Thread(target=run_sweep, args=(settings, stopping), name="sweep", daemon=True).start()
    turns = TurnRunner(store, settings, stopping)

    def speak() -> None:
        # A turn that leaves work pushes the token for the next one.
        if turns.run_next():
            tokens.wake(store.connection)

    tokens.run_worker(connect(settings.redis_url), speak, stopping)


if __name__ == "__main__":
    main()
