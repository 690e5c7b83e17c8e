"""The brake on passwords: who guesses waits, and a classroom does not."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.test import Client

from edusmart.accounts import brake
from edusmart.accounts.models import AuditEntry, Event, User

pytestmark = pytest.mark.django_db


WRONG = "wrong one"


def attempt(name: str, password: str = WRONG, address: str = "10.0.0.1", **headers: str) -> Any:
    form = {"username": name, "password": password}
    return Client().post("/accounts/login/", form, REMOTE_ADDR=address, headers=headers)


def fail(times: int, name: str, address: str = "10.0.0.1", **more: Any) -> list[int]:
    return [attempt(name, address=address, **more).status_code for _ in range(times)]


def let_pass(**time: float) -> None:
    """Let so much time pass, as the trail has it."""
    for entry in AuditEntry.objects.all():
        entry.at -= timedelta(**time)
        entry.save()


def test_after_five_failures_even_the_right_password_waits(stella: User) -> None:
    assert fail(5, "stella") == [200] * 5
    held = attempt("stella", "long enough 1")
    assert held.status_code == 429
    assert 1 <= int(held["Retry-After"]) <= 15
    assert "Try again in 0:1" in held.content.decode()
    let_pass(seconds=15)
    assert attempt("stella", "long enough 1").status_code == 302


def test_waits_double_up_to_a_quarter_of_an_hour(alice: User) -> None:
    fail(5, "alice")
    waits = []
    for _ in range(8):
        held = attempt("alice")
        waits.append(round(int(held["Retry-After"]) / 15))
        let_pass(seconds=int(held["Retry-After"]))
        assert attempt("alice").status_code == 200
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_trying_while_waiting_neither_hashes_nor_waits_longer(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(5, "alice")
    hashed: list[str] = []

    def encode(hasher: object, password: str, salt: str) -> str:
        hashed.append(password)
        return "md5$a$b"

    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", encode)
    assert fail(20, "alice") == [429] * 20
    assert int(attempt("alice")["Retry-After"]) <= 15
    assert hashed == []


def test_a_success_lets_the_pair_begin_anew(alice: User) -> None:
    for _ in range(3):
        assert fail(4, "alice") == [200] * 4
        assert attempt("alice", "long enough 1").status_code == 302


def test_another_address_is_not_held(alice: User) -> None:
    fail(6, "alice", "66.0.0.1")
    assert attempt("alice", "long enough 1", "10.0.0.1").status_code == 302


def test_a_classroom_that_mistypes_thrice_each_is_never_held(alice: User) -> None:
    for number in range(30):
        assert fail(3, f"child{number}") == [200] * 3
    assert attempt("alice", "long enough 1").status_code == 302


def failures(count: int, name: str, address: str) -> None:
    """Have failed so often before; one row each, without the requests."""
    from edusmart.accounts.trail import hash_of

    AuditEntry.objects.bulk_create(
        AuditEntry(event=Event.SIGN_IN_FAILED, typed=hash_of(name), network=address)
        for _ in range(count)
    )


def test_one_address_cannot_try_a_password_on_everybody(alice: User) -> None:
    for number in range(120):
        failures(1, f"child{number}", "66.0.0.1")
    assert attempt("alice", "long enough 1", "66.0.0.1").status_code == 429
    assert attempt("alice", "long enough 1", "10.0.0.1").status_code == 302


def test_many_addresses_cannot_try_one_account_without_end(alice: User) -> None:
    for number in range(30):
        failures(1, "alice", f"66.0.0.{number}")
    assert attempt("alice", "long enough 1", "66.0.1.1").status_code == 429


def test_nobody_locks_a_child_out_of_where_it_signs_in(alice: User) -> None:
    attempt("alice", "long enough 1")
    for number in range(40):
        failures(1, "alice", f"66.0.0.{number}")
    # And a neighbour at the same address tries everybody.
    for number in range(130):
        failures(1, f"child{number}", "10.0.0.1")
    assert attempt("alice", "long enough 1").status_code == 302


def test_an_ipv6_subscriber_has_one_count_for_all_addresses(alice: User) -> None:
    for number in range(5):
        attempt("alice", address=f"2001:db8::{number + 1}")
    assert attempt("alice", address="2001:db8::99").status_code == 429


def test_unknown_names_are_held_alike_so_that_waiting_tells_nothing(groups: None) -> None:
    assert fail(6, "nobody at all") == [*[200] * 5, 429]


def test_only_so_many_passwords_are_hashed_at_once(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brake, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(brake, "_turns", threading.BoundedSemaphore(1))
    with brake.turn_to_hash():
        held = attempt("alice", "long enough 1")
    assert (held.status_code, held["Retry-After"]) == (429, "5")
    assert attempt("alice", "long enough 1").status_code == 302


def test_the_admins_forms_of_passwords_wait_for_a_turn_too(
    alice: User, stella: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brake, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(brake, "_turns", threading.BoundedSemaphore(1))
    admin = Client()
    admin.force_login(stella)
    new = {"password1": "a new long word", "password2": "a new long word"}
    for path, form in (
        (f"/admin/accounts/user/{alice.pk}/password/", new | {"usable_password": "true"}),
        ("/admin/accounts/user/add/", new | {"username": "nora", "usable_password": "true"}),
    ):
        with brake.turn_to_hash():
            assert admin.post(path, form)["Location"] == path
        assert admin.get(path).context["messages"]
    alice.refresh_from_db()
    assert alice.check_password("long enough 1")
    assert not User.objects.filter(username="nora").exists()


def test_the_break_is_announced_in_arabic(alice: User) -> None:
    fail(5, "alice")
    page = attempt("alice", **{"accept-language": "ar"}).content.decode()
    assert "استراحة" in page
    assert 'dir="rtl"' in page


def test_a_token_is_no_password_and_is_not_held(alice: User) -> None:
    answers = [
        Client().get("/api/voices", headers={"authorization": f"Bearer edu_{n}"}) for n in range(8)
    ]
    assert {it.status_code for it in answers} == {401}
