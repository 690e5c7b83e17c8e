"""What the hub asks the database, each in a thread of the hub's own."""

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, connection

from edusmart.accounts.credentials import Credential, users_of
from edusmart.accounts.models import User
from edusmart.live import topics
from edusmart.live.frames import Audience, Focus, StateFrame
from edusmart.live.models import Topic
from edusmart.live.state import frame_since

P = ParamSpec("P")
T = TypeVar("T")

Admissions = dict[tuple[int, Credential], tuple[User, Audience | None]]

# Each thread holds a database connection; two, so that one slow read does not hold up all.
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="hub")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a database reader in the hub's threads, which keep their connections; a dead one is replaced."""

    def call() -> T:
        try:
            return work(*args, **kwargs)
        except (OperationalError, InterfaceError):
            connection.close()
            return work(*args, **kwargs)

    # Sensitive, all of these would wait for each other in one thread of the process.
    return await sync_to_async(call, thread_sensitive=False, executor=_threads)()


def topic(topic_id: int) -> Topic | None:
    return Topic.objects.filter(pk=topic_id).first()


def standing(topic_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """Return epoch and rev by topic id; deleted topics are left out."""
    rows = Topic.objects.filter(pk__in=topic_ids).values_list("pk", "epoch", "rev")
    return {pk: (epoch, rev) for pk, epoch, rev in rows}


def frame(topic: Topic, since: int, audience: Audience) -> StateFrame:
    return frame_since(topic, since, audience)


def admissions(watchers: Collection[tuple[int, Credential]]) -> Admissions:
    """Return each watcher's user and audience, None for one who may not watch; strangers are left out."""
    users = users_of({credential for _, credential in watchers})
    known = {(topic_id, cred): users[cred] for topic_id, cred in watchers if cred in users}
    by_kind: dict[str, set[tuple[int, User]]] = {}
    names = Topic.objects.in_bulk({topic_id for topic_id, _ in known})
    for (topic_id, _), user in known.items():
        if topic_id in names:
            by_kind.setdefault(names[topic_id].kind, set()).add((topic_id, user))
    audiences: dict[tuple[int, int], Audience] = {}
    for owner in topics.owners():
        if owner.kind in by_kind:
            audiences |= owner.audiences(by_kind[owner.kind])
    return {key: (user, audiences.get((key[0], user.pk))) for key, user in known.items()}


def focus(topic_id: int, user_id: int, frame: Focus | None) -> None:
    found = topic(topic_id)
    user = User.objects.filter(pk=user_id).prefetch_related("groups").first()
    if found and user and frame:
        topics.owner_of(found).focus(found, user, frame.kind, frame.id)
