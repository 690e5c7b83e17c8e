"""People, their API tokens, and the audit trail."""

from edusmart.accounts.models.audit_entry import AuditEntry, Event
from edusmart.accounts.models.person import EDITORS, GROUPS, STAFF, STUDENTS, ApiToken, User

__all__ = ["EDITORS", "GROUPS", "STAFF", "STUDENTS", "ApiToken", "AuditEntry", "Event", "User"]
