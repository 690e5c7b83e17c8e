"""People, their groups and their API tokens."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

STUDENTS, EDITORS, STAFF = "students", "editors", "staff"
GROUPS = (STUDENTS, EDITORS, STAFF)
_GROUP_LABELS = {STUDENTS: _("students"), EDITORS: _("editors"), STAFF: _("staff")}


def group_label(name: str) -> str:
    """Return what a group is called in the reader's language; a group that somebody made, by its name."""
    return str(_GROUP_LABELS.get(name, name))


class User(AbstractUser):
    """A person with an account. Groups say what they may do: students, editors, staff."""

    #: Until when a password that somebody else made lets in, to set one's own; None: it is one's own.
    one_time_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("person")  # type: ignore[assignment]  # the stubs know no lazy ones here
        verbose_name_plural = _("people")  # type: ignore[assignment]

    @classmethod
    def names_taken(cls, asked: Iterable[str]) -> set[str]:
        """Return which of these user names there are, whatever their case, in small letters."""
        wanted = {name.casefold() for name in asked if name}
        lowered = cls.objects.annotate(small=Lower("username")).filter(small__in=wanted)
        return {name.casefold() for name in lowered.values_list("username", flat=True)}

    @cached_property
    def group_names(self) -> frozenset[str]:
        # Asked several times a request; `all` uses what was prefetched, where a filter would ask again.
        return frozenset(group.name for group in self.groups.all())

    @property
    def shown_name(self) -> str:
        """Return the full name, or the user name of whoever has none."""
        return self.get_full_name() or self.username

    @property
    def is_editor(self) -> bool:
        """May write briefs and publish stories."""
        return self.is_active and (self.is_overseer or EDITORS in self.group_names)

    @property
    def is_overseer(self) -> bool:
        """May see everything, as staff do in the admin."""
        return self.is_active and (self.is_superuser or STAFF in self.group_names)

    @property
    def needs_second_factor(self) -> bool:
        """Has to prove a second factor before anything else: staff and editors, pupils, where it is set."""
        sees_others = self.is_staff or self.is_editor
        return settings.SECOND_FACTOR_REQUIRED and (sees_others or settings.SECOND_FACTOR_OF_PUPILS)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Staff have every permission in the apps they look after."""
        return self._looks_after(perm.partition(".")[0]) or super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return self._looks_after(app_label) or super().has_module_perms(app_label)

    def _looks_after(self, app_label: str) -> bool:
        return self.is_overseer and self.is_staff and app_label in STAFF_APPS


#: What staff look after in the admin without being superusers.
STAFF_APPS = frozenset(
    {"accounts", "auth", "briefs", "classroom", "django_rq", "stories", "tts", "work"}
)


class ApiToken(models.Model):
    """A token for programs. Only its hash is kept; the token itself is shown once."""

    PREFIX: ClassVar[str] = "edu_"

    class Scope(models.TextChoices):
        """What a token may do, each more than the one before."""

        READ = "read", _("read")
        WRITE = "write", _("read and change")
        PUBLISH = "publish", _("read, change and publish")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="api_tokens", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(
        _("it may"), max_length=10, choices=Scope.choices, default=Scope.PUBLISH
    )
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("good until"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")

    def __str__(self) -> str:
        return gettext("%(name)s of %(user)s") % {"name": self.name, "user": self.user}

    @classmethod
    def issue(
        cls,
        user: User,
        name: str,
        scope: str = Scope.PUBLISH,
        expires_at: datetime | None = None,
    ) -> str:
        """Make a token and return it, the only time it can be read."""
        token = cls.PREFIX + secrets.token_urlsafe(32)
        digest = cls.digest_of(token)
        cls.objects.create(user=user, name=name, digest=digest, scope=scope, expires_at=expires_at)
        return token

    @classmethod
    def valid(cls) -> models.QuerySet["ApiToken"]:
        """Return the tokens that open the API now."""
        in_time = models.Q(expires_at=None) | models.Q(expires_at__gt=timezone.now())
        return cls.objects.filter(in_time, revoked_at=None, user__is_active=True)

    def may(self, scope: str) -> bool:
        """Return whether the token may do what this scope is needed for."""
        order = self.Scope.values
        return order.index(self.scope) >= order.index(scope)

    @staticmethod
    def digest_of(token: str) -> str:
        # The token holds 256 random bits, so a plain hash cannot be searched.
        return hashlib.sha256(token.encode()).hexdigest()
