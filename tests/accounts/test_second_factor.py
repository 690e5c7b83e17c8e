"""A password alone does not open the door to whoever has a second factor, or needs one."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from time import time
from typing import Any

import pyotp
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from edusmart.accounts.credentials import SECOND_FACTOR, Credential, users_of
from edusmart.accounts.models import (
    ApiToken,
    AuditEntry,
    AuthenticatorApp,
    Event,
    RecoveryCode,
    User,
)
from edusmart.accounts.sessions.signed_in import CONFIRMED_SECONDS

pytestmark = pytest.mark.django_db
PASSWORD = "long enough 1"
LOGIN, SECOND, OWN = "/accounts/login/", "/accounts/second-factor/", "/accounts/second-factor/own/"


def sign_in(client: Client, name: str, following: str = "") -> Any:
    form = {"username": name, "password": PASSWORD, "next": following}
    return client.post(LOGIN, form)


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Set up an app for whoever is signed in; its secret and the recovery codes."""
    page = client.get("/accounts/second-factor/app/").content.decode()
    found = re.search(r"<code dir=\"ltr\">([\w ]+)</code>", page)
    assert found
    secret = found[1].replace(" ", "")
    # The code before: the one of now is still to be used.
    code = pyotp.TOTP(secret).at(time() - 30)
    made = client.post("/accounts/second-factor/app/", {"code": code})
    return secret, re.findall(r"<li><code>([\w-]+)</code>", made.content.decode())


def now(secret: str) -> str:
    return pyotp.TOTP(secret).now()


@pytest.fixture
def edith_has_an_app(edith: User) -> tuple[str, list[str]]:
    client = Client()
    sign_in(client, "edith")
    return set_up_app(client)


def test_the_password_alone_does_not_sign_in(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    secret, _ = edith_has_an_app
    assert sign_in(client, "edith", "/briefs/")["Location"] == SECOND
    assert client.get("/briefs/").status_code == 302
    assert client.get("/api/voices").status_code == 401
    assert client.post(SECOND, {"code": "000000"}).status_code == 400
    assert client.get("/briefs/").status_code == 302
    assert client.post(SECOND, {"code": now(secret)})["Location"] == "/briefs/"
    assert client.get("/briefs/").status_code == 200


def test_a_code_counts_once(edith: User, edith_has_an_app: tuple[str, list[str]]) -> None:
    secret, recovery = edith_has_an_app
    assert len(recovery) == 10
    seen = now(secret)
    for code, used in ((seen, False), (recovery[0], False), (recovery[0], True)):
        client = Client()
        sign_in(client, "edith")
        assert client.post(SECOND, {"code": code}).status_code == (400 if used else 302)
    client = Client()
    sign_in(client, "edith")
    assert client.post(SECOND, {"code": seen}).status_code == 400, "seen over the shoulder"
    assert RecoveryCode.objects.count() == 9


def test_codes_of_an_earlier_half_hour_do_not_count(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    secret, _ = edith_has_an_app
    AuthenticatorApp.objects.update(last_step=0)
    sign_in(client, "edith")
    late = pyotp.TOTP(secret).at(time() - 1800)
    assert client.post(SECOND, {"code": late}).status_code == 400


def test_who_guesses_codes_has_to_wait(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    secret, _ = edith_has_an_app
    sign_in(client, "edith")
    tries = [client.post(SECOND, {"code": f"{n:06}"}).status_code for n in range(6)]
    assert tries == [*[400] * 5, 429]
    assert client.post(SECOND, {"code": now(secret)}).status_code == 429
    told = AuditEntry.objects.filter(event=Event.SECOND_FACTOR_FAILED)
    assert set(told.values_list("account", flat=True)) == {edith.pk}


def test_the_password_is_forgotten_when_it_changes_meanwhile(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    secret, _ = edith_has_an_app
    sign_in(client, "edith")
    edith.set_password("another long one")
    edith.save()
    assert client.post(SECOND, {"code": now(secret)})["Location"] == LOGIN
    assert client.get("/briefs/").status_code == 302


def test_only_hashes_and_sealed_secrets_are_kept(
    edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    secret, recovery = edith_has_an_app
    kept = str([*AuthenticatorApp.objects.values(), *RecoveryCode.objects.values()])
    assert not [it for it in (secret, *recovery) if it in kept]


def test_another_secret_key_opens_no_app(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]], settings: Any
) -> None:
    secret, recovery = edith_has_an_app
    settings.SECRET_KEY = "another"
    sign_in(client, "edith")
    assert client.post(SECOND, {"code": now(secret)}).status_code == 400
    assert client.post(SECOND, {"code": recovery[0]}).status_code == 302


def test_sessions_from_before_end_with_the_first_factor(edith: User) -> None:
    before, client = Client(), Client()
    sign_in(before, "edith")
    sign_in(client, "edith")
    set_up_app(client)
    assert before.get("/briefs/").status_code == 302
    assert client.get("/briefs/").status_code == 200


def test_factors_come_and_go_in_the_trail(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    client.force_login(edith)
    key = AuthenticatorApp.objects.get().pk
    client.post(f"{SECOND}app/{key}/remove/")
    assert not AuthenticatorApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    kinds = (Event.FACTOR_ADDED, Event.FACTOR_REMOVED)
    told = AuditEntry.objects.filter(event__in=kinds).order_by("pk")
    name = f"authenticatorapp {key}"
    assert list(told.values_list("event", "account", "thing")) == [
        ("factor_added", edith.pk, name),
        ("factor_removed", edith.pk, name),
    ]


def test_a_lost_factor_is_taken_away_by_a_command(
    client: Client, edith: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    call_command("person", "forget-factors", "edith")
    assert sign_in(client, "edith", "/briefs/")["Location"] == "/briefs/"
    assert not RecoveryCode.objects.exists()


# Required


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


EVERYWHERE = ["/stories/", "/briefs/", "/admin/", "/admin/accounts/apitoken/add/", "/accounts/me/"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_staff_without_a_second_factor_get_no_further_than_setting_one_up(
    client: Client, stella: User, required: None, path: str
) -> None:
    sign_in(client, "stella")
    assert client.get(path)["Location"] == OWN
    assert client.post(path)["Location"] == OWN
    set_up_app(client)
    assert client.get(path).status_code == 200


def test_the_api_and_sockets_are_closed_without_it_too(
    client: Client, edith: User, required: None
) -> None:
    sign_in(client, "edith")
    refused = client.get("/api/voices")
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor")
    credential = Credential(session=str(client.session.session_key))
    assert users_of([credential]) == {}
    set_up_app(client)
    assert client.get("/api/voices").status_code == 200
    assert users_of([credential]) == {credential: edith}


def test_a_session_from_before_it_was_required_has_to_prove_it(
    edith: User, edith_has_an_app: tuple[str, list[str]], required: None
) -> None:
    secret, _ = edith_has_an_app
    client = Client()
    client.force_login(edith)
    where = client.get("/briefs/")["Location"]
    assert where == "/accounts/confirm/?next=/briefs/"
    page = client.get(where).content.decode()
    assert 'name="password"' not in page, "a password alone is not enough"
    assert client.post(where, {"password": PASSWORD}).status_code == 400
    assert client.post(where, {"code": now(secret)})["Location"] == "/briefs/"
    assert client.get("/briefs/").status_code == 200


def test_pupils_need_none(client: Client, alice: User, required: None) -> None:
    sign_in(client, "alice")
    assert client.get("/stories/").status_code == 200


def test_the_last_one_stays_where_one_is_required(
    client: Client, edith: User, required: None
) -> None:
    sign_in(client, "edith")
    set_up_app(client)
    key = AuthenticatorApp.objects.get().pk
    refused = client.post(f"{SECOND}app/{key}/remove/")
    assert (refused.status_code, AuthenticatorApp.objects.count()) == (400, 1)


def test_the_admin_has_no_door_of_its_own(
    client: Client, stella: User, alice: User, groups: None
) -> None:
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    door = client.post("/admin/login/?next=/admin/", {"username": "stella", "password": PASSWORD})
    assert door["Location"] == "/accounts/login/?next=/admin/"
    assert client.get("/admin/").status_code == 302
    away = client.get("/admin/login/?next=https://elsewhere.example/")
    assert away["Location"] == "/accounts/login/?next=/admin/"
    client.force_login(alice)
    assert client.get("/admin/login/?next=/admin/").status_code == 403


def test_a_token_is_made_only_by_who_has_proved_it(
    client: Client, stella: User, alice: User, required: None
) -> None:
    sign_in(client, "stella")
    form = {"user": stella.pk, "name": "way round"}
    client.post("/admin/accounts/apitoken/add/", form)
    assert not ApiToken.objects.exists()


# Confirming


def grow_old(client: Client) -> None:
    session = client.session
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()


def test_factors_are_changed_only_by_who_lately_proved_who_they_are(
    client: Client, edith: User
) -> None:
    sign_in(client, "edith")
    grow_old(client)
    path = "/accounts/second-factor/app/"
    assert client.get(path)["Location"] == f"/accounts/confirm/?next={path}"
    for wrong in ({"password": "wrong one"}, {"code": "000000"}, {}):
        assert client.post("/accounts/confirm/", wrong).status_code == 400
    sure = client.post("/accounts/confirm/", {"password": PASSWORD, "next": path})
    assert sure["Location"] == path
    assert client.get(path).status_code == 200


def test_confirming_leads_to_no_other_site(client: Client, edith: User) -> None:
    sign_in(client, "edith")
    form = {"password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/accounts/confirm/", form)["Location"] == "/stories/"


def test_guessing_the_password_that_confirms_is_braked(client: Client, edith: User) -> None:
    client.force_login(edith)
    AuditEntry.objects.all().delete()
    tries = [client.post("/accounts/confirm/", {"password": "x"}).status_code for _ in range(6)]
    assert tries == [*[400] * 5, 429]


PAGES = [
    ("get", "/accounts/confirm/"), ("get", OWN), ("get", "/accounts/second-factor/app/"),
    ("post", "/accounts/second-factor/app/"), ("post", "/accounts/second-factor/passkey/"),
    ("post", "/accounts/second-factor/passkey/options/"), ("post", "/accounts/second-factor/codes/"),
    ("post", "/accounts/second-factor/app/1/remove/"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_a_stranger_is_sent_to_sign_in(
    client: Client, groups: None, method: str, path: str
) -> None:
    refused = getattr(client, method)(path)
    assert refused["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.django_db(transaction=True)
def test_of_two_factors_that_are_taken_away_at_once_the_one_that_is_needed_stays(
    edith: User, edith_has_an_app: tuple[str, list[str]], settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    key = edith.passkeys.create(name="phone", digest="x", credential=b"x")
    app = AuthenticatorApp.objects.get()
    clients = {
        Client(): f"{SECOND}app/{app.pk}/remove/",
        Client(): f"{SECOND}passkey/{key.pk}/remove/",
    }
    for client in clients:
        client.force_login(edith)
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()

    def take_away(client: Client) -> int:
        try:
            return client.post(clients[client]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take_away, clients)) == [302, 400]
    assert AuthenticatorApp.objects.count() + edith.passkeys.count() == 1


def test_nobody_takes_away_anothers_factor(
    client: Client, alice: User, edith_has_an_app: tuple[str, list[str]]
) -> None:
    client.force_login(alice)
    key = AuthenticatorApp.objects.get().pk
    for kind in ("app", "passkey"):
        assert client.post(f"{SECOND}{kind}/{key}/remove/").status_code == 404
    assert AuthenticatorApp.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    ["", "{}", "[]", "null", '"x"', "{", '{"rawId": 1}', '{"id":"YQ","rawId":"YQ"}', "9" * 30_000,
     "[" * 19_000],
)  # fmt: skip
def test_what_is_no_passkey_signs_nobody_in(client: Client, groups: None, sent: str) -> None:
    asked = client.post("/accounts/login/passkey/options/").json()
    assert asked["publicKey"]["userVerification"] == "required"
    refused = client.post("/accounts/login/passkey/", {"credential": sent})
    assert refused.status_code == 400
    assert client.get("/stories/").status_code == 302


def test_what_is_no_passkey_is_not_kept(client: Client, alice: User) -> None:
    client.force_login(alice)
    asked = client.post("/accounts/second-factor/passkey/options/").json()["publicKey"]
    assert (asked["rp"]["id"], asked["user"]["name"]) == ("testserver", "alice")
    for sent in ("{}", "[]", '{"id":"YQ","rawId":"YQ","response":{}}'):
        made = client.post("/accounts/second-factor/passkey/", {"credential": sent, "name": "x"})
        assert made.status_code == 400
    assert not alice.passkeys.exists()


def test_a_passkey_that_does_not_open_is_in_the_trail(client: Client, edith: User) -> None:
    client.post("/accounts/login/passkey/options/")
    sent = json.dumps({"rawId": "AAAA", "id": "AAAA", "type": "public-key", "response": {}})
    for credential in (sent, "[]", "nonsense", ""):
        refused = client.post("/accounts/login/passkey/", {"credential": credential})
        assert refused.status_code == 400
    failed = AuditEntry.objects.filter(event=Event.SIGN_IN_FAILED)
    assert {tuple(it.details.items()) for it in failed} == {(("by_way_of", "passkey"),)}


def test_where_to_come_back_to_is_no_matter_of_what_a_browser_sends(
    client: Client, edith: User
) -> None:
    sign_in(client, "edith")
    session = client.session
    session["confirmed_at"] = 0
    session.save()
    for referer in ("http://[", "http://x//evil.example/", ""):
        asked = client.post("/accounts/tokens/", {"name": "a"}, headers={"referer": referer})
        assert asked["Location"].startswith("/accounts/confirm/?next=")
        with_password = {"password": PASSWORD}
        sent = Client()
        sign_in(sent, "edith")
        assert sent.post(asked["Location"], with_password)["Location"].startswith("/")
        assert not sent.post(asked["Location"], with_password)["Location"].startswith("//")


def test_pupils_need_one_too_where_that_is_set(client: Client, alice: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, "alice")
    assert client.get("/stories/").status_code == 200
    settings.SECOND_FACTOR_OF_PUPILS = True
    assert client.get("/stories/")["Location"] == OWN
    assert client.get("/api/stories").status_code == 403
    set_up_app(client)
    assert client.get("/stories/").status_code == 200
