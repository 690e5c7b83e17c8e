"""Eleven kinds of people, each with what a client of theirs sends to say who they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from edusmart.accounts.models import ApiToken, User
from tests.conftest import make_user

#: In the order of the table's columns.
KINDS = (
    "nobody", "owner", "program", "pupil", "author", "editor", "looker", "overseer", "root",
    "revoked", "gone",
)  # fmt: skip
#: Whoever they say that they are, they are nobody.
STRANGERS = ("nobody", "revoked", "gone")


@dataclass
class People:
    """The users, and the headers of each kind's requests."""

    owner: User
    author: User
    headers: Mapping[str, dict[str, str]] = field(default_factory=dict)


def make_people() -> People:
    """Create everybody.

    nobody: not signed in. owner: a pupil, whose story it is. program: a token of theirs. pupil: another
    one, who may see what is published. author: an editor, whose brief it is. editor: another one.
    looker: enters the admin to look at rows. overseer: staff. root: a superuser. revoked: a token of
    root's that was revoked. gone: an editor's account that was deactivated, with the session it had.
    """
    owner, author = make_user("alice", "students"), make_user("edith", "editors")
    looker, gone = make_user("lena", "students"), make_user("gina", "editors")
    looker.is_staff = True
    looker.save()
    for app in apps.get_app_configs():
        create_permissions(app, verbosity=0)
    looker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    overseer, root = make_user("hal", "staff"), make_user("stella", "staff")
    User.objects.filter(pk=overseer.pk).update(is_superuser=False)
    people = People(owner, author)
    revoked = _bearer(root)
    ApiToken.objects.filter(user=root).update(revoked_at=timezone.now())
    people.headers = {
        "nobody": {},
        "owner": _session(owner),
        "program": _bearer(owner),
        "pupil": _session(make_user("charlie", "students")),
        "author": _session(author),
        "editor": _session(make_user("edgar", "editors")),
        "looker": _session(looker),
        "overseer": _session(overseer),
        "root": _session(root),
        "revoked": revoked,
        "gone": _session(gone),
    }
    User.objects.filter(pk=gone.pk).update(is_active=False)
    return people


def _bearer(user: User) -> dict[str, str]:
    return {"authorization": f"Bearer {ApiToken.issue(user, 'matrix')}"}


def _session(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"cookie": f"{name}={client.cookies[name].value}"}
