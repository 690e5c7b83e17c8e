"""`python -m tts.service.worker`: speak jobs, chunk by chunk, through the service's own POST /tts."""

import logging
import os
import sys
import threading

from tts.service.jobs import tokens
from tts.service.jobs.store import connect, open_records
from tts.service.jobs.sweep import sweep_until
from tts.service.jobs.turn import Turns
from tts.service.settings import BadSetting, Limits


def main() -> None:
    """Work until told to stop; exits with status 1 and one sentence when a setting is unusable."""
    try:
        limits = Limits.from_environ(os.environ)
        if not limits.redis_url:
            raise BadSetting("The job worker needs Redis: set REDIS_URL.")
    except BadSetting as problem:
        sys.exit(str(problem))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stopping = threading.Event()
    records = open_records(limits)
    threading.Thread(target=sweep_until, args=(limits, stopping), name="sweep", daemon=True).start()
    turns = Turns(records, limits, stopping)

    def speak() -> None:
        if turns.take():
            tokens.wake(records.connection)

    tokens.serve(connect(limits.redis_url), speak, stopping)


if __name__ == "__main__":
    main()
