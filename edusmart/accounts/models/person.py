"""People, their groups and their API tokens."""

import hashlib
import secrets
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

STUDENTS, EDITORS, STAFF = "students", "editors", "staff"
GROUPS = (STUDENTS, EDITORS, STAFF)


class User(AbstractUser):
    """A person with an account. Groups say what they may do: students, editors, staff."""

    @cached_property
    def group_names(self) -> frozenset[str]:
        # Asked several times a request; `all` uses what was prefetched, where a filter would ask again.
        return frozenset(group.name for group in self.groups.all())

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
        """Has to prove a second factor before anything else: staff and editors, where it is required."""
        return settings.SECOND_FACTOR_REQUIRED and (self.is_staff or self.is_editor)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Staff have every permission in the apps they look after."""
        return self._looks_after(perm.partition(".")[0]) or super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return self._looks_after(app_label) or super().has_module_perms(app_label)

    def _looks_after(self, app_label: str) -> bool:
        return self.is_overseer and self.is_staff and app_label in STAFF_APPS


#: What staff look after in the admin without being superusers.
STAFF_APPS = frozenset({"accounts", "auth", "briefs", "django_rq", "stories", "tts", "work"})


class ApiToken(models.Model):
    """A token for programs. Only its hash is kept; the token itself is shown once."""

    PREFIX: ClassVar[str] = "edu_"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.user}"

    @classmethod
    def issue(cls, user: User, name: str) -> str:
        """Make a token and return it, the only time it can be read."""
        token = cls.PREFIX + secrets.token_urlsafe(32)
        cls.objects.create(user=user, name=name, digest=cls.digest_of(token))
        return token

    @staticmethod
    def digest_of(token: str) -> str:
        # The token holds 256 random bits, so a plain hash cannot be searched.
        return hashlib.sha256(token.encode()).hexdigest()
