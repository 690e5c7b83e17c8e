"""Who signs in is told what was done to the account meanwhile, and by mail at once where mail is set up."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client

from edusmart.accounts.models import ApiToken, AuditEntry, Event, User
from edusmart.accounts.sessions.passwords import reset_password
from tests.processes import wait_until

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "long enough 1", "hedgehogs dance on tuesdays"
FIREFOX, SAFARI = "Mozilla/5.0 (X11; Linux) Firefox/130", "Mozilla/5.0 (iPhone) Safari/605"
HOME, AWAY = "192.0.2.7", "198.51.100.9"


def sign_in(address: str = HOME, browser: str = FIREFOX, password: str = PASSWORD) -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": browser})
    client.post("/accounts/login/", {"username": "alice", "password": password})
    return client


def told(client: Client) -> str:
    response = client.get("/stories/")
    return " ".join(str(it) for it in get_messages(response.wsgi_request)) + " ".join(
        str(it) for it in response.context["messages"]
    )


def change_password(client: Client) -> None:
    client.post(
        "/accounts/password/own/",
        {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW},
    )


def test_what_somebody_did_elsewhere_is_told_at_the_next_signing_in_here(alice: User) -> None:
    assert "not you" not in told(sign_in()), "the first time there is nothing to tell"
    assert "not you" not in told(sign_in()), "a usual day"
    thief = sign_in(AWAY, SAFARI)
    change_password(thief)
    # Who reads the notices there takes none away here.
    told(sign_in(AWAY, SAFARI, NEW))
    said = told(sign_in(password=NEW))
    assert "The password was changed." in said
    assert "a device that was not used before" in said
    assert AWAY in said
    assert "not you" not in told(sign_in(password=NEW)), "once"
    page = sign_in(password=NEW).get("/accounts/me/").content.decode()
    assert "The password was changed." in page
    assert AWAY in page


def test_a_known_browser_elsewhere_or_another_one_at_home_is_no_news(alice: User) -> None:
    sign_in()
    sign_in(AWAY, FIREFOX)
    assert "device" not in told(sign_in(HOME, SAFARI))


@pytest.fixture
def mailed(alice: User, settings: Any) -> User:
    settings.EMAIL_HOST, settings.PUBLIC_URL = "mail.example", "https://stories.example"
    User.objects.filter(pk=alice.pk).update(email="alice@example.org")
    alice.refresh_from_db()
    return alice


@pytest.mark.django_db(transaction=True)
def test_each_of_them_is_a_mail_at_once(mailed: User) -> None:
    sign_in()
    assert not mail.outbox
    change_password(sign_in(AWAY, SAFARI))
    wait_until(lambda: len(mail.outbox) == 2, "two mails")
    bodies = "\n".join(str(it.body) for it in mail.outbox)
    assert {it.to[0] for it in mail.outbox} == {"alice@example.org"}
    assert "device that was not used before" in bodies
    assert "The password was changed." in bodies
    assert "https://stories.example/accounts/me/" in bodies
    assert NEW not in bodies


@pytest.mark.django_db(transaction=True)
def test_of_a_changed_address_the_one_before_is_told(mailed: User) -> None:
    mailed.email = "thief@example.net"
    mailed.save()
    assert [it.to for it in mail.outbox] == [["alice@example.org"]]
    entry = AuditEntry.objects.get(event=Event.RIGHTS_CHANGED)
    assert entry.details == {"changed": ["email"]}


@pytest.mark.django_db(transaction=True)
def test_nobody_is_written_to_where_no_mail_is_set_up(alice: User) -> None:
    change_password(sign_in())
    assert not mail.outbox


def test_a_reset_ends_the_tokens_that_the_old_password_may_have_made(alice: User) -> None:
    ApiToken.issue(alice, "made by a thief")
    reset_password(alice)
    assert not ApiToken.valid().filter(user=alice).exists()
