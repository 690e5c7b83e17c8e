from collections.abc import Iterator

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from edusmart.file_storages import AMAZON, REPLIT
from edusmart.operating.health import database_answers, redis_answers
from edusmart.operating.outside import Service


class EduSmartConfig(AppConfig):
    name = "edusmart"

    def ready(self) -> None:
        # Not above: these import models, which exist once all apps are loaded.
        from edusmart.accounts.sessions.open_sessions import forget_ended
        from edusmart.accounts.trail import forget_old_entries
        from edusmart.media.orphans import clean_a_share
        from edusmart.operating import (
            checks,  # noqa: F401 - registers the checks
            outside,
        )
        from edusmart.work.sweep import register_chore

        outside.register(_kept_by)
        register_chore(clean_a_share)
        register_chore(forget_old_entries)
        register_chore(forget_ended)


def _kept_by() -> Iterator[Service]:
    """Return who keeps rows, bells and files."""
    database = settings.DATABASES["default"]
    yield Service(
        _("Database"), database.get("HOST", ""), _("accounts, stories, answers, briefs: every row"),
        database_answers,
    )  # fmt: skip
    yield Service(
        "Redis", settings.REDIS_URL, _("numbers of rows, and nobody’s words"), redis_answers
    )
    addresses = {"s3": settings.AWS_S3_ENDPOINT_URL or AMAZON, "replit": REPLIT}
    yield Service(
        _("File storage"), addresses.get(settings.FILE_STORAGE.name, ""),
        _("documents, pictures and sound"),
    )  # fmt: skip
    if settings.OIDC_ISSUER:
        yield Service(_("Sign-in"), settings.OIDC_ISSUER, _("who signs in with it, and when"))
    if settings.EMAIL_HOST:
        yield Service(_("Mail"), settings.EMAIL_HOST, _("addresses of those whose account changed"))
