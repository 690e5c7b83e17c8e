"""What people do with their own account: password, sessions, tokens; and what a teacher does for a pupil."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from edusmart.accounts.credentials import Credential, users_of
from edusmart.accounts.models import ApiToken, AuditEntry, Event, OpenSession, User
from edusmart.accounts.sessions import open_sessions
from edusmart.accounts.sessions.signed_in import CONFIRMED_SECONDS
from edusmart.accounts.web.passwords import MAILS_AN_HOUR, _InBackground
from tests.processes import wait_until

pytestmark = pytest.mark.django_db
PASSWORD, NEW = "long enough 1", "hedgehogs dance on tuesdays"
LOGIN, CHANGE, PUPIL = "/accounts/login/", "/accounts/password/own/", "/accounts/password/pupil/"
SESSIONS, TOKENS = "/accounts/sessions/", "/accounts/tokens/"


def sign_in(name: str, password: str = PASSWORD, **more: Any) -> Client:
    client = Client(**more)
    client.post(LOGIN, {"username": name, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/stories/").status_code == 200


def new_password(client: Client, password: str, old: str = PASSWORD) -> int:
    form = {"old_password": old, "new_password1": password, "new_password2": password}
    return client.post(CHANGE, form).status_code


# Passwords


def test_a_changed_password_ends_the_other_sessions_and_not_this_one(alice: User) -> None:
    here, there = sign_in("alice"), sign_in("alice")
    began = OpenSession.objects.get(session_id=here.session.session_key).began_at
    assert new_password(here, NEW, old="wrong one") == 400
    assert new_password(here, NEW) == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert OpenSession.objects.get().began_at == began
    assert is_in(sign_in("alice", NEW))
    told = AuditEntry.objects.filter(event=Event.RIGHTS_CHANGED).latest("pk")
    assert told.details == {"changed": ["password"]}


@pytest.mark.parametrize(
    "password",
    ["short 1", "password1", "iloveyou", "alice in the wood", "my EduSmart word", "x" * 257],
)
def test_a_password_that_is_easily_found_is_refused_with_a_sentence(
    alice: User, password: str
) -> None:
    client = sign_in("alice")
    refused = client.post(
        CHANGE, {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    )
    assert (refused.status_code, b'role="alert"' in refused.content) == (400, True)
    assert is_in(sign_in("alice"))


@pytest.mark.parametrize(
    "password", ["kokosnot", "ملعقة وقمر", "a" * 20 + "b" * 80, "żółw 🐢 biegnie"]
)
def test_length_and_surprise_are_enough(alice: User, password: str) -> None:
    client = sign_in("alice")
    assert new_password(client, password) == 302
    assert is_in(sign_in("alice", password))


def test_who_sees_others_work_needs_a_longer_one(edith: User) -> None:
    client = sign_in("edith")
    assert new_password(client, "kokosnot") == 400
    assert new_password(client, "kokosnot en peer") == 302


def test_a_password_is_changed_only_after_confirming(alice: User) -> None:
    client = sign_in("alice")
    session = client.session
    session["confirmed_at"] -= CONFIRMED_SECONDS
    session.save()
    assert client.get(CHANGE)["Location"] == f"/accounts/confirm/?next={CHANGE}"


def test_guessing_the_old_password_is_braked(alice: User) -> None:
    client = sign_in("alice")
    AuditEntry.objects.all().delete()
    assert [new_password(client, NEW, old="x") for _ in range(6)] == [*[400] * 5, 429]


def given_password(teacher: Client, name: str) -> str:
    page = teacher.post(PUPIL, {"username": name}).content.decode()
    found = re.search(r"<code>([\w-]+)</code>", page)
    return found[1] if found else ""


def test_a_teacher_gives_a_pupil_a_password_for_once(edith: User, alice: User) -> None:
    before, teacher = sign_in("alice"), sign_in("edith")
    password = given_password(teacher, "alice")
    assert len(password) == 14
    assert not is_in(before)
    assert not is_in(sign_in("alice"))
    pupil = sign_in("alice", password)
    assert pupil.get("/stories/")["Location"] == CHANGE
    refused = pupil.get("/api/voices")
    assert (refused.status_code, refused.json()["code"]) == (403, "set_password")
    assert users_of([Credential(session=str(pupil.session.session_key))]) == {}
    assert b"old_password" not in pupil.get(CHANGE).content
    assert new_password(pupil, NEW, old="") == 302
    assert is_in(pupil)
    assert is_in(sign_in("alice", NEW))
    told = AuditEntry.objects.get(event=Event.PASSWORD_RESET)
    assert (told.by, told.account) == (edith, alice)
    assert password not in str(list(AuditEntry.objects.values()))


def test_a_password_for_once_ends_after_three_days(edith: User, alice: User) -> None:
    password = given_password(sign_in("edith"), "alice")
    User.objects.filter(pk=alice.pk).update(one_time_until=timezone.now() - timedelta(seconds=1))
    late = sign_in("alice", password)
    assert not is_in(late)
    assert late.get("/stories/")["Location"].startswith(LOGIN)


def test_nobody_resets_the_password_of_their_like_or_betters(
    edith: User, stella: User, alice: User, charlie: User
) -> None:
    other = User.objects.create_user("ed", password=PASSWORD)
    other.groups.set(edith.groups.all())
    teacher = sign_in("edith")
    for name in ("ed", "edith", "stella", "nobody at all"):
        assert teacher.post(PUPIL, {"username": name}).status_code == 404
    assert sign_in("alice").get(PUPIL).status_code == 403
    assert sign_in("alice").post(PUPIL, {"username": "charlie"}).status_code == 403
    assert given_password(sign_in("stella"), "edith"), "staff are above editors"
    assert AuditEntry.objects.filter(event=Event.PASSWORD_RESET).count() == 1


def test_a_session_of_nobody_is_short_and_what_is_over_is_deleted(
    client: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can have sessions made: the page of passkeys keeps a challenge in one."""
    client.post("/accounts/login/passkey/options/")
    strangers = Session.objects.get()
    assert strangers.expire_date < timezone.now() + timedelta(minutes=30)
    signed_in = sign_in("alice")
    assert signed_in.session.get_expiry_age() > 24 * 3600
    monkeypatch.setattr(open_sessions, "_next_forgetting", 0.0)
    Session.objects.filter(pk=strangers.pk).update(expire_date=timezone.now())
    Session.objects.filter(pk=signed_in.session.session_key).update(expire_date=timezone.now())
    sign_in("alice")
    open_sessions.forget_ended()
    assert (Session.objects.count(), OpenSession.objects.count()) == (1, 1)


# By mail

FORGOTTEN = "/accounts/password/forgotten/"


@pytest.fixture
def mailed(alice: User, settings: Any) -> User:
    settings.EMAIL_HOST = "mail.example"
    settings.DEFAULT_FROM_EMAIL = "school@example.org"
    alice.email = "alice@example.org"
    alice.save()
    return alice


@pytest.mark.django_db(transaction=True)
def test_a_new_password_comes_by_mail_and_its_link_works_once(client: Client, mailed: User) -> None:
    there = sign_in("alice")
    assert b"/accounts/password/forgotten/" in client.get(LOGIN).content
    client.post(FORGOTTEN, {"email": "alice@example.org"})
    wait_until(lambda: bool(mail.outbox), "the mail")
    found = re.search(
        r"http://testserver(/accounts/password/forgotten/\S+)", str(mail.outbox[0].body)
    )
    assert found
    page = client.get(found[1], follow=True)
    where = page.redirect_chain[-1][0]
    weak = client.post(where, {"new_password1": "alice1234", "new_password2": "alice1234"})
    assert weak.status_code == 200
    client.post(where, {"new_password1": NEW, "new_password2": NEW})
    assert not is_in(there)
    assert is_in(sign_in("alice", NEW))
    assert b"too old" in Client().get(found[1], follow=True).content


@pytest.mark.django_db(transaction=True)
def test_an_unknown_address_gets_the_same_page_and_a_known_one_no_flood(
    client: Client, mailed: User
) -> None:
    pages = []
    for address in ("nobody@example.org", *["alice@example.org"] * 5):
        pages.append(client.post(FORGOTTEN, {"email": address})["Location"])
    assert set(pages) == {f"{FORGOTTEN}sent/"}
    wait_until(lambda: len(mail.outbox) == 3, "three mails")
    assert AuditEntry.objects.filter(event=Event.RESET_ASKED).count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_many_who_ask_at_once_no_more_mails_are_sent(mailed: User) -> None:
    def ask(_: int) -> int:
        try:
            return len(list(_InBackground().get_users("alice@example.org")))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(8))) == MAILS_AN_HOUR


@pytest.mark.django_db(transaction=True)
def test_a_link_by_mail_leads_to_the_site_s_own_address(
    client: Client, mailed: User, settings: Any
) -> None:
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://stories.example", ["*"]
    client.post(FORGOTTEN, {"email": "alice@example.org"}, headers={"host": "evil.example"})
    wait_until(lambda: bool(mail.outbox), "the mail")
    assert "https://stories.example/accounts/password/forgotten/" in str(mail.outbox[0].body)
    assert "evil" not in str(mail.outbox[0].body)


def test_without_a_mail_server_there_is_no_such_page(client: Client, alice: User) -> None:
    for path in ("", "sent/", "done/", "MQ/set-password/"):
        assert client.get(f"{FORGOTTEN}{path}").status_code == 404
    assert b"forgotten" not in client.get(LOGIN).content


# Sessions

PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"


def test_people_see_where_they_are_signed_in_and_end_it(alice: User) -> None:
    here = sign_in("alice")
    phone = sign_in("alice", headers={"user-agent": PHONE})
    page = here.get(SESSIONS).content.decode()
    assert "Chrome, Android" in page
    assert "127.0.0.1" in page
    assert str(phone.session.session_key) not in page, "it would open the session"
    ends = re.findall(r'action="(/accounts/sessions/\w{30,}/end/)"', page)
    assert len(ends) == 2
    for path in ends:
        here.post(path)
    assert (is_in(here), is_in(phone)) == (True, False)
    assert AuditEntry.objects.filter(event=Event.SESSION_ENDED, account=alice).count() == 1


def test_people_end_all_other_sessions_at_once(alice: User, charlie: User) -> None:
    here, others, his = sign_in("alice"), [sign_in("alice"), sign_in("alice")], sign_in("charlie")
    here.post(f"{SESSIONS}end/")
    assert [is_in(it) for it in (here, *others, his)] == [True, False, False, True]


def test_nobody_ends_anothers_session(alice: User, charlie: User) -> None:
    his, hers = sign_in("charlie"), sign_in("alice")
    name = OpenSession.objects.get(user=alice).name
    his.post(f"{SESSIONS}{name}/end/")
    assert is_in(hers)


def test_a_session_ends_with_its_time_however_much_it_is_used(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_sessions, "NOTED_EVERY", 0.0)
    client = sign_in("alice")
    OpenSession.objects.update(began_at=timezone.now() - timedelta(hours=335))
    assert is_in(client)
    left = Session.objects.get().expire_date - timezone.now()
    assert left <= timedelta(hours=1), "sockets see it too"
    OpenSession.objects.update(began_at=timezone.now() - timedelta(hours=336))
    assert not is_in(client)


def test_a_session_that_is_not_used_ends_sooner(
    alice: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_sessions, "NOTED_EVERY", 0.0)
    settings.SESSION_IDLE_MINUTES = 30
    client = sign_in("alice")
    for _ in range(2):
        assert is_in(client)
        left = Session.objects.get().expire_date - timezone.now()
        assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    assert client.cookies["sessionid"]["max-age"] == 1800


def test_a_session_from_before_there_were_limits_is_noted_too(alice: User) -> None:
    client = sign_in("alice")
    OpenSession.objects.all().delete()
    open_sessions._noted.clear()
    assert is_in(client)
    assert OpenSession.objects.get().user == alice


# Tokens


def make_token(client: Client, **changed: str) -> str:
    form = {"name": "reader", "scope": "read", "days": "30", **changed}
    page = client.post(TOKENS, form).content.decode()
    found = re.search(r'value="(edu_[\w-]+)"', page)
    return found[1] if found else ""


def call(token: str, method: str, path: str, **more: Any) -> Any:
    headers = {"authorization": f"Bearer {token}"}
    return getattr(Client(), method)(path, headers=headers, content_type="application/json", **more)


def test_people_make_tokens_look_at_them_and_end_them(alice: User) -> None:
    client = sign_in("alice")
    token = make_token(client)
    assert b"never used" in client.get(TOKENS).content
    assert call(token, "get", "/api/voices").status_code == 200
    page = client.get(TOKENS).content
    assert b"last used" in page
    assert token.encode() not in page
    client.post(f"{TOKENS}{ApiToken.objects.get().pk}/end/")
    assert call(token, "get", "/api/voices").status_code == 401
    kinds = [Event.TOKEN_MADE, Event.TOKEN_REVOKED]
    assert AuditEntry.objects.filter(event__in=kinds, account=alice).count() == 2


def test_a_token_does_no_more_than_its_scope(edith: User) -> None:
    client = sign_in("edith")
    brief = {"title": "Morning", "language": "en", "items": [{"text": "Words."}]}
    said = {}
    for scope in ("read", "write", "publish"):
        token = make_token(client, scope=scope)
        made = call(token, "post", "/api/brief", data=brief)
        number = made.json().get("id", 0) or 1
        published = call(token, "post", f"/api/brief/{number}/take-back", data={})
        reads = call(token, "get", "/api/briefs")
        said[scope] = (reads.status_code, made.status_code, published.status_code)
        if scope != "publish":
            assert published.json()["code"] == "token_scope"
    assert said == {"read": (200, 403, 403), "write": (200, 201, 403), "publish": (200, 201, 200)}


def test_a_token_is_over_after_its_days(alice: User) -> None:
    token = make_token(sign_in("alice"))
    ApiToken.objects.update(expires_at=timezone.now())
    assert call(token, "get", "/api/voices").status_code == 401
    digest = ApiToken.digest_of(token)
    assert users_of([Credential(digest=digest)]) == {}


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 81}, {"scope": "all"}, {"days": "9999"}, {"days": "x"}]
)
def test_a_token_that_cannot_be_made_is_refused_with_a_sentence(
    alice: User, wrong: dict[str, str]
) -> None:
    client = sign_in("alice")
    form = {"name": "reader", "scope": "read", "days": "30", **wrong}
    refused = client.post(TOKENS, form)
    assert (refused.status_code, ApiToken.objects.count()) == (400, 0)


def test_a_person_has_so_many_tokens_and_no_more(alice: User) -> None:
    for _ in range(20):
        ApiToken.issue(alice, "one")
    assert (
        sign_in("alice").post(TOKENS, {"name": "x", "scope": "read", "days": "7"}).status_code
        == 409
    )


def test_tokens_are_made_only_after_confirming(alice: User) -> None:
    client = sign_in("alice")
    session = client.session
    session["confirmed_at"] -= 2 * CONFIRMED_SECONDS
    session.save()
    assert make_token(client) == ""
    assert not ApiToken.objects.exists()


def test_nobody_ends_anothers_token(alice: User, charlie: User) -> None:
    ApiToken.issue(alice, "hers")
    key = ApiToken.objects.get().pk
    assert sign_in("charlie").post(f"{TOKENS}{key}/end/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


STRANGERS = [
    ("get", CHANGE), ("post", CHANGE), ("get", PUPIL), ("post", PUPIL), ("get", SESSIONS),
    ("post", f"{SESSIONS}end/"), ("post", f"{SESSIONS}x/end/"), ("get", TOKENS), ("post", TOKENS),
    ("post", f"{TOKENS}1/end/"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), STRANGERS)
def test_a_stranger_is_sent_to_sign_in(
    client: Client, groups: None, method: str, path: str
) -> None:
    refused = getattr(client, method)(path)
    assert refused["Location"] == f"/accounts/login/?next={path}"
