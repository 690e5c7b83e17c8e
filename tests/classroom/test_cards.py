"""Signing in with a card and its pictures: for pupils alone, braked, bound to the class and the settings."""

from typing import Any

import pytest
from django.test import Client

from classroom.actions.cards import Printed, make_card
from classroom.actions.pictures import PICTURES
from classroom.models import Card, Membership, SchoolClass
from edusmart.accounts.models import AuditEntry, AuthenticatorApp, User
from edusmart.http.access_log import redacted
from tests.classroom.conftest import signed_in
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(school_class: SchoolClass, alice: User) -> Printed:
    return make_card(alice)


def touch(client: Client, code: str, pictures: list[str]) -> Any:
    """Touch one picture after the other, as the page's forms do."""
    touched, response = "", None
    for picture in pictures:
        sent = {"code": code, "touched": touched, "picture": picture}
        response = client.post("/card/", sent)
        touched = (response.context or {}).get("so_far", "")
    return response


def others(card: Printed) -> list[str]:
    return [*card.pictures[1:], card.pictures[0]]


def test_a_pupil_scans_the_card_touches_four_pictures_and_is_in(card: Printed, alice: User) -> None:
    pupil = Client()
    page = pupil.get(f"/card/{card.code}/").content.decode()
    assert all(f'value="{it}"' in page for it in PICTURES)
    assert "alice" not in page
    entered = touch(pupil, card.code, card.pictures)
    assert entered["Location"] == "/stories/"
    assert pupil.get("/stories/").status_code == 200
    assert Card.objects.get().last_used_at
    assert AuditEntry.objects.filter(event="signed_in", account=alice).exists()


def test_one_press_makes_the_cards_that_are_missing_and_leaves_those_that_are_there(
    teacher: Client, school_class: SchoolClass, card: Printed, charlie: User, edith: User
) -> None:
    for pupil in (charlie, edith):  # a teacher has no card, in a class neither
        Membership.objects.create(school_class=school_class, pupil=pupil)
    assert (
        "Pupils without a card: 1" in teacher.get(f"/classes/{school_class.pk}/").content.decode()
    )
    sheet = teacher.post(f"/classes/{school_class.pk}/cards/", follow=True)
    assert [it["name"] for it in sheet.context["cards"]] == ["alice", "charlie"]
    assert sheet.context["cards"][0]["code"].replace(" ", "").lower() == card.code
    assert "Now share a story" in sheet.content.decode()
    assert "Pupils without a card" not in sheet.content.decode()
    assert AuditEntry.objects.filter(event="card_made", account=charlie).count() == 1


def test_the_letters_may_be_typed_in_capitals_and_with_spaces(card: Printed) -> None:
    typed = f"{card.code[:5]} {card.code[5:]}".upper()
    assert touch(Client(), typed, card.pictures)["Location"] == "/stories/"


def test_the_same_pictures_in_another_order_do_not_let_in(card: Printed, alice: User) -> None:
    pupil = Client()
    refused = touch(pupil, card.code, others(card))
    assert refused.status_code == 400
    assert "These are not your pictures" in refused.content.decode()
    assert pupil.get("/stories/").status_code == 302
    assert AuditEntry.objects.filter(event="sign_in_failed", account=alice).count() == 1


def test_who_guesses_pictures_has_to_wait_though_they_are_right_at_last(card: Printed) -> None:
    thief = Client()
    for _ in range(5):
        assert touch(thief, card.code, others(card)).status_code == 400
    held = touch(thief, card.code, card.pictures)
    assert held.status_code == 429
    assert int(held["Retry-After"]) > 0
    # The brake is the account's: a password is not looked at meanwhile either.
    password = {"username": "alice", "password": "long enough 1"}
    assert thief.post("/accounts/login/", password).status_code == 429


def test_an_unknown_card_is_said_before_its_pictures_and_slows_the_address(
    school_class: SchoolClass,
) -> None:
    stranger, failures = Client(), AuditEntry.objects.filter(event="sign_in_failed", account=None)
    response = stranger.post("/card/", {"code": "abcdefghkm"})
    assert response.status_code == 404
    page = response.content.decode()
    assert "We do not know this card." in page
    assert 'class="pictures"' not in page
    assert failures.count() == 1
    # Pictures sent with it at once tell no more, and count alike.
    sent = {"code": "abcdefghkm", "touched": ",".join(list(PICTURES[:3])), "picture": PICTURES[3]}
    assert stranger.post("/card/", sent).status_code == 404
    assert failures.count() == 2


def test_looking_for_a_card_waits_as_touching_its_pictures_does(card: Printed) -> None:
    stranger = Client()
    looked = [stranger.post("/card/", {"code": "abcdefghkm"}).status_code for _ in range(6)]
    assert looked == [404] * 5 + [429]
    for _ in range(5):
        touch(stranger, card.code, others(card))
    assert stranger.post("/card/", {"code": card.code}).status_code == 429


def test_a_new_card_ends_the_old_one_and_what_it_opened(
    teacher: Client, school_class: SchoolClass, card: Printed, alice: User
) -> None:
    pupil = Client()
    touch(pupil, card.code, card.pictures)
    made = teacher.post(f"/classes/{school_class.pk}/pupil/{alice.pk}/card/")
    assert made["Location"] == f"/classes/{school_class.pk}/cards/?pupil={alice.pk}"
    assert pupil.get("/stories/").status_code == 302
    assert touch(Client(), card.code, card.pictures).status_code == 404
    assert AuditEntry.objects.filter(event="card_made", account=alice).count() == 2


def test_cards_open_nothing_where_setting_class_or_membership_say_no(
    card: Printed, school_class: SchoolClass, settings: Any
) -> None:
    settings.PICTURE_SIGN_IN = False
    assert touch(Client(), card.code, card.pictures).status_code == 404
    settings.PICTURE_SIGN_IN = True
    SchoolClass.objects.update(pictures=False)
    assert touch(Client(), card.code, card.pictures).status_code == 404
    SchoolClass.objects.update(pictures=True)
    Membership.objects.all().delete()
    assert touch(Client(), card.code, card.pictures).status_code == 404


@pytest.mark.parametrize("what", ["editor", "staff", "second factor", "gone"])
def test_whoever_is_more_than_a_pupil_is_not_let_in_by_pictures(
    card: Printed, alice: User, what: str
) -> None:
    if what == "editor":
        alice.groups.add(*make_user("ed", "editors").groups.all())
    elif what == "staff":
        User.objects.filter(pk=alice.pk).update(is_staff=True)
    elif what == "second factor":
        AuthenticatorApp.objects.create(user=alice, secret="sealed")
    else:
        User.objects.filter(pk=alice.pk).update(is_active=False)
    assert touch(Client(), card.code, card.pictures).status_code == 404


def test_pictures_are_not_enough_for_what_asks_again_who_one_is(card: Printed) -> None:
    pupil = Client()
    touch(pupil, card.code, card.pictures)
    for path in ("/accounts/password/own/", "/accounts/second-factor/app/"):
        assert pupil.get(path)["Location"].startswith("/accounts/confirm/")
    token = pupil.post("/accounts/tokens/", {"name": "x", "scope": "read", "days": "7"})
    assert token["Location"].startswith("/accounts/confirm/")


def test_the_teacher_prints_all_cards_or_one_as_often_as_they_like(
    teacher: Client, school_class: SchoolClass, card: Printed, alice: User
) -> None:
    for path in ("cards/", f"cards/?pupil={alice.pk}", f"cards/?pupil={'9' * 5000}"):
        page = teacher.get(f"/classes/{school_class.pk}/{path}").content.decode()
        assert f"{card.code[:5]} {card.code[5:]}".upper() in page
        assert all(f"pictures.svg#{it}" in page for it in card.pictures)
    assert AuditEntry.objects.filter(event="cards_shown").count() == 3


def test_a_copy_of_the_database_opens_no_card(card: Printed) -> None:
    kept = str(Card.objects.values().get())
    assert card.code not in kept
    assert not [it for it in card.pictures if it in kept]


def test_a_card_of_another_secret_key_is_said_to_be_lost(
    teacher: Client, school_class: SchoolClass, card: Printed, settings: Any
) -> None:
    Card.objects.update(sealed="another key's")
    page = teacher.get(f"/classes/{school_class.pk}/cards/").content.decode()
    assert "Make new ones for these pupils" in page


def test_whoever_is_signed_in_goes_to_the_shelf_and_no_code_is_logged(
    alice: User, card: Printed
) -> None:
    assert signed_in(alice).get(f"/card/{card.code}/")["Location"] == "/stories/"
    assert card.code not in redacted(f"GET /card/{card.code}/ 200")


@pytest.mark.parametrize(
    "sent",
    [
        {"code": "x" * 5000, "touched": ",".join(PICTURES), "picture": "duck"},
        {"code": "\x00é", "picture": "no such", "touched": "duck,duck,duck,duck"},
        {},
    ],
)
def test_whatever_is_sent_is_a_page_and_no_error(
    school_class: SchoolClass, sent: dict[str, str]
) -> None:
    assert Client().post("/card/", sent).status_code in {200, 404}
