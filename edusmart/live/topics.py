"""The registry of topic owners: who may watch, which rows there are, what focus means, how to settle."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from edusmart.live.frames import Audience, Row

if TYPE_CHECKING:
    from edusmart.accounts.models import User
    from edusmart.live.models import Topic


class TopicOwner(Protocol):
    """One feature's side of the live engine. Registered by the feature's AppConfig."""

    #: The part of a topic's name before the colon.
    kind: str

    def audiences(
        self, watchers: Collection[tuple[int, "User"]]
    ) -> Mapping[tuple[int, int], Audience]:
        """(topic id, user id) to audience for those who may watch; a constant number of queries."""

    def rows_since(self, topic: "Topic", rev: int, audience: Audience) -> Sequence[Row]:
        """The public rows whose rev is above `rev`, one query for each kind."""

    def ids(self, topic: "Topic", audience: Audience) -> Mapping[str, Sequence[Any]]:
        """Every id that exists, by kind."""

    def focus(self, topic: "Topic", user: "User", kind: str, row_id: int) -> None:
        """A watcher looks at this row now."""

    def settle(self, topic: "Topic") -> None:
        """Derive the whole from its parts. Called inside `changing(topic)`."""

    def unsettled(self) -> Iterable["Topic"]:
        """Topics whose whole is open although every part has ended."""


_owners: dict[str, TopicOwner] = {}


def register(owner: TopicOwner) -> None:
    _owners[owner.kind] = owner


def owner_of(topic: "Topic") -> TopicOwner:
    """The topic's owner. Raises KeyError for a topic no feature registered."""
    return _owners[topic.kind]


def owners() -> Collection[TopicOwner]:
    return _owners.values()
