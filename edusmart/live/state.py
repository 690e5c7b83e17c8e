"""A topic's state as a frame: what a watcher who stands at one rev must hear to stand at the newest."""

from edusmart.live import topics
from edusmart.live.frames import Audience, StateFrame
from edusmart.live.models import Topic


def starting_rev(topic: Topic, epoch: str, rev: int) -> int:
    """Return the rev to continue from: the watcher's own where it fits this topic's history, else 0."""
    return rev if epoch == topic.epoch and 0 <= rev <= topic.rev else 0


def frame_since(topic: Topic, since: int, audience: Audience) -> StateFrame:
    """Return the frame of all that changed after `since`.

    `topic` must have been read before this call: rows newer than its rev do no harm, rows that it counts but
    that are not read would be lost.
    """
    owner = topics.owner_of(topic)
    frame: StateFrame = {
        "type": "state",
        "epoch": topic.epoch,
        "prev": since,
        "rev": topic.rev,
        "rows": owner.rows_since(topic, since, audience),
    }
    # Who starts from nothing holds no row that could have gone.
    if since and topic.gone_rev > since:
        frame["ids"] = owner.ids(topic, audience)
    return frame
