"""Signing in with an account elsewhere: believed only as far as it is proved, and never by an address."""

from collections.abc import Callable
from time import time
from typing import Any

import pytest
from django.test import Client

from edusmart.accounts.models import AuditEntry, Event, Identity, User
from edusmart.accounts.sessions.signed_in import CONFIRMED_SECONDS
from tests.accounts.issuer import CLIENT, VERIFIED, Issuer

pytestmark = pytest.mark.django_db
START, BACK = "/accounts/login/elsewhere/", "/accounts/login/elsewhere/back/"
CONNECT = "/accounts/identities/connect/"


def come(client: Client, issuer: Issuer, start: str = START) -> Any:
    """Go to the issuer and come back."""
    sent = client.get(start)
    assert sent.status_code == 302, sent.content
    return client.get(f"{BACK}?{issuer.visited(sent['Location'])}")


def is_in(client: Client) -> bool:
    return client.get("/stories/").status_code == 200


def test_somebody_of_the_schools_domain_is_let_in_as_a_pupil(
    client: Client, issuer: Issuer
) -> None:
    assert b"School account" in client.get("/accounts/login/").content
    back = come(client, issuer, f"{START}?next=/accounts/me/")
    assert back["Location"] == "/accounts/me/"
    nora = User.objects.get(username="nora")
    assert (nora.email, nora.has_usable_password(), nora.group_names) == (
        "nora@school.example", False, frozenset({"students"}),
    )  # fmt: skip
    assert is_in(client)
    other = Client()
    come(other, issuer)
    assert is_in(other)
    assert User.objects.filter(username__startswith="nora").count() == 1
    assert AuditEntry.objects.get(event=Event.IDENTITY_ADDED).account == nora


Wrong = Callable[[Issuer], None]
WRONGS: dict[str, Wrong] = {
    "another nonce": lambda it: it.says(**VERIFIED, nonce="another"),
    "no nonce": lambda it: it.says(**VERIFIED, nonce=None),
    "another audience": lambda it: it.says(**VERIFIED, aud="another", azp=CLIENT),
    "another audience beside": lambda it: it.says(**VERIFIED, aud=[CLIENT, "b"], azp="b"),
    "no audience": lambda it: it.says(**VERIFIED, aud=None),
    "another issuer": lambda it: it.says(**VERIFIED, iss="https://evil.example"),
    "no issuer": lambda it: it.says(**VERIFIED, iss=None),
    "expired": lambda it: it.says(**VERIFIED, exp=int(time()) - 90),
    "no end": lambda it: it.says(**VERIFIED, exp=None),
    "no subject": lambda it: it.says(**{**VERIFIED, "sub": None}),
    "another key": lambda it: setattr(it, "signer", type(it.key).generate_key(2048)),
    "the secret as key": lambda it: it.sign_with_the_sites_secret(),
    "away": lambda it: setattr(it, "is_down", True),
}


@pytest.mark.parametrize("wrong", WRONGS)
def test_what_is_not_proved_signs_nobody_in(client: Client, issuer: Issuer, wrong: str) -> None:
    sent = client.get(START)
    query = issuer.visited(sent["Location"])
    WRONGS[wrong](issuer)
    refused = client.get(f"{BACK}?{query}")
    assert refused.status_code == 502
    assert b'role="alert"' in refused.content
    assert not is_in(client)
    assert not User.objects.filter(username="nora").exists()


def test_only_the_browser_that_asked_may_come_back_and_once(client: Client, issuer: Issuer) -> None:
    query = issuer.visited(client.get(START)["Location"])
    stranger = Client()
    assert stranger.get(f"{BACK}?{query}").status_code == 502
    assert not is_in(stranger)
    assert client.get(f"{BACK}?{query}").status_code == 302
    client.post("/accounts/logout/")
    assert client.get(f"{BACK}?{query}").status_code == 502
    assert client.get(f"{BACK}?error=access_denied&state=x").status_code == 502
    assert not is_in(client)


def test_the_issuer_is_asked_for_two_factors_and_believed_with_nothing_less(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    settings.OIDC_ACR, settings.OIDC_AMR = ["two", "three"], ["mfa", "hwk"]
    settings.SECOND_FACTOR_REQUIRED = settings.SECOND_FACTOR_OF_PUPILS = True
    weak: list[dict[str, Any]] = [
        {}, {"acr": "two"}, {"amr": ["mfa"]}, {"acr": "one", "amr": ["mfa"]}, {"acr": "two", "amr": "mfa"},
        {"acr": ["two"], "amr": ["pwd"]}, {"acr": {"two": 1}, "amr": [["mfa"]]},
    ]  # fmt: skip
    for claims in weak:
        issuer.says(**VERIFIED, **claims)
        refused = come(client, issuer)
        # What is no list or no text at all the library refuses already.
        assert (refused.status_code in {403, 502}, is_in(client)) == (True, False), claims
        assert b'role="alert"' in refused.content
    assert issuer.asked["acr_values"] == "two three"
    issuer.says(**VERIFIED, acr="three", amr=["pwd", "mfa"])
    come(client, issuer)
    assert is_in(client)


@pytest.mark.parametrize("start", [START, CONNECT])
def test_no_page_elsewhere_signs_anybody_in_or_connects_an_account(
    client: Client, issuer: Issuer, alice: User, start: str
) -> None:
    if start == CONNECT:
        client.post("/accounts/login/", {"username": "alice", "password": "long enough 1"})
    for site in ("cross-site", "same-site"):
        sent = client.get(start, headers={"sec-fetch-site": site})
        assert sent["Location"] in {"/accounts/login/", "/accounts/me/"}
    for site in ("same-origin", "none"):
        sent = client.get(start, headers={"sec-fetch-site": site})
        assert sent["Location"].startswith(issuer.url)


def test_the_site_asks_with_state_nonce_and_pkce(client: Client, issuer: Issuer) -> None:
    come(client, issuer)
    assert {"state", "nonce", "code_challenge"} <= set(issuer.asked)
    assert issuer.asked["code_challenge_method"] == "S256"
    assert issuer.asked["redirect_uri"] == f"http://testserver{BACK}"


@pytest.mark.parametrize(
    "claims",
    [
        {**VERIFIED, "email_verified": False}, {**VERIFIED, "email_verified": None},
        {**VERIFIED, "email_verified": "true"}, {**VERIFIED, "email": "nora@elsewhere.example"},
        {**VERIFIED, "email": "nora@school.example@elsewhere.example"}, {"email_verified": True},
    ],
)  # fmt: skip
def test_others_are_not_let_in_by_themselves(
    client: Client, issuer: Issuer, claims: dict[str, Any]
) -> None:
    issuer.says(**claims)
    assert come(client, issuer).status_code == 403
    assert not User.objects.exists()
    assert not is_in(client)


def test_an_address_takes_nobodys_account_over(
    client: Client, issuer: Issuer, alice: User, settings: Any
) -> None:
    alice.email = "alice@school.example"
    alice.save()
    same = {"email": alice.email, "email_verified": True, "preferred_username": "alice"}
    issuer.says(**same)
    come(client, issuer)
    assert client.session["_auth_user_id"] != str(alice.pk)
    assert set(User.objects.values_list("username", flat=True)) == {"alice", "alice-2"}
    settings.OIDC_DOMAINS = []
    issuer.says(**{**same, "sub": "person-2"})
    assert come(Client(), issuer).status_code == 403


def test_people_connect_an_account_and_sign_in_with_it(
    issuer: Issuer, alice: User, settings: Any
) -> None:
    settings.OIDC_DOMAINS = []
    client = Client()
    client.post("/accounts/login/", {"username": "alice", "password": "long enough 1"})
    assert come(client, issuer, CONNECT)["Location"] == "/accounts/me/"
    other = Client()
    come(other, issuer)
    assert other.session["_auth_user_id"] == str(alice.pk)
    client.post(f"/accounts/identities/{Identity.objects.get().pk}/disconnect/")
    assert come(Client(), issuer).status_code == 403
    told = AuditEntry.objects.filter(event__startswith="identity_", account=alice)
    assert told.count() == 2


def test_an_account_elsewhere_belongs_to_one_person_here(
    issuer: Issuer, alice: User, charlie: User
) -> None:
    for name, expected in (("alice", 302), ("charlie", 409)):
        client = Client()
        client.post("/accounts/login/", {"username": name, "password": "long enough 1"})
        assert come(client, issuer, CONNECT).status_code == expected
    assert Identity.objects.get().user == alice


def test_connecting_asks_to_confirm_first(client: Client, issuer: Issuer, alice: User) -> None:
    client.force_login(alice)
    session = client.session
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()
    assert client.get(CONNECT)["Location"] == f"/accounts/confirm/?next={CONNECT}"


def test_who_has_no_password_confirms_at_the_issuer(client: Client, issuer: Issuer) -> None:
    come(client, issuer)
    session = client.session
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()
    path = "/accounts/second-factor/app/"
    assert client.get(path).status_code == 302
    again = f"{START}?next={path}"
    issuer.says(**VERIFIED, auth_time=int(time()) - 3600)
    assert come(client, issuer, again).status_code == 502, "was not asked again there"
    assert (issuer.asked["prompt"], issuer.asked["max_age"]) == ("login", "0")
    issuer.says(**{**VERIFIED, "sub": "person-2"}, auth_time=int(time()))
    assert come(client, issuer, again).status_code == 409, "is somebody else there"
    issuer.says(**VERIFIED, auth_time=int(time()))
    assert come(client, issuer, again)["Location"] == path
    assert client.get(path).status_code == 200


def test_groups_come_from_the_claims_at_each_sign_in(
    client: Client, issuer: Issuer, settings: Any
) -> None:
    settings.OIDC_GROUPS = {"teachers": "editors", "office": "staff"}

    def groups_with(*names: str) -> tuple[set[str], bool]:
        issuer.says(**VERIFIED, groups=list(names))
        come(Client(), issuer)
        nora = User.objects.get(username="nora")
        return set(nora.group_names), nora.is_staff

    assert groups_with("teachers", "choir") == ({"students", "editors"}, False)
    assert groups_with("office") == ({"students", "staff"}, True)
    assert groups_with() == ({"students"}, False)
    assert not User.objects.filter(is_superuser=True).exists()
    told = AuditEntry.objects.filter(event=Event.GROUPS_CHANGED).values_list("details", flat=True)
    assert {"removed": ["editors"]} in list(told)


def test_the_second_factor_is_asked_for_all_the_same(client: Client, issuer: Issuer) -> None:
    come(client, issuer)
    nora = User.objects.get(username="nora")
    from edusmart.accounts.models import AuthenticatorApp

    AuthenticatorApp.objects.create(user=nora, secret="sealed")
    other = Client()
    assert come(other, issuer)["Location"] == "/accounts/second-factor/"
    assert not is_in(other)


def test_who_is_no_longer_active_does_not_come_in(client: Client, issuer: Issuer) -> None:
    come(client, issuer)
    User.objects.filter(username="nora").update(is_active=False)
    assert come(Client(), issuer).status_code == 403


def test_without_an_issuer_there_is_no_such_page(client: Client, alice: User) -> None:
    client.force_login(alice)
    for path in (START, BACK, CONNECT):
        assert client.get(path).status_code == 404
    assert b"elsewhere" not in Client().get("/accounts/login/").content


@pytest.mark.parametrize(
    ("method", "path"), [("get", CONNECT), ("post", "/accounts/identities/1/disconnect/")]
)
def test_a_stranger_connects_and_disconnects_nothing(
    client: Client, issuer: Issuer, method: str, path: str
) -> None:
    assert getattr(client, method)(path)["Location"] == f"/accounts/login/?next={path}"


def test_nobody_disconnects_anothers_account(client: Client, issuer: Issuer, alice: User) -> None:
    identity = Identity.objects.create(user=alice, issuer=issuer.url, subject="hers")
    come(client, issuer)
    assert client.post(f"/accounts/identities/{identity.pk}/disconnect/").status_code == 404
    assert Identity.objects.filter(pk=identity.pk).exists()


def test_an_odd_name_becomes_a_user_name(client: Client, issuer: Issuer) -> None:
    issuer.says(
        **{
            **VERIFIED,
            "preferred_username": "<b>Nora</b> @x",
            "given_name": ["x"],
            "family_name": 7,
        }
    )
    come(client, issuer)
    assert User.objects.get().username == "bNorab"
