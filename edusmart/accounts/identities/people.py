"""Whose an identity is: who was connected before, or a new person where the operator lets them in."""

import re
import secrets
import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from edusmart.accounts.models import STAFF, STUDENTS, Event, Identity, User
from edusmart.accounts.trail import record

ANYBODY = "*"
TRIES = 50  # user names like the one that is wanted


class NotKnown(Exception):
    """Nobody here has this identity, and it is not let in by itself."""


class Taken(Exception):
    """The identity is somebody else's."""


def person_with(claims: dict[str, Any]) -> User:
    """Return the person with this identity, with the groups that the claims give. Raises NotKnown.

    An e-mail address finds nobody: an issuer could claim any.
    """
    try:
        return _person_with(claims)
    except IntegrityError:
        # They came twice at once, and the other request made the account; or somebody took its name.
        return _person_with(claims)


def is_of(person: User, claims: dict[str, Any]) -> bool:
    """Return whether this identity is the person's. Nobody gets an account by asking."""
    identity = _identity(claims)
    return identity is not None and identity.user_id == person.pk


@transaction.atomic
def _person_with(claims: dict[str, Any]) -> User:
    identity = _identity(claims)
    if identity is None:
        if not _is_let_in(claims):
            raise NotKnown
        identity = _new_person(claims)
    elif not identity.user.is_active:
        raise NotKnown
    identity.last_used_at = timezone.now()
    identity.save(update_fields=["last_used_at"])
    _give_groups(identity.user, claims)
    # As it is now: a person keeps their groups once they were asked for.
    return User.objects.get(pk=identity.user_id)


def connect(person: User, claims: dict[str, Any]) -> None:
    """Let the person, who is signed in, sign in with this identity from now on. Raises Taken."""
    identity = _identity(claims)
    if identity and identity.user_id != person.pk:
        raise Taken
    if identity is None:
        try:
            with transaction.atomic():
                _keep(person, claims)
        except IntegrityError as error:
            raise Taken from error


def _identity(claims: dict[str, Any]) -> Identity | None:
    found = Identity.objects.filter(issuer=settings.OIDC_ISSUER, subject=claims["sub"])
    return found.select_related("user").first()


def _keep(person: User, claims: dict[str, Any], *, made_account: bool = False) -> Identity:
    identity = Identity.objects.create(
        user=person, issuer=settings.OIDC_ISSUER, subject=claims["sub"], made_account=made_account
    )
    record(Event.IDENTITY_ADDED, identity, account=person)
    return identity


def _is_let_in(claims: dict[str, Any]) -> bool:
    if ANYBODY in settings.OIDC_DOMAINS:
        return True
    _, _, domain = _verified_email(claims).rpartition("@")
    return bool(domain) and domain.casefold() in {it.casefold() for it in settings.OIDC_DOMAINS}


def _verified_email(claims: dict[str, Any]) -> str:
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return ""
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email


def _new_person(claims: dict[str, Any]) -> Identity:
    email = _verified_email(claims)
    wanted = _plain(claims.get("preferred_username") or email) or "person"
    person = User(
        username=_free_name(wanted), email=email,
        first_name=_text(claims, "given_name"), last_name=_text(claims, "family_name"),
    )  # fmt: skip
    person.set_unusable_password()
    person.save()
    person.groups.add(Group.objects.get_or_create(name=STUDENTS)[0])
    return _keep(person, claims, made_account=True)


def _text(claims: dict[str, Any], name: str) -> str:
    said = claims.get(name)
    return "".join(it for it in said if it.isprintable())[:150] if isinstance(said, str) else ""


def _plain(said: Any) -> str:
    # A user name of an account here is never an address: it would look like whoever has that.
    # Letters as the sign-in form makes them of what is typed: no two accounts look alike by their width.
    plain = unicodedata.normalize("NFKC", str(said).partition("@")[0])
    return re.sub(r"[^\w.+-]", "", plain)[:100]


def _free_name(wanted: str) -> str:
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, TRIES))]
    # Whatever its case: "Edith" is not to be taken for edith.
    taken = User.names_taken(names)
    free = next((name for name in names if name.casefold() not in taken), "")
    return free or f"{wanted}-{secrets.token_hex(4)}"


def _give_groups(person: User, claims: dict[str, Any]) -> None:
    """Put the person into the groups that the claims map to, and out of the others that are mapped."""
    if not settings.OIDC_GROUPS or person.is_superuser:
        return
    said = claims.get(settings.OIDC_GROUPS_CLAIM)
    # What is neither a name nor a list of names gives nothing.
    names = said if isinstance(said, list) else [said]
    told = {it for it in names if isinstance(it, str)}
    given = {own for theirs, own in settings.OIDC_GROUPS.items() if theirs in told}
    had = set(person.groups.values_list("name", flat=True))
    mapped = set(settings.OIDC_GROUPS.values())
    for name in sorted(given - had):
        person.groups.add(Group.objects.get_or_create(name=name)[0])
    for name in sorted((mapped - given) & had):
        person.groups.remove(Group.objects.get(name=name))
    if STAFF in mapped and person.is_staff != (STAFF in given):
        person.is_staff = STAFF in given
        person.save(update_fields=["is_staff"])
