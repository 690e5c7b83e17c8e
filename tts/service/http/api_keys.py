"""Who is calling: each API key is an owner of its own, and has a pace of its own."""

import hashlib
import hmac
import math
import time
from typing import Final

from tts.service.settings import Settings

ANONYMOUS: Final = "everybody"
"""The owner of all jobs where no keys are set."""

WORKER: Final = "worker"
"""The job worker, which speaks for others and has no pace."""

_DIGEST_LETTERS: Final = 16
_MAX_BUCKETS: Final = 10_000


class ApiKeys:
    """The keys that are accepted, and how fast each may ask."""

    def __init__(self, settings: Settings) -> None:
        self._owners = {key.encode(): _owner(key) for key in settings.api_keys}
        if self._owners and settings.worker_key:
            self._owners[settings.worker_key.encode()] = WORKER
        self._per_minute = settings.requests_per_minute
        self._buckets: dict[str, tuple[float, float]] = {}

    def owner(self, authorization: str) -> str | None:
        """Who sends this Authorization header; None when it is not one of the keys."""
        scheme, _, given = authorization.partition(" ")
        if not self._owners:
            return ANONYMOUS
        return self.owner_of_key(given) if scheme.lower() == "bearer" else None

    def owner_of_key(self, given: str) -> str | None:
        """Whose key this is; None when it is nobody's."""
        if not self._owners:
            return ANONYMOUS
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
        if not self._per_minute or owner == WORKER:
            return 0
        now, per_second = time.monotonic(), self._per_minute / 60
        if len(self._buckets) > _MAX_BUCKETS:
            self._buckets.clear()
        left, seen = self._buckets.get(owner, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - seen) * per_second)
        self._buckets[owner] = (left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else math.ceil((1 - left) / per_second)


def _owner(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGEST_LETTERS]
