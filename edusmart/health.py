"""Is this process alive, and can it do its work."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all."""
    return JsonResponse({"status": "healthy"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers. Redis only rings bells: without it the site works, more slowly."""
    database = _database()
    found = {"database": database, "redis": _redis()}
    return JsonResponse(
        {"status": "ready" if database else "unready", **found}, status=200 if database else 503
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except DatabaseError:
        return False


def _redis() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
