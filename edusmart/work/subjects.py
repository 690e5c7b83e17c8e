"""What a work row belongs to, as people know it: a story or a brief. Apps say it, lists of rows show it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """A story or a brief: its title, its page in the admin, its desk, and whose it is."""

    title: str
    admin_url: str
    desk_url: str
    person: str


Find = Callable[[Collection[int]], Mapping[int, Subject]]

_finders: list[Find] = []


def register(find: Find) -> None:
    """Add what finds an app's subjects by the ids of their topics, with one query for all of them."""
    _finders.append(find)


def subjects_of(topic_ids: Collection[int]) -> dict[int, Subject]:
    """Return the subjects by topic id. Topics that belong to nothing, as of voice samples, are left out."""
    found: dict[int, Subject] = {}
    for find in _finders if topic_ids else ():
        found |= find(topic_ids)
    return found
