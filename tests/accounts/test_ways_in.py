"""A recovery ends what else opens the account: whoever was in it has perhaps planted a way back."""

from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from briefs.actions import feed_links
from briefs.models import Programme
from classroom.actions.cards import Printed, make_card
from classroom.actions.join import add_pupil
from classroom.actions.school_class import make_class
from edusmart.accounts.factors import recovery
from edusmart.accounts.factors.proof import has_factor
from edusmart.accounts.models import (
    ApiToken,
    AuditEntry,
    AuthenticatorApp,
    Event,
    Identity,
    Passkey,
    User,
)  # fmt: skip
from edusmart.accounts.sessions.passwords import reset_password
from edusmart.accounts.sessions.ways_in import adding_a_way_in
from tests.accounts.issuer import VERIFIED, Issuer
from tests.accounts.test_notices import told
from tests.accounts.test_openid_connect import CONNECT, come
from tests.accounts.test_own_account import (
    CHANGE,
    NEW,
    PASSWORD,
    given_password,
    is_in,
    new_password,
    sign_in,
)  # fmt: skip

pytestmark = pytest.mark.django_db


class Planted:
    """What a stranger who was in an account left behind in it."""

    def __init__(self, person: User, issuer: Issuer, card: Printed) -> None:
        self.person, self.issuer, self.card = person, issuer, card
        self.session = sign_in(person.username)
        issuer.says(**{**VERIFIED, "sub": "stranger"})
        come(self.session, issuer, CONNECT)
        self.token = ApiToken.issue(person, "mine")
        self.link = feed_links.issue(Programme.objects.create(title="Mornings"), person)
        Passkey.objects.create(user=person, name="theirs", digest="d" * 64, credential=b"x")

    def opens(self) -> set[str]:
        """Return which of them still open the account or something of it."""
        ways = {
            "session": is_in(self.session),
            "passkey": Passkey.objects.filter(user=self.person).exists(),
            "identity": self._comes_from_elsewhere(),
            "token": self._calls() == 200,
            "link": Client().get(f"/podcast/{self.link}/feed.xml").status_code == 200,
            "card": self._touches_pictures(),
        }
        return {name for name, opens in ways.items() if opens}

    def _comes_from_elsewhere(self) -> bool:
        client = Client()
        come(client, self.issuer)
        half = client.session.get("half_signed_in", {"person": None})
        return str(self.person.pk) in {
            client.session.get("_auth_user_id"), str(half["person"]),
        }  # fmt: skip

    def _calls(self) -> int:
        headers = {"authorization": f"Bearer {self.token}"}
        return int(Client().get("/api/voices", headers=headers).status_code)

    def _touches_pictures(self) -> bool:
        client, pictures = Client(), ",".join(self.card.pictures)
        client.post(f"/card/{self.card.code}/", {"touched": pictures})
        return is_in(client)


@pytest.fixture
def planted(alice: User, edith: User, issuer: Issuer, settings: Any) -> Planted:
    settings.OIDC_DOMAINS = []
    add_pupil(make_class(edith, "Foxes"), alice)
    return Planted(alice, issuer, make_card(alice))


EVERYTHING = {
    "session",
    "passkey",
    "identity",
    "token",
    "link",
}  # a card waits for no second factor


def test_after_a_teachers_reset_nothing_planted_opens_the_account(planted: Planted) -> None:
    assert planted.opens() == EVERYTHING
    password = given_password(sign_in("edith"), "alice")
    assert planted.opens() == set()
    pupil = sign_in("alice", password)
    # Told at once, though the page before it was never seen here.
    page = pupil.get(CHANGE).content.decode()
    assert "Your school gave you a new password." in page
    assert 'name="end_ways_in"' not in page, "it has all gone already"
    assert new_password(pupil, NEW, old="") == 302
    assert is_in(sign_in("alice", NEW))
    trail = AuditEntry.objects.filter(account=planted.person, by__username="edith")
    assert set(trail.values_list("event", flat=True)) >= {
        Event.PASSWORD_RESET, Event.FACTOR_REMOVED, Event.IDENTITY_REMOVED, Event.TOKEN_REVOKED,
    }  # fmt: skip


def test_a_card_that_somebody_copied_ends_with_the_reset_and_a_new_one_opens(
    alice: User, edith: User, issuer: Issuer
) -> None:
    add_pupil(make_class(edith, "Foxes"), alice)
    card = make_card(alice)

    def lets_in(found: Printed) -> bool:
        client = Client()
        client.post(f"/card/{found.code}/", {"touched": ",".join(found.pictures)})
        return is_in(client)

    assert lets_in(card)
    given_password(sign_in("edith"), "alice")
    assert not lets_in(card)
    assert lets_in(make_card(User.objects.get(pk=alice.pk)))


def test_a_password_that_staff_set_in_the_admin_ends_them_too(
    planted: Planted, stella: User
) -> None:
    admin = sign_in("stella")
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    path = f"/admin/accounts/user/{planted.person.pk}/password/"
    assert admin.post(path, form).status_code == 302
    assert planted.opens() == set()
    assert "Your school gave you" in told(sign_in("alice", NEW))


def test_staff_change_their_own_password_where_the_old_one_is_asked_for(stella: User) -> None:
    admin = sign_in("stella")
    assert admin.post(f"/admin/accounts/user/{stella.pk}/password/")["Location"] == CHANGE


def test_people_take_away_what_else_opens_their_account_with_a_new_password(
    planted: Planted,
) -> None:
    passkey = Passkey.objects.get()
    passkey.delete()
    here = sign_in("alice")
    passkey.save(force_insert=True)
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post(CHANGE, {**form, "end_ways_in": "1"}).status_code == 302
    assert is_in(here)
    assert planted.opens() == set()


def test_a_new_password_alone_leaves_them_but_for_sessions(planted: Planted) -> None:
    Passkey.objects.all().delete()
    here = sign_in("alice")
    assert b'name="end_ways_in"' in here.get(CHANGE).content
    assert new_password(here, NEW) == 302
    assert planted.opens() == {"identity", "token", "link", "card"}


def test_the_account_elsewhere_that_made_the_account_stays(
    client: Client, issuer: Issuer, edith: User
) -> None:
    come(client, issuer)
    given_password(sign_in("edith"), "nora")
    assert not is_in(client)
    come(client, issuer)
    assert User.objects.filter(username__startswith="nora").count() == 1
    assert client.session["_auth_user_id"] == str(User.objects.get(username="nora").pk)


def test_a_reset_does_not_lead_around_an_authenticator_app(alice: User, edith: User) -> None:
    AuthenticatorApp.objects.create(user=alice, secret="sealed")
    codes = recovery.make_codes(alice)
    password = given_password(sign_in("edith"), "alice")
    pupil = sign_in("alice", password)
    assert pupil.get(CHANGE)["Location"].startswith("/accounts/login/")
    assert has_factor(User.objects.get(pk=alice.pk))
    assert recovery.is_code(alice, codes[0])


def test_who_gets_a_first_password_is_told_nothing(alice: User) -> None:
    assert "Your school gave you" not in told(
        _with_new_one(sign_in("alice", reset_password(alice)))
    )


def _with_new_one(client: Client) -> Client:
    new_password(client, NEW, old="")
    return client


def test_what_was_under_way_plants_nothing_behind_the_reset(alice: User) -> None:
    client = sign_in("alice")
    request = RequestFactory().post("/")
    request.user, request.session = alice, client.session
    with adding_a_way_in(request) as person:
        assert person == alice
    reset_password(alice)
    with pytest.raises(PermissionDenied), adding_a_way_in(request):
        ApiToken.issue(alice, "late")
    assert not ApiToken.objects.exists()


def test_an_account_that_comes_back_from_elsewhere_after_the_reset_is_not_connected(
    alice: User, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from edusmart.accounts.identities import issuer as asking

    client = sign_in("alice")
    asked = asking.claims_of

    def slowly(*args: Any, **more: Any) -> Any:
        claims = asked(*args, **more)
        reset_password(User.objects.get(pk=alice.pk))
        return claims

    monkeypatch.setattr(asking, "claims_of", slowly)
    with suppress(Exception):
        come(client, issuer, CONNECT)
    assert not Identity.objects.exists()
