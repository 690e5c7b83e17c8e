"""People, what they prove themselves with, their API tokens, and the audit trail."""

from edusmart.accounts.models.audit_entry import AuditEntry, Event
from edusmart.accounts.models.factor import AuthenticatorApp, Passkey, RecoveryCode
from edusmart.accounts.models.identity import Identity
from edusmart.accounts.models.open_session import OpenSession
from edusmart.accounts.models.person import (
    EDITORS,
    GROUPS,
    STAFF,
    STUDENTS,
    ApiToken,
    User,
    group_label,
)

__all__ = [
    "EDITORS",
    "GROUPS",
    "STAFF",
    "STUDENTS",
    "ApiToken",
    "AuditEntry",
    "AuthenticatorApp",
    "Event",
    "Identity",
    "OpenSession",
    "Passkey",
    "RecoveryCode",
    "User",
    "group_label",
]
