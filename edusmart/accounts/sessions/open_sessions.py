"""Sessions that people have open: noted while they are used, bounded in time, and ended by their owner."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from edusmart.accounts.models import Event, OpenSession, User
from edusmart.accounts.origin import address_of, browser_of
from edusmart.accounts.trail import record

#: A session is noted so often in each process, and not at each request.
NOTED_EVERY = 60.0
REMEMBERED = 10_000
#: Of nobody yet: it holds a challenge, or who has still to prove a second factor.
STRANGERS_SECONDS = 1200
FORGOTTEN_AT_ONCE = 500
FORGET_EVERY_SECONDS = 3600
#: Who used a session within this time is there.
THERE = timedelta(minutes=15)

_noted: OrderedDict[str, float] = OrderedDict()
_next_forgetting = 0.0  # on this process's monotonic clock


def open_sessions_middleware(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Note that a session is used, end one that is too old, and let a stranger's be short."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and _is_due(key) and SESSION_KEY in request.session:
            _note(request)
        response = get_response(request)
        # Anybody can have sessions made, as many as they like.
        session = request.session
        if session.modified and not session.is_empty() and SESSION_KEY not in session:
            session.set_expiry(STRANGERS_SECONDS)
        return response

    return respond


def listen() -> None:
    """Have each signing in noted. Call it once, when the apps are loaded."""
    user_logged_in.connect(_signed_in)


def sessions_of(person: User) -> QuerySet[OpenSession]:
    """Return the sessions that are open, the one used last first."""
    still = person.open_sessions.filter(session__expire_date__gt=timezone.now())
    return still.order_by("-seen_at")


def there_now() -> QuerySet[OpenSession]:
    """Return the sessions of people who are there: used within THERE."""
    now = timezone.now()
    return OpenSession.objects.filter(seen_at__gte=now - THERE, session__expire_date__gt=now)


def there_since(since: datetime) -> Q:
    """Return the condition of people that they signed in or used a session since then."""
    return Q(last_login__gte=since) | Q(
        pk__in=OpenSession.objects.filter(seen_at__gte=since).values("user")
    )


def end_others(request: HttpRequest, person: User) -> None:
    """End all sessions of the person but the one at hand."""
    end(person.open_sessions.exclude(session_id=request.session.session_key), person)


def move(request: HttpRequest, began_at: datetime, person: User) -> None:
    """Note that the session at hand goes on under another key, as old as it was."""
    OpenSession.objects.create(
        session_id=str(request.session.session_key), user=person, began_at=began_at,
        address=address_of(request), browser=browser_of(request),
    )  # fmt: skip


def end(sessions: QuerySet[OpenSession], person: User) -> int:
    """End these sessions of the person, and return how many there were."""
    keys = list(sessions.values_list("session_id", flat=True))
    # One by one: each tells the sockets that were opened with it.
    for session in Session.objects.filter(session_key__in=keys):
        session.delete()
        record(Event.SESSION_ENDED, account=person)
    return len(keys)


def forget_ended() -> None:
    """Delete sessions that are over, with where they were used; a portion a round. A chore of the sweep."""
    global _next_forgetting
    if monotonic() < _next_forgetting:
        return
    ended = Session.objects.filter(expire_date__lt=timezone.now()).order_by("expire_date")
    keys = list(ended.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    Session.objects.filter(pk__in=keys).delete()
    # A full portion means that there may be more: the next round goes on.
    if len(keys) < FORGOTTEN_AT_ONCE:
        _next_forgetting = monotonic() + FORGET_EVERY_SECONDS


def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    if not request.session.session_key:
        request.session.save()
    # Who signs in again keeps the session, which begins anew.
    OpenSession.objects.update_or_create(
        session_id=str(request.session.session_key),
        defaults={
            "user": user, "began_at": timezone.now(),
            "address": address_of(request), "browser": browser_of(request),
        },
    )  # fmt: skip
    request.session.set_expiry(_seconds_left(timedelta()))


def _note(request: HttpRequest) -> None:
    opened, _ = OpenSession.objects.get_or_create(
        session_id=str(request.session.session_key),
        defaults={"user_id": int(request.session[SESSION_KEY])},
    )
    left = _seconds_left(timezone.now() - opened.began_at)
    if left <= 0:
        request.session.flush()
        return
    opened.seen_at, opened.address = timezone.now(), address_of(request)
    opened.browser = browser_of(request)
    opened.save(update_fields=["seen_at", "address", "browser"])
    # Saved with the session and sent with its cookie: sockets look at it too.
    request.session.set_expiry(left)


def _seconds_left(age: timedelta) -> int:
    """Return how long a session of this age may go on without being used."""
    longest = settings.SESSION_HOURS * 3600 - int(age.total_seconds())
    idle = settings.SESSION_IDLE_MINUTES * 60
    return min(longest, idle) if idle else longest


def _is_due(key: str) -> bool:
    now = monotonic()
    if now < _noted.get(key, 0.0):
        return False
    _noted[key] = now + NOTED_EVERY
    _noted.move_to_end(key)
    while len(_noted) > REMEMBERED:
        _noted.popitem(last=False)
    return True
