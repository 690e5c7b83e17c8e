"""Nobody raises themselves or others above their own rights, anywhere in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client

from edusmart.accounts.models import ApiToken, User
from edusmart.accounts.sessions.signed_in import CONFIRMED_SECONDS
from tests.conftest import make_user

pytestmark = pytest.mark.django_db
USERS, TOKENS, GROUPS = (
    f"/admin/{it}/" for it in ("accounts/user", "accounts/apitoken", "auth/group")
)
PASSWORDS = {
    "password1": "a new long word",
    "password2": "a new long word",
    "usable_password": "true",
}


def permission(act: str, model: type[Model]) -> Permission:
    """The suite makes no permissions."""
    kind = ContentType.objects.get_for_model(model)
    codename = f"{act}_{kind.model}"
    return Permission.objects.get_or_create(content_type=kind, codename=codename)[0]


@pytest.fixture
def hal(groups: None) -> User:
    """Staff who are no superuser."""
    user = make_user("hal", "staff")
    user.is_superuser = False
    user.save()
    return user


@pytest.fixture
def boss(groups: None) -> User:
    return User.objects.create_superuser("boss", password="long enough 1")


@pytest.fixture
def clerk(groups: None) -> User:
    """Somebody who may change people and tokens in the admin, by permissions, and no more."""
    user = User.objects.create_user("clerk", password="long enough 1", is_staff=True)
    for act in ("add", "change", "view", "delete"):
        user.user_permissions.add(permission(act, User), permission(act, ApiToken))
    return user


def form(person: User, **changed: Any) -> dict[str, Any]:
    return {
        "username": person.username, "is_active": "on",
        "date_joined_0": "2026-01-01", "date_joined_1": "08:00:00",
        **({"is_staff": "on"} if person.is_staff else {}),
        "groups": list(person.groups.values_list("pk", flat=True)), **changed,
    }  # fmt: skip


def change(client: Client, person: User, **changed: Any) -> int:
    answer = client.post(f"{USERS}{person.pk}/change/", form(person, **changed))
    person.refresh_from_db()
    return int(answer.status_code)


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def test_staff_neither_touch_a_superuser_nor_become_one(
    client: Client, hal: User, boss: User, alice: User
) -> None:
    client.force_login(hal)
    assert change(client, boss, username="x") == 403
    assert client.post(f"{USERS}{boss.pk}/password/", PASSWORDS).status_code == 403
    assert client.post(f"{USERS}{boss.pk}/delete/", {"post": "yes"}).status_code == 403
    for person in (hal, alice):
        assert change(client, person, is_superuser="on") == 302
        assert not person.is_superuser
    boss.refresh_from_db()
    assert boss.check_password("long enough 1")


def test_staff_give_no_permission_one_by_one(client: Client, hal: User, alice: User) -> None:
    client.force_login(hal)
    some = permission("delete", Session)
    change(client, alice, user_permissions=[some.pk], is_staff="on")
    assert (alice.user_permissions.count(), alice.is_staff) == (0, True)


def test_staff_put_nobody_into_a_group_that_may_more(
    client: Client, hal: User, alice: User
) -> None:
    client.force_login(hal)
    strong = Group.objects.create(name="caretakers")
    strong.permissions.add(permission("delete", Session))
    assert change(client, alice, groups=[strong.pk]) == 200
    assert change(client, alice, groups=[group("staff")]) == 302
    alice.groups.add(strong)
    assert change(client, alice, username="x") == 403, "alice has more rights than staff now"


def test_staff_do_not_change_what_a_group_may(client: Client, hal: User, boss: User) -> None:
    students = Group.objects.get(name="students")
    some = permission("delete", Session)
    sent = {"name": "staff2", "permissions": [some.pk]}
    client.force_login(hal)
    assert client.get(f"{GROUPS}{students.pk}/change/").status_code == 200
    for path in ("add/", f"{students.pk}/change/", f"{students.pk}/delete/"):
        assert client.post(f"{GROUPS}{path}", sent).status_code == 403
    client.force_login(boss)
    assert client.post(f"{GROUPS}add/", sent).status_code == 302


def test_who_has_few_permissions_gives_no_more(
    client: Client, clerk: User, hal: User, edith: User, alice: User
) -> None:
    client.force_login(clerk)
    for above in (hal, edith):
        assert change(client, above, username="x") == 403
        assert client.post(f"{USERS}{above.pk}/password/", PASSWORDS).status_code == 403
        client.post(f"{TOKENS}add/", {"user": above.pk, "name": "mine"})
    assert not ApiToken.objects.exists()
    for name in ("staff", "editors"):
        for person in (alice, clerk):
            assert change(client, person, groups=[group(name)]) == 200
    assert change(client, alice, is_staff="on") == 302
    assert not alice.is_staff
    client.post(f"{TOKENS}add/", {"user": alice.pk, "name": "hers"})
    assert ApiToken.objects.get().user == alice


def test_a_person_is_not_made_with_more_rights_than_their_maker(client: Client, hal: User) -> None:
    client.force_login(hal)
    made = {"username": "new", **PASSWORDS, "is_superuser": "on", "is_staff": "on"}
    client.post(f"{USERS}add/", made)
    new = User.objects.get(username="new")
    assert (new.is_superuser, new.is_staff) == (False, False)


def test_a_superuser_who_is_not_active_is_no_way_up(client: Client, hal: User, boss: User) -> None:
    boss.is_active = False
    boss.save()
    client.force_login(hal)
    assert client.post(f"{USERS}{boss.pk}/password/", PASSWORDS).status_code == 403
    client.post(f"{TOKENS}add/", {"user": boss.pk, "name": "mine"})
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    "path", [f"{USERS}add/", f"{TOKENS}add/", f"{USERS}PERSON/password/", f"{GROUPS}add/"]
)
def test_roles_tokens_and_passwords_ask_staff_to_confirm(
    client: Client, boss: User, hal: User, path: str
) -> None:
    path = path.replace("PERSON", str(hal.pk))
    client.force_login(boss)
    assert client.get(path).status_code == 200
    session = client.session
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()
    assert client.get(path)["Location"] == f"/accounts/confirm/?next={path}"
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()
    assert client.post(path)["Location"].startswith("/accounts/confirm/")
    assert client.post(USERS, {"action": "delete_selected"})["Location"].startswith(
        "/accounts/confirm/"
    )


def test_staff_take_away_the_second_factor_of_whom_they_look_after(
    client: Client, hal: User, boss: User, alice: User
) -> None:
    from edusmart.accounts.factors import recovery
    from edusmart.accounts.models import AuthenticatorApp, RecoveryCode

    for person in (boss, alice):
        AuthenticatorApp.objects.create(user=person, secret="sealed")
        recovery.make_codes(person)
    client.force_login(hal)
    ids = {"action": "take_away_second_factor", "_selected_action": [boss.pk, alice.pk]}
    client.post(USERS, ids)
    assert set(AuthenticatorApp.objects.values_list("user", flat=True)) == {boss.pk}
    assert set(RecoveryCode.objects.values_list("user", flat=True)) == {boss.pk}
