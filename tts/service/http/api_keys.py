"""Who is calling: each API key is an owner of its own, and has a pace of its own."""

import hashlib
import hmac
import math
import time
from typing import Final

from tts.service.settings import Limits

EVERYBODY: Final = "everybody"
"""The owner of all jobs where no keys are set."""

WORKER: Final = "worker"
"""The job worker, which speaks for others and has no pace."""

_DIGEST_LETTERS: Final = 16
_MOST_OWNERS_REMEMBERED: Final = 10_000


class Keys:
    """The keys that are accepted, and how fast each may ask."""

    def __init__(self, limits: Limits) -> None:
        self._owners = {key.encode(): _owner(key) for key in limits.api_keys}
        if self._owners and limits.worker_key:
            self._owners[limits.worker_key.encode()] = WORKER
        self._a_minute = limits.requests_per_minute
        self._paces: dict[str, tuple[float, float]] = {}

    def owner(self, authorization: str) -> str | None:
        """Who sends this Authorization header; None when it is not one of the keys."""
        scheme, _, given = authorization.partition(" ")
        if not self._owners:
            return EVERYBODY
        return self.owner_of_key(given) if scheme.lower() == "bearer" else None

    def owner_of_key(self, given: str) -> str | None:
        """Whose key this is; None when it is nobody's."""
        if not self._owners:
            return EVERYBODY
        offered = given.strip().encode()
        # Every key is compared, so the time taken tells nothing about which one was near.
        matches = [hmac.compare_digest(offered, key) for key in self._owners]
        return next(
            (who for who, same in zip(self._owners.values(), matches, strict=True) if same), None
        )

    def seconds_to_wait(self, owner: str) -> int:
        """Count one request of the owner; 0 when it is within the pace, else when to come back.

        Each may ask a minute's worth at once, after that at an even pace.
        """
        if not self._a_minute or owner == WORKER:
            return 0
        now, a_second = time.monotonic(), self._a_minute / 60
        if len(self._paces) > _MOST_OWNERS_REMEMBERED:
            self._paces.clear()
        left, seen = self._paces.get(owner, (float(self._a_minute), now))
        left = min(float(self._a_minute), left + (now - seen) * a_second)
        self._paces[owner] = (left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else math.ceil((1 - left) / a_second)


def _owner(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGEST_LETTERS]
