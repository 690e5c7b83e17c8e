"""What people are told: what somebody else may have done with their account, and what failed without them
(decision 036).

By mail at once, where mail is set up, and at the next signing in from a place.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from edusmart.accounts.mail.mails import send_beside, send_here
from edusmart.accounts.models import AuditEntry, Event, User
from edusmart.accounts.origin import network_of, request_at_hand

LATELY = timedelta(days=30)
MOST = 20  # on the page; the newest
LEFT_TO_RIGHT, END = "\u2066", "\u2069"
SENTENCES = {
    Event.FACTOR_ADDED: gettext_noop("A second step for signing in was added."),
    Event.FACTOR_REMOVED: gettext_noop("A second step for signing in was used up or taken away."),
    Event.IDENTITY_ADDED: gettext_noop("An account elsewhere was connected."),
    Event.IDENTITY_REMOVED: gettext_noop("An account elsewhere was disconnected."),
    Event.PASSWORD_RESET: gettext_noop(
        "Your school gave you a new password. What else opened your account was taken away: passkeys, "
        "connected accounts, the sign-in card, tokens and private links."
    ),
    Event.TOKEN_MADE: gettext_noop("A token for programs was made."),
    Event.HELD_BACK: gettext_noop(
        "A brief of yours stayed back at its hour: its audio is missing."
    ),
}
CHANGED = {
    "password": gettext_noop("The password was changed."),
    "email": gettext_noop("The e-mail address was changed."),
}
FEED_LINK = gettext_noop("A private link to a podcast was made.")
NEW_DEVICE = gettext_noop("Somebody signed in with a device that was not used before.")


def listen() -> None:
    """Have mails follow the audit trail. Call it once, when the apps are loaded."""
    post_save.connect(_written, sender=AuditEntry)


def of_lately(person: User) -> list[tuple[AuditEntry, str]]:
    """Return what happened to the account in the last 30 days, the newest first, each with its sentence."""
    return _told(_about(person).filter(at__gt=timezone.now() - LATELY))[:MOST]


def since_last_time(person: User, address: str) -> list[tuple[AuditEntry, str]]:
    """Return what happened since the person last signed in from this address; nothing at the first time.

    By address: who signs in elsewhere as them reads the notices there, and takes none away here.
    """
    network = network_of(address)
    here = AuditEntry.objects.filter(account=person, network=network, event=Event.SIGNED_IN)
    last = here.order_by("-at", "-pk").first()
    if last is None:
        return _reset_since(person)
    since = max(last.at, timezone.now() - LATELY)
    return _told(_about(person).filter(at__gte=since).exclude(pk=last.pk))[:MOST]


def _reset_since(person: User) -> list[tuple[AuditEntry, str]]:
    """Return that somebody else set the password since the person last signed in anywhere."""
    about = AuditEntry.objects.filter(account=person)
    last = about.filter(event=Event.SIGNED_IN).order_by("-at", "-pk").first()
    # Who was never here has their first password.
    found = about.filter(event=Event.PASSWORD_RESET, at__gte=last.at) if last else about.none()
    return _told(found)[:1]


def line_of(entry: AuditEntry, sentence: str) -> str:
    """Return the notice as one line: what, when and from where."""
    when = date_format(timezone.localtime(entry.at), "DATETIME_FORMAT")
    # An address of IPv6 in a line from right to left would be shown in pieces.
    where = f" {LEFT_TO_RIGHT}{entry.address}{END}" if entry.address else ""
    return f"{sentence} {when}{where}"


def _about(person: User) -> "QuerySet[AuditEntry]":
    events = [*SENTENCES, Event.RIGHTS_CHANGED, Event.SIGNED_IN]
    return AuditEntry.objects.filter(account=person, event__in=events)


def _told(entries: "QuerySet[AuditEntry]") -> list[tuple[AuditEntry, str]]:
    # A person who signs in every hour has many entries, and few notices.
    found = ((it, sentence_of(it)) for it in entries.select_related("account")[: MOST * 50])
    return [(entry, _(sentence)) for entry, sentence in found if sentence]


def sentence_of(entry: AuditEntry) -> str:
    """Return what a person is told of this entry about them, in English; "" for nothing."""
    if entry.event == Event.RIGHTS_CHANGED:
        changed = entry.details.get("changed", [])
        return next((sentence for name, sentence in CHANGED.items() if name in changed), "")
    if entry.event == Event.SIGNED_IN:
        return NEW_DEVICE if _is_new_device(entry) else ""
    if entry.event == Event.TOKEN_MADE and entry.thing.startswith("feedlink"):
        return FEED_LINK
    return SENTENCES.get(Event(entry.event), "")


def _is_new_device(entry: AuditEntry) -> bool:
    """Return whether neither the address nor the kind of browser was seen at an earlier signing in.

    A telephone has another address every day, and a school's network many browsers: either is known.
    """
    earlier = AuditEntry.objects.filter(
        account=entry.account_id, event=Event.SIGNED_IN, pk__lt=entry.pk
    )
    browser = entry.details.get("browser", "")
    if not browser or not earlier.exists():
        return False
    seen = earlier.filter(network=entry.network) | earlier.filter(details__browser=browser)
    return not seen.exists()


def _written(instance: AuditEntry, created: bool, **_kwargs: Any) -> None:
    if not created or not settings.EMAIL_HOST or instance.account_id is None:
        return
    if not (sentence := sentence_of(instance)):
        return
    # As it is in the database: of a changed address the one before, whose owner did not perhaps change it.
    to = User.objects.filter(pk=instance.account_id).values_list("email", flat=True).first()
    if to:
        # A command would end before a thread has sent it.
        send = send_beside if request_at_hand() else send_here
        transaction.on_commit(lambda: send(lambda: _mail(to, instance, sentence)))


def _mail(to: str, entry: AuditEntry, sentence: str) -> None:
    lines = [line_of(entry, _(sentence)), ""]
    page = entry.details.get("page", "")
    if not page:
        lines.append(_("If that was not you, change your password and tell your school."))
    if settings.PUBLIC_URL:
        lines.append(f"{settings.PUBLIC_URL}{page or '/accounts/me/'}")
    send_mail(_("Your account at EduSmart"), "\n".join(lines), None, [to])
