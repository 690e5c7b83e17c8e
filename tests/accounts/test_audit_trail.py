"""The audit trail tells who did what, and nothing that is private."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import AsyncClient, Client
from django.utils import timezone

from edusmart.accounts import trail
from edusmart.accounts.models import ApiToken, AuditEntry, Event, User
from tests.stories.making import bare_story

pytestmark = pytest.mark.django_db


def events(*kinds: Event) -> list[tuple[str, int | None, int | None, str]]:
    entries = AuditEntry.objects.order_by("pk")
    if kinds:
        entries = entries.filter(event__in=kinds)
    return list(entries.values_list("event", "by", "account", "thing"))


RIGHT = "long enough 1"


def sign_in(client: Client, name: str, password: str = RIGHT) -> None:
    client.post("/accounts/login/", {"username": name, "password": password})


def test_signing_in_failing_and_signing_out_are_told_with_the_address(
    client: Client, alice: User
) -> None:
    sign_in(client, "alice", "wrong one")
    sign_in(client, "alice")
    client.post("/accounts/logout/")
    kinds = (Event.SIGN_IN_FAILED, Event.SIGNED_IN, Event.SIGNED_OUT)
    assert events(*kinds) == [
        ("sign_in_failed", None, alice.pk, ""),
        ("signed_in", alice.pk, alice.pk, ""),
        ("signed_out", alice.pk, alice.pk, ""),
    ]
    addresses = AuditEntry.objects.filter(event__in=kinds).values_list("address", flat=True)
    assert set(addresses) == {"127.0.0.1"}


def test_neither_a_password_nor_an_unknown_name_is_kept(client: Client, alice: User) -> None:
    sign_in(client, "my-secret-word", "another secret")
    kept = json.dumps(list(AuditEntry.objects.values()), default=str)
    assert AuditEntry.objects.get(event=Event.SIGN_IN_FAILED).account is None
    assert "secret" not in kept


def test_what_is_done_to_a_story_is_told_without_its_title(client: Client, alice: User) -> None:
    story = bare_story(alice)
    client.force_login(alice)
    for act in ("offer", "take-back", "delete", "restore"):
        client.post(f"/stories/{story.pk}/{act}/")
    key, name = story.pk, f"story {story.pk}"
    story.delete()
    kinds = (Event.TAKEN_BACK, Event.REMOVED, Event.RESTORED, Event.DELETED)
    assert events(*kinds) == [
        ("taken_back", alice.pk, alice.pk, name),
        ("removed", alice.pk, alice.pk, name),
        ("restored", alice.pk, alice.pk, name),
        ("deleted", None, None, f"story {key}"),
    ]
    assert story.title not in json.dumps(list(AuditEntry.objects.values()), default=str)


def test_rights_and_tokens_are_told(alice: User) -> None:
    alice.groups.add(Group.objects.get(name="editors"))
    alice.is_staff = True
    alice.save()
    ApiToken.issue(alice, "cron")
    token = ApiToken.objects.get()
    token.revoked_at = timezone.now()
    token.save()
    told = AuditEntry.objects.order_by("-pk").values_list("event", "details")[:4]
    assert list(told) == [
        ("token_revoked", {}),
        ("token_made", {}),
        ("rights_changed", {"is_staff": True}),
        ("groups_changed", {"added": ["editors"]}),
    ]


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_kept_only_with_what_it_tells(alice: User) -> None:
    from django.db import transaction

    before = AuditEntry.objects.count()
    with transaction.atomic():
        ApiToken.issue(alice, "cron")
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == before


def test_the_trail_is_searched_in_the_admin_and_changed_nowhere(
    client: Client, stella: User, alice: User
) -> None:
    client.force_login(stella)
    sign_in(Client(), "alice")
    entry = AuditEntry.objects.get(event=Event.SIGNED_IN, by=alice)
    page = client.get("/admin/accounts/auditentry/?q=alice&event__exact=signed_in")
    assert b"signed_in" in page.content
    row = f"/admin/accounts/auditentry/{entry.pk}"
    assert client.get(f"{row}/change/").status_code == 200
    assert client.post(f"{row}/change/", {"event": "erased"}).status_code == 403
    assert client.post(f"{row}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/accounts/auditentry/add/").status_code == 403
    assert AuditEntry.objects.filter(pk=entry.pk, event=Event.SIGNED_IN).exists()


def test_students_and_editors_do_not_see_the_trail(
    client: Client, alice: User, edith: User
) -> None:
    for user in (alice, edith):
        client.force_login(user)
        assert client.get("/admin/accounts/auditentry/").status_code == 302


def exported(since: str = "") -> list[dict[str, object]]:
    out = StringIO()
    call_command("audit_log", *(["--since", since] if since else []), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_trail_is_exported_as_lines_of_json(client: Client, alice: User) -> None:
    sign_in(client, "alice")
    AuditEntry.objects.filter(event=Event.SIGNED_IN).update(at=timezone.now() - timedelta(days=9))
    ApiToken.issue(alice, "cron")
    assert [line["event"] for line in exported()][-2:] == ["signed_in", "token_made"]
    week_ago = (timezone.now() - timedelta(days=7)).date().isoformat()
    assert "signed_in" not in {line["event"] for line in exported(week_ago)}
    with pytest.raises(CommandError, match="--since must be"):
        exported("yesterday")


def test_entries_are_forgotten_after_their_time(
    alice: User, settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AUDIT_KEEP_DAYS = 30  # type: ignore[attr-defined]
    monkeypatch.setattr(trail, "_next", 0.0)
    trail.record(Event.SIGNED_OUT, account=alice)
    trail.record(Event.SIGNED_IN, account=alice)
    AuditEntry.objects.filter(event=Event.SIGNED_OUT).update(at=timezone.now() - timedelta(days=31))
    trail.forget_old_entries()
    left = set(AuditEntry.objects.values_list("event", flat=True))
    assert (Event.SIGNED_IN in left, Event.SIGNED_OUT in left) == (True, False)


def test_staff_do_not_get_a_superusers_token(
    client: Client, alice: User, stella: User, groups: None
) -> None:
    stella.is_superuser = False
    stella.save()
    boss = User.objects.create_superuser("boss", password="long enough 1")
    ApiToken.issue(boss, "boss's own")
    client.force_login(stella)
    path = "/admin/accounts/apitoken"
    refused = client.post(f"{path}/add/", {"user": boss.pk, "name": "mine"})
    assert b"Select a valid choice" in refused.content
    client.post(f"{path}/add/", {"user": alice.pk, "name": "hers"})
    assert ApiToken.objects.filter(user=alice).count() == 1
    key = ApiToken.objects.get(user=boss).pk
    form = {"user": alice.pk, "name": "moved"}
    assert client.post(f"{path}/{key}/change/", form).status_code == 403
    assert client.post(f"{path}/{key}/delete/", {"post": "yes"}).status_code == 403
    assert ApiToken.objects.filter(user=boss).count() == 1


@pytest.mark.parametrize(
    ("hops", "forwarded", "expected"),
    [
        (0, "9.9.9.9", "127.0.0.1"),
        (1, "9.9.9.9", "9.9.9.9"),
        (1, "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        (2, "1.1.1.1, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (1, "", "127.0.0.1"),
        (1, "nonsense", ""),
    ],
)
def test_the_address_is_what_the_operators_own_proxies_say(
    client: Client, alice: User, settings: pytest.FixtureRequest, hops: int, forwarded: str,
    expected: str,
) -> None:  # fmt: skip
    settings.PROXY_HOPS = hops  # type: ignore[attr-defined]
    client.post(
        "/accounts/login/", {"username": "alice", "password": "long enough 1"},
        headers={"x-forwarded-for": forwarded} if forwarded else {},
    )  # fmt: skip
    assert AuditEntry.objects.get(event=Event.SIGNED_IN).address == expected


@pytest.mark.parametrize("place", ["title", "item"])
def test_half_a_character_in_a_body_is_refused_with_a_sentence(
    client: Client, edith: User, place: str
) -> None:
    client.force_login(edith)
    half = "half \ud83d"
    title, text = (half, "Words.") if place == "title" else ("Whole", half)
    body = {"title": title, "language": "en", "items": [{"title": "", "text": text}]}
    response = client.post("/api/brief", json.dumps(body), content_type="application/json")
    assert response.status_code == 400
    assert "whole characters" in response.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_the_request_is_found_when_it_comes_by_asgi_too(alice: User) -> None:
    async def come() -> int:
        form = {"username": "alice", "password": RIGHT}
        return (await AsyncClient().post("/accounts/login/", form)).status_code

    assert async_to_sync(come)() == 302
    assert AuditEntry.objects.get(event=Event.SIGNED_IN).address == "127.0.0.1"
