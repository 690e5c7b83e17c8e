"""A topic's state as a frame: what a watcher who stands at one rev must hear to stand at the newest."""

from edusmart.live import topics
from edusmart.live.frames import Audience, StateFrame
from edusmart.live.models import Topic


def starting_rev(topic: Topic, epoch: str, rev: int) -> int:
    """The rev a watcher may continue from: its own where it fits this topic's history, else 0."""
    return rev if epoch == topic.epoch and 0 <= rev <= topic.rev else 0


def frame_since(topic: Topic, since: int, audience: Audience) -> StateFrame:
    """All that changed after `since`. `topic` must have been read before this call: rows that are newer
    than its rev are welcome, rows that are older would be lost."""
    owner = topics.owner_of(topic)
    frame: StateFrame = {
        "type": "state",
        "epoch": topic.epoch,
        "prev": since,
        "rev": topic.rev,
        "rows": owner.rows_since(topic, since, audience),
    }
    if since and topic.gone_rev > since:
        frame["ids"] = owner.ids(topic, audience)
    return frame
