"""Sign-in cards: made, printed again, and what is proved with one (decision 041).

A card is for pupils alone. Its code says whose it is and cannot be guessed; its four pictures are weak, so
that they count only with the code, and the brake of passwords is on them.
"""

import json
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from classroom.actions.pictures import PICTURES, TOUCHED
from classroom.models import Card, SchoolClass
from edusmart.accounts.brake import seconds_to_wait
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.factors.proof import has_factor
from edusmart.accounts.models import Event, User
from edusmart.accounts.origin import address_of, request_at_hand
from edusmart.accounts.seals import sealed, unsealed
from edusmart.accounts.sessions.open_sessions import end
from edusmart.accounts.sessions.passwords import LETTERS, rank
from edusmart.accounts.trail import hash_of, record, record_each

PURPOSE = "card"  # of the seal
CODE_LETTERS = 10


@dataclass(frozen=True)
class Printed:
    """What stands on a card."""

    pupil: User
    code: str
    pictures: list[str]


def may_have_card(person: User) -> bool:
    """Return whether the person may sign in with pictures: pupils alone, who have no second factor."""
    return person.is_active and rank(person) == 0 and not has_factor(person)


@transaction.atomic
def make_card(pupil: User, by_import: bool = False) -> Printed:
    """Make the pupil's card anew; the old one opens nothing any more, and what it opened is closed.

    Raises RequestRefused (403) for whoever is no pupil.
    """
    if not by_import and not may_have_card(pupil):
        raise RequestRefused("Only pupils have sign-in cards.", "not_a_pupil", 403)
    new, fields = _drawn(pupil)
    Card.objects.update_or_create(pupil=pupil, defaults=fields)
    if not by_import:
        end(pupil.open_sessions.all(), pupil)
        record(Event.CARD_MADE, account=pupil)
    return new


@transaction.atomic
def make_first_cards(people: Sequence[User]) -> int:
    """Make a card for each of the people who has none and may have one. Returns how many.

    As many questions for many people as for one.
    """
    ids = [it.pk for it in people]
    found = User.objects.filter(pk__in=ids, card=None).select_related("authenticator_app")
    pupils = [it for it in found.prefetch_related("groups", "passkeys") if may_have_card(it)]
    Card.objects.bulk_create(Card(pupil=it, **_drawn(it)[1]) for it in pupils)
    record_each(Event.CARD_MADE, pupils)
    return len(pupils)


def _drawn(pupil: User) -> tuple[Printed, dict[str, Any]]:
    """Return what stands on a new card for the pupil, and how it is kept."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    pictures = secrets.SystemRandom().sample(PICTURES, TOUCHED)
    kept = {
        "code_hash": hash_of(code), "sealed": sealed(json.dumps([code, pictures]), PURPOSE),
        "made_at": timezone.now(), "last_used_at": None,
    }  # fmt: skip
    return Printed(pupil, code, pictures), kept


@transaction.atomic
def make_missing_cards(school_class: SchoolClass) -> int:
    """Make a card for each pupil of the class who has none and may have one. Returns how many."""
    # Under the class's lock, so that a button that is pressed twice makes one card each.
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    pupils = User.objects.filter(memberships__school_class=school_class, card=None)
    return make_first_cards(list(pupils))


def take_card_away(pupil: User) -> None:
    """Delete the pupil's card, which somebody else may have: the teacher prints a new one."""
    for card in Card.objects.filter(pupil=pupil):
        record(Event.DELETED, card, account=pupil)
        card.delete()


def printed(card: Card) -> Printed | None:
    """Return what stands on the card, None where it was made with another SECRET_KEY."""
    text = unsealed(card.sealed, PURPOSE)
    code, pictures = json.loads(text) if text else ("", [])
    return Printed(card.pupil, code, pictures) if code else None


def card_of(code: str) -> Card | None:
    """Return the card with this code, None where it opens nothing: for a stranger there is no difference."""
    if not settings.PICTURE_SIGN_IN:
        return None
    plain = plain_code(code)
    card = Card.objects.select_related("pupil").filter(code_hash=hash_of(plain)).first()
    if card is None or not may_have_card(card.pupil):
        return None
    allowed = SchoolClass.objects.with_pupil(card.pupil).filter(pictures=True)
    return card if allowed.exists() else None


def plain_code(code: str) -> str:
    """Return the code as it is kept, of one that was typed with spaces or in capitals."""
    return "".join(it for it in code[:60].lower() if it.isalnum())


def look_at(code: str) -> None:
    """Look whether there is such a card, before anybody touches pictures.

    Raises RequestRefused as `prove` does: an unknown code counts as a wrong try of the address, and says no
    more than four pictures with it would.
    """
    card = card_of(code)
    name = card.pupil.get_username() if card else f"card {plain_code(code)}"
    _refuse_while_waiting(seconds_to_wait(name, address_of(request_at_hand())))
    if card is None:
        record(Event.SIGN_IN_FAILED, account=None, typed=name)
        raise _no_card()


def prove(code: str, touched: list[str]) -> User:
    """Return whose card it is, if these are its pictures in their order.

    Raises RequestRefused: 404 for no such card, 400 for other pictures, 429 while one has to wait. A wrong
    try counts as a wrong password of that account, and of the address.
    """
    card = card_of(code)
    # An unknown code counts for its own name, so that the address is slowed all the same.
    name = card.pupil.get_username() if card else f"card {plain_code(code)}"
    with transaction.atomic():
        if card:
            # Of tries that are sent at once each sees the failures before it.
            User.objects.select_for_update().get(pk=card.pupil_id)
        wait = seconds_to_wait(name, address_of(request_at_hand()))
        is_right = not wait and card is not None and _is_right(card, touched)
        if not wait and not is_right:
            record(Event.SIGN_IN_FAILED, account=card.pupil if card else None, typed=name)
    _refuse_while_waiting(wait)
    if card is None:
        raise _no_card()
    if not is_right:
        raise RequestRefused("These are not your pictures. Try again.", "other_pictures")
    Card.objects.filter(pk=card.pk).update(last_used_at=timezone.now())
    return card.pupil


def _refuse_while_waiting(wait: int) -> None:
    if wait:
        raise RequestRefused(
            f"Let us take a short break. Try again in {math.ceil(wait / 60)} minutes.",
            "take_a_break", 429, retry_after=wait,
        )  # fmt: skip


def _no_card() -> RequestRefused:
    return RequestRefused("We do not know this card. Look at its letters again.", "no_card", 404)


def _is_right(card: Card, touched: list[str]) -> bool:
    on_card = printed(card)
    return on_card is not None and constant_time_compare(
        ",".join(on_card.pictures), ",".join(touched)
    )
