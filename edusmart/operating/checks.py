"""System checks: settings that are wrong are named when a command starts."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.db import connection

from edusmart import environment
from edusmart.database_pool import most_connections


@register()
def environment_values(app_configs: Any, **_: Any) -> list[CheckMessage]:
    return [Error(sentence, id="edusmart.E001") for sentence in environment.complaints]


@register()
def mysql_is_gone(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if not any(name.startswith("MYSQL_") for name in os.environ):
        return []
    return [
        Warning(
            "MYSQL_* settings are not read any more.",
            hint="Set DATABASE_URL, such as postgres://user:password@host/edusmart.",
            id="edusmart.W001",
        )
    ]


#: Settings that were named after queues, which now have the names of their models.
RENAMED = {
    "PLAN_WORKERS": "TELLING_WORKERS",
    "REWRITE_WORKERS": "REWRITING_WORKERS",
    "IMAGE_WORKERS": "ILLUSTRATION_WORKERS",
    "AUDIO_WORKERS": "NARRATION_WORKERS",
}


@register()
def settings_were_renamed(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn of each old name that is set: it is not read, so the pool has its default size."""
    return [
        Warning(
            f"{old} is not read any more: it is called {new} now.",
            hint=f"Set {new} in its place.",
            id="edusmart.W006",
        )
        for old, new in RENAMED.items()
        if old in os.environ
    ]


@register()
def storage_is_complete(app_configs: Any, **_: Any) -> list[CheckMessage]:
    keys = [bool(os.environ.get(name)) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    if os.environ.get("AWS_S3_BUCKET") and any(keys) != all(keys):
        return [
            Error(
                "AWS_S3_BUCKET is set but only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is.",
                hint="Set both, or neither to use the machine's own role.",
                id="edusmart.E002",
            )
        ]
    return []


@register(deploy=True)
def storage_in_use(app_configs: Any, **_: Any) -> list[CheckMessage]:
    choice = settings.FILE_STORAGE
    return [
        Info(
            f"Files are kept in {choice.name}, because {choice.because}.",
            hint="`manage.py storage` tries it out; FILE_STORAGE chooses another.",
            id="edusmart.I001",
        )
    ]


@register(deploy=True)
def second_factor_is_required(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        Warning(
            "Staff and editors may sign in with a password alone.",
            hint="Set SECOND_FACTOR_REQUIRED=true: they set up an app or a passkey at their next visit.",
            id="edusmart.W010",
        )
    ]


@register()
def files_last(app_configs: Any, **_: Any) -> list[CheckMessage]:
    if settings.FILE_STORAGE.name != "disk":
        return []
    if os.environ.get("REPL_ID"):
        return [
            Warning(
                "Files are kept on Replit's disk, which every deployment begins anew: they will be lost.",
                hint="Install edusmart[replit] and create a bucket (App Storage), or set AWS_S3_BUCKET.",
                id="edusmart.W002",
            )
        ]
    if os.environ.get("AWS_ACCESS_KEY_ID") and not os.environ.get("FILE_STORAGE"):
        return [
            Warning(
                "There are AWS keys but no AWS_S3_BUCKET: files are kept on this machine's disk.",
                hint="Set AWS_S3_BUCKET, or FILE_STORAGE=disk if that is meant.",
                id="edusmart.W003",
            )
        ]
    return []


@register(Tags.database, deploy=True)
def connections_suffice(app_configs: Any, databases: Any = None, **_: Any) -> list[CheckMessage]:
    """Warn where all processes together may open more connections than PostgreSQL lets them."""
    if "default" not in (databases or ()) or connection.vendor != "postgresql":
        return []
    web = settings.WEB_REPLICAS * most_connections()
    # Each pool of workers has a master, and the sweep is one more.
    work = sum(settings.WORK_SLOTS.values()) + len(settings.WORK_SLOTS) + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int"
        )
        (most,) = cursor.fetchone()
    if web + work <= most:
        return []
    return [
        Warning(
            f"All processes together open up to {web + work} connections, and the database has {most}.",
            hint="Lower WEB_REQUESTS_AT_ONCE or WEB_REPLICAS, raise max_connections, or use PgBouncer.",
            id="edusmart.W008",
        )
    ]
