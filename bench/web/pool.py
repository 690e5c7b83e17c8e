"""`python -m bench.web.pool`: what a request costs with a pool of connections and without one, on PostgreSQL.

One after the other, so that nobody waits for anybody: the milliseconds are those of the request alone.
"""

import asyncio
import json
import shutil
import tempfile
from pathlib import Path
from statistics import median

from bench.parts.report import percentile, write_down
from bench.parts.requests_at_once import burst, request
from bench.web.burst import web
from edusmart.machine.system import environment
from tests.with_pgbouncer import pgbouncer, pgbouncer_is_installed
from tests.with_postgres import server

REQUESTS = 400
POOLED, UNPOOLED = "edusmart.asgi:application", "bench.parts.unpooled:application"


def cost(name: str, url: str, application: str) -> tuple[str, str]:
    """The row of one way to connect: status calls of the API, one after the other, over one process."""
    folder = Path(tempfile.mkdtemp(prefix="edusmart-bench-"))
    try:
        with web(folder, {**environment(folder), "DATABASE_URL": url}, application) as ports:
            took = asyncio.run(_in_turn(folder, ports[0]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return name, f"median {median(took):.1f} ms, p95 {percentile(took, 95):.1f} ms"


async def _in_turn(folder: Path, port: int) -> list[float]:
    keys = json.loads((folder / "bench.json").read_text())
    bearer = f"Authorization: Bearer {keys['token']}"
    asked = request("GET", f"/api/story/{keys['story']}/status", bearer)
    took = []
    for _ in range(REQUESTS):
        outcome = await burst([asked], [port])
        took += outcome.took
    return took[REQUESTS // 10 :]  # the first ones open what the others use


def main() -> None:
    rows = []
    with server() as database:
        rows.append(cost("a connection for each request", database.url, UNPOOLED))
    with server() as database:
        rows.append(cost("with the pool", database.url, POOLED))
    if pgbouncer_is_installed():
        with server() as database, pgbouncer(database) as url:
            rows.append(cost("with the pool, behind PgBouncer", url, POOLED))
    write_down(f"The pool of connections, {REQUESTS} status calls one after the other", rows)


if __name__ == "__main__":
    main()
