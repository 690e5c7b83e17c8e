"""An issuer that has gone bad, or whoever sits at a browser that was left: nobody is signed in by them."""

import json
from collections.abc import Callable
from time import time
from typing import Any

import pytest
from django.test import Client

from edusmart.accounts.identities import asking
from edusmart.accounts.models import EDITORS, Identity, User
from edusmart.accounts.sessions.signed_in import CONFIRMED_SECONDS
from tests.accounts.issuer import VERIFIED, Issuer
from tests.accounts.test_openid_connect import BACK, CONNECT, START, come, is_in

pytestmark = pytest.mark.django_db


def its_keys(issuer: Issuer) -> dict[str, Any]:
    return {"keys": [issuer.key.as_dict(private=False)]}


def is_padded(issuer: Issuer) -> None:
    issuer.instead["/keys"] = json.dumps(its_keys(issuer)) + " " * asking.MOST_BYTES


def leads_elsewhere(issuer: Issuer) -> None:
    issuer.instead["/inside"] = its_keys(issuer)
    issuer.elsewhere["/keys"] = f"{issuer.url}/inside"


def never_ends(issuer: Issuer) -> None:
    issuer.endless = "/keys"


def never_ends_its_headers(issuer: Issuer) -> None:
    issuer.dripping = "/keys"


@pytest.mark.parametrize(
    "goes_bad", [is_padded, leads_elsewhere, never_ends, never_ends_its_headers]
)
def test_an_answer_that_is_too_long_or_leads_elsewhere_is_not_taken(
    client: Client, issuer: Issuer, monkeypatch: Any, goes_bad: Callable[[Issuer], None]
) -> None:
    query = issuer.visited(client.get(START)["Location"])
    goes_bad(issuer)
    monkeypatch.setattr(asking, "TIMEOUT", 0.5)
    assert client.get(f"{BACK}?{query}").status_code == 502
    assert not is_in(client)


def test_what_it_says_of_itself_does_not_set_up_how_it_is_asked(
    client: Client, issuer: Issuer
) -> None:
    said = issuer.answer("/.well-known/openid-configuration", {})[1]
    proxies = {"http": "http://127.0.0.1:9", "no_proxy": ""}
    issuer.instead["/.well-known/openid-configuration"] = {**said, "proxies": proxies}
    assert come(client, issuer)["Location"] == "/stories/"


ODD: list[dict[str, Any]] = [
    {"sub": "p" * 256}, {"sub": "a\0b"}, {"sub": "a\nb"}, {"email": "a\0b@school.example"},
    {"email": "a\nb@school.example"}, {"email": "@school.example"},
]  # fmt: skip


@pytest.mark.parametrize("claims", ODD)
def test_odd_claims_are_nobodys(issuer: Issuer, claims: dict[str, Any]) -> None:
    issuer.says(**{**VERIFIED, **claims})
    assert come(Client(), issuer).status_code in {403, 502}
    assert not User.objects.exists()


@pytest.mark.parametrize("groups", [5, {"teachers": 1}, [["teachers"]], True])
def test_groups_of_another_shape_give_no_rights(
    issuer: Issuer, settings: Any, groups: object
) -> None:
    settings.OIDC_GROUPS = {"teachers": EDITORS}
    issuer.says(**VERIFIED, groups=groups)
    assert come(Client(), issuer).status_code == 302
    assert EDITORS not in User.objects.get().group_names


def test_nobody_gets_a_name_that_differs_by_its_capitals(issuer: Issuer, edith: User) -> None:
    issuer.says(**{**VERIFIED, "preferred_username": "EDITH"})
    come(Client(), issuer)
    assert set(User.objects.values_list("username", flat=True)) == {"edith", "EDITH-2"}


def test_to_confirm_with_another_account_makes_none(client: Client, issuer: Issuer) -> None:
    come(client, issuer)
    issuer.says(**{**VERIFIED, "sub": "another"}, auth_time=int(time()))
    assert come(client, issuer).status_code == 409
    assert User.objects.count() == 1


def test_whoever_ends_a_connecting_that_was_begun_long_ago_confirms_first(
    client: Client, issuer: Issuer, alice: User
) -> None:
    client.force_login(alice)
    query = issuer.visited(client.get(CONNECT)["Location"])
    session = client.session
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()
    assert client.get(f"{BACK}?{query}")["Location"] == f"/accounts/confirm/?next={CONNECT}"
    assert not Identity.objects.exists()


def test_signing_in_that_is_begun_in_a_loop_does_not_fill_the_session(
    client: Client, issuer: Issuer
) -> None:
    for _ in range(20):
        latest = client.get(START)["Location"]
    assert len(json.dumps(dict(client.session))) < 5_000
    assert client.get(f"{BACK}?{issuer.visited(latest)}")["Location"] == "/stories/"
