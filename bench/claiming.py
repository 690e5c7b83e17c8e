"""`python -m bench.claiming`: what finding and claiming the next row costs, by how many rows wait.

On SQLite, and on a throw-away PostgreSQL where its server is installed. Half of the rows are one owner's.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.parts.processes import process
from bench.parts.report import percentile, write_down
from edusmart.machine.embedded import redis_command
from edusmart.machine.system import ROOT
from tests.processes import wait_until
from tests.with_postgres import postgres

PENDING = (100, 9_000, 90_000, 100_000)
CLAIMS = 60
OWNERS = 500

#: Runs with the settings of one database, in a process of its own.
IN_DJANGO = "from bench.claiming import measure; measure()"


def measure() -> None:
    """Fill the database step by step and print, as JSON, the times of claims in milliseconds."""
    from edusmart.accounts.models import User
    from tests.work.orders import quiet_topic
    from tts.models import Narration

    User.objects.bulk_create([User(username=f"u{number}") for number in range(OWNERS)])
    people = list(User.objects.values_list("pk", flat=True))
    topics = [quiet_topic(str(number)) for number in range(OWNERS)]
    times: dict[int, list[float]] = {}
    there = 0
    for count in PENDING:
        rows = [
            Narration(
                topic=topics[number % OWNERS], text="x", voice="calm", language="en", key="k",
                provider="chatterbox", filename=f"{number}.mp3", turn=number % 24,
                owner_id=people[0 if number % 2 else number % OWNERS],
            )
            for number in range(there, count)
        ]  # fmt: skip
        Narration._base_manager.bulk_create(rows, batch_size=900)
        there = count
        times[count] = [_claim() for _ in range(CLAIMS)]
    print(json.dumps(times))


def _claim() -> float:
    from tts.models import Narration

    began = time.perf_counter()
    if Narration.claim_next("bench") is None:
        raise AssertionError
    return (time.perf_counter() - began) * 1000


def _figures(database: str, url: str, folder: Path) -> list[tuple[str, str]]:
    env = {**os.environ, "EDUSMART_VAR": str(folder), "DATABASE_URL": url}
    for arguments in (["migrate", "-v0"], ["shell", "-v0", "-c", IN_DJANGO]):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
    times = json.loads(done.stdout.splitlines()[-1])
    return [
        (f"{database}, {int(count):,} rows wait",
         f"median {median(each):.1f} ms, p95 {percentile(each, 95):.1f} ms")
        for count, each in times.items()
    ]  # fmt: skip


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    redis = folder / "redis.sock"
    try:
        with process(redis_command(redis, folder, durable=False), os.environ):
            wait_until(redis.exists, "Redis")
            rows = _figures("SQLite", f"sqlite:///{folder / 'bench.db'}", folder)
            with postgres() as url:
                rows += _figures("PostgreSQL", url, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write_down(f"Claiming the next row, {CLAIMS} claims each, rows of {OWNERS} owners", rows)


if __name__ == "__main__":
    main()
