"""Wrong settings, said clearly when a command starts."""

import os
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from edusmart import environment


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
