"""Private feed links: shown once, kept as a hash, closed at once when revoked."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from briefs.models import FeedLink, Programme
from edusmart.accounts.errors import RequestRefused
from edusmart.accounts.models import Event, User
from edusmart.accounts.trail import record

MOST_LINKS = 20  # open ones of one person


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


def programme_of(token: str) -> Programme | None:
    """Return the programme of an open link, or None. A deactivated account's links are closed."""
    open_links = FeedLink.objects.filter(revoked_at=None, user__is_active=True)
    link = open_links.filter(digest=_digest(token)).select_related("programme").first()
    return link.programme if link else None


def _digest(token: str) -> str:
    # The token holds 192 random bits, so a plain hash cannot be searched.
    # "replace": a path may carry what UTF-8 cannot write, and that is just no token.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
