"""The registry of topic owners: one owner says all that the engine must know of one kind of topic."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from edusmart.accounts.models import User
from edusmart.live.frames import Audience, Row
from edusmart.live.models import Topic

# As in `path`: `<uuid:story_id>` or `<name>`.
_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """A socket's address: `pattern` such as `ws/story/<uuid:story_id>/`, as Django's `path` takes it.

    `topic_of` takes the pattern's arguments and returns the topic's id, None when there is no such topic.
    """

    pattern: str
    topic_of: Callable[..., int | None]

    def url(self, **arguments: object) -> str:
        """Return the path of the socket for these arguments of the pattern."""
        return "/" + _ARGUMENT.sub(lambda found: str(arguments[found[1]]), self.pattern)


class TopicOwner(Protocol):
    """One feature's side of the live engine. Registered by the feature's AppConfig."""

    #: The part of a topic's name before the colon.
    kind: str
    #: The sockets that watch topics of this kind; `live_url` of the owner names the first of them.
    routes: Sequence[Route]
    #: The TypedDict of each kind of row; docs/live-protocol.md is tested against them.
    row_types: Mapping[str, type]

    def audiences(
        self, watchers: Collection[tuple[int, User]]
    ) -> Mapping[tuple[int, int], Audience]:
        """Return (topic id, user id) to audience for those who may watch; a constant number of queries."""

    def rows_since(self, topic: Topic, rev: int, audience: Audience) -> Sequence[Row]:
        """Return the public rows whose rev is above `rev`, with one query for each kind."""

    def ids(self, topic: Topic, audience: Audience) -> Mapping[str, Sequence[Any]]:
        """Return every id that exists, by kind."""

    def focus(self, topic: Topic, user: User, kind: str, row_id: int) -> None:
        """Make the row that a watcher looks at now the next one."""

    def settle(self, topic: Topic) -> None:
        """Derive the aggregate from its parts. Called inside `changing(topic)`."""

    def unsettled(self) -> Iterable[Topic]:
        """Return the topics whose aggregate is open although every part has ended."""


_owners: dict[str, TopicOwner] = {}


def register(owner: TopicOwner) -> None:
    """Add the owner of a kind of topic; call it in `AppConfig.ready()`."""
    _owners[owner.kind] = owner


def owner_of(topic: Topic) -> TopicOwner:
    """Return the topic's owner. Raises KeyError for a kind of topic that no app registered."""
    return _owners[topic.kind]


def owners() -> Collection[TopicOwner]:
    """Return every registered owner."""
    return _owners.values()
