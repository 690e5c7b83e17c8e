"""What the audit trail hears of by signals: sign-ins, rights, tokens, and what staff do in the admin."""

from collections.abc import Collection
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest

from edusmart.accounts.models import ApiToken, Event, User
from edusmart.accounts.origin import browser_of
from edusmart.accounts.trail import record

RIGHTS = ("is_active", "is_staff", "is_superuser")
#: Whoever has one of them can get in: the address gets the link to a new password.
KEYS = ("password", "email")
ADMIN_ACTS = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
GROUP_CHANGES = {"pre_add": "added", "pre_remove": "removed", "pre_clear": "cleared"}


def listen() -> None:
    """Connect everything below. Call it once, when the apps are loaded."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_sign_in_failed)
    m2m_changed.connect(_groups_changed, sender=User.groups.through)
    pre_save.connect(_rights_changed, sender=User)
    pre_save.connect(_token_revoked, sender=ApiToken)
    post_save.connect(_token_made, sender=ApiToken)
    post_delete.connect(_token_deleted, sender=ApiToken)
    post_save.connect(_admin_acted, sender=LogEntry)


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    details = {"browser": found} if (found := browser_of(request)) else {}
    record(Event.SIGNED_IN, account=user, by=user, typed=user.get_username(), **details)


def _signed_out(user: User | None, **_: Any) -> None:
    if user:
        record(Event.SIGNED_OUT, account=user, by=user)


def _sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get("username", ""))
    record(Event.SIGN_IN_FAILED, account=User.objects.filter(username=name).first(), typed=name)


def _groups_changed(
    action: str, instance: Any, pk_set: Collection[int] | None, reverse: bool, **_: Any
) -> None:
    if reverse or action not in GROUP_CHANGES:
        return
    groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
    details: dict[str, Any] = {GROUP_CHANGES[action]: sorted(groups.values_list("name", flat=True))}
    record(Event.GROUPS_CHANGED, account=instance, **details)


def _rights_changed(instance: User, update_fields: Collection[str] | None = None, **_: Any) -> None:
    # Each sign-in saves `last_login` alone.
    if update_fields is not None and not {*RIGHTS, *KEYS} & set(update_fields):
        return
    before = User.objects.filter(pk=instance.pk).values(*RIGHTS, *KEYS).first()
    if not before:
        return
    now = {name: getattr(instance, name) for name in RIGHTS}
    changed: dict[str, Any] = {name: on for name, on in now.items() if on != before[name]}
    if others := [name for name in KEYS if before[name] != getattr(instance, name)]:
        changed["changed"] = others
    if changed:
        record(Event.RIGHTS_CHANGED, account=instance, **changed)


def _token_made(instance: ApiToken, created: bool, **_: Any) -> None:
    if created:
        record(Event.TOKEN_MADE, instance, account=instance.user)


def _token_revoked(instance: ApiToken, **_: Any) -> None:
    open_before = ApiToken.objects.filter(pk=instance.pk, revoked_at=None).exists()
    if instance.revoked_at and open_before:
        record(Event.TOKEN_REVOKED, instance, account=instance.user)


def _token_deleted(instance: ApiToken, origin: Any = None, **_: Any) -> None:
    # With its person it is not revoked but erased.
    if not isinstance(origin, User):
        record(Event.TOKEN_REVOKED, instance)


def _admin_acted(instance: LogEntry, created: bool, **_: Any) -> None:
    model = instance.content_type and instance.content_type.model
    # Neither what the row is called nor what was written into it: a title is a child's words.
    row, did = f"{model} {instance.object_id}", ADMIN_ACTS[instance.action_flag]
    record(Event.ADMIN_ACTED, row, by=instance.user, did=did)


def record_deletions(model: type[Model]) -> None:
    """Have the trail tell of each deleted row of this model, whoever deletes it."""
    post_delete.connect(_deleted, sender=model)


def _deleted(instance: Model, **_: Any) -> None:
    record(Event.DELETED, instance)
