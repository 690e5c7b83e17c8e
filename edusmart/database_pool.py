"""Connections to PostgreSQL that a web process keeps, so that a request does not pay for one of its own.

Workers and the sweep have no pool: each keeps the one connection that it works with.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: The part of an ASGI scope that says that the response is sent as it is read.
STREAMS = "edusmart.streams"
#: Beside the requests: the hub's two threads, the sockets' sign-in and a probe of /ready.
RESERVE = 4
#: How long a request waits for a connection, then for the database to be there again.
WAIT_SECONDS = 5.0


def most_connections() -> int:
    """Return how many connections one web process opens at most."""
    return int(settings.WEB_REQUESTS_AT_ONCE) + RESERVE


def pool_connections() -> None:
    """Have this process keep its connections. Called before the first one is opened."""
    database: dict[str, Any] = connections.settings["default"]
    if database["ENGINE"] != "django.db.backends.postgresql":
        return
    # A connection is asked for a sign of life before it is used: the server may have been restarted.
    database["CONN_HEALTH_CHECKS"] = True
    database["OPTIONS"]["pool"] = {
        "min_size": 2,
        "max_size": most_connections(),
        "timeout": WAIT_SECONDS,
        # After this a connection is given up, and the next request tries anew: longer pauses between
        # tries would outlast the outage.
        "reconnect_timeout": WAIT_SECONDS,
        "max_idle": 60.0,
    }


def streaming_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give the connection back before a body is streamed: a slow reader keeps none."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.streaming and not connection.in_atomic_block:
            connection.close()
            # A reader may take its time with it.
            getattr(request, "scope", {})[STREAMS] = True
        return response

    return respond
