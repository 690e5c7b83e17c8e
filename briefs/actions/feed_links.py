"""Private feed links: shown once, kept as a hash, closed at once when revoked."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from briefs.actions.counting.agents import is_robot, program_of
from briefs.models import FeedLink, Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record

MOST_LINKS = 20  # open ones of one person
NOTED_EVERY = timedelta(hours=1)
MOST_PROGRAMS = 5  # kept of one link, the last ones
LATELY = timedelta(days=30)  # a link that no program asked by for longer has no subscriber


def issue(programme: Programme, user: User) -> str:
    """Return a new token for this person. It cannot be read again. Raises RequestRefused (409)."""
    if FeedLink.objects.filter(user=user, revoked_at=None).count() >= MOST_LINKS:
        raise RequestRefused(
            f"You have {MOST_LINKS} links. Revoke one first.", "too_many_links", 409
        )
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        link = FeedLink.objects.create(programme=programme, user=user, digest=_digest(token))
        record(Event.TOKEN_MADE, link, account=user)
    return token


def revoke(user: User, link_id: int) -> None:
    """Close a link of this person's: it is not found from now on. Raises RequestRefused (404)."""
    link = FeedLink.objects.filter(user=user, pk=link_id, revoked_at=None)
    with transaction.atomic():
        if not link.update(revoked_at=timezone.now()):
            raise RequestRefused("There is no such link.", "no_link", 404)
        record(Event.TOKEN_REVOKED, f"feedlink {link_id}", account=user)


def revoke_all(user: User) -> None:
    """Close all links of this person's, of which somebody else may have one."""
    for key in FeedLink.objects.filter(user=user, revoked_at=None).values_list("pk", flat=True):
        revoke(user, key)


def open_link(token: str) -> FeedLink | None:
    """Return an open link with its programme, or None. A deactivated account's links are closed."""
    open_links = FeedLink.objects.filter(revoked_at=None, user__is_active=True)
    return open_links.filter(digest=_digest(token)).select_related("programme").first()


def note_fetched(link: FeedLink, agent: str) -> None:
    """Note that a program asked for the feed, once an hour: programs ask often, and rows are not for that."""
    if is_robot(agent):
        return
    now, program = timezone.now(), program_of(agent)
    if link.fetched_at and now - link.fetched_at < NOTED_EVERY and program in link.programs:
        return
    programs = [program, *(it for it in link.programs if it != program)][:MOST_PROGRAMS]
    FeedLink.objects.filter(pk=link.pk).update(fetched_at=now, programs=programs)


@dataclass(frozen=True)
class Subscribers:
    """The open links of a programme: how many there are, those that a program asked by lately, and which."""

    links: int
    active: int
    programs: Sequence[tuple[str, int]]


def subscribers_of(programme: Programme) -> Subscribers:
    """Return who subscribes to the programme, without names."""
    since = timezone.now() - LATELY
    open_links = FeedLink.objects.filter(
        programme=programme, revoked_at=None, user__is_active=True
    ).values_list("fetched_at", "programs")
    links = list(open_links)
    active = [programs for at, programs in links if at and at > since]
    used = Counter(program for programs in active for program in programs)
    return Subscribers(len(links), len(active), used.most_common())


def _digest(token: str) -> str:
    # The token holds 192 random bits, so a plain hash cannot be searched.
    # "replace": a path may carry what UTF-8 cannot write, and that is just no token.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
