"""The application with its requests and database queries counted, for bench.parts.polling.

`GET /bench/counts` answers both numbers; it is not counted.
"""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.backends.signals import connection_created

from edusmart.asgi import application as edusmart

PATH = "/bench/counts"
counts: Counter[str] = Counter()


def _count_query(execute: Callable[..., Any], *args: Any) -> Any:
    counts["queries"] += 1
    return execute(*args)


def _watch(connection: Any, **_: Any) -> None:
    if _count_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(_count_query)


connection_created.connect(_watch, dispatch_uid="bench.parts.counting")


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope.get("path") != PATH:
        counts["requests"] += 1
        await edusmart(scope, receive, send)
        return
    head = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": json.dumps(counts).encode()})
