"""The topic of everything: staff who watch it are told that something changed somewhere, and not what.

Its frames are empty: pages of the admin read themselves again. The hub counts changes for it, at most one a
second and only while somebody watches, so that the work itself never waits for a row that all would write.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from edusmart.accounts.models import User
from edusmart.live.frames import Audience, Row
from edusmart.live.models import Topic, changing
from edusmart.live.topics import Route

NAME = "everything:site"


def note_change() -> None:
    """Count one change of whatever there is."""
    with changing(_topic()):
        pass


def _topic() -> int:
    topic, _ = Topic.objects.get_or_create(name=NAME)
    topic_id: int = topic.pk
    return topic_id


class EverythingOwner:
    """The owner of the topic of everything; TopicOwner documents each method."""

    kind = "everything"
    routes: Sequence[Route] = (Route("ws/everything/", _topic),)
    row_types: ClassVar[Mapping[str, type]] = {}

    @classmethod
    def live_url(cls) -> str:
        """Return the path of the socket."""
        return cls.routes[0].url()

    def audiences(
        self, watchers: Collection[tuple[int, User]]
    ) -> Mapping[tuple[int, int], Audience]:
        return {(topic, user.pk): "editor" for topic, user in watchers if user.is_overseer}

    def rows_since(self, topic: Topic, rev: int, audience: Audience) -> Sequence[Row]:
        return []

    def ids(self, topic: Topic, audience: Audience) -> Mapping[str, Sequence[Any]]:
        return {}

    def focus(self, topic: Topic, user: User, kind: str, row_id: int) -> None:
        """Make nothing next: nobody looks at one thing here."""

    def settle(self, topic: Topic) -> None:
        """Derive nothing: it has no parts."""

    def unsettled(self) -> Iterable[Topic]:
        return ()
