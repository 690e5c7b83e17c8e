"""What the tests of live topics share."""

from collections.abc import Iterator
from threading import Barrier

import pytest
from django.db import connection

from edusmart.live import queries
from tests.processes import PATIENCE_SECONDS


@pytest.fixture(scope="session", autouse=True)
def _hub_keeps_no_connection(django_db_setup: None) -> Iterator[None]:
    """The hub's threads keep their connections, and PostgreSQL deletes no database that is in use."""
    yield
    every = queries._threads._max_workers
    together = Barrier(every)

    def close() -> None:
        together.wait(PATIENCE_SECONDS)  # so that no thread does it twice, and another never
        connection.close()

    for closed in [queries._threads.submit(close) for _ in range(every)]:
        closed.result()
