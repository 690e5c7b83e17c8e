"""API keys: each key is an owner of jobs, with a request rate of its own."""

import hashlib
import hmac
import ipaddress
import math
import time
from typing import Final

from tts.service.settings import Settings

ANONYMOUS: Final = "everybody"
"""The owner of all jobs where no keys are set; stored in Redis."""

WORKER: Final = "worker"
"""The job worker, which speaks for all owners and is not rate limited."""

_NETWORKS_OF_ONES_OWN: Final = (".localhost", ".local", ".internal", ".test")
_DIGEST_LETTERS: Final = 16
_MAX_BUCKETS: Final = 10_000


class ApiKeys:
    """The accepted keys, and a token bucket for each owner's rate."""

    def __init__(self, settings: Settings) -> None:
        self._owners = {key.encode(): _owner(key) for key in settings.api_keys}
        # Where no keys are set all may speak, and a worker's key must not change that.
        if self._owners and settings.worker_key:
            self._owners[settings.worker_key.encode()] = WORKER
        self._per_minute = settings.requests_per_minute
        self._buckets: dict[str, tuple[float, float]] = {}

    def serves(self, host: str) -> bool:
        """Return whether requests to this Host are served: where keys are set, all are.

        Without keys, a web page whose name was made to point here could ask like a program of this network
        (DNS rebinding), but not under an address or a name that only this network knows.
        """
        return bool(self._owners) or _is_of_this_network(host)

    def owner(self, authorization: str) -> str | None:
        """Return the owner for an Authorization header; None if it holds no accepted key."""
        scheme, _, given = authorization.partition(" ")
        if not self._owners:
            return ANONYMOUS
        return self.owner_of_key(given) if scheme.lower() == "bearer" else None

    def owner_of_key(self, given: str) -> str | None:
        """Return the owner of a key; None if the key is not accepted."""
        if not self._owners:
            return ANONYMOUS
        offered = given.strip().encode()
        # Every key is compared: the time must not tell which one nearly matched.
        matches = [hmac.compare_digest(offered, key) for key in self._owners]
        return next(
            (who for who, same in zip(self._owners.values(), matches, strict=True) if same), None
        )

    def seconds_to_wait(self, owner: str) -> int:
        """Count one request of the owner; return 0 if allowed, else seconds until the next one is.

        The bucket holds a minute's requests, and refills evenly.
        """
        if not self._per_minute or owner == WORKER:
            return 0
        now, per_second = time.monotonic(), self._per_minute / 60
        if len(self._buckets) > _MAX_BUCKETS:
            # Bounds memory; the cost is a full bucket for everyone once.
            self._buckets.clear()
        left, seen = self._buckets.get(owner, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - seen) * per_second)
        self._buckets[owner] = (left - 1 if left >= 1 else left, now)
        return 0 if left >= 1 else math.ceil((1 - left) / per_second)


def _is_of_this_network(host: str) -> bool:
    """Return whether a Host header is an address, or a name that no one can buy."""
    name = host.rpartition("]")[0].lstrip("[") or host.partition(":")[0]
    try:
        ipaddress.ip_address(name)
    except ValueError:
        name = name.lower().rstrip(".")
        return "." not in name or name.endswith(_NETWORKS_OF_ONES_OWN)
    return True


def _owner(key: str) -> str:
    """Return the owner's id: a hash, so that keys are never stored in Redis."""
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGEST_LETTERS]
