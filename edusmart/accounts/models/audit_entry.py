"""The audit trail: who did what to whom, when and from where (decision 021)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What is worth an entry."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    SIGNED_OUT = "signed_out", _("signed out")
    PUBLISHED = "published", _("published")
    TAKEN_BACK = "taken_back", _("took back what was published")
    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("brought back")
    DELETED = "deleted", _("deleted")
    EXPORTED = "exported", _("got a copy of everything")
    ERASED = "erased", _("erased")
    GROUPS_CHANGED = "groups_changed", _("changed groups")
    RIGHTS_CHANGED = "rights_changed", _("changed rights")
    TOKEN_MADE = "token_made", _("made a token or a private link")
    TOKEN_REVOKED = "token_revoked", _("revoked a token or a private link")
    ADMIN_ACTED = "admin_acted", _("changed something in the administration")
    SECOND_FACTOR_FAILED = "second_factor_failed", _("failed at the second step")
    FACTOR_ADDED = "factor_added", _("added a second step")
    FACTOR_REMOVED = "factor_removed", _("took away a second step")
    SESSION_ENDED = "session_ended", _("ended a session")
    PASSWORD_RESET = "password_reset", _("set another’s password anew")
    RESET_ASKED = "reset_asked", _("asked for a new password")
    IDENTITY_ADDED = "identity_added", _("connected an account elsewhere")
    IDENTITY_REMOVED = "identity_removed", _("disconnected an account elsewhere")
    CLASS_JOINED = "class_joined", _("joined a class")
    CLASS_LEFT = "class_left", _("left a class")
    JOIN_FAILED = "join_failed", _("failed to join a class")
    ROSTER_IMPORTED = "roster_imported", _("imported pupils")
    CARD_MADE = "card_made", _("made a sign-in card")
    CARDS_SHOWN = "cards_shown", _("printed sign-in cards")
    SHARED = "shared", _("shared")
    SENT_BACK = "sent_back", _("sent back")
    HELD_BACK = "held_back", _("stayed back")


class AuditEntry(models.Model):
    """One thing that was done. It is written once and never changed, but for the ids of the erased."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    event = models.CharField(_("what was done"), max_length=20, choices=Event.choices)
    #: Who did it; None: nobody who is signed in, a command, or a person who was erased.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by whom"),
    )
    #: The account it was done to.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("whose account"),
    )
    #: The row it was done to, such as "story 12"; never a title or other words of a person.
    thing = models.CharField(_("to what"), max_length=80, blank=True, db_index=True)
    address = models.CharField(_("address"), max_length=45, blank=True)
    #: The address, or the /64 of an IPv6 one: what the brake on passwords counts by.
    network = models.CharField(_("network"), max_length=45, blank=True)
    request_id = models.CharField(_("number of the request"), max_length=64, blank=True)
    #: A keyed hash of the user name that was typed: for an unknown one it is all that is kept.
    typed = models.CharField(_("mark of the name that was typed"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering: ClassVar = ["-at", "-pk"]
        # What the brake on passwords counts, at each attempt.
        indexes: ClassVar = [
            models.Index(fields=["typed", "at"]),
            models.Index(fields=["network", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {Event(self.event).label}"

    def row(self) -> dict[str, Any]:
        """Return the entry for a line of JSON."""
        return {
            "id": self.pk, "at": self.at.isoformat(), "event": self.event, "by": self.by_id,
            "account": self.account_id, "thing": self.thing, "address": self.address,
            "request_id": self.request_id, "details": self.details,
        }  # fmt: skip
