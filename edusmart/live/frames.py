"""The wire protocol: every message a browser can send or receive. Nothing else spells one.

`docs/live-protocol.md` says it in prose. All frames are JSON objects with a `type`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

# A browser's frames are far shorter: this bounds what is parsed.
MAX_INBOUND_BYTES = 4096
# Further than any clock goes, and as far as a browser counts whole milliseconds.
LARGEST_CLOCK = 2**53

#: What a watcher may see: viewers watch, editors also see what only a story's people need.
Audience = Literal["viewer", "editor"]

Row = Mapping[str, Any]
"""One public row: `kind`, `id`, `rev` and the fields of its kind."""


class StateFrame(TypedDict):
    """All rows changed after `prev`, up to `rev`. `prev` 0 replaces everything.

    `ids` comes when rows went: every id that still exists, by kind.
    """

    type: Literal["state"]
    epoch: str
    prev: int
    rev: int
    rows: Sequence[Row]
    ids: NotRequired[Mapping[str, Sequence[Any]]]


class ProgressFrame(TypedDict):
    """How far along one attempt is, `fraction` from 0 to 1. May be lost; the latest `seq` wins."""

    type: Literal["progress"]
    kind: str
    id: int | str
    attempt: int
    seq: int
    fraction: float
    note: str


class BeatFrame(TypedDict):
    """The socket lives, and the topic stands at `rev`."""

    type: Literal["beat"]
    rev: int


class TimeFrame(TypedDict):
    """What the server's clock says, in milliseconds since 1970, and `sent` as the browser sent it."""

    type: Literal["time"]
    sent: float
    now: int


class Closing:
    """Close codes: what the browser should do next."""

    # 44xx follow HTTP's statuses. The registry's own 1012 and 1013 would fit, but the server's library
    # refuses to send them, and the socket stays open.
    SIGN_IN = 4401
    FORBIDDEN = 4403
    GONE = 4404
    TOO_SLOW = 4408
    COME_BACK = 4412
    BUSY = 4429


@dataclass(frozen=True)
class Have:
    """The browser's state: send what it misses."""

    epoch: str
    rev: int


@dataclass(frozen=True)
class Ack:
    rev: int


@dataclass(frozen=True)
class Focus:
    """The browser shows this row now."""

    kind: str
    id: int


@dataclass(frozen=True)
class AskTime:
    """The browser asks for the server's clock; `sent` is what its own says, and comes back."""

    sent: float


class BadFrame(ValueError):
    """What the browser sent is no frame of this protocol."""


def encode(frame: StateFrame | ProgressFrame | BeatFrame | TimeFrame) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> Have | Ack | Focus | AskTime:
    """Read a browser's frame. Raises BadFrame for anything that is not exactly one of the four."""
    # A lone surrogate must count as a bad frame and not raise here.
    if len(text.encode("utf-8", "surrogatepass")) > MAX_INBOUND_BYTES:
        raise BadFrame("too long")
    try:
        match json.loads(text):
            case {"type": "have", "epoch": str(epoch), "rev": int(rev), **rest} if not rest:
                return Have(epoch, rev)
            case {"type": "ack", "rev": int(rev), **rest} if not rest:
                return Ack(rev)
            case {"type": "focus", "kind": str(kind), "id": int(row_id), **rest} if not rest:
                return Focus(kind, row_id)
            # The comparison also keeps out what is no number: NaN and infinity.
            case {"type": "time", "sent": int() | float() as sent, **rest} if not rest and (
                abs(sent) <= LARGEST_CLOCK
            ):
                return AskTime(sent)
    except (ValueError, RecursionError) as error:  # RecursionError: brackets in brackets
        raise BadFrame("not JSON") from error
    raise BadFrame("not a frame")
