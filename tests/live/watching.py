"""A watcher as the browser is one: the reducer of docs/live-protocol.md, in Python."""

import json
from collections.abc import Callable
from typing import Any


class Watcher:
    """Holds what it was told; `say` is how it talks back to the hub."""

    def __init__(self, say: Callable[[dict[str, Any]], None]) -> None:
        self.say = say
        self.epoch, self.rev = "", 0
        self.rows: dict[tuple[str, Any], dict[str, Any]] = {}

    def hear(self, text: str) -> None:
        frame = json.loads(text)
        if frame["type"] == "beat" and frame["rev"] > self.rev:
            self._ask()
        elif frame["type"] == "state":
            self._state(frame)

    def _state(self, frame: dict[str, Any]) -> None:
        fits = frame["epoch"] == self.epoch
        if frame["prev"] == 0 and not (fits and frame["rev"] < self.rev):
            self.rows = {}
            self._apply(frame)
        elif not fits or frame["prev"] > self.rev:
            return self._ask()
        elif frame["rev"] > self.rev:
            self._apply(frame)
        self.say({"type": "ack", "rev": self.rev})

    def _ask(self) -> None:
        self.say({"type": "have", "epoch": self.epoch, "rev": self.rev})

    def _apply(self, frame: dict[str, Any]) -> None:
        for row in frame["rows"]:
            key = (row["kind"], row["id"])
            if key not in self.rows or self.rows[key]["rev"] <= row["rev"]:
                self.rows[key] = row
        for kind, ids in frame.get("ids", {}).items():
            for key in [k for k in self.rows if k[0] == kind and k[1] not in ids]:
                del self.rows[key]
        self.epoch, self.rev = frame["epoch"], frame["rev"]
