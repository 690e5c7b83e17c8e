from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import m2m_changed, post_delete, post_save

from edusmart.live.publish import recheck


class LiveConfig(AppConfig):
    name = "edusmart.live"
    label = "live"

    def ready(self) -> None:
        # Models can only be imported once all apps are loaded.
        from django.contrib.sessions.models import Session

        from edusmart.accounts.models import ApiToken, User
        from edusmart.live import everything, topics

        topics.register(everything.EverythingOwner())
        user_logged_out.connect(_leave, dispatch_uid="live.leave")
        post_delete.connect(_leave_session, sender=Session, dispatch_uid="live.session")
        post_save.connect(_look_again, sender=User, dispatch_uid="live.user")
        post_save.connect(_look_again_token, sender=ApiToken, dispatch_uid="live.token")
        m2m_changed.connect(_regrouped, sender=User.groups.through, dispatch_uid="live.groups")


def _leave(sender: Any, request: Any, **_: Any) -> None:
    recheck(session=request.session.session_key)


def _leave_session(sender: Any, instance: Any, **_: Any) -> None:
    recheck(session=instance.session_key)


def _look_again(sender: Any, instance: Any, created: bool, **_: Any) -> None:
    # A new person watches nothing yet.
    if not created:
        recheck(user=instance.pk)


def _look_again_token(sender: Any, instance: Any, **_: Any) -> None:
    recheck(user=instance.user_id)


def _regrouped(sender: Any, instance: Any, action: str, reverse: bool, **_: Any) -> None:
    # Changed from the group's side, `instance` is the group: the regular recheck finds that.
    if action.startswith("post_") and not reverse:
        recheck(user=instance.pk)
