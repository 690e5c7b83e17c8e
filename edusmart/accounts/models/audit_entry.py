"""The audit trail: who did what to whom, when and from where (decision 021)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Event(models.TextChoices):
    """What is worth an entry."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"
    REMOVED = "removed"
    RESTORED = "restored"
    DELETED = "deleted"
    EXPORTED = "exported"
    ERASED = "erased"
    GROUPS_CHANGED = "groups_changed"
    RIGHTS_CHANGED = "rights_changed"
    TOKEN_MADE = "token_made"  # noqa: S105 - an event's name
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 - an event's name
    ADMIN_ACTED = "admin_acted"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    SESSION_ENDED = "session_ended"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - an event's name
    RESET_ASKED = "reset_asked"
    IDENTITY_ADDED = "identity_added"
    IDENTITY_REMOVED = "identity_removed"
    CLASS_JOINED = "class_joined"
    CLASS_LEFT = "class_left"
    JOIN_FAILED = "join_failed"
    ROSTER_IMPORTED = "roster_imported"
    CARD_MADE = "card_made"
    CARDS_SHOWN = "cards_shown"
    SHARED = "shared"
    SENT_BACK = "sent_back"
    HELD_BACK = "held_back"


class AuditEntry(models.Model):
    """One thing that was done. It is written once and never changed, but for the ids of the erased."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    event = models.CharField(max_length=20, choices=Event.choices)
    #: Who did it; None: nobody who is signed in, a command, or a person who was erased.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: The account it was done to.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: The row it was done to, such as "story 12"; never a title or other words of a person.
    thing = models.CharField(max_length=80, blank=True, db_index=True)
    address = models.CharField(max_length=45, blank=True)
    #: The address, or the /64 of an IPv6 one: what the brake on passwords counts by.
    network = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    #: A keyed hash of the user name that was typed: for an unknown one it is all that is kept.
    typed = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = "audit entry"
        verbose_name_plural = "audit trail"
        ordering: ClassVar = ["-at", "-pk"]
        # What the brake on passwords counts, at each attempt.
        indexes: ClassVar = [
            models.Index(fields=["typed", "at"]),
            models.Index(fields=["network", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

    def row(self) -> dict[str, Any]:
        """Return the entry for a line of JSON."""
        return {
            "id": self.pk, "at": self.at.isoformat(), "event": self.event, "by": self.by_id,
            "account": self.account_id, "thing": self.thing, "address": self.address,
            "request_id": self.request_id, "details": self.details,
        }  # fmt: skip
